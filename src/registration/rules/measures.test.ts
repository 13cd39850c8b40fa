import { describe, expect, it } from "vitest";
import { measureOrder, measuresOf, mostOfOne, noMeasures, readMarks, together, writtenMarks } from "./measures.ts";
import type { Marks } from "./measures.ts";

const marks: Marks = { "term met": 1, "helped6 unsure": 1, "callBack planned": 1, "callBack later": 1, "referral offered": 3, "referral declined": 2 };

describe("what is counted beside the codes", () => {
  it("is kept in one length, whatever it says, and comes back as it was", () => {
    expect(writtenMarks(marks)).toHaveLength(measureOrder.length);
    expect(writtenMarks({})).toHaveLength(measureOrder.length);
    expect(readMarks(writtenMarks(marks))).toEqual(marks);
    expect(readMarks(writtenMarks({ "referral offered": 40 }))).toEqual({ "referral offered": mostOfOne });
  });

  it("keeps its order: what was kept before a number came is read as none of it", () => {
    expect(measureOrder.slice(0, 2)).toEqual(["term met", "term missed"]);
    expect(readMarks("01")).toEqual({ "term missed": 1 });
    expect(readMarks("")).toEqual({});
  });

  it("is added up by week, and weeks are added up", () => {
    const weeks = measuresOf([{ week: "2026-W49", marks }, { week: "2026-W48", marks }, { week: "2026-W49", marks: { "term missed": 1 } }, { week: "2026-W50", marks: {} }]);
    expect(Object.keys(weeks)).toEqual(["2026-W48", "2026-W49"]);
    expect(weeks["2026-W49"]).toMatchObject({ term: { met: 1, missed: 1 }, referral: { offered: 3, accepted: 0, declined: 2 }, anonymous: { "came-back": 0, "stayed-away": 0 } });
    expect(together(Object.values(weeks))).toMatchObject({ term: { met: 2, missed: 1 }, callBack: { planned: 2, "at-once": 0, later: 2, "not-reached": 0 } });
    expect(together([])).toEqual(noMeasures);
  });
});
