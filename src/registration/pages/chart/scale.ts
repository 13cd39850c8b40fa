/**
 * Where things stand on a picture. Everything here is computed from the numbers that are handed in, and only printed numbers are:
 * a picture whose scale knew a hidden number would tell it.
 */

/** A number that is printed, or nothing: a gap. */
export type Shown = number | undefined;

/** The round number at the top of an axis: 1, 2 or 5 with zeros, and never below the largest number shown. */
export function topOf(values: readonly Shown[]): number {
  const largest = Math.max(1, ...values.filter((value) => value !== undefined));
  const size = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5, 10].find((step) => step * size >= largest) ?? 10) * size;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Length of a bar as a part of the width, in percent; `room`: the percent that the longest one takes. */
export function lengthOf(value: number, values: readonly Shown[], room: number): number {
  const largest = Math.max(1, ...values.filter((one) => one !== undefined));
  return rounded((value / largest) * room);
}

/** Left and right of a line with `count` points, in percent; left of it stand the numbers of the axis. */
export const edges = { left: 20, right: 92 } as const;

export function acrossOf(index: number, count: number): number {
  return rounded(count < 2 ? (edges.left + edges.right) / 2 : edges.left + (index * (edges.right - edges.left)) / (count - 1));
}

/** Height of a point in em from the top, between `high` (the top of the axis) and `low` (zero). */
export function heightOf(value: number, top: number, { high, low }: { readonly high: number; readonly low: number }): number {
  return rounded(low - (value / top) * (low - high));
}

/** Which labels fit under a line on a narrow screen: all of six, otherwise first, last and evenly between. */
export function labelled(index: number, count: number, most = 6): boolean {
  if (count <= most) return true;
  const every = Math.ceil((count - 1) / (most - 1));
  return (count - 1 - index) % every === 0;
}

/** Pieces of a line between gaps: indices that follow each other and are all shown. */
export function unbroken(values: readonly Shown[]): readonly (readonly [number, number])[] {
  return values.flatMap((value, index) => (index > 0 && value !== undefined && values[index - 1] !== undefined ? [[index - 1, index] as const] : []));
}

/** A label in lines of at most so many letters; a longer word keeps a line of its own. */
export function linesOf(label: string, most: number): readonly string[] {
  return label.split(" ").reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) return [...lines.slice(0, -1), `${last} ${word}`];
    return [...lines, word];
  }, []);
}

/** Where a number stands at its point so that no line runs through it. */
export type Side = "over" | "under";

/** Over a top, under a dip; nowhere on a slope, where a line runs on both sides. */
function sideOf(values: readonly Shown[], index: number): Side | undefined {
  const here = values[index];
  if (here === undefined) return undefined;
  const beside = [values[index - 1], values[index + 1]].filter((value) => value !== undefined);
  if (beside.every((value) => value <= here)) return "over";
  return beside.every((value) => value > here) ? "under" : undefined;
}

/** Which points have their number beside them: the newest first, and none so near to another on its side that they would touch on a telephone. */
export function numbered(values: readonly Shown[]): readonly (Side | undefined)[] {
  const reach = Math.ceil((values.length - 1) / 4);
  const sides = values.map((_, index) => sideOf(values, index));
  return sides.reduceRight<(Side | undefined)[]>((said, side, index) => [side !== undefined && said.slice(0, Math.max(0, reach - 1)).includes(side) ? undefined : sides[index], ...said], []);
}
