/**
 * What is counted of a contact beside its codes: how long somebody waited, whether it helped, whether a call reached anybody, what
 * became of a referral, whether somebody without a name came back. Pure.
 *
 * A worker's browser reads them in the opened case and sends them with the fact of that case, through the same door and under the
 * same token: sent again they take the place of what was sent before. They are counted in the week of that fact. A question by
 * phone of which no case is made has none. Nothing is counted that nobody knows: what is still open counts under no answer.
 */

/** Where every number comes from. In this order they are kept: a new one goes to the end of `measureOrder`, an old one stays. */
export const Measures = {
  /** A case that got its first answer (or was taken up in a call) by the day that was promised, or later. Not answered yet: neither. */
  term: ["met", "missed"],
  /** At the end: the person's own signed yes or no; nothing between them can be said there. `not-known`: the case ended and nobody has that word. */
  helped0: ["yes", "no", "not-known"],
  /** Six weeks after the end: the person's signed answer to "is it better now?". `not-known`: asked, and no answer within its days. */
  helped6: ["yes", "no", "unsure", "not-known"],
  /** The same after twenty-six weeks. */
  helped26: ["yes", "no", "unsure", "not-known"],
  /**
   * `planned`: a call was asked. One of the other three once it is over, from the attempts that colleagues signed: reached at the first
   * attempt, at a later one, or not at all although somebody tried (wrong person, another way, called off after an attempt).
   */
  callBack: ["planned", "at-once", "later", "not-reached"],
  /** Referrals that this organisation offered to another, and how the other answered. What was recalled or waits is only `offered`. */
  referral: ["offered", "accepted", "declined"],
  /** Of reports without a name: wrote again on a later day within four weeks, or did not. Within those weeks and silent: neither. */
  anonymous: ["came-back", "stayed-away"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Measure = keyof typeof Measures;
export type MeasureCounts = { readonly [M in Measure]: Readonly<Record<(typeof Measures)[M][number], number>> };
/** What one contact adds: `"term met": 1`, `"referral declined": 2`. What is left out is none. */
export type MarkName = { readonly [M in Measure]: `${M} ${(typeof Measures)[M][number]}` }[Measure];
export type Marks = Readonly<Partial<Record<MarkName, number>>>;

export const measureNames = Object.keys(Measures) as readonly Measure[];
export const measureOrder: readonly MarkName[] = measureNames.flatMap((measure) => Measures[measure].map((answer) => `${measure} ${answer}` as MarkName));
/** Of one contact, so that every number is one digit. */
export const mostOfOne = 9;

/** As they are kept: a digit a number, always in the same order, so that every row has one length. */
export function writtenMarks(marks: Marks): string {
  return measureOrder.map((name) => String(Math.min(mostOfOne, marks[name] ?? 0))).join("");
}

/** The other way. What was kept before a number was counted at all is shorter: none of it. */
export function readMarks(written: string): Marks {
  return Object.fromEntries(measureOrder.flatMap((name, at) => (Number(written[at] ?? 0) > 0 ? [[name, Number(written[at])] as const] : [])));
}

export type Marked = { readonly week: string; readonly marks: Marks };
/** Per week in which something was counted; a week that is left out has none. */
export type WeekMeasures = Readonly<Record<string, MeasureCounts>>;

const countsOf = (all: readonly Marks[]): MeasureCounts =>
  Object.fromEntries(
    measureNames.map((measure) => [measure, Object.fromEntries(Measures[measure].map((answer) => [answer, all.reduce((sum, marks) => sum + (marks[`${measure} ${answer}` as MarkName] ?? 0), 0)]))]),
  ) as MeasureCounts;

export const noMeasures: MeasureCounts = countsOf([]);

/** An organisation's measures, week by week. */
export function measuresOf(all: readonly Marked[]): WeekMeasures {
  const weeks = Map.groupBy(all.filter(({ marks }) => Object.keys(marks).length > 0), ({ week }) => week);
  return Object.fromEntries([...weeks].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([week, marked]) => [week, countsOf(marked.map(({ marks }) => marks))]));
}

/** Several weeks, or several organisations, together. */
export function together(all: readonly MeasureCounts[]): MeasureCounts {
  return Object.fromEntries(
    measureNames.map((measure) => [measure, Object.fromEntries(Measures[measure].map((answer) => [answer, all.reduce((sum, one) => sum + ((one[measure] as Readonly<Record<string, number>>)[answer] ?? 0), 0)]))]),
  ) as MeasureCounts;
}
