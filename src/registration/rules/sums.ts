/**
 * An organisation's facts of a quarter, counted: how often each combination of week and codes came. No token, no order. Every figure
 * inside is added up from these, so that nobody reads facts while somebody looks. Pure.
 */
import { FactFields, newestList } from "./codes.ts";
import type { Codes, FactField } from "./codes.ts";
import { measuresOf } from "./measures.ts";
import type { Marks, WeekMeasures } from "./measures.ts";

export type Counted = { readonly week: string; readonly version: number; readonly codes: Codes; readonly marks?: Marks };

/** What stands at a place of a row: the week, then the codes in their order. */
const columns = ["week", ...FactFields] as const;

/**
 * Rows in columns: `columns` holds, column after column, a place in `weeks` or in the codes of a field; `counts` how often.
 * `versions`: first and last version of the code list in which these were registered.
 */
export type Sums = {
  readonly weeks: readonly string[];
  readonly codes: Readonly<Record<FactField, readonly string[]>>;
  readonly versions: readonly [number, number];
  readonly columns: Uint8Array;
  readonly counts: Uint32Array;
  /** What is counted beside the codes, week by week. */
  readonly measures: WeekMeasures;
};

/** What sums look like that this release makes: rows of another form are made anew by the weekly batch. */
export const sumsForm = `rows and measures 1, codes ${newestList.version}`;

/** Combinations in the order of their places: it tells nothing about the order of what was counted. */
export function sumsOf(facts: readonly Counted[]): Sums {
  const names = columns.map((column) => [...new Set(facts.map((one) => (column === "week" ? one.week : one.codes[column])))].toSorted());
  const places = names.map((all) => new Map(all.map((name, at) => [name, at])));
  if (places.some(({ size }) => size > 256)) throw new RangeError("More codes than a column holds");
  const counts = new Map<string, number>();
  for (const { week, codes } of facts) {
    const key = String.fromCharCode(...columns.map((column, at) => places[at]?.get(column === "week" ? week : codes[column]) ?? 0));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const rows = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const packed = new Uint8Array(columns.length * rows.length);
  rows.forEach(([key], row) => {
    for (let at = 0; at < columns.length; at += 1) packed[at * rows.length + row] = key.charCodeAt(at);
  });
  const [weeks = [], ...codes] = names;
  const versions = facts.map(({ version }) => version);
  return {
    weeks,
    codes: Object.fromEntries(FactFields.map((field, at) => [field, codes[at] ?? []])) as unknown as Sums["codes"],
    versions: versions.length === 0 ? [newestList.version, newestList.version] : [Math.min(...new Set(versions)), Math.max(...new Set(versions))],
    columns: packed,
    counts: Uint32Array.from(rows, ([, count]) => count),
    measures: measuresOf(facts.map(({ week, marks = {} }) => ({ week, marks }))),
  };
}

/** As it is sealed. */
export type WrittenSums = { readonly weeks: readonly string[]; readonly codes: Sums["codes"]; readonly versions: readonly [number, number]; readonly columns: string; readonly counts: string; readonly measures: WeekMeasures };

const written = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

export function writeSums({ columns: packed, counts, ...names }: Sums): WrittenSums {
  return { ...names, columns: written(packed), counts: written(new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength)) };
}

/** Bytes of their own, which begin where whole numbers may begin. */
const read = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "base64"));

export function readSums({ columns: packed, counts, ...names }: WrittenSums): Sums {
  return { ...names, columns: read(packed), counts: new Uint32Array(read(counts).buffer) };
}

/** Bytes that these take in memory, about. */
export const sizeOf = ({ columns: packed, counts }: Sums): number => packed.byteLength + counts.byteLength + 4_000;
