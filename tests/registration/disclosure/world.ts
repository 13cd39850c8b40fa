/** Made-up people who are counted: facts from a seed, and the tables that count them. */
import { hierarchyOf } from "../../../src/registration/disclosure/hierarchy.ts";
import { protect, type CountedTable, type Dimension, type Protected, type ProtectInput, type Release } from "../../../src/registration/disclosure/index.ts";

export type Fact = Readonly<Record<string, string>>;
export type Dims = Readonly<Record<string, Dimension>>;
export type Asked = { readonly id: string; readonly dims: readonly string[]; readonly fixed: Readonly<Record<string, string>>; /** Only codes up to this depth, per dimension. */ readonly depth?: Readonly<Record<string, number>> };

export function randomOf(seed: number): () => number {
  let state = (seed * 2 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** One of some, the first ones more often: `skew` 0 is even. */
export function oneOf<T>(some: readonly T[], skew: number, random: () => number): T {
  const weights = some.map((_, at) => 1 / (at + 1) ** skew);
  let left = random() * weights.reduce((sum, one) => sum + one, 0);
  const found = some.find((_, at) => (left -= weights[at] ?? 0) < 0);
  return found ?? (some.at(-1) as T);
}

/** Every code under which a finest code is counted. */
function above(dimension: Dimension): Map<string, Set<string>> {
  const { codes, sums } = hierarchyOf(dimension, "T");
  const of = new Map([...codes].map((code) => [code, new Set([code])]));
  for (let moved = true; moved; ) {
    moved = false;
    for (const { parent, children } of sums) for (const child of children) for (const code of of.get(parent) ?? []) if (!of.get(child)?.has(code)) moved = of.get(child)?.add(code) !== undefined;
  }
  return of;
}

const product = (lists: readonly (readonly string[])[]): string[][] => lists.reduce<string[][]>((made, list) => made.flatMap((head) => list.map((code) => [...head, code])), [[]]);

/** Counts facts into tables, with the part of each organisation. */
export function counted(facts: readonly Fact[], dims: Dims, asked: readonly Asked[]): CountedTable[] {
  const ancestors = Object.fromEntries(Object.entries(dims).map(([name, dimension]) => [name, above(dimension)]));
  return asked.map((table) => {
    const codes = table.dims.map((name) => {
      const { codes: all, depth, total } = hierarchyOf(dims[name] as Dimension, "T");
      return [...all].filter((code) => (depth.get(code) ?? 0) <= (table.depth?.[name] ?? 9) && (total !== undefined || code !== ""));
    });
    const cells = new Map(product(codes).map((place) => [place.join("|"), { place, count: 0, parts: {} as Record<string, number> }]));
    for (const fact of facts) {
      if (!Object.entries(table.fixed).every(([name, code]) => (ancestors[name]?.get(fact[name] ?? "") ?? new Set([fact[name]])).has(code))) continue;
      for (const place of product(table.dims.map((name) => [...(ancestors[name]?.get(fact[name] ?? "") ?? [])]))) {
        const cell = cells.get(place.join("|"));
        if (cell === undefined) continue;
        cell.count += 1;
        const by = fact["organisation"];
        if (by !== undefined) cell.parts[by] = (cell.parts[by] ?? 0) + 1;
      }
    }
    return { id: table.id, dims: table.dims, fixed: table.fixed, cells: [...cells.values()].map(({ place, count, parts }) => ({ codes: Object.fromEntries(table.dims.flatMap((name, at) => (place[at] === "T" ? [] : [[name, place[at] ?? ""]]))), count, parts })) };
  });
}

export const meta: Release["meta"] = { rules: "test", threshold: 5, code: "test", facts: "made up", made: "2028-01-15", approvedBy: 2 };

export const asking = (id: string, dims: Dims, tables: readonly CountedTable[], more: Partial<ProtectInput> = {}): ProtectInput => ({ id, total: "T", dims, tables, threshold: 5, sensitive: ["topic", "outcome", "role"], previous: [], meta, ...more });

export const numbered = (name: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${name}${at + 1}`);
export const flat = (name: string, count: number): Dimension => [...numbered(name, count), "T"];

/** Classes in groups: `groups` groups of `each`. */
export function nested(name: string, groups: number, each: number): Dimension {
  const parents = numbered(`${name}-group`, groups);
  return { total: "T", codes: ["T"], sums: [{ parent: "T", children: parents }, ...parents.map((parent, at) => ({ parent, children: numbered(`${name}${at + 1}-`, each) }))] };
}

/** Quarters in years, which nothing adds up. */
export function periods(years: readonly number[]): Dimension {
  return { total: null, codes: years.map(String), sums: years.map((year) => ({ parent: String(year), children: numbered(`${year}-q`, 4) })) };
}

/** Protects, or fails with the reason. */
export async function made(input: ProtectInput): Promise<Extract<Protected, { ok: true }>> {
  const result = await protect(input);
  if (!result.ok) throw new Error(`${result.because} ${result.where}`);
  return result;
}

/** A small world of three subjects, and people who are spread evenly over it. */
export const simple: Dims = { period: periods([2026, 2027]), topic: ["bullying", "threat", "other", "T"], province: ["noord", "oost", "zuid", "T"], organisation: ["one", "two", "three", "T"] };
export const people = (count: number, fact: Fact): Fact[] => Array.from({ length: count }, () => fact);
export const even = (count: number, but: Fact = {}): Fact[] => ["bullying", "threat", "other"].flatMap((topic) => ["noord", "oost", "zuid"].flatMap((province) => ["one", "two", "three"].flatMap((organisation) => people(count, { period: "2026-q1", topic, province, organisation, ...but }))));
/** Its tables of one period. */
export const both = (period: string): Asked[] => [{ id: `p-${period}`, dims: ["topic", "province"], fixed: { period } }, { id: `o-${period}`, dims: ["organisation", "topic"], fixed: { period } }];
