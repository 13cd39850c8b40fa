import { describe, expect, it } from "vitest";
import { acrossOf, edges, heightOf, labelled, lengthOf, linesOf, numbered, topOf, unbroken } from "./scale.ts";

describe("a picture", () => {
  it.each([[[0], 1], [[1], 1], [[2, 3], 5], [[51], 100], [[100], 100], [[101, undefined], 200], [[999], 1_000], [[undefined], 1], [[], 1]] as const)("of %j has its top at %d", (values, top) => {
    expect(topOf(values)).toBe(top);
  });

  it("has its longest bar at the room that there is, and no bar where nothing was counted", () => {
    expect(lengthOf(40, [10, 40, undefined], 74)).toBe(74);
    expect(lengthOf(10, [10, 40, undefined], 74)).toBe(18.5);
    expect(lengthOf(0, [0], 74)).toBe(0);
  });

  it("has points from edge to edge, one in the middle, and higher for more", () => {
    expect([0, 1, 2].map((index) => acrossOf(index, 3))).toEqual([edges.left, (edges.left + edges.right) / 2, edges.right]);
    expect(acrossOf(0, 1)).toBe((edges.left + edges.right) / 2);
    const plot = { high: 2, low: 12 };
    expect([0, 50, 100].map((value) => heightOf(value, 100, plot))).toEqual([12, 7, 2]);
  });

  it("is broken where a number is not shown", () => {
    expect(unbroken([1, 2, undefined, 3, 4])).toEqual([[0, 1], [3, 4]]);
    expect(unbroken([undefined, 1, undefined])).toEqual([]);
  });

  it("says every number of six, and of more so many that they do not touch, the newest always", () => {
    const said = (count: number): number[] => Array.from({ length: count }, (_, index) => index).filter((index) => labelled(index, count));
    expect(said(6)).toHaveLength(6);
    for (const count of [7, 12, 40]) {
      expect(said(count).length).toBeLessThanOrEqual(6);
      expect(said(count)).toContain(count - 1);
    }
  });

  it("has its numbers where no line runs: over a top and under a dip, none on a slope, and none that touch each other", () => {
    const [over, under, none] = ["over", "under", undefined] as const;
    expect(numbered([1, 5, 2, 3, 4])).toEqual([under, over, under, none, over]);
    expect(numbered([9, 6, 3])).toEqual([over, none, under]);
    expect(numbered([4, undefined, 7, 9])).toEqual([over, none, under, over]);
    const zigzag = numbered(Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 1 : 2)));
    expect(zigzag.at(-1)).toBe(over);
    for (const side of [over, under]) {
      const said = zigzag.flatMap((one, index) => (one === side ? [index] : []));
      expect(said.slice(1).every((index, at) => index - (said[at] ?? 0) >= 3)).toBe(true);
    }
  });

  it("breaks long names between words", () => {
    expect(linesOf("Ouders & Onderwijs (Parents & Education)", 20)).toEqual(["Ouders & Onderwijs", "(Parents &", "Education)"]);
    expect(linesOf("Pesten", 3)).toEqual(["Pesten"]);
  });
});
