/**
 * Weeks of ISO 8601 (`2027-W05`), and the quarter and year a week belongs to. A week belongs whole to the quarter in which its
 * Thursday lies, as ISO 8601 gives a week whole to the year of its Thursday: so four quarters are exactly one year.
 */
const written = /^(\d{4})-W(\d{2})$/;
const day = 86_400_000;

/** Monday of a week; the number of the week is not checked. */
function mondayOf(year: number, week: number): Date {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return new Date(fourth - weekday * day + (week - 1) * 7 * day);
}

/** 52 or 53. */
export function weeksIn(year: number): number {
  return Math.round((mondayOf(year + 1, 1).getTime() - mondayOf(year, 1).getTime()) / (7 * day));
}

/** Whether this is a week that exists. */
export function isWeek(text: string): boolean {
  const found = written.exec(text);
  if (found === null) return false;
  const week = Number(found[2]);
  return week >= 1 && week <= weeksIn(Number(found[1]));
}

/** The `n`th week of a year, as it is written. */
export function weekText(year: number, week: number): string {
  return `${String(year)}-W${String(week).padStart(2, "0")}`;
}

/** The day that decides to which year, quarter and month a week belongs. */
export function thursdayOf(week: string): Date {
  const found = written.exec(week);
  if (found === null) throw new TypeError("not a week");
  return new Date(mondayOf(Number(found[1]), Number(found[2])).getTime() + 3 * day);
}

export type Period = string;
const quarters = new Map<string, Period>();

/** `2027-q1` for a week that exists. */
export function quarterOf(week: string): Period {
  const known = quarters.get(week);
  if (known !== undefined) return known;
  const thursday = thursdayOf(week);
  const quarter = `${String(thursday.getUTCFullYear())}-q${String(Math.floor(thursday.getUTCMonth() / 3) + 1)}`;
  quarters.set(week, quarter);
  return quarter;
}

const period = /^(\d{4})(?:-q([1-4]))?$/;

/** A year (`2027`) or a quarter (`2027-q1`). */
export function isPeriod(text: string): boolean {
  return period.test(text);
}

export function isYear(text: string): boolean {
  return /^\d{4}$/.test(text);
}

export function yearOf(text: Period): string {
  return text.slice(0, 4);
}

/** The quarters a period is made of, in order. */
export function quartersOf(text: Period): readonly Period[] {
  return isYear(text) ? [1, 2, 3, 4].map((quarter) => `${text}-q${String(quarter)}`) : [text];
}
