/** The classes of one subject, as counting needs them: which code holds which. */
import type { Dimension } from "../disclosure/shape.ts";

export type Classes = {
  /** Code that means "all", if this subject has one. */
  readonly total: string | undefined;
  /** Every code, in the order of the specification; the total first. */
  readonly codes: readonly string[];
  /** What facts carry: codes that are not made of others. */
  readonly leaves: ReadonlySet<string>;
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

/** Never loops, also when a code would hold itself: such classes are refused where they are protected. */
export function classesOf(dimension: Dimension, releaseTotal: string | undefined): Classes {
  const plain = Array.isArray(dimension);
  const given = plain ? dimension : dimension.codes;
  const total = plain ? (releaseTotal !== undefined && given.includes(releaseTotal) ? releaseTotal : undefined) : dimension.total === undefined ? releaseTotal : (dimension.total ?? undefined);
  const named = plain ? [] : (dimension.sums ?? []);
  const codes = [...new Set([...(total === undefined ? [] : [total]), ...named.flatMap(({ parent, children }) => [parent, ...children]), ...given])];
  const sums = sumsOf(codes, named, total);
  const parents = new Map<string, string[]>();
  for (const { parent, children } of sums) for (const child of children) parents.set(child, [...(parents.get(child) ?? []), parent]);
  const made = new Set(sums.map(({ parent }) => parent));
  return { total, codes, leaves: new Set(codes.filter((code) => !made.has(code))), upward: new Map(codes.map((code) => [code, [...everythingAbove(code, parents, new Set())]])), level: levelsOf(codes, sums, total) };
}
