/** Sums of one organisation and quarter: every field alone and every pair of fields, so that a choice needs no rows. Pure. */
import { FactFields } from "./codes.ts";
import type { Codes, FactField } from "./codes.ts";
import { measuresOf } from "./measures.ts";
import type { Marks, WeekMeasures } from "./measures.ts";

/** `weeks`: contacts a week. `pairs`: under `role topic`, then `pupil bullying`. Codes never hold a space. */
export type Sums = {
  readonly total: number;
  readonly weeks: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<FactField, Readonly<Record<string, number>>>>;
  readonly pairs: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What is counted beside the codes, week by week. */
  readonly measures: WeekMeasures;
};

export type Counted = { readonly week: string; readonly codes: Codes; readonly marks?: Marks };

const add = (into: Record<string, number>, key: string, count = 1): void => {
  into[key] = (into[key] ?? 0) + count;
};

const pairsOfFields = FactFields.flatMap((one, at) => FactFields.slice(at + 1).map((other) => [one, other] as const));

type Open = { total: number; weeks: Record<string, number>; fields: Record<FactField, Record<string, number>>; pairs: Record<string, Record<string, number>> };
const nothing = (): Open => ({
  total: 0,
  weeks: {},
  fields: Object.fromEntries(FactFields.map((field) => [field, {}])) as Record<FactField, Record<string, number>>,
  pairs: Object.fromEntries(pairsOfFields.map((pair) => [pair.join(" "), {}])),
});

export function sumsOf(facts: readonly Counted[]): Sums {
  const sums = nothing();
  for (const { week, codes } of facts) {
    sums.total += 1;
    add(sums.weeks, week);
    for (const field of FactFields) add(sums.fields[field], codes[field]);
    for (const [one, other] of pairsOfFields) add(sums.pairs[`${one} ${other}`] ?? {}, `${codes[one]} ${codes[other]}`);
  }
  return { ...sums, measures: measuresOf(facts.map(({ week, marks = {} }) => ({ week, marks }))) };
}
