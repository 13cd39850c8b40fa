/**
 * What was counted of a quarter, once and for ever: one row for every combination of codes, with how many contacts and how many matters. Weeks and the
 * tokens that link contacts are gone in it. A quarter that was published is counted from this, never from the facts again: so a late or corrected
 * registration cannot change, or be seen through, what was printed (method 1.5, rule 3).
 */
import { codedFields, type CodedField } from "../facts/codes.ts";
import { rowOf, type Fact } from "../facts/file.ts";
import { quarterOf, type Period } from "../facts/weeks.ts";

export type CubeRow = { readonly quarter: Period; readonly codes: Readonly<Record<CodedField, string>>; readonly linked: boolean; readonly contacts: number; readonly matters: number };
export type Cube = readonly CubeRow[];

/** A matter over several organisations counts once in its quarter, with what its first contact says; between contacts of one week the order of their rows decides. */
function firstOfEach(facts: readonly Fact[]): ReadonlySet<Fact> {
  const first = new Map<string, { readonly fact: Fact; readonly row: string }>();
  for (const fact of facts) {
    if (fact.matter === "") continue;
    const key = `${quarterOf(fact.week)} ${fact.matter}`;
    const row = rowOf(fact);
    const known = first.get(key);
    if (known === undefined || row < known.row) first.set(key, { fact, row });
  }
  return new Set([...first.values()].map(({ fact }) => fact));
}

/** Rows in one order, whatever the order of the facts. */
export function cubeOf(facts: readonly Fact[]): ReadonlyMap<Period, Cube> {
  const leading = firstOfEach(facts);
  const rows = new Map<string, { fact: Fact; contacts: number; matters: number }>();
  for (const fact of facts) {
    const key = [quarterOf(fact.week), ...codedFields.map((field) => fact[field]), fact.matter === "" ? "" : "linked"].join(",");
    const row = rows.get(key) ?? { fact, contacts: 0, matters: 0 };
    row.contacts += 1;
    if (fact.matter === "" || leading.has(fact)) row.matters += 1;
    rows.set(key, row);
  }
  const sorted = [...rows.keys()].toSorted().map((key): CubeRow => {
    const { fact, contacts, matters } = rows.get(key) ?? { fact: facts[0] as Fact, contacts: 0, matters: 0 };
    const codes = Object.fromEntries(codedFields.map((field) => [field, fact[field]])) as Record<CodedField, string>;
    return { quarter: quarterOf(fact.week), codes, linked: fact.matter !== "", contacts, matters };
  });
  return Map.groupBy(sorted, ({ quarter }) => quarter);
}

const header = [...codedFields, "linked", "contacts", "matters"].join(",");

/** As it is kept beside the installation. */
export function writeCube(cube: Cube): string {
  const rows = cube.map(({ codes, linked, contacts, matters }) => [...codedFields.map((field) => codes[field]), linked ? "yes" : "no", contacts, matters].join(","));
  return `${header}\n${rows.map((row) => `${row}\n`).join("")}`;
}

/** Reads back what `writeCube` wrote; the caller has checked that it is the very same. */
export function readCube(quarter: Period, text: string): Cube {
  return text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const fields = line.split(",");
      const codes = Object.fromEntries(codedFields.map((field, at) => [field, fields[at] ?? ""])) as Record<CodedField, string>;
      const [linked, contacts, matters] = fields.slice(codedFields.length);
      return { quarter, codes, linked: linked === "yes", contacts: Number(contacts), matters: Number(matters) };
    });
}
