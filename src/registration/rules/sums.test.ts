import { describe, expect, it } from "vitest";
import { readSums, sumsOf, writeSums } from "./sums.ts";

const codes = { channel: "phone", role: "pupil", sector: "po", province: "utrecht", topic: "lhbtiq", by: "pupil", done: "advice", outcome: "not-known" };
const one = { week: "2026-W48", version: 1, codes };

describe("sums of a quarter", () => {
  it("count how often a week and its codes came, and say nothing of the order", () => {
    const other = { week: "2026-W49", version: 1, codes: { ...codes, role: "parent" } };
    const sums = sumsOf([one, other, one]);
    expect([sums.weeks, sums.codes.role, sums.codes.topic, [...sums.counts]]).toEqual([["2026-W48", "2026-W49"], ["parent", "pupil"], ["lhbtiq"], [2, 1]]);
    expect(sumsOf([other, one, one])).toEqual(sums);
  });

  it("are read as they were written, also when nothing was counted", () => {
    const often = sumsOf([...Array.from({ length: 300 }, () => one), { ...one, week: "2026-W49" }]);
    for (const sums of [sumsOf([]), sumsOf([one, { ...one, version: 3 }]), often]) {
      const padded = Uint8Array.from([...writeSums(sums), ...new TextEncoder().encode("   ")]);
      expect(readSums(padded)).toEqual(sums);
    }
    expect([...often.counts]).toEqual([300, 1]);
    expect(sumsOf([one, { ...one, version: 3 }]).versions).toEqual([1, 3]);
  });
});
