/** Elimination alone: what can be subtracted, and what must be left out so that it cannot. */
import { describe, expect, it } from "vitest";
import { freely, Printing } from "../../../src/registration/disclosure/modular.ts";
import { suppress } from "../../../src/registration/disclosure/suppress.ts";

/** Two rows of three with their totals: 0 1 2 = 3, 4 5 6 = 7, columns 8 9 10, all 11. */
const table = [[3, 0, 1, 2], [7, 4, 5, 6], [8, 0, 4], [9, 1, 5], [10, 2, 6], [11, 3, 7], [11, 8, 9, 10]];
const printing = (): Printing => new Printing(freely(12, table));

describe("Somebody who subtracts", () => {
  it("knows the last cell of a line, and no other", () => {
    const now = printing();
    for (const one of [3, 0]) expect(now.print(one)).toBe(true);
    expect(now.guard(2)).toBe(true);
    expect(now.tells(1)).toBe(true);
    expect(now.print(1)).toBe(false);
    expect(now.tells(5)).toBe(false);
    expect(now.print(1, true)).toBe(true);
    expect(now.guard(2)).toBe(false);
  });

  it("knows a cell from what goes around it, over several lines", () => {
    const now = printing();
    for (const one of [3, 7, 8, 9]) now.print(one);
    expect(now.guard(0)).toBe(true);
    expect(now.print(10)).toBe(true);
    expect(now.print(11)).toBe(true);
    expect(now.print(6)).toBe(true);
    expect(now.print(2)).toBe(true);
    expect(now.tells(1)).toBe(true);
    expect(now.tells(4)).toBe(true);
    expect(now.tells(5)).toBe(true);
    expect(now.print(5)).toBe(false);
  });

  it("learns nothing of a cell when it is the one that is printed", () => {
    const now = printing();
    now.guard(0);
    expect(now.tells(0)).toBe(false);
  });
});

describe("Leaving out", () => {
  const order = [11, 3, 7, 8, 9, 10, 6, 5, 4, 2, 1, 0];
  const hide = (guarded: readonly number[], forced: readonly number[] = [], behind: (hidden: number) => readonly number[] = () => []): number[] => suppress({ count: 12, relations: table, forced, guarded, candidates: order.filter((one) => !forced.includes(one)), behind });
  it("takes the three cells that make a rectangle with the guarded one, the least important ones", () => {
    expect(hide([0])).toEqual([5, 4, 1]);
  });
  it("takes nothing where nothing is guarded, and never what was printed before", () => {
    expect(hide([])).toEqual([]);
    const hidden = hide([0], [1, 5]);
    expect(hidden).not.toContain(1);
    expect(hidden.length).toBeGreaterThan(0);
  });
  it("goes on with the rest when what was printed before tells it already", () => {
    expect(hide([0], [3, 1, 2])).toEqual([]);
    expect(hide([0, 4], [3, 1, 2])).toEqual([8, 10, 6]);
  });
  it("guards from then on what must be hidden behind a cell that was left out", () => {
    const hidden = hide([0], [], (one) => (one === 5 ? [4] : []));
    expect(hidden).toEqual([5, 1]);
  });
});
