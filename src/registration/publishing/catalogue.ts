/**
 * The usual tables: few, fixed, coarse. A quarter is printed by group of topics, a year also by topic; two subjects at most, and no three tables that
 * cross three subjects two by two. `gehoord publish` takes any specification; this is the one to begin with.
 */
import { codeLists, partsOfCountry, topicGroups } from "../facts/codes.ts";
import { isYear, type Period } from "../facts/weeks.ts";
import type { Dimension, Release } from "../disclosure/shape.ts";
import { classesOf } from "./classes.ts";

const total = "T";
const flat = (codes: readonly string[]): Dimension => [...codes, total];
const tree = (groups: Readonly<Record<string, readonly string[]>>, beside: readonly string[] = []): Dimension => ({
  total,
  codes: [total, ...Object.keys(groups), ...beside, ...Object.values(groups).flat()],
  sums: [{ parent: total, children: [...Object.keys(groups), ...beside] }, ...Object.entries(groups).map(([parent, children]) => ({ parent, children: [...children] }))],
});

const quarterly = [
  { id: "topic-sector", dims: ["topicGroup", "sector"] },
  { id: "organisation", dims: ["organisation"] },
  { id: "role", dims: ["role"] },
];
const yearly = [
  { id: "topic-sector", dims: ["topic", "sector"] },
  { id: "topic-role", dims: ["topic", "role"] },
  { id: "organisation-topic", dims: ["organisation", "topicGroup"] },
  { id: "region-topic", dims: ["region", "topicGroup"] },
  { id: "outcome-topic", dims: ["outcome", "topicGroup"] },
  { id: "by-topic", dims: ["by", "topic"] },
  { id: "channel", dims: ["channel"] },
];
/** Contacts and matters by whether they were linked: what the estimate of matters is made from. */
const matters = [
  { id: "linked", dims: ["linked"] },
  { id: "matters", dims: ["linked"], count: "matters" },
];

/** The specification for one period. `organisations`: codes of all that take part; without them there is no table by organisation. */
export function catalogue(period: Period, organisations: readonly string[] | undefined, id = period): string {
  const { channel, role, sector, by, outcome } = codeLists;
  const dims: Record<string, Dimension> = { topic: tree(topicGroups), region: tree(partsOfCountry, ["unknown"]), sector: flat(sector.codes), role: flat(role.codes), by: flat(by.codes), channel: flat(channel.codes), outcome: flat(outcome.codes), ...(organisations === undefined ? {} : { organisation: flat(organisations) }), linked: flat(["yes", "no"]) };
  const tables = [...(isYear(period) ? yearly : quarterly), ...matters].filter((table) => organisations !== undefined || !table.dims.includes("organisation"));
  return `${JSON.stringify({ id, total, count: "contacts", periods: [period], dims, tables }, null, 1)}\n`;
}

export type Taking = {
  /** Members of the directory: they stand in the list from the beginning, also who counted nothing yet. */
  readonly members: readonly string[];
  /** Who counted something. */
  readonly present: readonly string[];
  readonly previous: readonly Release[];
};

/**
 * The usual specification, with the same list of organisations as before: a sum that was printed never changes. Who came after the first release is in no
 * list; then there is no table by organisation, and everything else is counted with everybody in it.
 */
export function usualSpecification(period: Period, { members, present, previous }: Taking): { readonly text: string; readonly withoutOrganisations: boolean } {
  const before = previous.findLast(({ dims }) => dims["organisation"] !== undefined);
  const known = before?.dims["organisation"];
  const organisations = known === undefined ? [...new Set([...members, ...present])].toSorted() : [...classesOf(known, before?.total).leaves];
  const withoutOrganisations = present.some((one) => !organisations.includes(one));
  return { text: catalogue(period, withoutOrganisations ? undefined : organisations), withoutOrganisations };
}
