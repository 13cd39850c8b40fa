/**
 * Terms: on which day something has to be done at the latest. Pure; days are calendar days in Europe/Amsterdam, so that
 * summer time changes nothing here.
 *
 * Whoever makes a term names the source of its rule: which unit it is counted in, and whether an end on a closed day moves
 * to the next open day (as article 1 of the Algemene termijnenwet does for terms that stand in a law) or stays.
 */
import type { Day } from "../base/index.ts";
import { horizonDays, isOpenDay, workingDays } from "./opening.ts";
import { holidayOn } from "./holidays.ts";
import type { DaySpan, Hours, Opening, SchoolHolidays, Term, TermChange, TermUnit } from "./shape.ts";
import { daysBetween, plusDays, plusMonths, weekdayNumber } from "./zone.ts";

/** Whose days are counted: an organisation's opening, the days it closes itself, and the school holidays of a region. */
export interface Calendar {
  readonly opening: Opening;
  /** Closed whatever the opening says: they go before its exceptions. */
  readonly closings: readonly DaySpan[];
  readonly school: SchoolHolidays | "unknown";
}

/** What a calendar is made of. What is left out: working days, no own closing days, school holidays not known. */
export type CalendarData = {
  readonly hours?: Hours | undefined;
  readonly closings?: readonly DaySpan[] | undefined;
  readonly school?: SchoolHolidays | "unknown" | undefined;
};

/** A calendar from data. Where nobody knows the hours: Monday to Friday, public holidays closed. */
export function calendarOf({ hours = "unknown", closings = [], school = "unknown" }: CalendarData): Calendar {
  return { opening: hours === "unknown" ? workingDays : hours, closings, school };
}

/** Monday to Friday without public holidays: for terms that stand in a law and know nothing of a desk's own hours. */
export const lawCalendar: Calendar = calendarOf({});

const within = (spans: readonly DaySpan[], day: Day): boolean => spans.some(({ from, to }) => from <= day && day <= to);

/** Somebody is certainly there on this day: what is doubtful counts as closed. */
export function isOpenOn(calendar: Calendar, day: Day): boolean {
  return isOpenDay(calendar.opening, day) === true && !within(calendar.closings, day);
}

/**
 * Monday to Friday, no public holiday, no school holiday of the region. "unknown" where nobody noted the region's school
 * holidays. A desk's own hours and closing days have no say; a day off of one school is not known here.
 */
export function isSchoolDay(calendar: Calendar, day: Day): boolean | "unknown" {
  if (weekdayNumber(day) > 4 || holidayOn(day) !== undefined) return false;
  if (calendar.school === "unknown" || !within(calendar.school.known, day)) return "unknown";
  return !within(calendar.school.holidays, day);
}

/**
 * "unknown": a term in school days reaches days of which nobody knows whether there is school, or no open day lies within
 * `horizonDays`. "paused": the term stands still and nobody said until when.
 */
export type DueDay = Day | "unknown" | "paused";

type Span = { readonly from: Day; readonly to?: Day | undefined };

/** The `count`-th day after `from` that counts and is not paused. */
function walk(from: Day, count: number, counts: (day: Day) => boolean | "unknown", pauses: readonly Span[]): DueDay {
  let [day, left, idle] = [from, count, 0];
  while (left > 0) {
    day = plusDays(day, 1);
    const pause = pauses.find((one) => one.from <= day && (one.to === undefined || day <= one.to));
    if (pause !== undefined) {
      if (pause.to === undefined) return "paused";
      day = pause.to;
      continue;
    }
    const counted = counts(day);
    if (counted === "unknown") return "unknown";
    left -= counted ? 1 : 0;
    idle = counted ? 0 : idle + 1;
    if (idle > horizonDays) return "unknown";
  }
  return day;
}

const most: Readonly<Record<TermUnit, number>> = { "working-days": 1000, "school-days": 1000, "calendar-days": 4000, weeks: 500, months: 120, years: 20 };

/** Adds up per unit, so that it does not matter in which order a term was extended. */
function totals(terms: readonly Term[]): (unit: TermUnit) => number {
  for (const { count, unit } of terms) {
    if (!Number.isInteger(count) || count < 0 || count > most[unit]) throw new RangeError(`a term has 0 to ${most[unit]} ${unit}`);
  }
  return (unit) => terms.reduce((sum, term) => sum + (term.unit === unit ? term.count : 0), 0);
}

function pausesIn(changes: readonly TermChange[]): readonly Span[] {
  const pauses = changes.filter((change) => change.kind === "pause");
  if (pauses.some(({ from, to }) => to !== undefined && to < from)) throw new RangeError("a pause ends before it begins");
  return pauses;
}

/**
 * The last day on which it is still in time.
 *
 * - The day of `start` does not count; the due day does, to its end. Zero days is `start` itself.
 * - Months and years end on the day with the same number, or on the last day of a month that has no such day.
 * - A pause takes out the days from `from` up to and including `to`, each once, however many pauses cover it; days before
 *   the start or after the end change nothing. Without `to` the term stands still from `from` on. A term in months that is
 *   paused gets as many days back as it lost.
 * - Extensions are added to the term, first months and years, then weeks and days, then school days, then working days:
 *   the order in which they were made does not matter. They continue from where the term itself ended, not from the open
 *   day to which that end moved.
 * - At the very end, when the term or one of its extensions says "next-open-day": on to the first day that is open in this
 *   calendar and not paused. For terms of a law that calendar is `lawCalendar`, not a desk's own.
 *
 * Refuses (throws, because only a mistake of ours leads to it) a count that is not whole, negative or over the limit of
 * its unit (1,000 working or school days, 4,000 days, 500 weeks, 120 months, 20 years), and a pause that ends before it begins.
 */
export function dueDay(calendar: Calendar, start: Day, term: Term, changes: readonly TermChange[] = []): DueDay {
  const terms = [term, ...changes.flatMap((change) => (change.kind === "extension" ? [change.by] : []))];
  const count = totals(terms);
  const pauses = pausesIn(changes);
  const months = daysBetween(start, plusMonths(start, count("months") + 12 * count("years")));
  const open = (day: Day): boolean => isOpenOn(calendar, day);
  const steps: readonly (readonly [number, (day: Day) => boolean | "unknown"])[] = [
    [months + 7 * count("weeks") + count("calendar-days"), () => true],
    [count("school-days"), (day) => isSchoolDay(calendar, day)],
    [count("working-days"), open],
  ];
  let day: DueDay = start;
  for (const [days, counts] of steps) {
    day = walk(day, days, counts, pauses);
    if (day === "unknown" || day === "paused") return day;
  }
  return terms.some(({ onClosedDay }) => onClosedDay === "next-open-day") ? walk(plusDays(day, -1), 1, open, pauses) : day;
}

/** A term that runs: enough to compute its due day again. */
export interface RunningTerm<Id extends string = string> {
  readonly id: Id;
  readonly start: Day;
  readonly term: Term;
  readonly changes: readonly TermChange[];
}

export interface MovedTerm<Id extends string = string> {
  readonly id: Id;
  readonly from: DueDay;
  readonly to: DueDay;
}

/** Which terms get another due day when one calendar takes the place of another, in the order given; those that stay are left out. */
export function recalculate<Id extends string>(terms: readonly RunningTerm<Id>[], before: Calendar, after: Calendar): readonly MovedTerm<Id>[] {
  return terms
    .map(({ id, start, term, changes }) => ({ id, from: dueDay(before, start, term, changes), to: dueDay(after, start, term, changes) }))
    .filter(({ from, to }) => from !== to);
}
