import { array, assert, boolean, constantFrom, date, integer, property, record, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { type Day, dayOf } from "../base/index.ts";
import {
  closesAt,
  clockChangesOn,
  dayPlusOpenDays,
  easterSunday,
  type Hours,
  HoursText,
  type IsOpen,
  isOpenAt,
  isOpenDay,
  holidayOn,
  holidaysOf,
  instantsOf,
  kingsDay,
  nextOpenDays,
  type Opening,
  opensAt,
  OpeningText,
  type Period,
  plusDays,
  wallTimeOf,
  Weekdays,
  weekdayNumber,
} from "./index.ts";

/** Tenfold and more in the long run (`npm run prove`); the seed changes there, and is fixed here so that no build fails by chance. */
const long = process.env["GEHOORD_LONG"] !== undefined;
const runs = (count: number): { numRuns: number; seed?: number } => (long ? { numRuns: count * 30 } : { numRuns: count, seed: 20261121 });

const minute = 60_000;
const at = (written: string): Date => new Date(written);
const day = (written: string): Day => written as Day;

// A slow and simple reading of the same rules, straight from Intl, one minute at a time.

const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short", timeStyle: "short" });
const slowWall = (instant: Date): { day: Day; minute: number } => {
  const [date = "", time = ""] = wall.format(instant).split(" ");
  const [hour = 0, minutes = 0] = time.split(":").map(Number);
  return { day: day(date), minute: hour * 60 + minutes };
};
const slowPlan = (opening: Opening, on: Day): { sure: readonly Period[]; unsure: readonly Period[] } => {
  const weekday = (["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const)[new Date(`${on}T12:00:00Z`).getUTCDay()] ?? "mon";
  const exception = opening.exceptions.get(on);
  if (exception !== undefined) return { sure: exception, unsure: [] };
  const holiday = holidayOn(on);
  const special = holiday === "good-friday" ? opening.goodFriday : holiday === "liberation-day" ? opening.liberationDay : holiday === undefined ? "open" : opening.holidays;
  const isClosed = special === "closed" || (special === "every-five-years" && /[05]-/.test(on.slice(3, 5)));
  if (opening.closedDays.has(on) || isClosed) return { sure: [], unsure: [] };
  const [sure, unsure] = [opening.week[weekday], opening.uncertain[weekday]];
  return special === "unknown" ? { sure: [], unsure: [...sure, ...unsure] } : { sure, unsure };
};
const dayBefore = (on: Day): Day => dayOf(new Date(Date.parse(`${on}T12:00:00Z`) - 24 * 60 * minute));
const slowIsOpen = (opening: Opening, instant: Date): IsOpen => {
  const now = slowWall(instant);
  const [today, yesterday] = [slowPlan(opening, now.day), slowPlan(opening, dayBefore(now.day))];
  const within = (periods: readonly Period[], reading: number): boolean => periods.some((period) => period.from <= reading && reading < period.to);
  if (within(today.sure, now.minute) || within(yesterday.sure, now.minute + 1440)) return true;
  return within(today.unsure, now.minute) || within(yesterday.unsure, now.minute + 1440) ? "unknown" : false;
};

// Openings and moments as they come, with many near the two nights of summer time and near holidays.

const period = tuple(integer({ min: 0, max: 1439 }), integer({ min: 1, max: 1440 })).map(([from, length]): Period => ({ from, to: from + length }));
const nightly = tuple(integer({ min: 100, max: 200 }), integer({ min: 1, max: 120 })).map(([from, length]): Period => ({ from, to: from + length }));
const someDays = array(constantFrom(period, nightly), { maxLength: 2 }).chain((kinds) => tuple(...kinds));
const week = tuple(someDays, someDays, someDays, someDays, someDays, someDays, someDays).map((days) => Object.fromEntries(Weekdays.map((name, index) => [name, days[index] ?? []])) as unknown as Opening["week"]);
const answer = constantFrom("open" as const, "closed" as const, "unknown" as const);
const hotDays = ["2024-03-30", "2024-03-31", "2024-10-26", "2024-10-27", "2025-03-30", "2025-10-26", "2025-04-18", "2025-05-05", "2026-05-05", "2025-12-25", "2026-01-01"].map(day);
const opening = record({
  week,
  uncertain: week,
  holidays: answer,
  goodFriday: answer,
  liberationDay: constantFrom("open" as const, "closed" as const, "unknown" as const, "every-five-years" as const),
  closedDays: array(constantFrom(...hotDays), { maxLength: 2 }).map((days) => new Set(days)),
  exceptions: array(tuple(constantFrom(...hotDays), array(period, { maxLength: 2 })), { maxLength: 2 }).map((all) => new Map(all)),
});
const hotMoment = tuple(constantFrom(...hotDays), integer({ min: -1440 * 60, max: 1440 * 60 })).map(([on, seconds]) => new Date(Date.parse(`${on}T12:00:00Z`) + seconds * 1000));
const anyMoment = date({ min: at("1990-01-01T00:00:00Z"), max: at("2090-01-01T00:00:00Z"), noInvalidDate: true });
const moment = boolean().chain((hot) => (hot ? hotMoment : anyMoment));

const open = (text: unknown): Opening => OpeningText.parse(text);
// Read inside each test, so that a parser that fails is a failing test and not a file that cannot be loaded.
const office = (): Opening => open({ week: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((name) => [name, ["09:00-17:00"]])), holidays: "closed" });
const always = (): Opening => open({ week: Object.fromEntries(Weekdays.map((name) => [name, ["00:00-24:00"]])), holidays: "open" });
const bar = (): Opening => open({ week: { fri: ["22:00-02:30"] }, holidays: "open" });
const never = (): Opening => open({ holidays: "open" });

describe("the wall clock in the Netherlands", () => {
  it("shows what the time zone data say, at every minute", () => {
    assert(
      property(moment, (instant) => {
        expect(wallTimeOf(instant)).toEqual(slowWall(instant));
      }),
      runs(400),
    );
  });

  it("is exact to the minute on both sides of both changes", () => {
    const shown = (instant: string): string => `${wallTimeOf(at(instant)).day} ${wallTimeOf(at(instant)).minute}`;
    expect(shown("2025-03-30T00:59:59.999Z")).toBe("2025-03-30 119");
    expect(shown("2025-03-30T01:00:00.000Z")).toBe("2025-03-30 180");
    expect(shown("2025-10-26T00:59:59.999Z")).toBe("2025-10-26 179");
    expect(shown("2025-10-26T01:00:00.000Z")).toBe("2025-10-26 120");
    expect(shown("2024-12-31T22:59:00Z")).toBe("2024-12-31 1439");
    expect(shown("2024-12-31T23:00:00Z")).toBe("2025-01-01 0");
    expect(shown("1969-12-31T23:30:00Z")).toBe("1970-01-01 30");
  });

  it("leads back: every moment is found again from what the clock shows", () => {
    assert(
      property(moment, (instant) => {
        const whole = new Date(Math.floor(instant.getTime() / minute) * minute);
        const shown = slowWall(whole);
        const back = instantsOf(shown.day, shown.minute);
        expect(back.map(Number)).toContain(whole.getTime());
        for (const one of back) expect(slowWall(one)).toEqual(shown);
        expect(back.map(Number)).toEqual(back.map(Number).toSorted((one, other) => one - other));
      }),
      runs(400),
    );
  });

  it("has an hour that does not exist in spring, and one that comes twice in autumn", () => {
    expect(instantsOf(day("2025-03-30"), 119)).toEqual([at("2025-03-30T00:59:00Z")]);
    expect(instantsOf(day("2025-03-30"), 120)).toEqual([]);
    expect(instantsOf(day("2025-03-30"), 179)).toEqual([]);
    expect(instantsOf(day("2025-03-30"), 180)).toEqual([at("2025-03-30T01:00:00Z")]);
    expect(instantsOf(day("2025-10-26"), 120)).toEqual([at("2025-10-26T00:00:00Z"), at("2025-10-26T01:00:00Z")]);
    expect(instantsOf(day("2025-10-26"), 180)).toEqual([at("2025-10-26T02:00:00Z")]);
    expect(instantsOf(day("2025-10-25"), 1440 + 150)).toHaveLength(2);
    expect(clockChangesOn(day("2025-03-30"))).toEqual([at("2025-03-30T01:00:00Z")]);
    expect(clockChangesOn(day("2025-10-26"))).toEqual([at("2025-10-26T01:00:00Z")]);
    expect(clockChangesOn(day("2025-10-25"))).toEqual([]);
  });

  it("counts days and weekdays over months, leap years and centuries", () => {
    expect([plusDays(day("2024-02-28"), 1), plusDays(day("2025-02-28"), 1), plusDays(day("2025-01-01"), -1), plusDays(day("2000-02-29"), 366)]).toEqual(["2024-02-29", "2025-03-01", "2024-12-31", "2001-03-01"]);
    expect([weekdayNumber(day("2025-06-02")), weekdayNumber(day("2025-06-08")), weekdayNumber(day("1969-12-29")), weekdayNumber(day("1960-01-01"))]).toEqual([0, 6, 0, 4]);
  });
});

describe("Dutch holidays", () => {
  it("follow Easter, in every year from 1990 to 2099 (checked with another algorithm)", () => {
    // Knuth's rendering of Clavius: golden number, epact, then the Sunday after the full moon.
    const knuth = (year: number): Day => {
      const golden = (year % 19) + 1;
      const century = Math.floor(year / 100) + 1;
      const skipped = Math.floor((3 * century) / 4) - 12;
      const moon = Math.floor((8 * century + 5) / 25) - 5;
      const sunday = Math.floor((5 * year) / 4) - skipped - 10;
      const age = (((11 * golden + 20 + moon - skipped) % 30) + 30) % 30;
      const epact = age === 24 || (age === 25 && golden > 11) ? age + 1 : age;
      const full = 44 - epact < 21 ? 74 - epact : 44 - epact;
      const march = full + 7 - ((sunday + full) % 7);
      return new Date(Date.UTC(year, 2, march)).toISOString().slice(0, 10) as Day;
    };
    for (let year = 1990; year < 2100; year += 1) expect(easterSunday(year), String(year)).toBe(knuth(year));
    expect([easterSunday(1583), easterSunday(2285), easterSunday(2391)]).toEqual([knuth(1583), knuth(2285), knuth(2391)]);
  });

  it("are the days of the calendar of 2025, and no others", () => {
    expect([...holidaysOf(2025)].toSorted()).toEqual([
      ["2025-01-01", "new-year"],
      ["2025-04-18", "good-friday"],
      ["2025-04-20", "easter-sunday"],
      ["2025-04-21", "easter-monday"],
      ["2025-04-26", "kings-day"],
      ["2025-05-05", "liberation-day"],
      ["2025-05-29", "ascension-day"],
      ["2025-06-08", "whit-sunday"],
      ["2025-06-09", "whit-monday"],
      ["2025-12-25", "christmas-day"],
      ["2025-12-26", "second-christmas-day"],
    ]);
    expect(holidayOn(day("2025-04-27"))).toBeUndefined();
  });

  it("have the King's day on 27 April, and on the Saturday before when that is a Sunday", () => {
    expect([2014, 2024, 2025, 2026, 2031].map(kingsDay)).toEqual(["2014-04-26", "2024-04-27", "2025-04-26", "2026-04-27", "2031-04-26"]);
  });

  it("call the fifth of May of 2016 Ascension Day, which closes more doors", () => {
    expect(holidayOn(day("2016-05-05"))).toBe("ascension-day");
  });
});

describe("somebody wants to know whether a line is open", () => {
  it("and gets the answer of the slow reading, at every moment and for every kind of opening", () => {
    assert(
      property(opening, moment, (hours, instant) => {
        expect(isOpenAt(hours, instant)).toBe(slowIsOpen(hours, instant));
      }),
      runs(600),
    );
  });

  it("and hears when it opens: the first minute at which the slow reading says open", { timeout: 300_000 }, () => {
    assert(
      property(opening, moment, (hours, instant) => {
        const opens = opensAt(hours, instant);
        const limit = instant.getTime() + 2 * 1440 * minute;
        let slow = instant.getTime();
        while (slow < limit && slowIsOpen(hours, new Date(slow)) !== true) slow = Math.floor(slow / minute + 1) * minute;
        if (opens instanceof Date && opens.getTime() < limit) expect(opens.getTime()).toBe(slow);
        else expect(slow).toBeGreaterThanOrEqual(limit);
      }),
      runs(60),
    );
  });

  it("and hears until when: the first minute at which the slow reading no longer says open", { timeout: 300_000 }, () => {
    assert(
      property(opening, moment, (hours, instant) => {
        const opens = opensAt(hours, instant);
        if (!(opens instanceof Date)) return;
        const limit = opens.getTime() + 2 * 1440 * minute;
        let slow = opens.getTime();
        while (slow < limit && slowIsOpen(hours, new Date(slow)) === true) slow = Math.floor(slow / minute + 1) * minute;
        const closes = closesAt(hours, opens);
        if (closes !== undefined && closes.getTime() < limit) expect(closes.getTime()).toBe(slow);
        else expect(slow).toBeGreaterThanOrEqual(limit);
      }),
      runs(60),
    );
  });

  it("at nine exactly it is open, at five exactly it is not", () => {
    const monday = (time: string): IsOpen => isOpenAt(office(), at(`2025-06-02T${time}+02:00`));
    expect([monday("08:59:59.999"), monday("09:00:00"), monday("16:59:59.999"), monday("17:00:00")]).toEqual([false, true, true, false]);
    expect(isOpenAt(office(), at("2025-06-01T12:00:00+02:00"))).toBe(false);
  });

  it("past midnight the evening goes on, also in the night the clock is put back", () => {
    expect(isOpenAt(bar(), at("2025-06-07T02:29:00+02:00"))).toBe(true);
    expect(isOpenAt(bar(), at("2025-06-07T02:30:00+02:00"))).toBe(false);
    const saturday = open({ week: { sat: ["22:00-02:30"] }, holidays: "open" });
    expect(isOpenAt(saturday, at("2025-10-26T00:29:00Z"))).toBe(true);
    expect(isOpenAt(saturday, at("2025-10-26T00:45:00Z"))).toBe(false);
    expect(isOpenAt(saturday, at("2025-10-26T01:15:00Z"))).toBe(true);
    expect(closesAt(saturday, at("2025-10-25T21:00:00Z"))).toEqual(at("2025-10-26T00:30:00Z"));
    expect(opensAt(saturday, at("2025-10-26T00:45:00Z"))).toEqual(at("2025-10-26T01:00:00Z"));
    expect(closesAt(saturday, at("2025-10-26T01:15:00Z"))).toEqual(at("2025-10-26T01:30:00Z"));
  });

  it("in the night of spring a period inside the lost hour does not take place, and one that begins in it begins at three", () => {
    const inside = open({ week: { sun: ["02:15-02:45"] }, holidays: "open" });
    expect(opensAt(inside, at("2025-03-30T00:00:00Z"))).toEqual(at("2025-04-06T00:15:00Z"));
    const beginning = open({ week: { sun: ["02:30-05:00"] }, holidays: "open" });
    expect(opensAt(beginning, at("2025-03-30T00:00:00Z"))).toEqual(at("2025-03-30T01:00:00Z"));
    const ending = open({ week: { sun: ["01:00-02:30"] }, holidays: "open" });
    expect(closesAt(ending, at("2025-03-30T00:30:00Z"))).toEqual(at("2025-03-30T01:00:00Z"));
  });

  it("twice a day is twice a day", () => {
    const twice = open({ week: { mon: ["09:00-12:00", "13:00-17:00"] }, holidays: "open" });
    expect(closesAt(twice, at("2025-06-02T10:00:00+02:00"))).toEqual(at("2025-06-02T12:00:00+02:00"));
    expect(opensAt(twice, at("2025-06-02T12:30:00+02:00"))).toEqual(at("2025-06-02T13:00:00+02:00"));
    expect(opensAt(twice, at("2025-06-02T18:00:00+02:00"))).toEqual(at("2025-06-09T09:00:00+02:00"));
  });

  it("periods that meet are one: it does not close in between", () => {
    const joined = open({ week: { mon: ["09:00-12:00", "12:00-14:00"] }, holidays: "open" });
    expect(closesAt(joined, at("2025-06-02T10:00:00+02:00"))).toEqual(at("2025-06-02T14:00:00+02:00"));
  });

  it("day and night never closes, and is open at once", () => {
    expect(isOpenAt(always(), at("2025-12-25T03:00:00Z"))).toBe(true);
    expect(opensAt(always(), at("2025-12-25T03:00:00.123Z"))).toEqual(at("2025-12-25T03:00:00.123Z"));
    expect(closesAt(always(), at("2025-12-25T03:00:00Z"))).toBeUndefined();
  });

  it("hours that nobody published are unknown, never closed", () => {
    const unknown: Hours = "unknown";
    const now = at("2025-06-02T10:00:00Z");
    expect([isOpenAt(unknown, now), opensAt(unknown, now), closesAt(unknown, now)]).toEqual(["unknown", "unknown", undefined]);
    expect([isOpenDay(unknown, day("2025-06-02")), nextOpenDays(unknown, day("2025-06-02"), 3), dayPlusOpenDays(unknown, day("2025-06-02"), 3)]).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("a line that never opens has no moment of opening", () => {
    expect(opensAt(never(), at("2025-06-02T10:00:00Z"))).toBeUndefined();
    expect(closesAt(never(), at("2025-06-02T10:00:00Z"))).toBeUndefined();
    expect(nextOpenDays(never(), day("2025-06-02"), 2)).toEqual([]);
    expect(dayPlusOpenDays(never(), day("2025-06-02"), 1)).toBe("unknown");
  });

  it("when sources disagree about Friday, Friday is unknown, and the next certain day is told", () => {
    const balans = open({ week: { mon: ["10:00-13:00"] }, uncertain: { fri: ["10:00-13:00"] }, holidays: "unknown" });
    const friday = at("2025-06-06T11:00:00+02:00");
    expect(isOpenAt(balans, friday)).toBe("unknown");
    expect(isOpenAt(balans, at("2025-06-06T13:00:00+02:00"))).toBe(false);
    // Whit Monday is not certain either, so the Monday after is named.
    expect(opensAt(balans, friday)).toEqual(at("2025-06-16T10:00:00+02:00"));
    expect(isOpenAt(balans, at("2025-06-09T11:00:00+02:00"))).toBe("unknown");
    expect(isOpenDay(balans, day("2025-06-06"))).toBe("unknown");
    expect(isOpenDay(balans, day("2025-06-09"))).toBe("unknown");
    expect(isOpenDay(balans, day("2025-06-10"))).toBe(false);
    expect(isOpenDay(balans, day("2025-06-16"))).toBe(true);
    const onlyDoubt = open({ uncertain: { fri: ["10:00-13:00"] }, holidays: "open" });
    expect(opensAt(onlyDoubt, friday)).toBe("unknown");
  });

  it("a doubtful evening is still in doubt after midnight", () => {
    const doubtful = open({ uncertain: { fri: ["22:00-02:00"] }, holidays: "open" });
    expect(isOpenAt(doubtful, at("2025-06-07T01:59:00+02:00"))).toBe("unknown");
    expect(isOpenAt(doubtful, at("2025-06-07T02:00:00+02:00"))).toBe(false);
  });

  it("on holidays, on its own closed days and on days with other hours it is as that organisation chose", () => {
    const choice = (more: object): Opening => open({ week: Object.fromEntries(Weekdays.map((name) => [name, ["09:00-17:00"]])), holidays: "closed", ...more });
    const noon = (on: string): Date => at(`${on}T12:00:00+02:00`);
    expect(isOpenAt(choice({}), noon("2025-04-21"))).toBe(false);
    expect(isOpenAt(choice({ holidays: "open" }), noon("2025-04-21"))).toBe(true);
    expect(isOpenAt(choice({}), noon("2025-04-18"))).toBe(true);
    expect(isOpenAt(choice({ goodFriday: "closed" }), noon("2025-04-18"))).toBe(false);
    expect(isOpenAt(choice({ goodFriday: "unknown" }), noon("2025-04-18"))).toBe("unknown");
    expect(isOpenAt(choice({}), noon("2025-05-05"))).toBe(true);
    expect(isOpenAt(choice({ liberationDay: "closed" }), noon("2026-05-05"))).toBe(false);
    expect(isOpenAt(choice({ liberationDay: "every-five-years" }), noon("2025-05-05"))).toBe(false);
    expect(isOpenAt(choice({ liberationDay: "every-five-years" }), noon("2026-05-05"))).toBe(true);
    expect(isOpenAt(choice({ closedDays: ["2025-06-03"] }), noon("2025-06-03"))).toBe(false);
    const other = choice({ closedDays: ["2025-04-21"], exceptions: { "2025-04-21": ["11:00-13:00"], "2025-06-04": [] } });
    expect([isOpenAt(other, noon("2025-04-21")), isOpenAt(other, at("2025-04-21T10:00:00+02:00")), isOpenAt(other, noon("2025-06-04"))]).toEqual([true, false, false]);
  });

  it("opening after a long closing is found up to 400 days ahead, and not further", () => {
    const last = (opens: string): Opening => open({ holidays: "open", exceptions: { [opens]: ["09:00-10:00"] } });
    const now = at("2025-01-01T12:00:00+01:00");
    expect(opensAt(last(plusDays(day("2025-01-01"), 400)), now)).toEqual(at("2026-02-05T09:00:00+01:00"));
    expect(opensAt(last(plusDays(day("2025-01-01"), 401)), now)).toBeUndefined();
    expect(nextOpenDays(last(plusDays(day("2025-01-01"), 400)), day("2025-01-01"), 1)).toEqual(["2026-02-05"]);
    expect(nextOpenDays(last(plusDays(day("2025-01-01"), 401)), day("2025-01-01"), 1)).toEqual([]);
  });

  it("a week without a break has an end, and longer than a week has none to tell", () => {
    const eight = (days: number): Opening => open({ holidays: "open", exceptions: Object.fromEntries(Array.from({ length: days }, (_, ahead) => [plusDays(day("2025-06-02"), ahead), ["00:00-24:00"]])) });
    const first = at("2025-06-02T00:00:00+02:00");
    expect(closesAt(eight(7), first)).toEqual(at("2025-06-09T00:00:00+02:00"));
    expect(closesAt(eight(8), first)).toBeUndefined();
  });
});

describe("a date is promised for an answer", () => {
  it("counted in days on which the desk is open; the day of the question never counts", () => {
    expect(dayPlusOpenDays(office(), day("2025-06-02"), 3)).toBe("2025-06-05");
    expect(dayPlusOpenDays(office(), day("2025-06-05"), 3)).toBe("2025-06-11"); // weekend and Whit Monday between
    expect(dayPlusOpenDays(office(), day("2025-06-07"), 1)).toBe("2025-06-10");
    expect(dayPlusOpenDays(office(), day("2025-12-24"), 1)).toBe("2025-12-29");
    expect(dayPlusOpenDays(office(), day("2025-06-07"), 0)).toBe("2025-06-07");
    expect(dayPlusOpenDays(office(), day("2025-06-07"), -1)).toBe("2025-06-07");
  });

  it("and it is the same day that somebody finds who counts on a calendar", () => {
    assert(
      property(opening, constantFrom(...hotDays), integer({ min: 1, max: 6 }), (hours, from, count) => {
        const found: Day[] = [];
        let next = from;
        for (let ahead = 0; ahead < 400 && found.length < count; ahead += 1) {
          next = dayOf(new Date(Date.parse(`${next}T12:00:00Z`) + 1440 * minute));
          if (slowPlan(hours, next).sure.length > 0) found.push(next);
        }
        expect(dayPlusOpenDays(hours, from, count)).toBe(found.length === count ? found[count - 1] : "unknown");
      }),
      runs(100),
    );
  });

  it("the next open days begin with today when today is open", () => {
    expect(nextOpenDays(office(), day("2025-06-05"), 3)).toEqual(["2025-06-05", "2025-06-06", "2025-06-10"]);
    expect(nextOpenDays(office(), day("2025-06-07"), 1)).toEqual(["2025-06-10"]);
    expect(nextOpenDays(office(), day("2025-06-05"), 0)).toEqual([]);
  });
});

describe("opening hours are written down", () => {
  it("as periods of a day, whole days, and evenings past midnight", () => {
    const read = open({ week: { mon: ["08:30-17:00", "22:00-02:00"], tue: ["00:00-24:00"], wed: ["12:00-00:00"], thu: ["23:59-23:58"] }, holidays: "open" });
    expect(read.week).toEqual({
      mon: [
        { from: 510, to: 1020 },
        { from: 1320, to: 1560 },
      ],
      tue: [{ from: 0, to: 1440 }],
      wed: [{ from: 720, to: 1440 }],
      thu: [{ from: 1439, to: 2878 }],
      fri: [],
      sat: [],
      sun: [],
    });
    expect(read).toMatchObject({ goodFriday: "open", liberationDay: "open", closedDays: new Set(), exceptions: new Map() });
    expect(read.uncertain).toEqual(Object.fromEntries(Weekdays.map((name) => [name, []])));
  });

  it("and anything else is refused with its place", () => {
    const wrong = ["9:00-17:00", "09:00-25:00", "09:60-17:00", "24:00-17:00", "09:00-17:60", "09:00-24:30", "09:00-09:00", "09:00 - 17:00", "x09:00-17:00", "09:00-17:00x", ""];
    for (const text of wrong) {
      const read = OpeningText.safeParse({ week: { mon: [text] }, holidays: "open" });
      expect(read.success, text).toBe(false);
      expect(read.error?.issues[0], text).toMatchObject({ path: ["week", "mon", 0], message: "a period is written as 08:30-17:00" });
    }
    for (const text of ["2025-02-29", "2025-13-01", "2025-6-1", "x2025-06-01", "2025-06-01x", "morgen"]) expect(OpeningText.safeParse({ holidays: "open", closedDays: [text] }).success, text).toBe(false);
    expect(OpeningText.safeParse({ holidays: "open", closedDays: ["2024-02-29"] }).success).toBe(true);
    expect(OpeningText.safeParse({ holidays: "maybe" }).success).toBe(false);
    expect(OpeningText.safeParse({}).success).toBe(false);
    expect(OpeningText.safeParse({ holidays: "open", week: { monday: [] } }).success).toBe(false);
    expect(OpeningText.safeParse({ holidays: "open", more: 1 }).success).toBe(false);
    expect([HoursText.safeParse("unknown").success, HoursText.safeParse("closed").success]).toEqual([true, false]);
    for (const known of ["open", "closed", "unknown"]) expect(OpeningText.parse({ holidays: known, goodFriday: known, liberationDay: known })).toMatchObject({ holidays: known, goodFriday: known, liberationDay: known });
    expect(open({ holidays: "open", liberationDay: "every-five-years", closedDays: ["2025-06-01"], exceptions: { "2025-06-02": ["09:00-10:00"] } })).toMatchObject({
      liberationDay: "every-five-years",
      closedDays: new Set(["2025-06-01"]),
      exceptions: new Map([["2025-06-02", [{ from: 540, to: 600 }]]]),
    });
  });
});
