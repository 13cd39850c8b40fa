/** The classes of one subject, as counting and showing need them: which code holds which. */
import type { Dimension } from "../disclosure/shape.ts";

export type Classes = {
  /** Code that means "all", if this subject has one. */
  readonly total: string | undefined;
  /** Every code, in the order of the specification; the total first. */
  readonly codes: readonly string[];
  /** What facts carry: codes that are not made of others. */
  readonly leaves: ReadonlySet<string>;
  /** What a class is made of. With two ways to add it up, the first. */
  readonly below: ReadonlyMap<string, readonly string[]>;
  /** A code, and everything it is counted in. */
  readonly upward: ReadonlyMap<string, readonly string[]>;
  /** 0 for the total, 1 for what stands right under it, and so on. Without a total it starts at 1. */
  readonly level: ReadonlyMap<string, number>;
};

type Sum = { readonly parent: string; readonly children: readonly string[] };

function sumsOf(codes: readonly string[], named: readonly Sum[], total: string | undefined): readonly Sum[] {
  if (total === undefined || named.some(({ parent }) => parent === total)) return named;
  const under = new Set(named.flatMap(({ children }) => children));
  return [{ parent: total, children: codes.filter((code) => code !== total && !under.has(code)) }, ...named];
}

function everythingAbove(code: string, parents: ReadonlyMap<string, readonly string[]>, seen: Set<string>): Set<string> {
  if (seen.has(code)) return seen;
  seen.add(code);
  for (const parent of parents.get(code) ?? []) everythingAbove(parent, parents, seen);
  return seen;
}

function levelsOf(codes: readonly string[], sums: readonly Sum[], total: string | undefined): ReadonlyMap<string, number> {
  const under = new Set(sums.flatMap(({ children }) => children));
  const level = new Map<string, number>();
  let row = codes.filter((code) => !under.has(code)).map((code) => ({ code, at: code === total ? 0 : 1 }));
  while (row.length > 0) {
    for (const { code, at } of row) level.set(code, at);
    row = row.flatMap(({ code, at }) => sums.filter(({ parent }) => parent === code).flatMap(({ children }) => children.map((child) => ({ code: child, at: at + 1 })))).filter(({ code }) => !level.has(code));
  }
  return level;
}

/** The code that means "all" of a subject, if it has one. */
export function totalIn(dimension: Dimension, releaseTotal: string | undefined): string | undefined {
  if (Array.isArray(dimension)) return releaseTotal !== undefined && dimension.includes(releaseTotal) ? releaseTotal : undefined;
  return dimension.total === undefined ? releaseTotal : (dimension.total ?? undefined);
}

function firstSums(sums: readonly Sum[]): ReadonlyMap<string, readonly string[]> {
  const below = new Map<string, readonly string[]>();
  for (const { parent, children } of sums) if (!below.has(parent)) below.set(parent, children);
  return below;
}

/** Never loops, also when a code would hold itself: such classes are refused where they are protected. */
export function classesOf(dimension: Dimension, releaseTotal: string | undefined): Classes {
  const given = Array.isArray(dimension) ? dimension : dimension.codes;
  const total = totalIn(dimension, releaseTotal);
  const named = Array.isArray(dimension) ? [] : (dimension.sums ?? []);
  const codes = [...new Set([...(total === undefined ? [] : [total]), ...named.flatMap(({ parent, children }) => [parent, ...children]), ...given])];
  const sums = sumsOf(codes, named, total);
  const parents = new Map<string, string[]>();
  for (const { parent, children } of sums) for (const child of children) parents.set(child, [...(parents.get(child) ?? []), parent]);
  const made = new Set(sums.map(({ parent }) => parent));
  return { total, codes, leaves: new Set(codes.filter((code) => !made.has(code))), below: firstSums(sums), upward: new Map(codes.map((code) => [code, [...everythingAbove(code, parents, new Set())]])), level: levelsOf(codes, sums, total) };
}

/** A class on its place in a list. `depth`: 0 right below the total. `leaf`: nothing below it. */
export interface Class {
  readonly code: string;
  readonly depth: number;
  readonly leaf: boolean;
}

/** Each class before what it is made of, without the total. A class with two places stands in the first. */
export function inOrder({ total, codes, below }: Classes): readonly Class[] {
  const isBelow = new Set([...below].flatMap(([parent, children]) => (parent === total ? [] : children)));
  const tops = [...(total === undefined ? [] : (below.get(total) ?? [])), ...below.keys(), ...codes].filter((code) => code !== total && !isBelow.has(code));
  const placed = new Map<string, Class>();
  const place = (code: string, depth: number): void => {
    if (placed.has(code)) return;
    const children = below.get(code) ?? [];
    placed.set(code, { code, depth, leaf: children.length === 0 });
    for (const child of children) place(child, depth + 1);
  };
  for (const code of tops) place(code, 0);
  return [...placed.values()];
}
