/**
 * Everything that was ever printed as one linear system: a variable for every cell, a relation for every sum that the classes imply, also for totals
 * that nobody printed but two tables share, and for parts that only a difference shows.
 */
import { certain } from "./certain.ts";
import type { Hierarchies, Sum } from "./hierarchy.ts";

export type Codes = Readonly<Record<string, string>>;
/** Where a cell stands, without the dimensions in which it is the total, in one order. */
export type Place = { readonly key: string; readonly codes: Codes };
/** The first is the sum of the others. */
export type Relation = readonly number[];

/** `plain`: how many of the first places and relations there would be without the inside of cycles. */
export type System = { readonly places: readonly Place[]; readonly index: ReadonlyMap<string, number>; readonly relations: readonly Relation[]; readonly plain: { readonly places: number; readonly relations: number } };

/** What two tables share when their cells lie in the same place: they are one variable, also under two names of one class. */
export function placeOf(codes: Codes, hierarchies: Hierarchies): Place {
  const named = Object.entries(codes).map(([dimension, code]) => [dimension, hierarchies.get(dimension)?.same.get(code) ?? code] as const);
  const kept = named.filter(([dimension, code]) => hierarchies.get(dimension)?.total !== code);
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  return { key: kept.map(([dimension, code]) => `${dimension}=${code}`).join("|"), codes: Object.fromEntries(kept) };
}

/** Of each dimension, the sums that a code stands in; of no code, none. */
type Membership = ReadonlyMap<string, ReadonlyMap<string | undefined, readonly Sum[]>>;

function membership(hierarchies: Hierarchies): Membership {
  return new Map(
    [...hierarchies].map(([dimension, { sums }]) => {
      const of = new Map<string, Sum[]>();
      for (const sum of sums) for (const code of [sum.parent, ...sum.children]) of.set(code, [...(of.get(code) ?? []), sum]);
      return [dimension, of];
    }),
  );
}

class Builder {
  readonly places: Place[] = [];
  readonly index = new Map<string, number>();
  readonly relations: Relation[] = [];
  readonly #hierarchies: Hierarchies;
  readonly #membership: Membership;
  readonly #written = new Set<string>();
  readonly #waiting: number[] = [];

  constructor(hierarchies: Hierarchies) {
    this.#hierarchies = hierarchies;
    this.#membership = membership(hierarchies);
  }

  add(place: Place): number {
    const known = this.index.get(place.key);
    if (known !== undefined) return known;
    const at = this.places.push(place) - 1;
    this.index.set(place.key, at);
    this.#waiting.push(at);
    return at;
  }

  /** Adds relations, and with them variables, until nothing follows any more. */
  close(): void {
    for (let at = this.#waiting.pop(); at !== undefined; at = this.#waiting.pop()) {
      const place = certain(this.places[at]);
      for (const [dimension, sums] of this.#membership) {
        const code = place.codes[dimension] ?? certain(this.#hierarchies.get(dimension)).total;
        for (const sum of sums.get(code) ?? []) this.#consider(place, dimension, sum);
      }
    }
  }

  #consider(place: Place, dimension: string, sum: Sum): void {
    const at = (code: string): Place => placeOf({ ...place.codes, [dimension]: code }, this.#hierarchies);
    const parent = at(sum.parent);
    const name = JSON.stringify([dimension, sum, parent.key]);
    if (this.#written.has(name)) return;
    const children = sum.children.map(at);
    const there = children.filter(({ key }) => this.index.has(key)).length;
    const hasParent = this.index.has(parent.key);
    // A part that is missing is the rest of what is there; where classes overlap it also lies in another sum.
    const follows = there === children.length || (hasParent && (there > 0 || certain(this.#hierarchies.get(dimension)).overlaps));
    if (!follows) return;
    this.#written.add(name);
    this.relations.push([this.add(parent), ...children.map((child) => this.add(child))]);
  }
}

/** A table as far as the system cares: which subjects it crosses, what is fixed, which codes it shows. */
export type Layout = { readonly dims: readonly string[]; readonly fixed: Codes; readonly places: readonly Place[] };

/** Three subjects that three tables cross two by two: together they say more than each pair (attack G). */
function cycles(layouts: readonly Layout[], hierarchies: Hierarchies): Place[] {
  const byFixed = Map.groupBy(layouts, ({ fixed }) => placeOf(fixed, hierarchies).key);
  return [...byFixed.values()].flatMap((tables) => {
    const dims = [...new Set(tables.flatMap((table) => table.dims))].toSorted();
    const triples = dims.flatMap((a, i) => dims.slice(i + 1).flatMap((b, j) => dims.slice(i + j + 2).map((c) => [a, b, c] as const)));
    return triples.flatMap((triple) => insideOf(triple, tables, hierarchies));
  });
}

function insideOf(triple: readonly [string, string, string], tables: readonly Layout[], hierarchies: Hierarchies): Place[] {
  if (tables.some(({ dims }) => triple.every((one) => dims.includes(one)))) return [];
  const pairs = [0, 1, 2].map((without) => triple.filter((_, at) => at !== without));
  const covering = pairs.map((pair) => tables.find(({ dims }) => pair.every((one) => dims.includes(one))));
  const [first, second, third] = covering;
  if (first === undefined || second === undefined || third === undefined) return [];
  const shown = (table: Layout, dimension: string): Set<string> => new Set(table.places.flatMap(({ codes }) => codes[dimension] ?? []));
  const finest = triple.map((dimension) => {
    const sets = [first, second, third].filter(({ dims }) => dims.includes(dimension)).map((table) => shown(table, dimension));
    const common = [...certain(sets[0])].filter((code) => sets.every((set) => set.has(code)));
    const above = new Set((hierarchies.get(dimension)?.sums ?? []).filter(({ children }) => children.every((child) => common.includes(child))).map(({ parent }) => parent));
    return common.filter((code) => !above.has(code)).toSorted();
  });
  return product(finest).map((codes) => placeOf({ ...first.fixed, ...Object.fromEntries(triple.map((dimension, at) => [dimension, certain(codes[at])])) }, hierarchies));
}

const product = (lists: readonly (readonly string[])[]): string[][] => lists.reduce<string[][]>((made, list) => made.flatMap((head) => list.map((code) => [...head, code])), [[]]);

/** `withCycles`: also the cells inside cycles of three tables; nobody printed them, but they must exist. */
export function systemOf(layouts: readonly Layout[], hierarchies: Hierarchies, withCycles: boolean): System {
  const builder = new Builder(hierarchies);
  for (const { places } of layouts) for (const place of places) builder.add(place);
  builder.close();
  const plain = { places: builder.places.length, relations: builder.relations.length };
  if (withCycles) {
    for (const place of cycles(layouts, hierarchies)) builder.add(place);
    builder.close();
  }
  return { places: builder.places, index: builder.index, relations: builder.relations, plain };
}

/** Variables that hang together by relations, each group in order. */
export function groupsOf(count: number, relations: readonly (readonly number[])[]): number[][] {
  const root = Array.from({ length: count }, (_, at) => at);
  const find = (at: number): number => {
    let one = at;
    while (root[one] !== one) one = root[one] = certain(root[certain(root[one])]);
    return one;
  };
  for (const [first = 0, ...others] of relations) for (const other of others) root[find(other)] = find(first);
  return [...Map.groupBy(root.keys(), find).values()].map((group) => [...group]);
}
