/** How the classes of one subject add up. */
import type { Dimension } from "./shape.ts";

export type Sum = { readonly parent: string; readonly children: readonly string[] };

/** `depth`: 0 for what nothing contains, one more for each sum that a code stands under. `overlaps`: a code stands in two sums, or is made by two. */
export type Hierarchy = { readonly total: string | undefined; readonly codes: ReadonlySet<string>; readonly sums: readonly Sum[]; readonly depth: ReadonlyMap<string, number>; readonly overlaps: boolean };

export type Hierarchies = ReadonlyMap<string, Hierarchy>;

function totalOf(dimension: Dimension, total: string | undefined): string | undefined {
  if (Array.isArray(dimension)) return dimension.find((code) => code === total);
  return dimension.total === undefined ? total : (dimension.total ?? undefined);
}

/** A total that no sum makes is the sum of what stands under nothing else. */
function sumsOf(codes: ReadonlySet<string>, named: readonly Sum[], total: string | undefined): readonly Sum[] {
  if (total === undefined || named.some(({ parent }) => parent === total)) return named;
  const under = new Set(named.flatMap(({ children }) => children));
  const top = [...codes].filter((code) => code !== total && !under.has(code));
  return top.length === 0 ? named : [{ parent: total, children: top }, ...named];
}

function depths(codes: ReadonlySet<string>, sums: readonly Sum[]): Map<string, number> {
  const depth = new Map([...codes].map((code) => [code, 0]));
  for (let round = 0, moved = true; moved && round <= codes.size; round++) {
    moved = false;
    for (const { parent, children } of sums)
      for (const child of children)
        if ((depth.get(child) ?? 0) <= (depth.get(parent) ?? 0)) {
          depth.set(child, (depth.get(parent) ?? 0) + 1);
          moved = true;
        }
  }
  return depth;
}

export function hierarchyOf(dimension: Dimension, releaseTotal: string | undefined): Hierarchy {
  const total = totalOf(dimension, releaseTotal);
  const given = Array.isArray(dimension) ? dimension : dimension.codes;
  const named = Array.isArray(dimension) ? [] : (dimension.sums ?? []);
  const codes = new Set([...given, ...named.flatMap(({ parent, children }) => [parent, ...children]), ...(total === undefined ? [] : [total])]);
  const sums = sumsOf(codes, named, total);
  const children = sums.flatMap((sum) => sum.children);
  const overlaps = new Set(children).size < children.length || new Set(sums.map(({ parent }) => parent)).size < sums.length;
  return { total, codes, sums, depth: depths(codes, sums), overlaps };
}

/** True when some code would contain itself. */
export function isCircular({ codes, depth }: Hierarchy): boolean {
  return [...depth.values()].some((one) => one > codes.size);
}

const written = (sums: readonly Sum[], parent: string): string => JSON.stringify(sums.filter((sum) => sum.parent === parent).map(({ children }) => children.toSorted()).toSorted());

/** What an earlier release said of a sum must still hold: a code that was not added up before may be split, a sum never changes. */
export function isChanged(before: Hierarchy, now: Hierarchy): boolean {
  return before.total !== now.total || before.sums.some(({ parent }) => written(before.sums, parent) !== written(now.sums, parent));
}

/** All subjects of some releases together; a later release may add codes and sums. */
export function joined(releases: readonly { readonly total?: string | undefined; readonly dims: Readonly<Record<string, Dimension>> }[]): Hierarchies {
  const all = new Map<string, Hierarchy>();
  for (const { total, dims } of releases)
    for (const [name, dimension] of Object.entries(dims)) {
      const now = hierarchyOf(dimension, total);
      const before = all.get(name);
      all.set(name, before === undefined ? now : merged(before, now));
    }
  return all;
}

function merged(before: Hierarchy, now: Hierarchy): Hierarchy {
  const known = new Set(before.sums.map((sum) => `${sum.parent} ${sum.children.toSorted().join(" ")}`));
  const sums = [...before.sums, ...now.sums.filter((sum) => !known.has(`${sum.parent} ${sum.children.toSorted().join(" ")}`))];
  const codes = new Set([...before.codes, ...now.codes]);
  const children = sums.flatMap((sum) => sum.children);
  const overlaps = new Set(children).size < children.length || new Set(sums.map(({ parent }) => parent)).size < sums.length;
  return { total: before.total ?? now.total, codes, sums, depth: depths(codes, sums), overlaps };
}
