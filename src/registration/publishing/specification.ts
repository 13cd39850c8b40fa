/**
 * What a release is asked to count (release-format). Beside the format a table may say `period` ("quarter" or "year"): it is then made for each of the
 * `periods` of that kind; `count` when it differs from the release's; and `levels`: how deep a subject is printed in it.
 */
import { z } from "zod";
import { dimension, usuallySensitive, type Dimension } from "../disclosure/index.ts";
import { codedFields, type CodedField } from "../facts/codes.ts";
import { isPeriod, isYear, quartersOf, yearOf } from "../facts/weeks.ts";
import { classesOf, type Classes } from "./classes.ts";

const code = z.string().min(1).max(100);
/** Becomes the name of a file and of a folder. */
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, "letters, digits, points, dashes; at most 60");
const Counting = z.enum(["contacts", "matters"]);

const table = z.strictObject({
  id: name,
  dims: z.array(z.string().min(1)).min(1),
  fixed: z.record(z.string(), code).optional(),
  period: z.enum(["quarter", "year"]).optional(),
  count: Counting.optional(),
  levels: z.record(z.string(), z.int().min(1).max(9)).optional(),
});

const document = z.strictObject({
  id: name,
  threshold: z.int().min(2).max(1000).optional(),
  total: code.optional(),
  dims: z.record(z.string(), dimension),
  tables: z.array(table).min(1),
  count: Counting.optional(),
  periods: z.array(z.string().refine(isPeriod, "a year (2027) or a quarter (2027-q1)")).min(1),
  sensitive: z.array(z.string()).optional(),
  /** Which field of the facts a subject is read from, when it has another name. */
  columns: z.record(z.string(), z.enum(codedFields)).optional(),
});
type Document = z.infer<typeof document>;

export type Counted = z.infer<typeof Counting>;
export type PlannedTable = { readonly id: string; readonly dims: readonly string[]; readonly fixed: Readonly<Record<string, string>>; readonly count: Counted; readonly levels: Readonly<Record<string, number>> };
export type Plan = {
  readonly id: string;
  readonly threshold: number | undefined;
  readonly total: string;
  readonly dims: Readonly<Record<string, Dimension>>;
  readonly classes: ReadonlyMap<string, Classes>;
  readonly columns: Readonly<Record<string, SubjectSource>>;
  readonly tables: readonly PlannedTable[];
  readonly periods: readonly string[];
  readonly sensitive: readonly string[];
};
/** `linked`: whether a contact was linked with others of its matter. */
export type SubjectSource = CodedField | "period" | "linked";
export type PlanRead = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly where: string; readonly sentence: string };

const refuse = (where: string, sentence: string): PlanRead => ({ ok: false, where, sentence });
/** Names under which the same field is known: a region is made of provinces, a group of topics is printed above the topics. */
const otherNames: Readonly<Record<string, SubjectSource>> = { region: "province", period: "period", linked: "linked" };

const isCodedField = (subject: string): subject is CodedField => (codedFields as readonly string[]).includes(subject);

function sourceOf(subject: string, { columns = {} }: Document): SubjectSource | undefined {
  return columns[subject] ?? otherNames[subject] ?? (isCodedField(subject) ? subject : undefined);
}

/** Years with their quarters, also those of earlier releases: what a sum was, it stays. */
export function periodClasses(periods: readonly string[], given: Dimension | undefined, before: readonly Dimension[]): Dimension {
  const sums = new Map<string, readonly string[]>();
  const codes = new Set<string>();
  for (const one of [...(given === undefined ? [] : [given]), ...before]) {
    if (Array.isArray(one)) one.forEach((period) => codes.add(period));
    else for (const { parent, children } of one.sums ?? []) if (!sums.has(parent)) sums.set(parent, children);
    if (!Array.isArray(one)) one.codes.forEach((period) => codes.add(period));
  }
  for (const year of new Set(periods.map(yearOf))) if (!sums.has(year)) sums.set(year, quartersOf(year));
  const years = [...sums.keys()].toSorted();
  for (const year of years) [year, ...(sums.get(year) ?? [])].forEach((period) => codes.add(period));
  return { total: null, codes: [...codes].toSorted(), sums: years.map((parent) => ({ parent, children: [...(sums.get(parent) ?? [])] })) };
}

/** `topicGroup` is the subject `topic`, printed by group. */
function withoutGroups(one: z.infer<typeof table>, dims: Document["dims"]): z.infer<typeof table> {
  const grouped = one.dims.filter((subject) => !(subject in dims) && subject.endsWith("Group") && subject.slice(0, -5) in dims);
  if (grouped.length === 0) return one;
  const levels = Object.fromEntries(grouped.map((subject) => [subject.slice(0, -5), 1]));
  return { ...one, dims: one.dims.map((subject) => (grouped.includes(subject) ? subject.slice(0, -5) : subject)), levels: { ...levels, ...one.levels } };
}

function planTables(asked: Document): PlannedTable[] {
  return asked.tables.flatMap((written) => {
    const one = withoutGroups(written, asked.dims);
    const planned = { id: one.id, dims: one.dims, count: one.count ?? asked.count ?? "contacts", levels: one.levels ?? {} };
    if (one.fixed?.["period"] !== undefined || one.dims.includes("period")) return [{ ...planned, fixed: one.fixed ?? {} }];
    const periods = asked.periods.filter((period) => one.period === undefined || (one.period === "year") === isYear(period));
    return periods.map((period) => ({ ...planned, id: periods.length === 1 ? one.id : `${one.id}-${period}`, fixed: { ...one.fixed, period } }));
  });
}

function wrongTable({ id, dims, fixed, levels }: PlannedTable, asked: Document, classes: ReadonlyMap<string, Classes>): string | undefined {
  const strange = [...dims, ...Object.keys(fixed), ...Object.keys(levels)].find((subject) => !classes.has(subject));
  if (strange !== undefined) return `table "${id}" names the subject "${strange}", which is not in "dims".`;
  const twice = dims.find((subject, at) => dims.indexOf(subject) !== at || subject in fixed);
  if (twice !== undefined) return `table "${id}" names the subject "${twice}" twice.`;
  const wrong = Object.entries(fixed).find(([subject, value]) => classes.get(subject)?.level.has(value) !== true);
  if (wrong !== undefined) return `table "${id}" is fixed to "${wrong[1]}", which is no code of "${wrong[0]}".`;
  if (fixed["period"] !== undefined && !asked.periods.includes(fixed["period"])) return `table "${id}" is about ${fixed["period"]}, which is not in "periods".`;
  return undefined;
}

function planFrom(asked: Document, before: readonly Dimension[]): PlanRead {
  const total = asked.total ?? "T";
  // Contacts and matters of the same people are different numbers: in one system they stand under different names.
  const matters = asked.tables.some((one) => (one.count ?? asked.count) === "matters");
  const dims = { ...asked.dims, period: periodClasses(asked.periods, asked.dims["period"], before), ...(matters ? { count: ["matters"] } : {}) };
  const unread = Object.keys(dims).find((subject) => subject !== "count" && sourceOf(subject, asked) === undefined);
  if (unread !== undefined) return refuse(unread, `the subject "${unread}" is no field of the facts. Say in "columns" which field it is read from.`);
  const classes = new Map(Object.entries(dims).map(([subject, given]) => [subject, classesOf(given, total)]));
  const tables = planTables(asked).map((one) => (one.count === "matters" ? { ...one, fixed: { ...one.fixed, count: "matters" } } : one));
  if (tables.length === 0) return refuse("tables", 'none of the tables is made for one of the "periods".');
  for (const one of tables) {
    const wrong = wrongTable(one, asked, classes);
    if (wrong !== undefined) return refuse(one.id, wrong);
  }
  const twice = tables.find(({ id }, at) => tables.findIndex((other) => other.id === id) !== at);
  if (twice !== undefined) return refuse(twice.id, `two tables are called "${twice.id}".`);
  const columns = Object.fromEntries(Object.keys(dims).flatMap((subject) => ((source) => (source === undefined ? [] : [[subject, source]]))(sourceOf(subject, asked))));
  const sensitive = asked.sensitive ?? Object.keys(asked.dims).filter((subject) => usuallySensitive.includes(sourceOf(subject, asked) ?? ""));
  return { ok: true, plan: { id: asked.id, threshold: asked.threshold, total, dims, classes, columns, tables, periods: asked.periods, sensitive } };
}

/** Reads a specification, or says what is wrong in it. `before`: the periods of earlier releases. */
export function readSpecification(text: string, before: readonly Dimension[]): PlanRead {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return refuse("", "it is not JSON.");
  }
  const asked = document.safeParse(written);
  if (asked.success) return planFrom(asked.data, before);
  const [issue] = asked.error.issues;
  const where = (issue?.path ?? []).map(String).join(".");
  return refuse(where, `${where === "" ? "the document" : `"${where}"`}: ${issue?.message ?? "wrong"}.`);
}
