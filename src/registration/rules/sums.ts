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
export const sumsForm = `packed 2, codes ${newestList.version}`;

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

/** What stands before the numbers: how many rows, and whether a count takes one byte or four. */
type Head = Pick<Sums, "weeks" | "codes" | "versions" | "measures"> & { readonly rows: number; readonly countBytes: 1 | 4 };

const headLength = 4;

/** As it is sealed: the length of the head (little-endian), the head as JSON, the columns, the counts. Almost every combination comes once or twice. */
export function writeSums({ columns: packed, counts, ...names }: Sums): Uint8Array {
  const countBytes = counts.every((count) => count < 256) ? 1 : 4;
  const head = Buffer.from(JSON.stringify({ ...names, rows: counts.length, countBytes } satisfies Head), "utf8");
  const length = Buffer.alloc(headLength);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, packed, countBytes === 1 ? Uint8Array.from(counts) : new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength)]);
}

/** Of bytes as they were written; what follows them is padding. The columns stay where they are. */
export function readSums(bytes: Uint8Array<ArrayBuffer>): Sums {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begin = headLength + all.readUInt32LE(0);
  const { rows, countBytes, ...names } = JSON.parse(all.toString("utf8", headLength, begin)) as Head;
  const end = begin + columns.length * rows;
  const counted = bytes.slice(end, end + rows * countBytes);
  return { ...names, columns: bytes.subarray(begin, end), counts: countBytes === 1 ? Uint32Array.from(counted) : new Uint32Array(counted.buffer) };
}

/** Bytes that these take in memory, about. */
export const sizeOf = ({ columns: packed, counts }: Sums): number => packed.buffer.byteLength + counts.byteLength + 4_000;
