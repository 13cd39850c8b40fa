/**
 * Moments at which a line can call back: whole, within hours that are certain. Pure. How many hands are free is for the
 * database to say; a moment outside these is never offered and never taken.
 */
import { closesAt, instantsOf, isOpenAt, plusDays } from "../../clock/index.ts";
import type { Hours, Opening } from "../../clock/index.ts";
import { dayOf } from "../../base/index.ts";
import type { Day } from "../../base/index.ts";

const minute = 60_000;
/** Nobody can be asked to call within this time. */
export const leadMinutes = 30;
/** So far ahead a call is agreed. */
export const aheadDays = 14;

/** Certainly open from the first to the last minute. */
function isOpenThrough(hours: Hours, starts: Date, minutes: number): boolean {
  if (isOpenAt(hours, starts) !== true) return false;
  const closes = closesAt(hours, starts);
  return closes === undefined || closes.getTime() >= starts.getTime() + minutes * minute;
}

function searched(hours: Opening, today: Day, first: number, minutes: 30 | 60): readonly Date[] {
  const found: Date[] = [];
  for (let ahead = 0; ahead <= aheadDays; ahead += 1) {
    const day = plusDays(today, ahead);
    for (let at = 0; at < 1440; at += minutes) {
      for (const starts of instantsOf(day, at)) if (starts.getTime() >= first && isOpenThrough(hours, starts, minutes)) found.push(starts);
    }
  }
  return found.sort((one, other) => one.getTime() - other.getTime());
}

type Kept = { readonly key: string; readonly slots: readonly Date[] };
/** The answer stays the same for half an hour, and every page with moments asks it of every line. */
const kept = new WeakMap<Opening, Kept>();

/** Every moment from `now` on, in order. None when the hours are not known: a guess must never be offered. */
export function slotsFrom(hours: Hours, now: Date, minutes: 30 | 60): readonly Date[] {
  if (hours === "unknown") return [];
  const first = Math.ceil((now.getTime() + leadMinutes * minute) / (30 * minute)) * 30 * minute;
  const today = dayOf(now);
  const key = `${minutes} ${today} ${first}`;
  const known = kept.get(hours);
  const answer = known?.key === key ? known : { key, slots: searched(hours, today, first, minutes) };
  kept.set(hours, answer);
  return answer.slots;
}

/** Whether a moment is one of these. */
export function isSlot(hours: Hours, now: Date, minutes: 30 | 60, starts: Date): boolean {
  return slotsFrom(hours, now, minutes).some((one) => one.getTime() === starts.getTime());
}

/** Some of a day, spread over it: morning and evening people both find one. */
function spread(day: readonly Date[], count: number): readonly Date[] {
  if (day.length <= count) return day;
  const step = (day.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, at) => day[Math.round(at * step)] ?? []).flat();
}

/** A few moments to choose from: the next days, some of each. */
export function someOf(slots: readonly Date[], choice: { readonly days: number; readonly perDay: number }): readonly Date[] {
  const byDay = Map.groupBy(slots, (at) => dayOf(at));
  return [...byDay.values()].slice(0, choice.days).flatMap((day) => spread(day, choice.perDay));
}
