/** How the classes of one subject add up. */
import type { Dimension } from "./shape.ts";

export type Sum = { readonly parent: string; readonly children: readonly string[] };

/**
 * `sums`: how the classes add up, each class under one name. `same`: other names of a class, with the one it goes by: a group of one class is that class.
 * `written`: the sums as they were told. `depth`: 0 for what nothing contains, one more for each sum that a code stands under. `overlaps`: a code stands
 * in two sums, or is made by two.
 */
export type Hierarchy = {
  readonly total: string | undefined;
  readonly codes: ReadonlySet<string>;
  readonly written: readonly Sum[];
  readonly sums: readonly Sum[];
  readonly same: ReadonlyMap<string, string>;
  readonly depth: ReadonlyMap<string, number>;
  readonly overlaps: boolean;
};

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

/** Of each code the finest classes that make it, as one text; a code that is made in two ways, or contains itself, stands for itself. */
function madeOf(codes: ReadonlySet<string>, sums: readonly Sum[]): Map<string, string> {
  const made = new Map<string, readonly string[]>();
  const finest = (code: string, above: readonly string[]): readonly string[] => {
    const known = made.get(code);
    if (known !== undefined) return known;
    const [only, ...others] = sums.filter(({ parent }) => parent === code);
    const found = only === undefined || others.length > 0 || above.includes(code) ? [code] : only.children.flatMap((child) => finest(child, [...above, code]));
    made.set(code, found);
    return found;
  };
  return new Map([...codes].map((code) => [code, JSON.stringify(finest(code, []).toSorted())]));
}

/** Classes that are made of the same go by one name: the total's, a finest class's, or the coarsest's. Otherwise whoever is alone in one would seem to find out about another. */
function sameIn(codes: ReadonlySet<string>, sums: readonly Sum[], total: string | undefined, depth: ReadonlyMap<string, number>): Map<string, string> {
  const isMade = new Set(sums.map(({ parent }) => parent));
  const rank = (code: string): number => (code === total ? -2 : isMade.has(code) ? (depth.get(code) ?? 0) : -1);
  const made = madeOf(codes, sums);
  const groups = [...Map.groupBy(codes, (code) => made.get(code)).values()];
  return new Map(groups.flatMap((group) => {
    const [name = "", ...others] = group.toSorted((a, b) => rank(a) - rank(b));
    return others.map((other) => [other, name] as const);
  }));
}

/** Each sum once, in names that each stand for one class; what is left of a group of one class is no sum. */
function folded(sums: readonly Sum[], same: ReadonlyMap<string, string>): readonly Sum[] {
  const name = (code: string): string => same.get(code) ?? code;
  const all = sums.map(({ parent, children }) => ({ parent: name(parent), children: children.map(name) })).filter(({ parent, children }) => !children.includes(parent) || children.length > 1);
  return [...new Map(all.toReversed().map((sum) => [JSON.stringify([sum.parent, sum.children.toSorted()]), sum])).values()].toReversed();
}

function built(total: string | undefined, codes: ReadonlySet<string>, written: readonly Sum[]): Hierarchy {
  const depth = depths(codes, written);
  const same = sameIn(codes, written, total, depth);
  const sums = folded(written, same);
  const children = sums.flatMap((sum) => sum.children);
  const overlaps = new Set(children).size < children.length || new Set(sums.map(({ parent }) => parent)).size < sums.length;
  return { total, codes, written, sums, same, depth, overlaps };
}

export function hierarchyOf(dimension: Dimension, releaseTotal: string | undefined): Hierarchy {
  const total = totalOf(dimension, releaseTotal);
  const given = Array.isArray(dimension) ? dimension : dimension.codes;
  const named = Array.isArray(dimension) ? [] : (dimension.sums ?? []);
  const codes = new Set([...given, ...named.flatMap(({ parent, children }) => [parent, ...children]), ...(total === undefined ? [] : [total])]);
  return built(total, codes, sumsOf(codes, named, total));
}

/** True when some code would contain itself. */
export function isCircular({ codes, depth }: Hierarchy): boolean {
  return [...depth.values()].some((one) => one > codes.size);
}

const told = (sums: readonly Sum[], parent: string): string => JSON.stringify(sums.filter((sum) => sum.parent === parent).map(({ children }) => children.toSorted()).toSorted());

/** What an earlier release said of a sum must still hold: a code that was not added up before may be split, a sum never changes. */
export function isChanged(before: Hierarchy, now: Hierarchy): boolean {
  return before.total !== now.total || before.written.some(({ parent }) => told(before.written, parent) !== told(now.written, parent));
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
  const known = new Set(before.written.map((sum) => `${sum.parent} ${sum.children.toSorted().join(" ")}`));
  const written = [...before.written, ...now.written.filter((sum) => !known.has(`${sum.parent} ${sum.children.toSorted().join(" ")}`))];
  return built(before.total ?? now.total, new Set([...before.codes, ...now.codes]), written);
}
