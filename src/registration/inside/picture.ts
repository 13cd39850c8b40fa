/** From added-up sums to what is shown: of one organisation as it is, of the network as far as `guard` lets it. Pure. */
import { breaksBetween, FactFields, newestList } from "../rules/codes.ts";
import type { FactField } from "../rules/codes.ts";
import type { FiguresAnswer } from "../shape/figures.ts";
import type { Sums } from "../rules/sums.ts";
import { guarded, telling } from "./guard.ts";
import type { Parts } from "./guard.ts";
import { periodOf } from "./periods.ts";
import type { Per } from "./periods.ts";
import { addUp } from "./tally.ts";
import type { Choice, Tally } from "./tally.ts";

type Counts<K> = ReadonlyMap<K, number | null>;
export type Shown = { readonly total: number | null; readonly series: Counts<string>; readonly fields: Readonly<Record<FactField, Counts<string>>> };
export type Asked = { readonly weeks: readonly string[]; readonly per: Per; readonly choice: Choice };

const nothing: Shown = { total: null, series: new Map(), fields: Object.fromEntries(FactFields.map((field) => [field, new Map()])) as unknown as Shown["fields"] };

/** Periods of these weeks, in order, each with its count. */
function perPeriod({ weeks, per }: Asked, counts: ReadonlyMap<string, number>): Map<string, number> {
  const found = new Map<string, number>();
  for (const week of weeks) found.set(periodOf(week, per), (found.get(periodOf(week, per)) ?? 0) + (counts.get(week) ?? 0));
  return found;
}

/** Every code of the newest list in its order, behind them what is left of older ones. */
const codesIn = (field: FactField, tallies: readonly Tally[]): readonly string[] => [...new Set([...newestList.codes[field], ...tallies.flatMap((one) => [...one.fields[field].keys()].toSorted())])];

export function ownShown(all: readonly Sums[], asked: Asked): Shown {
  const tally = addUp(all, asked.choice, new Set(asked.weeks));
  const fields = FactFields.map((field) => [field, new Map(codesIn(field, [tally]).map((code) => [code, tally.fields[field].get(code) ?? 0]))] as const);
  return { total: tally.total, series: perPeriod(asked, tally.weeks), fields: Object.fromEntries(fields) as unknown as Shown["fields"] };
}

/** `all`: by organisation. */
export function networkShown(all: ReadonlyMap<string, readonly Sums[]>, asked: Asked): Shown {
  const weeks = new Set(asked.weeks);
  const tallies = [...all.values()].map((sums) => addUp(sums, asked.choice, weeks));
  const partsOf = (count: (tally: Tally) => number): Parts => tallies.map(count);
  const chosen = FactFields.filter((field) => asked.choice[field] !== undefined);
  if (telling(partsOf(({ total }) => total)) || chosen.some((field) => telling(partsOf(({ rest }) => rest.get(field) ?? 0)))) return nothing;
  const series = tallies.map((tally) => perPeriod(asked, tally.weeks));
  const periods = [...perPeriod(asked, new Map()).keys()];
  const fields = FactFields.map((field) => [field, guarded(new Map(codesIn(field, tallies).map((code) => [code, partsOf((tally) => tally.fields[field].get(code) ?? 0)])))] as const);
  return {
    total: tallies.reduce((sum, { total }) => sum + total, 0),
    series: guarded(new Map(periods.map((period) => [period, series.map((one) => one.get(period) ?? 0)]))),
    fields: Object.fromEntries(fields) as unknown as Shown["fields"],
  };
}

type Cells = Pick<FiguresAnswer, "total" | "series" | "fields" | "tooFine">;

/** A code that only one side counted stands on the other as zero, unless the other shows nothing at all. */
const at = ({ total, fields }: Shown, field: FactField, code: string): number | null => (fields[field].has(code) ? (fields[field].get(code) ?? null) : total === null ? null : 0);

/** Both side by side; periods stand beside each other in their order. */
export function pictured(now: Shown, then: Shown | undefined): Cells {
  const before = [...(then?.series.values() ?? [])];
  const codes = (field: FactField): FiguresAnswer["fields"][FactField] =>
    now.total === null ? [] : [...new Set([...now.fields[field].keys(), ...(then?.fields[field].keys() ?? [])])].map((code) => ({ code, count: at(now, field, code), before: then === undefined ? null : at(then, field, code) }));
  return {
    tooFine: now.total === null,
    total: { count: now.total, before: then?.total ?? null },
    series: [...now.series].map(([period, count], place) => ({ period, count, before: before[place] ?? null })),
    fields: Object.fromEntries(FactFields.map((field) => [field, codes(field)])) as FiguresAnswer["fields"],
  };
}

export function breaksIn(all: readonly Sums[]): FiguresAnswer["breaks"] {
  if (all.length === 0) return [];
  return breaksBetween(Math.min(...all.map(({ versions }) => versions[0])), Math.max(...all.map(({ versions }) => versions[1]))).map((one) => ({ ...one, codes: [...one.codes] }));
}
