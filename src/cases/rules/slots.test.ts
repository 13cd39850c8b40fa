/** Moments of a line, against the obvious way: every minute of a moment must be certainly open, one by one. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOpenAt, Weekdays } from "../../clock/index.ts";
import type { Opening, Period } from "../../clock/index.ts";
import type { Day } from "../../base/index.ts";
import { leadMinutes, slotsFrom, someOf } from "./slots.ts";

const minute = 60_000;
const minutesOf = (count: number): readonly number[] => Array.from({ length: count }, (_, one) => one);

const period: fc.Arbitrary<Period> = fc.record({ from: fc.integer({ min: 0, max: 1439 }), long: fc.integer({ min: 1, max: 1440 }) }).map(({ from, long }) => ({ from, to: Math.min(from + long, from + 1440) }));
const week = fc.array(fc.array(period, { maxLength: 2 }), { minLength: 7, maxLength: 7 }).map((days) => Object.fromEntries(Weekdays.map((day, at) => [day, days[at] ?? []])) as unknown as Opening["week"]);
const onHoliday = fc.constantFrom("open", "closed", "unknown" as const);
/** Around both changes of summer time, Christmas and an ordinary week. */
const start = fc.constantFrom("2026-03-26T10:00:00Z", "2026-10-22T11:17:00Z", "2026-12-22T08:00:00Z", "2026-11-23T09:00:00Z").chain((at) => fc.integer({ min: 0, max: 3 * 1440 }).map((more) => new Date(Date.parse(at) + more * minute)));
const opening: fc.Arbitrary<Opening> = fc.record({ week, uncertain: week, holidays: onHoliday, closed: fc.boolean() }).map(({ week: sure, uncertain, holidays, closed }) => ({
  week: sure,
  uncertain,
  holidays,
  goodFriday: "open",
  liberationDay: "open",
  closedDays: new Set(closed ? ["2026-11-25" as Day, "2026-10-26" as Day] : []),
  exceptions: new Map([["2026-11-24" as Day, [{ from: 600, to: 660 }]]]),
}));

describe("moments at which a line can call", () => {
  it("are exactly those half hours and hours of which every minute is certainly open", () => {
    fc.assert(
      fc.property(opening, start, fc.constantFrom(30, 60 as const), (hours, now, minutes) => {
        const offered = new Set(slotsFrom(hours, now, minutes as 30 | 60).map((at) => at.getTime()));
        const first = Math.ceil((now.getTime() + leadMinutes * minute) / (30 * minute)) * 30 * minute;
        for (let at = first; at < now.getTime() + 3 * 1440 * minute; at += minutes * minute) {
          const onGrid = minutes === 30 || new Date(at).getUTCMinutes() === 0;
          const open = onGrid && minutesOf(minutes).every((one) => isOpenAt(hours, new Date(at + one * minute)) === true);
          if (offered.has(at) !== open) throw new Error(`${new Date(at).toISOString()}: offered ${String(offered.has(at))}, open ${String(open)}`);
        }
        return [...offered].every((at) => at >= now.getTime() + leadMinutes * minute);
      }),
      { numRuns: 40 },
    );
  });

  it("are none where nobody knows the hours: a guess is never offered", () => {
    expect(slotsFrom("unknown", new Date("2026-11-23T09:00:00Z"), 30)).toEqual([]);
  });

  it("are shown a few of each day, in order", () => {
    const slots = ["2026-11-23T09:00:00Z", "2026-11-23T09:30:00Z", "2026-11-23T10:00:00Z", "2026-11-24T09:00:00Z", "2026-11-25T09:00:00Z"].map((at) => new Date(at));
    expect(someOf(slots, { days: 2, perDay: 2 }).map((at) => at.toISOString())).toEqual(["2026-11-23T09:00:00.000Z", "2026-11-23T10:00:00.000Z", "2026-11-24T09:00:00.000Z"]);
  });
});
