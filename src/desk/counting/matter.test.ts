import { describe, expect, it } from "vitest";
import { factToken } from "../../envelope/index.ts";
import { matterOf, matterToken } from "./matter.ts";

const mine = "AGE-SECRET-KEY-1MINE";

describe("the token of a matter", () => {
  it("is the same at every desk that the matter was referred to, and nowhere else", () => {
    const here = matterOf(mine, undefined);
    // The second desk passes on what came to it, not what its own case would give.
    expect([matterOf("AGE-SECRET-KEY-1SECOND", here), matterOf("AGE-SECRET-KEY-1THIRD", here)]).toEqual([here, here]);
    expect(matterOf("AGE-SECRET-KEY-1SECOND", undefined)).not.toBe(here);
    expect(matterOf(undefined, undefined)).toBeUndefined();
  });

  it("differs per quarter and from every other token of the case", () => {
    const matter = matterOf(mine, undefined) ?? "";
    const all = [factToken(mine), matter, matterToken(matter, "2026-q4"), matterToken(matter, "2027-q1")];
    expect(new Set(all).size).toBe(4);
    expect(all.every((one) => /^[A-Za-z0-9_-]{43}$/.test(one))).toBe(true);
  });
});
