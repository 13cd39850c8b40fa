/** From added-up sums to what is shown: of one organisation as it is, of the network as far as `guard` lets it. Pure. */
import { breaksBetween, FactFields, newestList } from "../rules/codes.ts";
import type { FactField } from "../rules/codes.ts";
import { measureNames, Measures, together } from "../rules/measures.ts";
import type { Measure, MeasureCounts } from "../rules/measures.ts";
import type { FiguresAnswer } from "../shape/figures.ts";
import type { Sums } from "../rules/sums.ts";
import { guarded, telling } from "./guard.ts";
import type { Parts } from "./guard.ts";
import { periodOf } from "./periods.ts";
import type { Per } from "./periods.ts";
import { addUp } from "./tally.ts";
import type { Choice, Tally } from "./tally.ts";

type Counts<K> = ReadonlyMap<K, number | null>;
/** `measures`: of all contacts of these weeks; of a choice of codes there are none. */
export type Shown = { readonly total: number | null; readonly series: Counts<string>; readonly fields: Readonly<Record<FactField, Counts<string>>>; readonly measures: Readonly<Record<Measure, Counts<string>>> | null };
export type Asked = { readonly weeks: readonly string[]; readonly per: Per; readonly choice: Choice };

const nothing: Shown = { total: null, series: new Map(), fields: Object.fromEntries(FactFields.map((field) => [field, new Map()])) as unknown as Shown["fields"], measures: null };

const isChosen = ({ choice }: Asked): boolean => Object.keys(choice).length > 0;

function measuresIn(all: readonly Sums[], weeks: readonly string[]): MeasureCounts {
  const wanted = new Set(weeks);
  return together(all.flatMap(({ measures }) => Object.entries(measures).flatMap(([week, counts]) => (wanted.has(week) ? [counts] : []))));
}

const perMeasure = <T>(one: (measure: Measure) => T): Readonly<Record<Measure, T>> => Object.fromEntries(measureNames.map((measure) => [measure, one(measure)])) as Record<Measure, T>;
const answersOf = (counts: MeasureCounts, measure: Measure): ReadonlyMap<string, number> => new Map(Object.entries(counts[measure]));

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
  const counts = isChosen(asked) ? undefined : measuresIn(all, asked.weeks);
  return { total: tally.total, series: perPeriod(asked, tally.weeks), fields: Object.fromEntries(fields) as unknown as Shown["fields"], measures: counts === undefined ? null : perMeasure((measure) => answersOf(counts, measure)) };
}

/** Of these measures one answer holds all the others: what is in it and in no other is a cell as well, though it is not shown. */
const whole: Readonly<Partial<Record<Measure, string>>> = { callBack: "planned", referral: "offered" };

function guardedMeasure(measure: Measure, organisations: readonly MeasureCounts[]): Counts<string> {
  const partsOf = (answer: string): Parts => organisations.map((counts) => answersOf(counts, measure).get(answer) ?? 0);
  const all = whole[measure];
  const answers: readonly string[] = Measures[measure].filter((answer) => answer !== all);
  const rest = organisations.map((_, at) => Math.max(0, (all === undefined ? 0 : (partsOf(all)[at] ?? 0)) - answers.reduce((sum, answer) => sum + (partsOf(answer)[at] ?? 0), 0)));
  const shown = guarded(new Map([...answers.map((answer) => [answer, partsOf(answer)] as const), ...(all === undefined ? [] : [["", rest] as const])]));
  const top = all === undefined ? undefined : partsOf(all);
  const isHidden = top !== undefined && telling(top);
  return new Map(Measures[measure].map((answer) => [answer, isHidden ? null : answer === all ? (top ?? []).reduce((sum, one) => sum + one, 0) : (shown.get(answer) ?? null)]));
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
    measures: isChosen(asked) ? null : perMeasure((measure) => guardedMeasure(measure, [...all.values()].map((sums) => measuresIn(sums, asked.weeks)))),
  };
}

type Cells = Pick<FiguresAnswer, "total" | "series" | "fields" | "measures" | "tooFine">;

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
    measures: now.measures === null ? null : (perMeasure((measure) => [...(now.measures?.[measure] ?? [])].map(([answer, count]) => ({ answer, count, before: then?.measures?.[measure].get(answer) ?? null }))) as FiguresAnswer["measures"]),
  };
}

export function breaksIn(all: readonly Sums[]): FiguresAnswer["breaks"] {
  if (all.length === 0) return [];
  return breaksBetween(Math.min(...all.map(({ versions }) => versions[0])), Math.max(...all.map(({ versions }) => versions[1]))).map((one) => ({ ...one, codes: [...one.codes] }));
}
