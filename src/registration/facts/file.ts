/**
 * The facts file: CSV, UTF-8, a row a fact (release-format). One column may stand behind the usual ones: `origin`, which says
 * `made-up` in every row of a simulated network, so that nothing made of it can pass for real. Made-up and real facts never mix.
 */
import { currentCode } from "../rules/codes.ts";
import { codedFields, type CodedField } from "./codes.ts";
import { isWeek } from "./weeks.ts";

export const factColumns = ["week", ...codedFields, "matter"] as const;
export type FactColumn = (typeof factColumns)[number];
/** `matter` is empty when nobody linked this contact with another. */
export type Fact = Readonly<Record<FactColumn, string>>;

export type FactsRefusal = {
  readonly because: "file-empty" | "column-missing" | "column-unknown" | "fields-wrong" | "quote-open" | "week-wrong" | "code-unknown" | "matter-wrong" | "origin-wrong" | "origins-mixed";
  /** Line of the file, the header is 1. */
  readonly line: number;
  readonly field?: string;
  readonly value?: string;
};
export type FactsRead = { readonly ok: true; readonly facts: readonly Fact[]; readonly madeUp: boolean } | ({ readonly ok: false } & FactsRefusal);

/** Which codes a field may have; a field that is left out has the product's own list. */
export type KnownCodes = Partial<Readonly<Record<CodedField, ReadonlySet<string>>>>;

type Row = { readonly line: number; readonly fields: readonly string[] };
class Refused extends Error {
  readonly refusal: FactsRefusal;
  constructor(refusal: FactsRefusal) {
    super(refusal.because);
    this.refusal = refusal;
  }
}

function refuse(because: FactsRefusal["because"], line: number, field?: string, value?: string): never {
  throw new Refused({ because, line, ...(field === undefined ? {} : { field }), ...(value === undefined ? {} : { value: value.slice(0, 60) }) });
}

/** One line with quotes in it (RFC 4180). Codes never hold a line break. */
function quotedFields(text: string, line: number): string[] {
  const fields: string[] = [];
  const one = /\s*(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  while (one.lastIndex <= text.length) {
    const found = one.exec(text);
    if (found === null) refuse("quote-open", line);
    fields.push(found[1] === undefined ? (found[2] ?? "") : found[1].replaceAll('""', '"'));
    if (found[3] === "") break;
  }
  return fields;
}

function* rowsOf(text: string): Generator<Row> {
  let line = 0;
  for (const written of text.replace(/^\uFEFF/, "").split("\n")) {
    line += 1;
    const content = written.endsWith("\r") ? written.slice(0, -1) : written;
    if (content === "") continue;
    yield { line, fields: content.includes('"') ? quotedFields(content, line) : content.split(",") };
  }
}

const isColumn = (name: string): name is FactColumn => (factColumns as readonly string[]).includes(name);

function readHeader(row: Row | undefined): readonly (FactColumn | "origin")[] {
  if (row === undefined) return refuse("file-empty", 1);
  const names = row.fields.map((name) => name.trim());
  const strange = names.find((name, at) => !(isColumn(name) || name === "origin") || names.indexOf(name) !== at);
  if (strange !== undefined) refuse("column-unknown", row.line, strange);
  const missing = factColumns.find((name) => !names.includes(name));
  if (missing !== undefined) refuse("column-missing", row.line, missing);
  return names as (FactColumn | "origin")[];
}

const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Random signs without spaces. */
const token = /^[A-Za-z0-9_-]{1,64}$/;

/** The code as it is counted. */
function codeIn(field: CodedField, value: string, known: KnownCodes): string | undefined {
  const own = known[field];
  if (own !== undefined) {
    if (own.has(value)) return value;
    const now = field === "organisation" ? undefined : currentCode(field, value);
    return now !== undefined && own.has(now) ? now : undefined;
  }
  if (field === "organisation") return slug.test(value) ? value : undefined;
  return currentCode(field, value);
}

function readFact(names: readonly (FactColumn | "origin")[], row: Row, known: KnownCodes, cache: Map<string, string>): { readonly fact: Fact; readonly origin: string } {
  if (row.fields.length !== names.length) refuse("fields-wrong", row.line, undefined, String(row.fields.length));
  const read: Record<string, string> = {};
  names.forEach((name, at) => (read[name] = row.fields[at] ?? ""));
  const { week = "", matter = "", origin = "" } = read;
  if (!cache.has(week)) {
    if (!isWeek(week)) refuse("week-wrong", row.line, "week", week);
    cache.set(week, week);
  }
  for (const field of codedFields) {
    const value = read[field] ?? "";
    const key = `${field}\n${value}`;
    const code = cache.get(key) ?? codeIn(field, value, known);
    if (code === undefined) return refuse("code-unknown", row.line, field, value);
    cache.set(key, code);
    read[field] = code;
  }
  if (matter !== "" && !token.test(matter)) refuse("matter-wrong", row.line, "matter", matter);
  if (origin !== "" && origin !== "made-up") refuse("origin-wrong", row.line, "origin", origin);
  delete read["origin"];
  return { fact: read as Fact, origin };
}

function readAll(text: string, known: KnownCodes): FactsRead {
  const rows = rowsOf(text);
  const names = readHeader(rows.next().value as Row | undefined);
  const cache = new Map<string, string>();
  const facts: Fact[] = [];
  let first: string | undefined;
  for (const row of rows) {
    const { fact, origin } = readFact(names, row, known, cache);
    first ??= origin;
    if (origin !== first) refuse("origins-mixed", row.line, "origin", origin);
    facts.push(fact);
  }
  return facts.length === 0 ? { ok: false, because: "file-empty", line: 2 } : { ok: true, facts, madeUp: first === "made-up" };
}

/** Reads a facts file, or says at which line and field it is wrong. Never throws over what is in the file. */
export function readFacts(text: string, known: KnownCodes = {}): FactsRead {
  try {
    return readAll(text, known);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...error.refusal };
    throw error;
  }
}

export function rowOf(fact: Fact): string {
  return factColumns.map((name) => fact[name]).join(",");
}

/** A facts file of these facts, in their order. */
export function writeFacts(facts: readonly Fact[], { madeUp }: { readonly madeUp: boolean }): string {
  const end = madeUp ? ",made-up" : "";
  return `${factColumns.join(",")}${madeUp ? ",origin" : ""}\n${facts.map((fact) => `${rowOf(fact)}${end}\n`).join("")}`;
}

const sentences: Readonly<Record<FactsRefusal["because"], (refusal: FactsRefusal) => string>> = {
  "file-empty": () => "the file holds no facts. A header and at least one row are needed.",
  "column-missing": ({ field }) => `the column "${field ?? ""}" is missing. Wanted: ${factColumns.join(",")}.`,
  "column-unknown": ({ field }) => `the column "${field ?? ""}" is not known, or stands there twice. Wanted: ${factColumns.join(",")}.`,
  "fields-wrong": ({ value }) => `the row has ${value ?? ""} fields, not as many as the header.`,
  "quote-open": () => "a quotation mark is not closed.",
  "week-wrong": ({ value }) => `field "week": "${value ?? ""}" is not a week. Write it as 2027-W05.`,
  "code-unknown": ({ field, value }) => `field "${field ?? ""}": the code "${value ?? ""}" is not known. Correct the row, or add the code to the specification.`,
  "matter-wrong": ({ value }) => `field "matter": "${value ?? ""}" is not a token (letters, digits, - and _, at most 64).`,
  "origin-wrong": ({ value }) => `field "origin": "${value ?? ""}" is not known. Only "made-up" is.`,
  "origins-mixed": () => "made-up facts stand among real ones. They are never counted together.",
};

/** One sentence for the operator: where it is wrong and what to do. */
export function factsRefusalInWords(refusal: FactsRefusal): string {
  return `line ${String(refusal.line)}: ${sentences[refusal.because](refusal)}`;
}
