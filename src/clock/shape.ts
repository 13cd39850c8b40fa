/**
 * Opening hours as data. All times of day are wall-clock times in Europe/Amsterdam; all days are calendar days there.
 *
 * What is not known stays "unknown": a line whose hours nobody published must never be shown as closed, and a guess must
 * never be shown as open.
 */
import { z } from "zod";
import type { Day } from "../base/index.ts";

export const Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof Weekdays)[number];

/** The days of the Algemene termijnenwet, article 3, and the two Sundays that fall under no working week anyway. */
export const Holidays = [
  "new-year",
  "good-friday",
  "easter-sunday",
  "easter-monday",
  "kings-day",
  "liberation-day",
  "ascension-day",
  "whit-sunday",
  "whit-monday",
  "christmas-day",
  "second-christmas-day",
] as const;
export type Holiday = (typeof Holidays)[number];

/** Minutes after midnight of the day on which the period begins: `0 ≤ from < 1440`, `from < to ≤ from + 1440`. */
export type Period = { readonly from: number; readonly to: number };

/** What happens to the weekly periods on a holiday. */
export type OnHoliday = "open" | "closed" | "unknown";

export interface Opening {
  /** The periods that begin on each weekday. */
  readonly week: Readonly<Record<Weekday, readonly Period[]>>;
  /** Periods on which sources disagree: neither open nor closed, but "unknown". */
  readonly uncertain: Readonly<Record<Weekday, readonly Period[]>>;
  readonly holidays: OnHoliday;
  /** Good Friday is a normal working day for most, a closed day for others: a choice of each organisation. */
  readonly goodFriday: OnHoliday;
  /** 5 May: a choice of each organisation; "every-five-years" closes in 2025, 2030, … only. */
  readonly liberationDay: OnHoliday | "every-five-years";
  /** Days on which nobody is there. */
  readonly closedDays: ReadonlySet<Day>;
  /** Days with their own periods, instead of everything above; an empty list is a closed day. */
  readonly exceptions: ReadonlyMap<Day, readonly Period[]>;
}

export type Hours = Opening | "unknown";

/** Three answers: a visitor is never told "closed" when nobody knows. */
export type IsOpen = boolean | "unknown";

const time = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

function readPeriod(written: string): Period | undefined {
  const found = time.exec(written);
  if (found === null) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number);
  const from = fromHour * 60 + fromMinute;
  const until = toHour * 60 + toMinute;
  if (until > 1440 || until === from) return undefined;
  return { from, to: until > from ? until : until + 1440 };
}

/** `08:30-17:00`; `22:00-02:00` passes midnight; `00:00-24:00` is a whole day. */
export const PeriodText = z.string().transform((written, context): Period => {
  const period = readPeriod(written);
  if (period !== undefined) return period;
  context.addIssue({ code: "custom", message: "a period is written as 08:30-17:00" });
  return z.NEVER;
});

/** Whether the calendar has this day. */
export function isRealDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** A calendar day that exists, `YYYY-MM-DD`. */
export const DayText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isRealDay)
  .transform((day) => day as Day);

const periods = z.array(PeriodText).default([]);
const week = z
  .strictObject({ mon: periods, tue: periods, wed: periods, thu: periods, fri: periods, sat: periods, sun: periods })
  .prefault({});
const onHoliday = z.enum(["open", "closed", "unknown"]);

/** Opening hours as they are written in content and settings (JSON). A day without periods is closed. */
export const OpeningText = z
  .strictObject({
    week,
    uncertain: week,
    holidays: onHoliday,
    goodFriday: onHoliday.default("open"),
    liberationDay: z.enum(["open", "closed", "unknown", "every-five-years"]).default("open"),
    closedDays: z.array(DayText).default([]),
    exceptions: z.record(DayText, z.array(PeriodText)).default({}),
  })
  .transform(
    (written): Opening => ({
      ...written,
      closedDays: new Set(written.closedDays),
      exceptions: new Map(Object.entries(written.exceptions) as [Day, Period[]][]),
    }),
  );

export const HoursText = z.union([z.literal("unknown"), OpeningText]);

/** Days in a row, both ends included. */
export type DaySpan = { readonly from: Day; readonly to: Day };

export const DaySpanText = z.strictObject({ from: DayText, to: DayText }).refine(({ from, to }) => from <= to, "the last day comes before the first");

/** In what a term is counted. A week is seven days. */
export const TermUnits = ["working-days", "school-days", "calendar-days", "weeks", "months", "years"] as const;
export type TermUnit = (typeof TermUnits)[number];

/** What happens when the last day is a closed day. */
export const OnClosedDays = ["stays", "next-open-day"] as const;
export type OnClosedDay = (typeof OnClosedDays)[number];

export type Term = { readonly count: number; readonly unit: TermUnit; readonly onClosedDay: OnClosedDay };

/** A pause without `to` lasts until somebody ends it. */
export type TermChange =
  | { readonly kind: "pause"; readonly from: Day; readonly to?: Day | undefined }
  | { readonly kind: "extension"; readonly by: Term };

/** The three regions over which the school holidays are spread. */
export const SchoolRegions = ["north", "middle", "south"] as const;
export type SchoolRegion = (typeof SchoolRegions)[number];

/** School holidays of one region. Outside `known` nobody noted whether there is school. */
export interface SchoolHolidays {
  readonly known: readonly DaySpan[];
  readonly holidays: readonly DaySpan[];
}

/** Whose open days a term counts: those of the team that has it, or those of the law (Monday to Friday, no public holiday). */
export const TermCalendars = ["desk", "law"] as const;
export type TermCalendar = (typeof TermCalendars)[number];

/** Why a term stands still, gets longer or runs again: a closed list, because it stands open. The words are sealed. */
export const TermReasons = ["asked-by-person", "waiting-for-person", "waiting-for-others", "mediation", "more-work", "reason-gone"] as const;
export type TermReason = (typeof TermReasons)[number];

/** The days to close, added or taken back by an administrator. */
export const ClosingChange = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("close"), from: DayText, to: DayText }),
  z.strictObject({ kind: z.literal("open"), from: DayText }),
]);
export type ClosingChange = z.output<typeof ClosingChange>;

/** The kinds of terms that moved, per team and days: never which case. */
export const MoveLine = z.strictObject({
  team: z.string(),
  kind: z.string(),
  from: DayText.nullable(),
  to: DayText.nullable(),
  count: z.number().int().min(1),
});
export type MoveLine = z.output<typeof MoveLine>;

export const CalendarView = z.strictObject({
  closings: z.array(z.strictObject({ from: DayText, to: DayText })),
  /** What moved in the last weeks because a calendar changed. */
  moved: z.array(MoveLine.extend({ day: DayText })),
  /** Until when the school holidays of a region are known; `null`: nobody noted them. */
  schoolHolidays: z.array(z.strictObject({ region: z.enum(SchoolRegions), knownUntil: DayText.nullable(), source: z.string().nullable(), readOn: DayText.nullable() })),
});
export type CalendarView = z.output<typeof CalendarView>;
