/** Figures inside: added up right, compared with as many weeks, and for the network without what one subtraction would tell. */
import { array, assert, constantFrom, integer, property, record, subarray, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { guarded, telling, threshold } from "../../../src/registration/inside/guard.ts";
import { lastOver, periodOf, quartersIn, weeksBeside, weeksOfQuarter, weeksOver } from "../../../src/registration/inside/periods.ts";
import { networkShown, ownShown, pictured } from "../../../src/registration/inside/picture.ts";
import { addUp } from "../../../src/registration/inside/tally.ts";
import { FactFields, newestList } from "../../../src/registration/rules/codes.ts";
import { sumsOf } from "../../../src/registration/rules/sums.ts";
import type { Counted } from "../../../src/registration/rules/sums.ts";

const codes = { channel: "phone", role: "pupil", sector: "po", province: "utrecht", topic: "bullying", by: "pupil", done: "advice", outcome: "helped" };
const counted = (week: string, more: Partial<typeof codes> = {}): Counted => ({ week, version: 1, codes: { ...codes, ...more } });
const many = (count: number, week: string, more: Partial<typeof codes> = {}): Counted[] => Array.from({ length: count }, () => counted(week, more));

describe("a choice", () => {
  const weeks = weeksOfQuarter("2026-q1").slice(0, 3);
  const few = record({ topic: constantFrom("bullying", "threat", "home"), role: constantFrom("pupil", "parent"), done: constantFrom("advice", "listened") });
  const fact = tuple(constantFrom(...weeks), few).map(([week, more]) => counted(week, more));

  it("counts what counting one by one gives", () => {
    assert(
      property(array(fact, { maxLength: 40 }), subarray(["bullying", "threat", "home"]), subarray(weeks), integer({ min: 0, max: 40 }), (facts, topics, chosen, cut) => {
        const choice = { topic: new Set(topics), role: new Set(["pupil"]) };
        const tally = addUp([sumsOf(facts.slice(0, cut)), sumsOf(facts.slice(cut))], choice, new Set(chosen));
        const inTime = facts.filter(({ week }) => chosen.includes(week));
        const fitting = inTime.filter((one) => topics.includes(one.codes.topic as "home") && one.codes.role === "pupil");
        expect(tally.total).toBe(fitting.length);
        for (const field of FactFields) for (const code of newestList.codes[field]) expect(tally.fields[field].get(code) ?? 0).toBe(fitting.filter((one) => one.codes[field] === code).length);
        for (const week of weeks) expect(tally.weeks.get(week) ?? 0).toBe(fitting.filter((one) => one.week === week).length);
        expect(tally.rest.get("role") ?? 0).toBe(inTime.filter((one) => topics.includes(one.codes.topic as "home") && one.codes.role !== "pupil").length);
      }),
      { numRuns: 150 },
    );
  });
});

describe("periods", () => {
  it("hold only weeks that are over", () => {
    expect(weeksOver({ from: "2026-q4", until: "2027-q1" }, "2026-W42")).toEqual(["2026-W40", "2026-W41"]);
    expect([lastOver("2026-W42"), lastOver("2027-W01"), lastOver("2026-W01")]).toEqual(["2026-W41", "2026-W53", "2025-W52"]);
    expect(quartersIn({ from: "2025-q4", until: "2026-q2" })).toEqual(["2025-q4", "2026-q1", "2026-q2"]);
    expect(["week", "month", "quarter"].map((per) => periodOf("2026-W53", per as "week"))).toEqual(["2026-W53", "2026-12", "2026-q4"]);
  });

  it("that still run are set beside as many weeks of then", () => {
    const span = { from: "2026-q4", until: "2026-q4" };
    const rest = { first: "2025-q4", thisWeek: "2026-W43" };
    expect(weeksBeside(span, { beside: "before", ...rest })).toEqual(["2026-W27", "2026-W28", "2026-W29"]);
    expect(weeksBeside(span, { beside: "year", ...rest })).toEqual(["2025-W40", "2025-W41", "2025-W42"]);
    expect(weeksBeside({ from: "2026-q2", until: "2026-q3" }, { beside: "before", ...rest })).toEqual([...weeksOfQuarter("2025-q4"), ...weeksOfQuarter("2026-q1")]);
  });

  it("before anything was counted are set beside nothing", () => {
    expect(weeksBeside({ from: "2026-q1", until: "2026-q4" }, { beside: "year", first: "2025-q2", thisWeek: "2027-W05" })).toBeUndefined();
    expect(weeksBeside({ from: "2026-q1", until: "2026-q1" }, { beside: "nothing", first: "2020-q1", thisWeek: "2027-W05" })).toBeUndefined();
    expect(weeksBeside({ from: "2026-q1", until: "2026-q1" }, { beside: "before", first: undefined, thisWeek: "2027-W05" })).toBeUndefined();
  });
});

describe("an own organisation", () => {
  it("sees its own small numbers, with a zero for what did not come", () => {
    const shown = ownShown([sumsOf([counted("2026-W40"), counted("2026-W45", { topic: "home" })])], { weeks: weeksOfQuarter("2026-q4"), per: "month", choice: {} });
    expect([...shown.series]).toEqual([["2026-10", 1], ["2026-11", 1], ["2026-12", 0]]);
    expect([shown.total, shown.fields.topic.get("home"), shown.fields.topic.get("threat")]).toEqual([2, 1, 0]);
  });

  it("reads a code that came to an end on the side that counted it", () => {
    const asked = { weeks: ["2026-W40"], per: "week", choice: {} } as const;
    const was = ownShown([sumsOf([counted("2026-W40", { topic: "of-then" })])], asked);
    const is = ownShown([sumsOf([counted("2026-W40")])], asked);
    expect(pictured(is, was).fields.topic.filter((one) => one.before === 1)).toEqual([{ code: "of-then", count: 0, before: 1 }]);
    expect(pictured(is, undefined).fields.topic[0]).toEqual({ code: "bullying", count: 1, before: null });
  });
});

describe("a coordinator", () => {
  const three = array(integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 });

  it("is shown no cell that tells, and none that the shown sum gives back", () => {
    assert(
      property(array(three, { minLength: 1, maxLength: 7 }), (cells) => {
        const shown = guarded(new Map(cells.map((parts, at) => [at, parts])));
        const hidden = cells.filter((_, at) => shown.get(at) === null);
        for (const [at, parts] of cells.entries()) if (telling(parts)) expect(shown.get(at)).toBeNull();
        if (hidden.length === 0 || hidden.length === cells.length) return;
        expect(hidden.length).toBeGreaterThan(1);
        expect(telling([0, 1, 2, 3].map((organisation) => hidden.reduce((sum, parts) => sum + (parts[organisation] ?? 0), 0)))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [[2, 1, 1], true, "a small count"],
    [[9, 9, 0], true, "two organisations, each of which would read the other"],
    [[20, 1, 1], true, "one organisation that would read two small ones"],
    [[0, 0, 0], false, "nothing at all"],
    [[5, 2, 1], false, "enough of everything"],
  ] as const)("%j: %s, %s", (parts, is, because) => {
    expect(telling(parts), because).toBe(is);
  });

  const all = (each: (organisation: number) => Counted[]) => new Map([0, 1, 2].map((organisation) => [`org-${organisation}`, [sumsOf(each(organisation))]]));
  const asked = (choice: Readonly<Record<string, ReadonlySet<string>>> = {}) => ({ weeks: weeksOfQuarter("2026-q3"), per: "month", choice }) as const;

  it("sees the sum of all, and a rare subject together with another that hides it", () => {
    const shown = networkShown(all((organisation) => [...many(20, "2026-W30"), ...many(9, "2026-W30", { topic: "home" }), ...many(organisation === 0 ? 1 : 0, "2026-W30", { topic: "suicidal" })]), asked());
    expect([shown.total, shown.fields.topic.get("bullying"), shown.fields.topic.get("suicidal"), shown.fields.topic.get("home"), shown.fields.topic.get("threat")]).toEqual([88, 60, null, null, 0]);
  });

  it("sees nothing of a choice that is too fine, nor of one that leaves too little out", () => {
    const facts = all((organisation) => [...many(20, "2026-W30"), ...many(organisation === 0 ? threshold - 1 : 0, "2026-W30", { topic: "suicidal" })]);
    expect(networkShown(facts, asked({ topic: new Set(["suicidal"]) })).total).toBeNull();
    expect(networkShown(facts, asked({ topic: new Set(["bullying"]) })).total).toBeNull();
    expect(networkShown(facts, asked()).total).toBe(64);
    const picture = pictured(networkShown(facts, asked({ topic: new Set(["suicidal"]) })), networkShown(facts, asked()));
    expect(picture).toMatchObject({ tooFine: true, series: [] });
    expect(Object.values(picture.fields).flat()).toEqual([]);
  });

  it("sees no small number beside the codes either, nor what is left of a whole", () => {
    const marked = (each: (organisation: number) => Counted["marks"]) => all((organisation) => Array.from({ length: 4 }, () => ({ ...counted("2026-W30"), marks: each(organisation) ?? {} })));
    const few = networkShown(marked((organisation) => ({ "term met": 1, ...(organisation === 0 ? { "helped6 no": 1 } : {}), "referral offered": 3, "referral accepted": organisation === 0 ? 2 : 3 })), asked()).measures;
    expect([few?.term.get("met"), few?.term.get("missed"), few?.helped6.get("no"), few?.referral.get("offered"), few?.referral.get("accepted")]).toEqual([12, 0, null, 36, null]);
    expect(networkShown(marked(() => ({ "term met": 1 })), asked({ topic: new Set(["bullying"]) })).measures).toBeNull();
    const own = ownShown([sumsOf([{ ...counted("2026-W30"), marks: { "helped6 no": 1 } }, { ...counted("2026-W45"), marks: { "helped6 no": 1 } }])], asked()).measures;
    expect([own?.helped6.get("no"), own?.helped6.get("yes")]).toEqual([1, 0]);
  });
});
