/** Adding up: of the rows of sums those that fit a choice, by week and by every field. Pure; a million rows in some tens of milliseconds. */
import { FactFields } from "../rules/codes.ts";
import type { FactField } from "../rules/codes.ts";
import type { Sums } from "../rules/sums.ts";

/** Of some fields the codes that count; of the others all. */
export type Choice = Readonly<Partial<Record<FactField, ReadonlySet<string>>>>;

/** `rest`: what one field of the choice alone keeps out, so what is seen by dropping it. */
export type Tally = {
  total: number;
  readonly weeks: Map<string, number>;
  readonly fields: Readonly<Record<FactField, Map<string, number>>>;
  readonly rest: Map<FactField, number>;
};

export const emptyTally = (): Tally => ({
  total: 0,
  weeks: new Map(),
  fields: Object.fromEntries(FactFields.map((field) => [field, new Map<string, number>()])) as unknown as Tally["fields"],
  rest: new Map(),
});

const add = <K>(into: Map<K, number>, key: K, count: number): void => void (count > 0 && into.set(key, (into.get(key) ?? 0) + count));

type Filter = { readonly field: FactField; readonly column: Uint8Array; readonly fits: Uint8Array };

function filtersOf({ codes, columns, counts }: Sums, choice: Choice): readonly Filter[] {
  const rows = counts.length;
  return FactFields.flatMap((field, at) => {
    const wanted = choice[field];
    if (wanted === undefined) return [];
    return [{ field, column: columns.subarray((at + 1) * rows, (at + 2) * rows), fits: Uint8Array.from(codes[field], (code) => (wanted.has(code) ? 1 : 0)) }];
  });
}

/** Which filter alone keeps this row out: its place, -1 for none, -2 for several. */
function keptOutBy(filters: readonly Filter[], row: number): number {
  let by = -1;
  for (let at = 0; at < filters.length; at += 1) {
    const { column, fits } = filters[at] as Filter;
    if (fits[column[row] as number] === 1) continue;
    if (by !== -1) return -2;
    by = at;
  }
  return by;
}

/** How often each row counts under the choice. */
function chosen({ weeks, columns, counts }: Sums, filters: readonly Filter[], wantedWeeks: ReadonlySet<string>, into: Tally): Uint32Array {
  const rows = counts.length;
  const inTime = Uint8Array.from(weeks, (week) => (wantedWeeks.has(week) ? 1 : 0));
  const kept = new Uint32Array(rows);
  const rest = filters.map(() => 0);
  for (let row = 0; row < rows; row += 1) {
    if (inTime[columns[row] as number] !== 1) continue;
    const by = keptOutBy(filters, row);
    if (by === -1) kept[row] = counts[row] as number;
    else if (by >= 0) rest[by] = (rest[by] as number) + (counts[row] as number);
  }
  filters.forEach(({ field }, at) => add(into.rest, field, rest[at] as number));
  return kept;
}

function addColumn(column: Uint8Array, kept: Uint32Array, names: readonly string[], into: Map<string, number>): void {
  const found = new Uint32Array(names.length);
  for (let row = 0; row < kept.length; row += 1) {
    const place = column[row] as number;
    found[place] = (found[place] as number) + (kept[row] as number);
  }
  names.forEach((name, at) => add(into, name, found[at] as number));
}

export function addUp(all: readonly Sums[], choice: Choice, weeks: ReadonlySet<string>): Tally {
  const tally = emptyTally();
  for (const sums of all) {
    const rows = sums.counts.length;
    const kept = chosen(sums, filtersOf(sums, choice), weeks, tally);
    for (const count of kept) tally.total += count;
    addColumn(sums.columns.subarray(0, rows), kept, sums.weeks, tally.weeks);
    FactFields.forEach((field, at) => addColumn(sums.columns.subarray((at + 1) * rows, (at + 2) * rows), kept, sums.codes[field], tally.fields[field]));
  }
  return tally;
}
