import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Day } from "../base/index.ts";
import { changesOf, ClosingChange, closingsAfter, DaySpanText, dueDay, lawCalendar, isOpenAt, isOpenDay, type NotedChange, OpeningText, readSchoolHolidays, schoolHolidaysOf, calendarOf, daysBetween, workingDays } from "./index.ts";

const day = (written: string): Day => written as Day;
const span = (from: string, to: string) => ({ from: day(from), to: day(to) });
const today = day("2026-11-26");

describe("an administrator's closing days", () => {
  const christmas = span("2026-12-24", "2027-01-03");
  const close = (from: string, to: string) => closingsAfter([christmas], { kind: "close", ...span(from, to) }, today);

  it("are kept in order", () => {
    expect(close("2026-11-26", "2026-11-26")).toEqual({ ok: true, value: [span("2026-11-26", "2026-11-26"), christmas] });
    expect(close("2027-01-04", "2027-01-04")).toEqual({ ok: true, value: [christmas, span("2027-01-04", "2027-01-04")] });
    expect(close("2026-12-01", "2026-12-23")).toMatchObject({ ok: true });
  });

  it("never lie in the past, never overlap, end after they begin and last a year at most", () => {
    expect(close("2026-11-25", "2026-11-27")).toEqual({ ok: false, because: "day-passed", fields: { from: "day-passed" } });
    for (const [from, to] of [["2026-12-20", "2026-12-24"], ["2027-01-03", "2027-01-05"], ["2026-12-28", "2026-12-29"], ["2026-12-01", "2027-02-01"]] as const)
      expect(close(from, to)).toEqual({ ok: false, because: "already-there", fields: { from: "already-there" } });
    expect(close("2027-05-02", "2027-05-01")).toEqual({ ok: false, because: "input-invalid", fields: { to: "field-wrong-form" } });
    expect(close("2027-05-01", "2028-05-01")).toMatchObject({ ok: false, because: "input-invalid" });
    expect(close("2027-05-01", "2028-04-30")).toMatchObject({ ok: true });
  });

  it("can be taken back until they begin", () => {
    const open = (from: string, at: Day) => closingsAfter([christmas, span("2027-05-01", "2027-05-02")], { kind: "open", from: day(from) }, at);
    expect(open("2026-12-24", today)).toEqual({ ok: true, value: [span("2027-05-01", "2027-05-02")] });
    expect(open("2026-12-24", day("2026-12-24"))).toMatchObject({ ok: true });
    expect(open("2026-12-24", day("2026-12-25"))).toMatchObject({ ok: false, because: "day-passed" });
    expect(open("2026-12-25", today)).toMatchObject({ ok: false, because: "not-found" });
  });

  it("are written as days that exist", () => {
    expect(ClosingChange.safeParse({ kind: "close", from: "2026-02-30", to: "2026-03-01" }).success).toBe(false);
    expect(ClosingChange.safeParse({ kind: "open", from: "2026-12-24", to: "2026-12-25" }).success).toBe(false);
    expect(ClosingChange.safeParse({ kind: "close", from: "2026-12-24", to: "2026-12-25" }).success).toBe(true);
    expect(DaySpanText.safeParse(span("2026-12-24", "2026-12-23")).success).toBe(false);
    expect(DaySpanText.safeParse(span("2026-12-24", "2026-12-24")).success).toBe(true);
  });
});

describe("what was noted about a term", () => {
  const start = day("2026-11-02");
  const term = { count: 14, unit: "calendar-days", onClosedDay: "stays" } as const;
  const due = (...noted: readonly NotedChange[]) => dueDay(lawCalendar, start, term, changesOf(noted));
  const pause = (from: string, to: string | null): NotedChange => ({ kind: "pause", from: day(from), to: to === null ? null : day(to) });
  const resume = (from: string): NotedChange => ({ kind: "resume", from: day(from) });

  it("counts a pause until the day on which it runs again", () => {
    expect(due(pause("2026-11-10", null))).toBe("paused");
    expect(due(pause("2026-11-10", null), resume("2026-11-13"))).toBe("2026-11-19");
    expect(due(pause("2026-11-10", "2026-11-20"), resume("2026-11-13"))).toBe("2026-11-19");
    expect(due(pause("2026-11-10", "2026-11-12"), resume("2026-11-13"))).toBe("2026-11-19");
    expect(due(pause("2026-11-10", "2026-11-13"), resume("2026-11-13"))).toBe("2026-11-19");
  });

  it("lets a pause that had not begun fall away, and a later one stand", () => {
    expect(due(pause("2026-11-12", "2026-11-20"), resume("2026-11-12"))).toBe("2026-11-16");
    expect(due(pause("2026-11-14", null), resume("2026-11-12"))).toBe("2026-11-16");
    expect(due(pause("2026-11-05", null), resume("2026-11-06"), pause("2026-11-10", "2026-11-11"))).toBe("2026-11-19");
    expect(due(pause("2026-11-05", "2026-11-06"), resume("2026-11-09"))).toBe("2026-11-18");
  });

  it("leaves a pause that was over as it was, and nothing of one that had not begun", () => {
    expect(changesOf([pause("2026-11-05", "2026-11-06"), resume("2026-11-09")])).toEqual([{ kind: "pause", from: "2026-11-05", to: "2026-11-06" }]);
    expect(changesOf([pause("2026-11-05", null), resume("2026-11-09")])).toEqual([{ kind: "pause", from: "2026-11-05", to: "2026-11-08" }]);
    expect(changesOf([pause("2026-11-14", null), resume("2026-11-12")])).toEqual([]);
  });

  it("leaves an extension as it was", () => {
    const longer: NotedChange = { kind: "extension", by: { count: 1, unit: "weeks", onClosedDay: "stays" } };
    expect(due(longer, resume("2026-11-05"))).toBe("2026-11-23");
    expect(changesOf([])).toEqual([]);
  });
});

describe("school holidays", () => {
  const north = { source: "https://example.test/holidays", readOn: "2026-11-26", known: [span("2026-08-01", "2027-07-31")], holidays: [span("2026-10-10", "2026-10-18")] };
  const written = (regions: object): string => JSON.stringify({ about: "", north: null, middle: null, south: null, ...regions });

  it("come with a source and the day on which it was read", () => {
    const noted = readSchoolHolidays(written({ north }));
    expect(noted.middle).toBeNull();
    expect(noted.south).toBeNull();
    const school = noted.north ?? "unknown";
    expect(dueDay(calendarOf({ school }), day("2026-10-09"), { count: 1, unit: "school-days", onClosedDay: "stays" })).toBe("2026-10-19");
    for (const wrong of [{ ...north, source: "somebody said so" }, { ...north, readOn: "once" }, { ...north, known: [] }, { ...north, holidays: [span("2026-10-18", "2026-10-10")] }, { ...north, more: 1 }])
      expect(() => readSchoolHolidays(written({ north: wrong }))).toThrow();
  });

  it("that nobody noted are not known", () => {
    const root = join(import.meta.dirname, "../..");
    const file = readSchoolHolidays(readFileSync(join(root, "content/calendars/school-holidays.json"), "utf8"));
    for (const region of ["north", "middle", "south"] as const) expect(schoolHolidaysOf(root, region)).toEqual(file[region] ?? "unknown");
  });

  it("of a region without a note are not known, never empty", () => {
    const root = mkdtempSync(join(tmpdir(), "gehoord-holidays-"));
    mkdirSync(join(root, "content/calendars"), { recursive: true });
    writeFileSync(join(root, "content/calendars/school-holidays.json"), written({ north }));
    expect([schoolHolidaysOf(root, "south"), schoolHolidaysOf(root, "north")]).toEqual(["unknown", north]);
    rmSync(root, { recursive: true });
  });

  it("lie a whole number of days apart", () => {
    expect(daysBetween(day("2026-03-28"), day("2026-03-30"))).toBe(2);
    expect(daysBetween(day("2026-03-30"), day("2026-03-28"))).toBe(-2);
  });
});

describe("a desk whose hours nobody knows", () => {
  it("is taken to work from nine to five, Monday to Friday, and on no public holiday", () => {
    const week = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"].map(day);
    expect(week.map((one) => isOpenDay(workingDays, one))).toEqual([true, true, true, true, true, false, false]);
    for (const one of week.slice(0, 5)) {
      const open = (time: string) => isOpenAt(workingDays, new Date(`${one}T${time}+01:00`));
      expect(["08:59", "09:00", "16:59", "17:00"].map((time) => open(`${time}:00`))).toEqual([false, true, true, false]);
    }
    // New Year, Good Friday, Easter Monday, King's Day, Liberation Day, Ascension Day, Whit Monday, Christmas.
    for (const one of ["2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-25", "2026-12-25"]) expect(isOpenDay(workingDays, day(one)), one).toBe(false);
  });

  it("is not doubtful on a day on which it is closed for certain", () => {
    const hours = OpeningText.parse({ week: { mon: ["09:00-17:00"] }, uncertain: { mon: ["19:00-21:00"], tue: ["19:00-21:00"] }, holidays: "closed", closedDays: ["2026-11-23"], exceptions: { "2026-11-30": [], "2026-12-01": ["10:00-11:00"] } });
    expect(["2026-11-23", "2026-11-30", "2026-12-25"].map((one) => isOpenDay(hours, day(one)))).toEqual([false, false, false]);
    expect(["2026-12-01", "2026-12-07", "2026-12-08", "2026-12-09"].map((one) => isOpenDay(hours, day(one)))).toEqual([true, true, "unknown", false]);
    expect(isOpenAt(hours, new Date("2026-12-01T20:00:00+01:00"))).toBe(false);
  });
});
