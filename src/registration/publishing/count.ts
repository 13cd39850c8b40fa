/** From what was counted of the quarters to the tables of a release: every cell that could be printed, also zeros. */
import type { Cell, CountedCell, CountedTable } from "../disclosure/shape.ts";
import type { Classes } from "./classes.ts";
import type { Cube, CubeRow } from "./cube.ts";
import type { Plan, PlannedTable, SubjectSource } from "./specification.ts";

const yesOrNo = (linked: boolean): string => (linked ? "yes" : "no");

function codeIn(row: CubeRow, source: SubjectSource): string {
  if (source === "period") return row.quarter;
  return source === "linked" ? yesOrNo(row.linked) : row.codes[source];
}

/** How a row's code counts in one subject: all the codes of the table that hold it. */
type Upward = (row: CubeRow) => readonly string[];

function upwardIn(plan: Plan, subject: string, shown: ReadonlySet<string>): Upward {
  const classes = plan.classes.get(subject) as Classes;
  const source = plan.columns[subject] as SubjectSource;
  const known = new Map<string, readonly string[]>();
  return (row) => {
    const code = codeIn(row, source);
    const before = known.get(code);
    if (before !== undefined) return before;
    const codes = (classes.upward.get(code) ?? []).filter((one) => shown.has(one));
    known.set(code, codes);
    return codes;
  };
}

function isWithin(plan: Plan, fixed: Readonly<Record<string, string>>): (row: CubeRow) => boolean {
  const wanted = Object.entries(fixed).filter(([subject]) => subject !== "count");
  return (row) => wanted.every(([subject, code]) => plan.classes.get(subject)?.upward.get(codeIn(row, plan.columns[subject] as SubjectSource))?.includes(code) === true);
}

/** The codes a table prints, down to its level. Of periods only those that were asked for. */
function shownIn(plan: Plan, { levels }: PlannedTable, subject: string): string[] {
  const classes = plan.classes.get(subject) as Classes;
  const deepest = levels[subject] ?? Number.POSITIVE_INFINITY;
  const codes = classes.codes.filter((code) => (classes.level.get(code) ?? 0) <= deepest);
  return subject === "period" ? codes.filter((code) => plan.periods.includes(code)) : codes;
}

const combinations = (lists: readonly (readonly string[])[]): string[][] => lists.reduce<string[][]>((made, list) => made.flatMap((one) => list.map((code) => [...one, code])), [[]]);

type Tally = { count: number; readonly parts: Map<string, number> };

function tallies(rows: Iterable<CubeRow>, upwards: readonly Upward[], weight: (row: CubeRow) => number): Map<string, Tally> {
  const all = new Map<string, Tally>();
  for (const row of rows) {
    const count = weight(row);
    if (count === 0) continue;
    for (const codes of combinations(upwards.map((upward) => upward(row)))) {
      const key = codes.join("\n");
      const tally = all.get(key) ?? { count: 0, parts: new Map<string, number>() };
      all.set(key, tally);
      tally.count += count;
      tally.parts.set(row.codes.organisation, (tally.parts.get(row.codes.organisation) ?? 0) + count);
    }
  }
  return all;
}

/** As in a release: a subject that is left out is its total. */
function cellOf(plan: Plan, table: Pick<PlannedTable, "dims">, codes: readonly string[], tally: Tally | undefined): CountedCell {
  const named = table.dims.map((subject, at) => [subject, codes[at] ?? ""] as const).filter(([subject, code]) => code !== plan.classes.get(subject)?.total);
  const parts = Object.fromEntries([...(tally?.parts ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { codes: Object.fromEntries(named), count: tally?.count ?? 0, parts };
}

type Crossed = Pick<PlannedTable, "id" | "dims" | "fixed" | "count"> & { readonly shown: readonly (readonly string[])[]; readonly wanted: readonly (readonly string[])[] };

function countCrossed(plan: Plan, { shown, wanted, ...table }: Crossed, rows: readonly CubeRow[]): CountedTable {
  const upwards = table.dims.map((subject, at) => upwardIn(plan, subject, new Set(shown[at])));
  const counted = tallies(rows.filter(isWithin(plan, table.fixed)), upwards, (row) => row[table.count]);
  const cells = wanted.map((codes) => cellOf(plan, table, codes, counted.get(codes.join("\n"))));
  return { id: table.id, dims: table.dims, fixed: table.fixed, cells };
}

function countTable(plan: Plan, table: PlannedTable, rows: readonly CubeRow[]): CountedTable {
  const shown = table.dims.map((subject) => shownIn(plan, table, subject));
  return countCrossed(plan, { ...table, shown, wanted: combinations(shown) }, rows);
}

const rowsOf = (cubes: ReadonlyMap<string, Cube>): CubeRow[] => [...cubes.keys()].toSorted().flatMap((quarter) => cubes.get(quarter) ?? []);

/** Counts the very cells that a release names. */
export function countCells(plan: Plan, { cells, ...table }: Pick<PlannedTable, "id" | "dims" | "fixed" | "count"> & { readonly cells: readonly Cell[] }, cubes: ReadonlyMap<string, Cube>): CountedTable {
  const wanted = cells.map((cell) => table.dims.map((subject) => String(cell[subject] ?? plan.classes.get(subject)?.total)));
  const shown = table.dims.map((_, at) => [...new Set(wanted.map((codes) => codes[at] ?? ""))]);
  return countCrossed(plan, { ...table, shown, wanted }, rowsOf(cubes));
}

export type CountAnswer = { readonly ok: true; readonly tables: readonly CountedTable[] } | { readonly ok: false; readonly because: "table-empty" | "one-contributor"; readonly where: string };

/** Counts what the plan asks. A table without one contact, or with the contacts of one organisation only, is refused: the rest would be its own figures. */
export function count(plan: Plan, cubes: ReadonlyMap<string, Cube>): CountAnswer {
  const rows = rowsOf(cubes);
  const tables = [];
  for (const planned of plan.tables) {
    const table = countTable(plan, planned, rows);
    const organisations = new Set(table.cells.flatMap(({ parts }) => Object.keys(parts ?? {})));
    if (organisations.size === 0) return { ok: false, because: "table-empty", where: table.id };
    if (organisations.size === 1) return { ok: false, because: "one-contributor", where: table.id };
    tables.push(table);
  }
  return { ok: true, tables };
}
