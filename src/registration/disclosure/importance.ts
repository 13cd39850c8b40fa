/** Which numbers matter most to readers: coarse ones before fine ones, large ones before small ones. */
import type { Hierarchies } from "./hierarchy.ts";
import type { Counted } from "./sensitive.ts";

/** 0 for a total over everything; one more for every step down in a hierarchy. A year lies above its quarters. */
export function levelOf({ codes }: Pick<Counted, "codes">, hierarchies: Hierarchies): number {
  return Object.entries(codes).reduce((sum, [dimension, code]) => sum + (hierarchies.get(dimension)?.depth.get(code) ?? 0), 0);
}

type Needed = { readonly level: number; readonly serves: number; readonly count: number; readonly key: string };
/** From what readers need most to what they need least: coarse before fine; what stands in several lines with something hidden (`serves`) goes last, it may serve all of them. Ties by name, never by the order in which rows came. */
export const neededMost = (a: Needed, b: Needed): number => a.level - b.level || a.serves - b.serves || b.count - a.count || (a.key < b.key ? -1 : 1);

type Priced = { readonly cost: number; readonly key: string };
/** What readers need most first; ties by name. */
export const dearestFirst = (a: Priced, b: Priced): number => b.cost - a.cost || (a.key < b.key ? -1 : 1);

/** What hiding costs: a total over one subject weighs as much as many cells that cross two; a grand total is as good as never hidden. */
export function costOf(counted: Counted, hierarchies: Hierarchies): number {
  const subjects = Object.keys(counted.codes).filter((dimension) => hierarchies.get(dimension)?.total !== undefined).length;
  const above = subjects === 0 ? 10_000 : subjects === 1 ? 100 : 4;
  const finer = Math.max(0, levelOf(counted, hierarchies) - subjects);
  return (above / 2 ** Math.min(finer, 4)) * (1 + Math.log2(1 + counted.count));
}
