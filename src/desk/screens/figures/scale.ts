/** Where things stand on a picture, from the numbers shown and nothing else: what is not shown has no length. Pure. */

/** A number that is shown, or nothing. */
export type Shown = number | null;

/** The round number at the top of an axis: 1, 2, 3 or 5 with zeros, and never below the largest number shown. */
export function topOf(values: readonly Shown[]): number {
  const largest = Math.max(1, ...values.map((value) => value ?? 0));
  const size = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 3, 5, 10].find((step) => step * size >= largest) ?? 10) * size;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Part of the width, in percent, that a bar takes; the longest takes `room`. */
export function lengthOf(value: number, values: readonly Shown[], room: number): number {
  return rounded((value / Math.max(1, ...values.map((one) => one ?? 0))) * room);
}

const edges = { left: 6, right: 94 };
/** Of `count` points the place of one, in percent from the left. */
export function acrossOf(at: number, count: number): number {
  return rounded(count < 2 ? 50 : edges.left + (at * (edges.right - edges.left)) / (count - 1));
}

/** Height in em from the top, between `high` (the top of the axis) and `low` (zero). */
export function heightOf(value: number, top: number, { high, low }: { readonly high: number; readonly low: number }): number {
  return rounded(low - (value / top) * (low - high));
}

/** Which labels fit: all of a few, otherwise evenly, the last one always. */
export function isLabelled(at: number, count: number, most: number): boolean {
  const every = Math.max(1, Math.ceil(count / most));
  return (count - 1 - at) % every === 0;
}

/** Pairs of neighbours that are both shown: between others there is no line. */
export function unbroken(values: readonly Shown[]): readonly number[] {
  return values.flatMap((value, at) => (at > 0 && value !== null && (values[at - 1] ?? null) !== null ? [at] : []));
}
