/** What stands in releases, on the variables of one system. */
import { certain } from "./certain.ts";
import { joined, type Hierarchies } from "./hierarchy.ts";
import type { CellValue, Release, ReleaseTable } from "./shape.ts";
import type { Bounds } from "./solver.ts";
import { groupsOf, placeOf, systemOf, type Codes, type Layout, type Place, type System } from "./system.ts";

export type Evidence = {
  readonly system: System;
  readonly hierarchies: Hierarchies;
  readonly printed: ReadonlyMap<number, number>;
  readonly ranges: ReadonlyMap<number, Bounds>;
  /** Hidden, and printed nowhere else. */
  readonly hidden: ReadonlySet<number>;
  /** Which release showed a cell first. */
  readonly seenIn: ReadonlyMap<number, string>;
  /** Cells that were printed with two different numbers. */
  readonly altered: readonly { readonly variable: number; readonly release: string }[];
};

/** A cell's own codes: those of the table's dimensions and what is fixed. */
export const codesOf = (table: Pick<ReleaseTable, "dims" | "fixed">, cell: Readonly<Record<string, unknown>>): Codes => ({
  ...table.fixed,
  ...Object.fromEntries(table.dims.flatMap((dimension) => (typeof cell[dimension] === "string" ? [[dimension, cell[dimension]]] : []))),
});

const layoutOf = (table: ReleaseTable, hierarchies: Hierarchies): Layout & { readonly values: readonly CellValue[] } => ({
  dims: table.dims,
  fixed: table.fixed ?? {},
  places: table.cells.map((cell): Place => placeOf(codesOf(table, cell), hierarchies)),
  values: table.cells.map(({ value }) => value),
});

/** What a printed number says when the table is rounded. */
function spread(value: number, rounding: ReleaseTable["rounding"]): Bounds {
  if (rounding === undefined) return [value, value];
  const by = rounding.kind === "nearest" ? Math.floor(rounding.base / 2) : rounding.base - 1;
  return [Math.max(0, value - by), value + by];
}

function boundsOf(value: CellValue, rounding: ReleaseTable["rounding"]): Bounds | undefined {
  if (value === null) return undefined;
  return typeof value === "number" ? spread(value, rounding) : [value.min, value.max];
}

export function evidenceOf(releases: readonly Pick<Release, "id" | "total" | "dims" | "tables">[], withCycles = true): Evidence {
  const hierarchies = joined(releases);
  const read = releases.flatMap(({ id, tables }) => tables.map((table) => ({ id, rounding: table.rounding, ...layoutOf(table, hierarchies) })));
  const system = systemOf(read, hierarchies, withCycles);
  const known = new Map<number, Bounds>();
  const places = new Map<number, string>();
  const hidden = new Set<number>();
  const altered: { variable: number; release: string }[] = [];
  for (const { id, rounding, places: cells, values } of read)
    for (const [at, place] of cells.entries()) {
      const variable = certain(system.index.get(place.key));
      if (!places.has(variable)) places.set(variable, id);
      const bounds = boundsOf(certain(values[at]), rounding);
      if (bounds === undefined) {
        hidden.add(variable);
        continue;
      }
      const before = known.get(variable);
      const both: Bounds = before === undefined ? bounds : [Math.max(before[0], bounds[0]), Math.min(before[1], bounds[1])];
      if (both[0] > both[1]) altered.push({ variable, release: id });
      else known.set(variable, both);
    }
  const printed = new Map([...known].flatMap(([variable, [low, high]]) => (low === high ? [[variable, low] as const] : [])));
  const ranges = new Map([...known].filter(([, [low, high]]) => low < high));
  for (const variable of ranges.keys()) hidden.add(variable);
  for (const variable of printed.keys()) hidden.delete(variable);
  return { system, hierarchies, printed, ranges, hidden, seenIn: places, altered };
}

/** The part of the system that hangs together with some variables, numbered anew; `from` gives the old number. */
export function within(system: System, wanted: Iterable<number>): { readonly system: System; readonly from: readonly number[]; readonly to: ReadonlyMap<number, number> } {
  const groups = groupsOf(system.places.length, system.relations);
  const seeds = new Set(wanted);
  const from = groups.filter((group) => group.some((one) => seeds.has(one))).flat();
  from.sort((a, b) => a - b);
  const to = new Map(from.map((old, at) => [old, at]));
  const isIn = (relation: readonly number[]): boolean => to.has(certain(relation[0]));
  const renumber = (relation: readonly number[]): number[] => relation.map((one) => certain(to.get(one)));
  const places = from.map((old) => certain(system.places[old]));
  const plain = { places: from.filter((old) => old < system.plain.places).length, relations: system.relations.slice(0, system.plain.relations).filter(isIn).length };
  return { system: { places, index: new Map(places.map(({ key }, at) => [key, at])), relations: system.relations.filter(isIn).map(renumber), plain }, from, to };
}
