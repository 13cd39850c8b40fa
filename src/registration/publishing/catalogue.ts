/**
 * The usual tables: few, fixed, coarse. A quarter is printed by group of topics, a year also by topic; two subjects at most, and no three tables that
 * cross three subjects two by two. Where few contacts were counted they are coarser, by a rule that knows nothing but how many
 * (`docs/decisions/0038-coarser-for-fewer.md`). `gehoord publish` takes any specification; this is the one to begin with.
 */
import { codeLists, partsOfCountry, topicGroups } from "../facts/codes.ts";
import { isPeriod, isYear, quarterOf, quartersOf, type Period } from "../facts/weeks.ts";
import type { Dimension, Release } from "../disclosure/shape.ts";
import { classesOf } from "./classes.ts";

const total = "T";
const flat = (codes: readonly string[]): Dimension => [...codes, total];
const tree = (groups: Readonly<Record<string, readonly string[]>>, beside: readonly string[] = []): Dimension => ({
  total,
  codes: [total, ...Object.keys(groups), ...beside, ...Object.values(groups).flat()],
  sums: [{ parent: total, children: [...Object.keys(groups), ...beside] }, ...Object.entries(groups).map(([parent, children]) => ({ parent, children: [...children] }))],
});

/** A table by one subject, or by two of which one or both may be coarser; the first form is the finest. */
type Asked = { readonly id: string; readonly forms: readonly (readonly [string, string])[] };
const crossings: Readonly<Record<"quarter" | "year", readonly Asked[]>> = {
  quarter: [{ id: "topic-sector", forms: [["topicGroup", "sector"]] }],
  year: [
    { id: "topic-sector", forms: [["topic", "sector"], ["topicGroup", "sector"]] },
    { id: "topic-role", forms: [["topic", "role"], ["topicGroup", "role"]] },
    { id: "organisation-topic", forms: [["organisation", "topicGroup"]] },
    { id: "region-topic", forms: [["region", "topicGroup"]] },
    { id: "outcome-topic", forms: [["outcome", "topicGroup"]] },
    { id: "by-topic", forms: [["by", "topic"], ["by", "topicGroup"]] },
  ],
};
/** Subjects that are printed for that period in any case: alone, where no table crosses them as finely. */
const subjects: Readonly<Record<"quarter" | "year", readonly string[]>> = {
  quarter: ["organisation", "role", "topicGroup", "sector"],
  year: ["channel", "done", "topic", "sector", "role", "organisation", "region", "outcome", "by"],
};
/** Contacts and matters by whether they were linked: what the estimate of matters is made from. */
const matters = [
  { id: "linked", dims: ["linked"] },
  { id: "matters", dims: ["linked"], count: "matters" },
];

/** So many contacts for each pair of classes: in a thinner table most of what is not nothing would be hidden. Single topics are more uneven than groups of them. */
const thick = { topic: 40, group: 20 } as const;
const leaves: Readonly<Record<string, number>> = Object.fromEntries([...Object.entries(codeLists).map(([field, { codes }]) => [field, codes.length]), ["region", codeLists.province.codes.length], ["topicGroup", Object.keys(topicGroups).length]]);

/** `contacts`: how many the period has. `counting`: how many organisations counted some. `before`: the latest release of as long a period. */
type Size = { readonly contacts: number; readonly counting: number; readonly before: Release | undefined };

const hasTopics = (release: Release, id: string): boolean => release.tables.some((table) => table.id === id && table.cells.some(({ topic }) => typeof topic === "string" && codeLists.topic.codes.includes(topic)));

/** What was printed before in this form stays as long as there is half as much: a table that comes and goes shows no course. */
function isThick(id: string, form: readonly [string, string], { contacts, counting, before }: Size): boolean {
  const single = form.includes("topic");
  const pairs = form.reduce((product, subject) => product * (subject === "organisation" ? counting : (leaves[subject] ?? 1)), 1);
  const was = before !== undefined && (single ? hasTopics(before, id) : before.tables.some((table) => table.id === id));
  return contacts >= (thick[single ? "topic" : "group"] * pairs) / (was ? 2 : 1);
}

/** Each crossing in the finest form that is not too thin, and alone what no crossing prints. */
function tablesFor(kind: "quarter" | "year", size: Size): { readonly id: string; readonly dims: readonly string[] }[] {
  const crossed = crossings[kind].flatMap(({ id, forms }) => {
    const dims = forms.find((form) => isThick(id, form, size));
    return dims === undefined ? [] : [{ id, dims }];
  });
  const there = new Set(crossed.flatMap(({ dims }) => [...dims]));
  return [...crossed, ...subjects[kind].filter((subject) => !there.has(subject)).map((subject) => ({ id: subject === "topicGroup" ? "topic" : subject, dims: [subject] }))];
}

const boundless: Size = { contacts: Infinity, counting: 1, before: undefined };

/** The specification for one period. `organisations`: codes of all that take part; without them there is no table by organisation. `size`: when left out, every table in its finest form. */
export function catalogue(period: Period, organisations: readonly string[] | undefined, size: Size = boundless): string {
  const { channel, role, sector, by, outcome, done } = codeLists;
  const dims: Record<string, Dimension> = { topic: tree(topicGroups), region: tree(partsOfCountry, ["unknown"]), sector: flat(sector.codes), role: flat(role.codes), by: flat(by.codes), channel: flat(channel.codes), done: flat(done.codes), outcome: flat(outcome.codes), ...(organisations === undefined ? {} : { organisation: flat(organisations) }), linked: flat(["yes", "no"]) };
  const tables = [...tablesFor(isYear(period) ? "year" : "quarter", size), ...matters].filter((table) => organisations !== undefined || !table.dims.includes("organisation"));
  return `${JSON.stringify({ id: period, total, count: "contacts", periods: [period], dims, tables }, null, 1)}\n`;
}

export type Taking = {
  /** Members of the directory: they stand in the list from the beginning, also who counted nothing yet. */
  readonly members: readonly string[];
  /** Everything that was counted: who counted, and how much in which week. */
  readonly facts: readonly { readonly organisation: string; readonly week: string }[];
  readonly previous: readonly Release[];
};

/**
 * The usual specification, with the same list of organisations as before: a sum that was printed never changes. Who came after the first release is in no
 * list; then there is no table by organisation, and everything else is counted with everybody in it.
 */
export function usualSpecification(period: Period, { members, facts, previous }: Taking): { readonly text: string; readonly withoutOrganisations: boolean } {
  const present = [...new Set(facts.map(({ organisation }) => organisation))];
  const before = previous.findLast(({ dims }) => dims["organisation"] !== undefined);
  const known = before?.dims["organisation"];
  const organisations = known === undefined ? [...new Set([...members, ...present])].toSorted() : [...classesOf(known, before?.total).leaves];
  const withoutOrganisations = present.some((one) => !organisations.includes(one));
  const quarters = quartersOf(period);
  const contacts = facts.filter(({ week }) => quarters.includes(quarterOf(week))).length;
  const size: Size = { contacts, counting: Math.max(1, present.length), before: previous.findLast(({ id }) => isPeriod(id) && isYear(id) === isYear(period)) };
  return { text: catalogue(period, withoutOrganisations ? undefined : organisations, size), withoutOrganisations };
}
