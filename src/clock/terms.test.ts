import { array, assert, boolean, constantFrom, integer, option, property, record, shuffledSubarray, type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Day } from "../base/index.ts";
import {
  type Calendar,
  calendarOf,
  type DaySpan,
  daysBetween,
  type DueDay,
  dueDay,
  holidayOn,
  horizonDays,
  isOpenDay,
  isOpenOn,
  isSchoolDay,
  lawCalendar,
  type OnClosedDay,
  OpeningText,
  plusDays,
  plusMonths,
  recalculate,
  type Term,
  type TermChange,
  type TermUnit,
  TermUnits,
  weekdayNumber,
} from "./index.ts";

/** Tenfold and more in the long run (`npm run prove`); the seed changes there, and is fixed here so that no build fails by chance. */
const long = process.env["GEHOORD_LONG"] !== undefined;
const runs = (numRuns: number): { numRuns: number; seed?: number } => (long ? { numRuns: numRuns * 20 } : { numRuns, seed: 20261126 });

const day = (written: string): Day => written as Day;
const span = (from: string, to: string): DaySpan => ({ from: day(from), to: day(to) });
const term = (count: number, unit: TermUnit, onClosedDay: OnClosedDay = "stays"): Term => ({ count, unit, onClosedDay });
const pause = (from: string, to?: string): TermChange => ({ kind: "pause", from: day(from), to: to === undefined ? undefined : day(to) });
const extension = (by: Term): TermChange => ({ kind: "extension", by });

// The slow, obvious way: lay out every day on a long strip of paper, cross out, count with a finger. -------------------

const inside = (one: DaySpan, wanted: Day): boolean => daysBetween(one.from, wanted) >= 0 && daysBetween(wanted, one.to) >= 0;

function sameDateLater(start: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = start.split("-").map(Number);
  let [laterYear, laterMonth] = [year, month];
  for (let passed = 0; passed < months; passed += 1) [laterYear, laterMonth] = laterMonth === 12 ? [laterYear + 1, 1] : [laterYear, laterMonth + 1];
  const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
  for (let tried = date; ; tried -= 1) {
    const written = `${laterYear}-${two(laterMonth)}-${two(tried)}`;
    const at = new Date(`${written}T12:00:00Z`);
    if (!Number.isNaN(at.getTime()) && at.getUTCDate() === tried) return written as Day;
  }
}

type Mark = "counts" | "skipped" | "unknown";

function obvious(calendar: Calendar, start: Day, first: Term, changes: readonly TermChange[]): DueDay {
  const all = [first];
  for (const change of changes) if (change.kind === "extension") all.push(change.by);
  const many = (unit: TermUnit): number => all.filter((one) => one.unit === unit).map((one) => one.count).reduce((sum, count) => sum + count, 0);
  const pausedOn = (wanted: Day): "no" | "a while" | "for ever" => {
    let found: "no" | "a while" | "for ever" = "no";
    for (const change of changes) {
      if (change.kind !== "pause" || daysBetween(change.from, wanted) < 0) continue;
      if (change.to === undefined) return "for ever";
      if (daysBetween(wanted, change.to) >= 0) found = "a while";
    }
    return found;
  };
  const open = (wanted: Day): boolean => isOpenDay(calendar.opening, wanted) === true && !calendar.closings.some((one) => inside(one, wanted));
  const school = (wanted: Day): Mark => {
    if (["sat", "sun"].includes(new Date(wanted).toUTCString().slice(0, 3).toLowerCase()) || holidayOn(wanted) !== undefined) return "skipped";
    if (calendar.school === "unknown" || !calendar.school.known.some((one) => inside(one, wanted))) return "unknown";
    return calendar.school.holidays.some((one) => inside(one, wanted)) ? "skipped" : "counts";
  };
  let now = start;
  const step = (times: number, mark: (wanted: Day) => Mark): "paused" | "unknown" | "there" => {
    for (let done = 0, tries = 0; done < times; ) {
      now = plusDays(now, 1);
      const still = pausedOn(now);
      if (still === "for ever") return "paused";
      if (still === "a while") continue;
      const marked = mark(now);
      if (marked === "unknown") return "unknown";
      if (marked === "counts") [done, tries] = [done + 1, 0];
      else tries += 1;
      if (tries > horizonDays) return "unknown";
    }
    return "there";
  };
  let end = start;
  let apart = 0;
  while (end !== sameDateLater(start, many("months") + many("years") * 12)) [end, apart] = [plusDays(end, 1), apart + 1];
  const rest: readonly [number, (wanted: Day) => Mark][] = [
    [apart, () => "counts"],
    [many("weeks") * 7, () => "counts"],
    [many("calendar-days"), () => "counts"],
    [many("school-days"), school],
    [many("working-days"), (wanted) => (open(wanted) ? "counts" : "skipped")],
  ];
  for (const [times, mark] of rest) {
    const reached = step(times, mark);
    if (reached !== "there") return reached;
  }
  if (all.every((one) => one.onClosedDay === "stays")) return now;
  now = plusDays(now, -1);
  const reached = step(1, (wanted) => (open(wanted) ? "counts" : "skipped"));
  return reached === "there" ? now : reached;
}

// What is drawn by chance. --------------------------------------------------------------------------------------------

const anyDay: Arbitrary<Day> = integer({ min: 0, max: 1500 }).map((ahead) => plusDays(day("2024-01-01"), ahead));
const anySpan: Arbitrary<DaySpan> = record({ from: anyDay, length: integer({ min: 0, max: 25 }) }).map(({ from, length }) => ({ from, to: plusDays(from, length) }));
const limits: Readonly<Record<TermUnit, number>> = { "working-days": 60, "school-days": 40, "calendar-days": 120, weeks: 14, months: 14, years: 2 };
const anyTerm: Arbitrary<Term> = record({ unit: constantFrom(...TermUnits), part: integer({ min: 0, max: 1000 }), onClosedDay: constantFrom("stays" as const, "next-open-day" as const) }).map(
  ({ unit, part, onClosedDay }) => term(Math.round((limits[unit] * part) / 1000), unit, onClosedDay),
);
const anyPause: Arbitrary<TermChange> = record({ span: anySpan, open: integer({ min: 0, max: 9 }) }).map(({ span: { from, to }, open }) => ({ kind: "pause", from, to: open === 0 ? undefined : to }));
const anyChange: Arbitrary<TermChange> = record({ pauses: boolean(), one: anyPause, by: anyTerm }).map(({ pauses, one, by }) => (pauses ? one : extension(by)));
const anyChanges = array(anyChange, { maxLength: 5 });
const periods = constantFrom<readonly string[]>([], ["09:00-17:00"], ["09:00-12:00", "13:30-17:00"], ["22:00-02:00"]);
const onHoliday = constantFrom("open" as const, "closed" as const, "unknown" as const);
const anyHours = record({
  mon: periods, tue: periods, wed: periods, thu: periods, fri: periods, sat: periods, sun: periods,
  holidays: onHoliday, goodFriday: onHoliday, closedDays: array(anyDay, { maxLength: 4 }), exceptions: array(anyDay, { maxLength: 4 }),
}).map(({ holidays, goodFriday, closedDays, exceptions, ...week }) =>
  OpeningText.parse({ week, holidays, goodFriday, closedDays, exceptions: Object.fromEntries(exceptions.map((one, index) => [one, index % 2 === 0 ? [] : ["10:00-11:00"]])) }),
);
const allYears = span("2020-01-01", "2060-12-31");
const anySchool = record({ holidays: array(anySpan, { maxLength: 12 }), ends: integer({ min: 0, max: 2500 }) }).map(({ holidays, ends }) => ({
  known: ends > 1500 ? [allYears] : [span("2020-01-01", plusDays(day("2024-01-01"), ends))],
  holidays,
}));
const anyCalendar: Arbitrary<Calendar> = record({ hours: option(anyHours, { nil: "unknown" as const }), closings: array(anySpan, { maxLength: 8 }), school: option(anySchool, { nil: "unknown" as const }) }).map(calendarOf);

/** Later than every day: what stands still has no end yet. */
const rank = (due: DueDay): string => (due === "paused" ? "9999" : due);

describe("a term", () => {
  it("of four weeks from the law that ends at Christmas is in time until the first day after it", () => {
    const fourWeeks = term(4, "weeks", "next-open-day");
    expect(dueDay(lawCalendar, day("2026-11-27"), fourWeeks)).toBe("2026-12-28");
    expect(dueDay(lawCalendar, day("2026-11-27"), term(4, "weeks"))).toBe("2026-12-25");
    expect(dueDay(lawCalendar, day("2026-11-26"), fourWeeks)).toBe("2026-12-24");
  });

  it("does not count the day on which it starts, and ends on the last day that counts", () => {
    expect(dueDay(lawCalendar, day("2026-11-26"), term(1, "working-days"))).toBe("2026-11-27");
    expect(dueDay(lawCalendar, day("2026-11-27"), term(1, "working-days"))).toBe("2026-11-30");
    expect(dueDay(lawCalendar, day("2026-11-26"), term(14, "calendar-days"))).toBe("2026-12-10");
    expect(dueDay(lawCalendar, day("2026-11-28"), term(0, "working-days"))).toBe("2026-11-28");
    expect(dueDay(lawCalendar, day("2026-11-28"), term(0, "working-days", "next-open-day"))).toBe("2026-11-30");
  });

  it("in months ends on the same date, or on the last day of a month that is too short", () => {
    expect(dueDay(lawCalendar, day("2026-01-31"), term(1, "months"))).toBe("2026-02-28");
    expect(dueDay(lawCalendar, day("2027-12-31"), term(2, "months"))).toBe("2028-02-29");
    expect(dueDay(lawCalendar, day("2028-02-29"), term(1, "years"))).toBe("2029-02-28");
    expect(dueDay(lawCalendar, day("2026-11-15"), term(14, "months"))).toBe("2028-01-15");
    expect(plusMonths(day("2026-01-15"), -1)).toBe("2025-12-15");
  });

  it("is not a day shorter or longer because the clock is put forward or back", () => {
    expect(dueDay(lawCalendar, day("2026-03-28"), term(2, "calendar-days"))).toBe("2026-03-30");
    expect(dueDay(lawCalendar, day("2026-03-27"), term(1, "working-days"))).toBe("2026-03-30");
    expect(dueDay(lawCalendar, day("2026-10-24"), term(1, "weeks"))).toBe("2026-10-31");
    expect(dueDay(lawCalendar, day("2026-10-23"), term(2, "working-days"))).toBe("2026-10-27");
  });

  it("in school days says that it does not know, instead of guessing, where nobody noted the school holidays", () => {
    const school = { known: [span("2026-08-01", "2026-12-20")], holidays: [span("2026-10-10", "2026-10-18")] };
    const calendar = calendarOf({ school });
    expect(dueDay(calendar, day("2026-10-08"), term(2, "school-days"))).toBe("2026-10-19");
    expect(dueDay(calendar, day("2026-12-17"), term(1, "school-days"))).toBe("2026-12-18");
    expect(dueDay(calendar, day("2026-12-17"), term(2, "school-days"))).toBe("unknown");
    expect(dueDay(lawCalendar, day("2026-10-08"), term(1, "school-days"))).toBe("unknown");
    expect(isSchoolDay(lawCalendar, day("2026-10-10")), "a Saturday is no school day anywhere").toBe(false);
    expect(isSchoolDay(lawCalendar, day("2026-05-25")), "Whit Monday").toBe(false);
    expect(isSchoolDay(calendar, day("2026-08-01")), "the first known day, a Saturday").toBe(false);
    expect(isSchoolDay(calendar, day("2026-10-09"))).toBe(true);
  });

  it("ends on a day that an organisation's own closing days leave open", () => {
    const calendar = calendarOf({ closings: [span("2026-12-28", "2027-01-01")] });
    expect(dueDay(calendar, day("2026-12-24"), term(1, "working-days"))).toBe("2027-01-04");
    expect(dueDay(calendar, day("2026-12-01"), term(4, "weeks", "next-open-day"))).toBe("2027-01-04");
    expect(isOpenOn(calendar, day("2026-12-28"))).toBe(false);
    expect(isOpenOn(calendar, day("2027-01-01"))).toBe(false);
    expect(isOpenOn(calendar, day("2027-01-04"))).toBe(true);
  });

  it("that stands still has no last day until somebody ends the pause", () => {
    const start = day("2026-11-02");
    expect(dueDay(lawCalendar, start, term(14, "calendar-days"), [pause("2026-11-10")])).toBe("paused");
    expect(dueDay(lawCalendar, start, term(14, "calendar-days"), [pause("2026-11-16")])).toBe("paused");
    expect(dueDay(lawCalendar, start, term(14, "calendar-days"), [pause("2026-11-17")])).toBe("2026-11-16");
    expect(dueDay(lawCalendar, start, term(14, "calendar-days"), [pause("2026-11-10", "2026-11-12")])).toBe("2026-11-19");
    expect(dueDay(lawCalendar, start, term(14, "calendar-days"), [pause("2026-11-10", "2026-11-12"), pause("2026-11-12", "2026-11-13")])).toBe("2026-11-20");
    expect(dueDay(lawCalendar, start, term(14, "calendar-days"), [pause("2026-11-10", "2026-11-12"), pause("2026-11-11")])).toBe("paused");
  });

  it("that is extended continues from where it ended, and moves to an open day only at the very end", () => {
    const start = day("2026-11-14");
    const changes = [extension(term(1, "weeks", "next-open-day"))];
    expect(dueDay(lawCalendar, start, term(1, "weeks", "next-open-day"), changes)).toBe("2026-11-30");
    expect(dueDay(lawCalendar, start, term(1, "weeks"), changes)).toBe("2026-11-30");
    expect(dueDay(lawCalendar, start, term(1, "weeks"), [extension(term(1, "weeks"))])).toBe("2026-11-28");
    expect(dueDay(lawCalendar, start, term(1, "weeks"), [extension(term(2, "working-days"))])).toBe("2026-11-24");
  });

  it("never ends in a calendar that is never open", () => {
    const never = calendarOf({ hours: OpeningText.parse({ holidays: "closed" }) });
    expect(dueDay(never, day("2026-11-14"), term(1, "working-days"))).toBe("unknown");
    const longClosed = (days: number): Calendar => calendarOf({ closings: [{ from: day("2026-11-16"), to: plusDays(day("2026-11-16"), days) }] });
    // Sunday 15 November is one closed day; Monday 20 December 2027 is the 401st day after it.
    expect(dueDay(longClosed(horizonDays - 2), day("2026-11-14"), term(1, "working-days"))).toBe("2027-12-20");
    expect(dueDay(longClosed(horizonDays - 1), day("2026-11-14"), term(1, "working-days"))).toBe("unknown");
    expect(dueDay(never, day("2026-11-14"), term(1, "weeks", "next-open-day"))).toBe("unknown");
  });

  it("with a count that is no count, and a pause that ends before it begins, are mistakes", () => {
    for (const count of [-1, 1.5, Number.NaN, 1001]) expect(() => dueDay(lawCalendar, day("2026-11-14"), term(count, "working-days"))).toThrow("a term has 0 to 1000 working-days");
    expect(() => dueDay(lawCalendar, day("2026-11-14"), term(1, "weeks"), [extension(term(21, "years"))])).toThrow("a term has 0 to 20 years");
    const ofUnit = (unit: TermUnit, count: number) => (): DueDay => dueDay(lawCalendar, day("2026-11-14"), term(count, unit));
    for (const [unit, most] of [["school-days", 1000], ["calendar-days", 4000], ["weeks", 500], ["months", 120], ["years", 20]] as const) {
      expect(ofUnit(unit, most)).not.toThrow();
      expect(ofUnit(unit, most + 1)).toThrow(RangeError);
    }
    expect(() => dueDay(lawCalendar, day("2026-11-14"), term(1, "weeks"), [pause("2026-11-16", "2026-11-15")])).toThrow("a pause ends before it begins");
    expect(dueDay(lawCalendar, day("2026-11-14"), term(1, "weeks"), [pause("2026-11-16", "2026-11-16")])).toBe("2026-11-22");
  });
});

describe("the due day", () => {
  it("is the one that the slow and obvious way finds", () => {
    assert(
      property(anyCalendar, anyDay, anyTerm, anyChanges, (calendar, start, one, changes) => {
        expect(dueDay(calendar, start, one, changes)).toBe(obvious(calendar, start, one, changes));
      }),
      runs(200),
    );
  });

  it("is never later because there is more open time", () => {
    assert(
      property(anyCalendar, array(anyDay, { minLength: 1, maxLength: 10 }), anyDay, anyTerm, anyChanges, (calendar, opened, start, one, changes) => {
        const more: Calendar = {
          ...calendar,
          opening: { ...calendar.opening, exceptions: new Map([...calendar.opening.exceptions, ...opened.map((each) => [each, [{ from: 600, to: 660 }]] as const)]) },
          closings: calendar.closings.filter((_, index) => index % 2 === 0),
          school: calendar.school === "unknown" ? "unknown" : { ...calendar.school, holidays: calendar.school.holidays.filter((_, index) => index % 3 !== 0) },
        };
        const [before, after] = [dueDay(calendar, start, one, changes), dueDay(more, start, one, changes)];
        if (before === "unknown") return;
        expect(after).not.toBe("unknown");
        expect(rank(after) <= rank(before), `${before} became ${after}`).toBe(true);
      }),
      runs(200),
    );
  });

  it("comes later by exactly the pause, in the days in which the term is counted", () => {
    const anyUnit = constantFrom("calendar-days" as const, "weeks" as const, "months" as const, "working-days" as const, "school-days" as const);
    assert(
      property(anyCalendar, anyDay, anyUnit, integer({ min: 1, max: 12 }), integer({ min: 0, max: 30 }), integer({ min: 0, max: 30 }), (calendar, start, unit, count, into, length) => {
        const due = dueDay(calendar, start, term(count, unit));
        if (due === "unknown" || due === "paused") return;
        const from = plusDays(start, 1 + (into % daysBetween(start, due)));
        const still = { from, to: plusDays(from, length) };
        const paused = dueDay(calendar, start, term(count, unit), [{ kind: "pause", ...still }]);
        if (paused === "unknown" || paused === "paused") return;
        const counts = (each: Day): boolean => (unit === "working-days" ? isOpenOn(calendar, each) : unit === "school-days" ? isSchoolDay(calendar, each) === true : true);
        const counted = (first: Day, last: Day): number => Array.from({ length: daysBetween(first, last) + 1 }, (_, ahead) => plusDays(first, ahead)).filter(counts).length;
        // What the pause took before the end came back after it; what it took after the end was never lost.
        expect(counted(plusDays(start, 1), paused) - counted(still.from, still.to)).toBe(counted(plusDays(start, 1), due));
        if (unit !== "working-days" && unit !== "school-days") expect(daysBetween(due, paused)).toBe(length + 1);
      }),
      runs(150),
    );
  });

  it("does not depend on the order in which a term was paused and extended", () => {
    const both = array(anyChange, { minLength: 2, maxLength: 6 }).chain((changes) => shuffledSubarray(changes, { minLength: changes.length }).map((shuffled) => [changes, shuffled] as const));
    assert(
      property(anyCalendar, anyDay, anyTerm, both, (calendar, start, one, [changes, shuffled]) => {
        expect(dueDay(calendar, start, one, shuffled)).toBe(dueDay(calendar, start, one, changes));
      }),
      runs(120),
    );
  });

  it("is an open day where the rule forbids a closed one, and never a day on which the term stood still", () => {
    assert(
      property(anyCalendar, anyDay, anyTerm, anyChanges, (calendar, start, one, changes) => {
        const due = dueDay(calendar, start, { ...one, onClosedDay: "next-open-day" }, changes);
        if (due === "unknown" || due === "paused") return;
        expect(isOpenOn(calendar, due), due).toBe(true);
        for (const change of changes) if (change.kind === "pause") expect(change.from <= due && (change.to === undefined || due <= change.to)).toBe(false);
      }),
      runs(150),
    );
  });

  it("is never earlier for a longer term or a later start", () => {
    assert(
      property(anyCalendar, anyDay, anyTerm, anyChanges, integer({ min: 1, max: 20 }), (calendar, start, one, changes, later) => {
        const due = dueDay(calendar, start, one, changes);
        const longer = dueDay(calendar, start, { ...one, count: Math.min(one.count + later, one.unit === "years" ? 20 : 120) }, changes);
        if (due !== "unknown" && longer !== "unknown") expect(rank(longer) >= rank(due), `${due} and ${longer}`).toBe(true);
        // A pause gives a term in months the days of its own months back, and months differ.
        const extended = changes.filter(({ kind }) => kind === "extension");
        const [early, late] = [dueDay(calendar, start, one, extended), dueDay(calendar, plusDays(start, later), one, extended)];
        if (early !== "unknown" && late !== "unknown") expect(late >= early, `${early} and ${late}`).toBe(true);
      }),
      runs(120),
    );
  });
});

describe("recalculation", () => {
  const running = array(record({ start: anyDay, term: anyTerm, changes: anyChanges }), { maxLength: 5 }).map((all) => all.map((one, index) => ({ id: `${index}`, ...one })));

  it("with the same calendar changes nothing", () => {
    assert(property(anyCalendar, running, (calendar, all) => void expect(recalculate(all, calendar, structuredClone(calendar))).toEqual([])), runs(60));
  });

  it("names every term that moves, from which day to which, and no other", () => {
    assert(
      property(anyCalendar, anyCalendar, running, (before, after, all) => {
        const moved = recalculate(all, before, after);
        for (const { id, start, term: one, changes } of all) {
          const [from, to] = [dueDay(before, start, one, changes), dueDay(after, start, one, changes)];
          expect(moved.filter((each) => each.id === id)).toEqual(from === to ? [] : [{ id, from, to }]);
        }
      }),
      runs(60),
    );
  });

  it("and back again gives every term its old day", () => {
    assert(
      property(anyCalendar, anyCalendar, running, (before, after, all) => {
        const back = recalculate(all, after, before).map(({ id, from, to }) => ({ id, from: to, to: from }));
        expect(back).toEqual(recalculate(all, before, after));
      }),
      runs(30),
    );
  });

  it("moves an answer over a day on which the organisation closes after all", () => {
    const before = calendarOf({});
    const after = calendarOf({ closings: [span("2026-12-07", "2026-12-07")] });
    const answer = { id: "a", start: day("2026-11-30"), term: term(5, "working-days"), changes: [] };
    expect(recalculate([answer, { ...answer, id: "b", start: day("2026-12-07") }], before, after)).toEqual([{ id: "a", from: "2026-12-07", to: "2026-12-08" }]);
    expect(weekdayNumber(day("2026-12-07"))).toBe(0);
  });
});
