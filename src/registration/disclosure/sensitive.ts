/** Which counts point at somebody (method: threshold, hidden rows, organisations among themselves, groups that fall into one class). */
import type { Hierarchies } from "./hierarchy.ts";
import type { CountedTable } from "./shape.ts";
import { placeOf, type Codes, type System } from "./system.ts";

export type Counted = { readonly count: number; readonly parts: Readonly<Record<string, number>>; readonly codes: Codes };
export type Counts = ReadonlyMap<number, Counted>;

/** Somebody can be recognised in a group below this size when all but one fall into one class. */
const smallGroup = 20;
/** So many people besides one organisation's own are known to that organisation. */
const fewOthers = 2;

/** Throws a RangeError that names a cell counted twice differently. */
export function countsOf(tables: readonly CountedTable[], hierarchies: Hierarchies, system: System): Map<number, Counted> {
  const counts = new Map<number, Counted>();
  for (const { cells, fixed } of tables)
    for (const { codes, count, parts } of cells) {
      const place = placeOf({ ...fixed, ...codes }, hierarchies);
      const variable = system.index.get(place.key);
      if (variable === undefined) continue;
      const before = counts.get(variable);
      if (before !== undefined && before.count !== count) throw new RangeError(place.key);
      counts.set(variable, { count, parts: parts ?? before?.parts ?? {}, codes: place.codes });
    }
  return counts;
}

/** A count over a sensitive subject with the classes it falls into. */
export type Margin = { readonly parent: number | undefined; readonly children: readonly number[]; readonly whole: boolean };

export function marginsOf(counts: Counts, hierarchies: Hierarchies, system: System, sensitive: readonly string[]): Margin[] {
  const margins = new Map<string, Margin>();
  for (const { codes } of counts.values())
    for (const dimension of sensitive)
      for (const { parent, children } of hierarchies.get(dimension)?.sums ?? []) {
        if (!children.some((one) => one === codes[dimension])) continue;
        const at = (one: string): string => placeOf({ ...codes, [dimension]: one }, hierarchies).key;
        const name = JSON.stringify([dimension, parent, children, at(parent)]);
        if (margins.has(name)) continue;
        const there = children.flatMap((one) => system.index.get(at(one)) ?? []).filter((one) => counts.has(one));
        margins.set(name, { parent: system.index.get(at(parent)), children: there, whole: there.length === children.length && children.length > 1 });
      }
  return [...margins.values()];
}

const countOf = (counts: Counts, variable: number | undefined): number | undefined => counts.get(variable ?? -1)?.count;

/** Zeros tell when the count over their row is hidden: then the row is hidden with them. */
export function zerosBehind(counts: Counts, margins: readonly Margin[], hidden: (variable: number) => boolean): number[] {
  return margins.flatMap(({ parent, children }) => (parent !== undefined && hidden(parent) ? children.filter((child) => countOf(counts, child) === 0 && !hidden(child)) : []));
}

/** True when the count over it, or over one of its rows, is hidden. */
export const liesBehind = (variable: number, margins: readonly Margin[], hidden: (variable: number) => boolean): boolean => margins.some(({ parent, children }) => parent !== undefined && hidden(parent) && children.includes(variable));

/**
 * Zeros of a sum that is printed later (a quarter's, before the year's): when all parts printed so far are zeros, at least two others stay open, or
 * whoever is in the last part knows the sum. `printed`: of all earlier releases, by key.
 */
export function zerosOfOpenSums(counts: Counts, hierarchies: Hierarchies, index: ReadonlyMap<string, number>, printed: ReadonlyMap<string, number>, isHidden: (variable: number) => boolean): Set<number> {
  const zeros = new Set<number>();
  const countIn = (key: string): number | undefined => counts.get(index.get(key) ?? -1)?.count;
  const valueOf = (key: string): number | undefined => {
    const variable = index.get(key) ?? -1;
    return printed.get(key) ?? (isHidden(variable) || zeros.has(variable) ? undefined : countIn(key));
  };
  for (const [variable, { count, codes }] of counts)
    for (const [dimension, code] of Object.entries(codes))
      for (const { parent, children } of hierarchies.get(dimension)?.sums ?? []) {
        const at = (one: string): string => placeOf({ ...codes, [dimension]: one }, hierarchies).key;
        if (count !== 0 || !children.includes(code) || valueOf(at(code)) === undefined || printed.has(at(code))) continue;
        if (printed.has(at(parent)) || countIn(at(parent)) !== undefined) continue;
        const values = children.map((one) => valueOf(at(one)));
        if (values.filter((one) => one === undefined).length < 2 && values.every((one) => one === undefined || one === 0)) zeros.add(variable);
      }
  return zeros;
}

/** Classes that hold all, or all but one, of a small group. */
export function groupDisclosures(counts: Counts, margins: readonly Margin[]): number[] {
  return margins.flatMap(({ parent, children, whole }) => {
    const size = countOf(counts, parent) ?? (whole ? children.reduce((sum, child) => sum + (countOf(counts, child) ?? 0), 0) : 0);
    if (!whole || size < 2 || size >= smallGroup) return [];
    return children.filter((child) => (countOf(counts, child) ?? 0) >= size - 1);
  });
}

/** True when some organisation that takes its own part off sees one or two people. */
export function leavesFew({ count, parts }: Counted): boolean {
  return Object.values(parts).some((part) => part > 0 && count - part > 0 && count - part <= fewOthers);
}

export const isSmall = (count: number, threshold: number): boolean => count > 0 && count < threshold;

export type Why = "primary" | "secondary" | "interval" | "insider" | "group" | "previous";

/** What must be hidden for its own sake. */
export function primaries(counts: Counts, margins: readonly Margin[], threshold: number, insiders: boolean): Map<number, Why> {
  const why = new Map<number, Why>();
  for (const [variable, counted] of counts) {
    if (isSmall(counted.count, threshold)) why.set(variable, "primary");
    else if (insiders && leavesFew(counted)) why.set(variable, "insider");
  }
  for (const variable of groupDisclosures(counts, margins)) if (!why.has(variable)) why.set(variable, "group");
  return why;
}
