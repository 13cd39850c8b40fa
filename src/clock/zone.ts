/**
 * Instants and wall-clock times in Europe/Amsterdam, exact to the minute at both changes of summer time.
 *
 * The time zone data come from the runtime (Intl); this file only searches in them. Asking Intl costs microseconds, so the
 * moments of change are found once a year and kept.
 */
import type { Day } from "../base/index.ts";

const minute = 60_000;
const dayLength = 1440 * minute;

const format = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Amsterdam",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
});

/** Minutes that the wall clock is ahead of UTC, asked of Intl. */
function askedOffset(at: number): number {
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(part["year"] ?? 0, (part["month"] ?? 1) - 1, part["day"] ?? 1, part["hour"] ?? 0, part["minute"] ?? 0);
  return (wall - Math.floor(at / minute) * minute) / minute;
}

/** The first minute of `(from, to]` with another offset than `from`; the two ends differ. */
function changeBetween(from: number, to: number): number {
  const before = askedOffset(from);
  let [same, different] = [from / minute, to / minute];
  while (different - same > 1) {
    const middle = Math.floor((same + different) / 2);
    if (askedOffset(middle * minute) === before) same = middle;
    else different = middle;
  }
  return different * minute;
}

type Year = { readonly start: number; readonly first: number; readonly changes: readonly { readonly at: number; readonly offset: number }[] };
const years = new Map<number, Year>();

function searchYear(year: number): Year {
  const start = Date.UTC(year, 0, 1);
  const months = Array.from({ length: 12 }, (_, month) => [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)] as const);
  const changes = months
    .filter(([from, to]) => askedOffset(from) !== askedOffset(to))
    .map(([from, to]) => ({ at: changeBetween(from, to), offset: askedOffset(to) }));
  return { start, first: askedOffset(start), changes };
}

function yearOf(at: number): Year {
  const year = new Date(at).getUTCFullYear();
  const known = years.get(year) ?? searchYear(year);
  years.set(year, known);
  return known;
}

function offsetAt(at: number): number {
  const year = yearOf(at);
  return year.changes.findLast((change) => change.at <= at)?.offset ?? year.first;
}

/** What the clock on the wall shows: calendar day and minute of that day (0 to 1439). */
export type WallTime = { readonly day: Day; readonly minute: number };

export function wallTimeOf(instant: Date): WallTime {
  const at = instant.getTime();
  const wall = at + offsetAt(at) * minute;
  return { day: dayNumbered(Math.floor(wall / dayLength)), minute: Math.floor(((wall % dayLength) + dayLength) % dayLength / minute) };
}

/**
 * Every instant at which the wall clock shows this time, in order: normally one; none for 02:00 to 02:59 in the spring
 * night; two for the same hour in the autumn night. `minuteOfDay` may be 1440 or more: it then falls on a later day.
 */
export function instantsOf(day: Day, minuteOfDay: number): readonly Date[] {
  const wall = numberOf(day) * dayLength + minuteOfDay * minute;
  // The day before first: when the clock was put back, that offset is the larger one and gives the earlier instant.
  const offsets = new Set([offsetAt(wall - dayLength), offsetAt(wall + dayLength)]);
  return [...offsets]
    .map((offset) => wall - offset * minute)
    .filter((at) => at + offsetAt(at) * minute === wall)
    .map((at) => new Date(at));
}

/** The moments within this wall-clock day at which the clock is put forward or back; nearly always none. */
export function clockChangesOn(day: Day): readonly Date[] {
  return yearOf(numberOf(day) * dayLength)
    .changes.map((change) => new Date(change.at))
    .filter((at) => wallTimeOf(at).day === day);
}

function numberOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / dayLength;
}

function dayNumbered(number: number): Day {
  return new Date(number * dayLength).toISOString().slice(0, 10) as Day;
}

/** The calendar day `count` days later (earlier when negative). */
export function plusDays(day: Day, count: number): Day {
  return dayNumbered(numberOf(day) + count);
}

/** 0 is Monday, 6 is Sunday. 1 January 1970 was a Thursday. */
export function weekdayNumber(day: Day): number {
  return (((numberOf(day) + 3) % 7) + 7) % 7;
}

/** Days from one day to another; negative when the other lies before. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** The same day of the month `count` months later, or the last day of that month when it has no such day. */
export function plusMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return dayNumbered(Date.UTC(year, month - 1 + count, Math.min(date, last)) / dayLength);
}
