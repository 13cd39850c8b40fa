import { describe, expect, it } from "vitest";
import { weekOf } from "../../cases/index.ts";
import { quarterOf } from "../facts/index.ts";
import { marksOf } from "./marks.ts";
import type { Seen } from "./marks.ts";
import { isLinkOver, lastYearOver, quarterOfDay } from "./matters.ts";

/** A report of 2 November that was promised an answer by the 5th, and of which nothing is known yet. */
const seen: Seen = {
  today: "2026-11-04", closed: false, came: true, anonymous: false, firstDay: "2026-11-02", wroteOn: ["2026-11-02"], promised: "2026-11-05", answeredOn: undefined,
  helped: undefined, checkIns: [], saidLater: [], call: undefined, offered: [],
};

describe("what is counted of a contact", () => {
  it("is nothing while nothing is known", () => {
    expect(marksOf(seen)).toEqual({});
    expect(marksOf({ ...seen, came: false, promised: undefined, today: "2027-11-04" })).toEqual({});
  });

  it("is whether the promised day was kept, to whom something was promised", () => {
    expect(marksOf({ ...seen, answeredOn: "2026-11-05" })).toEqual({ "term met": 1 });
    expect(marksOf({ ...seen, answeredOn: "2026-11-06" })).toEqual({ "term missed": 1 });
    expect(marksOf({ ...seen, today: "2026-11-06" })).toEqual({ "term missed": 1 });
    expect(marksOf({ ...seen, came: false, answeredOn: "2026-11-06" })).toEqual({});
  });

  it("is helped at the end only on the person's own word, whatever stands beside the case", () => {
    expect(marksOf({ ...seen, closed: true, helped: "yes" })).toEqual({ "helped0 yes": 1 });
    expect(marksOf({ ...seen, closed: true })).toEqual({ "helped0 not-known": 1 });
    // "No" opens the case again: it counts until another word comes.
    expect(marksOf({ ...seen, helped: "no" })).toEqual({ "helped0 no": 1 });
  });

  it("is help after six and twenty-six weeks by the check-ins of the last end, each with the answer nearest to its day", () => {
    const planned = { day: "2026-11-20", state: "answered" } as const;
    const checkIns = [planned, { day: "2027-01-01", state: "answered" }, { day: "2027-05-21", state: "missed" }] as const;
    const saidLater = [{ day: "2026-11-21", better: "no" }, { day: "2027-01-03", better: "yes" }] as const;
    expect(marksOf({ ...seen, checkIns, saidLater })).toEqual({ "helped6 yes": 1, "helped26 not-known": 1 });
    expect(marksOf({ ...seen, checkIns: [planned, { day: "2027-01-01", state: "asked" }, { day: "2027-05-21", state: "dropped" }], saidLater })).toEqual({});
    // A day that the person planned himself is none of these.
    expect(marksOf({ ...seen, checkIns: [{ day: "2026-12-24", state: "answered" }], saidLater })).toEqual({});
    const again = [...checkIns, { day: "2027-02-01", state: "answered" }, { day: "2027-03-15", state: "missed" }, { day: "2027-08-02", state: "planned" }] as const;
    expect(marksOf({ ...seen, checkIns: again, saidLater })).toEqual({ "helped6 not-known": 1 });
  });

  it("is whether a call reached anybody, once it is over", () => {
    const called = (outcome: NonNullable<Seen["call"]>["outcome"], tries: number) => marksOf({ ...seen, call: { outcome, tries } });
    expect(called("waiting", 1)).toEqual({ "callBack planned": 1 });
    expect(called("called-off", 0)).toEqual({ "callBack planned": 1 });
    expect(called("spoken", 1)).toEqual({ "callBack planned": 1, "callBack at-once": 1 });
    expect(called("spoken", 2)).toEqual({ "callBack planned": 1, "callBack later": 1 });
    expect(called("not-reached", 3)).toEqual({ "callBack planned": 1, "callBack not-reached": 1 });
  });

  it("is every referral with its answer", () => {
    expect(marksOf({ ...seen, offered: ["declined", "declined", "accepted", "other"] })).toEqual({ "referral offered": 4, "referral accepted": 1, "referral declined": 2 });
  });

  it("is whether somebody without a name wrote again within four weeks, on another day", () => {
    const nameless = { ...seen, anonymous: true, promised: undefined };
    expect(marksOf({ ...nameless, today: "2026-11-30" })).toEqual({});
    expect(marksOf({ ...nameless, wroteOn: ["2026-11-02", "2026-11-30"] })).toEqual({ "anonymous came-back": 1 });
    expect(marksOf({ ...nameless, today: "2026-12-01" })).toEqual({ "anonymous stayed-away": 1 });
    expect(marksOf({ ...nameless, today: "2026-12-09", wroteOn: ["2026-12-01"] })).toEqual({ "anonymous stayed-away": 1 });
    expect(marksOf({ ...nameless, came: false, today: "2026-12-09" })).toEqual({});
  });
});

describe("a link between contacts", () => {
  it("holds in the quarter in which the browser and the batch both put the contact", () => {
    for (let day = Date.parse("2025-12-20T12:00:00Z"); day < Date.parse("2028-01-10T00:00:00Z"); day += 86_400_000) {
      const text = new Date(day).toISOString().slice(0, 10);
      expect([text, quarterOfDay(text)]).toEqual([text, quarterOf(weekOf(text))]);
    }
  });

  it("is over half a year after its year", () => {
    expect([isLinkOver("2026-q1", "2027-W26"), isLinkOver("2026-q4", "2027-W27"), isLinkOver("2027-q1", "2027-W40")]).toEqual([false, true, false]);
    expect([lastYearOver("2027-W26"), lastYearOver("2027-W27")]).toEqual([2025, 2026]);
  });
});
