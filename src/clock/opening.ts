/**
 * Is it open, when does it open, when does it close. Pure; every answer holds for the wall clock in Europe/Amsterdam.
 *
 * A period is a set of readings of the wall clock, and it belongs to the day on which it begins. In the spring night the
 * readings 02:00 to 02:59 do not occur, so a period inside them does not take place and one that begins in them begins at
 * 03:00; in the autumn night they occur twice, and a period inside them takes place twice.
 */
import type { Day } from "../base/index.ts";
import { holidayOn } from "./holidays.ts";
import { type Hours, type IsOpen, type OnHoliday, type Opening, type Period, Weekdays } from "./shape.ts";
import { clockChangesOn, instantsOf, plusDays, wallTimeOf, weekdayNumber } from "./zone.ts";

/** How far ahead is looked for an opening. Longer than any summer closing, short enough to stay quick. */
export const horizonDays = 400;

type DayPlan = { readonly sure: readonly Period[]; readonly unsure: readonly Period[] };
const closed: DayPlan = { sure: [], unsure: [] };

function onHoliday(opening: Opening, day: Day): OnHoliday {
  const holiday = holidayOn(day);
  if (holiday === undefined) return "open";
  if (holiday === "good-friday") return opening.goodFriday;
  if (holiday !== "liberation-day") return opening.holidays;
  if (opening.liberationDay !== "every-five-years") return opening.liberationDay;
  return Number(day.slice(0, 4)) % 5 === 0 ? "closed" : "open";
}

/** The periods that begin on this day: first the exception for that date, then closed days, then holidays, then the week. */
function planOf(opening: Opening, day: Day): DayPlan {
  const exception = opening.exceptions.get(day);
  if (exception !== undefined) return { sure: exception, unsure: [] };
  if (opening.closedDays.has(day)) return closed;
  const weekday = Weekdays[weekdayNumber(day)] ?? "mon";
  const [sure, unsure] = [opening.week[weekday], opening.uncertain[weekday]];
  switch (onHoliday(opening, day)) {
    case "open":
      return { sure, unsure };
    case "closed":
      return closed;
    case "unknown":
      return { sure: [], unsure: [...sure, ...unsure] };
  }
}

const covers = (periods: readonly Period[], minute: number): boolean => periods.some(({ from, to }) => from <= minute && minute < to);

const nine: readonly Period[] = [{ from: 540, to: 1020 }];
/** Where nobody knows the hours: Monday to Friday, every public holiday closed. */
export const workingDays: Opening = {
  week: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: [], sun: [] },
  uncertain: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  holidays: "closed",
  goodFriday: "closed",
  liberationDay: "closed",
  closedDays: new Set(),
  exceptions: new Map(),
};

/** Open at this instant? Looks at the periods of this day and at those of yesterday that pass midnight. */
export function isOpenAt(hours: Hours, instant: Date): IsOpen {
  if (hours === "unknown") return "unknown";
  const { day, minute } = wallTimeOf(instant);
  const today = planOf(hours, day);
  const yesterday = planOf(hours, plusDays(day, -1));
  if (covers(today.sure, minute) || covers(yesterday.sure, minute + 1440)) return true;
  return covers(today.unsure, minute) || covers(yesterday.unsure, minute + 1440) ? "unknown" : false;
}

/** The first moment on this day, not before `instant`, at which certain opening begins (`from`) or has ended (`to`). */
function firstMoment(opening: Opening, day: Day, instant: Date, edge: "from" | "to"): Date | undefined {
  const minutes = [...planOf(opening, day).sure, ...(edge === "to" ? planOf(opening, plusDays(day, -1)).sure.map(({ to }) => ({ from: 0, to: to - 1440 })) : [])];
  const moments = minutes.flatMap((period) => instantsOf(day, period[edge])).concat(clockChangesOn(day));
  const fitting = moments.filter((at) => at >= instant && (isOpenAt(opening, at) === true) === (edge === "from"));
  return fitting.sort((one, other) => one.getTime() - other.getTime())[0];
}

/**
 * The first instant, `instant` itself included, at which it is certainly open. `undefined`: not within `horizonDays`.
 * "unknown": the hours are not known, or only doubtful periods lie ahead.
 */
export function opensAt(hours: Hours, instant: Date): Date | "unknown" | undefined {
  if (hours === "unknown") return "unknown";
  if (isOpenAt(hours, instant) === true) return instant;
  const today = wallTimeOf(instant).day;
  let doubt = false;
  for (let ahead = 0; ahead <= horizonDays; ahead += 1) {
    const day = plusDays(today, ahead);
    const moment = firstMoment(hours, day, instant, "from");
    if (moment !== undefined) return moment;
    doubt ||= planOf(hours, day).unsure.length > 0;
  }
  return doubt ? "unknown" : undefined;
}

/**
 * The instant at which it stops being certainly open. `undefined`: it is not open at `instant`, or stays open for a week
 * and longer (day and night).
 */
export function closesAt(hours: Hours, instant: Date): Date | undefined {
  if (hours === "unknown" || isOpenAt(hours, instant) !== true) return undefined;
  const today = wallTimeOf(instant).day;
  for (let ahead = 0; ahead < 7; ahead += 1) {
    const moment = firstMoment(hours, plusDays(today, ahead), instant, "to");
    if (moment !== undefined) return moment;
  }
  return undefined;
}

/** Somebody is certainly there at some time of this day. A period that began the evening before does not count. */
export function isOpenDay(hours: Hours, day: Day): IsOpen {
  if (hours === "unknown") return "unknown";
  const plan = planOf(hours, day);
  if (plan.sure.length > 0) return true;
  return plan.unsure.length > 0 ? "unknown" : false;
}

/** The first `count` certainly open days, `from` included; fewer when they do not lie within `horizonDays`. */
export function nextOpenDays(hours: Hours, from: Day, count: number): readonly Day[] | "unknown" {
  if (hours === "unknown") return "unknown";
  const found: Day[] = [];
  for (let ahead = 0; ahead <= horizonDays && found.length < count; ahead += 1) {
    const day = plusDays(from, ahead);
    if (isOpenDay(hours, day) === true) found.push(day);
  }
  return found;
}

/**
 * The day by which an answer is promised: the `count`-th certainly open day after `day`, which itself never counts.
 * "unknown" when the hours are not known, or so many open days do not lie within `horizonDays`.
 */
export function dayPlusOpenDays(hours: Hours, day: Day, count: number): Day | "unknown" {
  if (count <= 0) return day;
  const days = nextOpenDays(hours, plusDays(day, 1), count);
  return days === "unknown" ? "unknown" : (days[count - 1] ?? "unknown");
}
