/** What fits around printed numbers, asked of the solver and believed in whole numbers only; and what has to give way so that more fits. */
import { describe, expect, it } from "vitest";
import { adds, Contradiction, Puzzle, stand } from "../../../src/registration/disclosure/puzzle.ts";
import { cheapestBeside, Repairer, type Repairs } from "../../../src/registration/disclosure/repair.ts";
import { boundless, Program, solver } from "../../../src/registration/disclosure/solver.ts";
import type { Weakness } from "../../../src/registration/disclosure/audit.ts";

const highs = await solver();
type Bounds = readonly [number, number];
const puzzleOf = (count: number, relations: readonly (readonly number[])[], printed: readonly Bounds[], ranges: readonly (readonly [number, Bounds])[] = []): Puzzle => new Puzzle(highs, count, relations, new Map(printed), new Map(ranges));
const table = (...values: number[]): Int32Array => Int32Array.from(values);
const nothing = async (): Promise<void> => undefined;

/** Two rows of three with their totals: 0 1 2 = 3, 4 5 6 = 7, columns 8 9 10, all 11. */
const rows = [[3, 0, 1, 2], [7, 4, 5, 6], [8, 0, 4], [9, 1, 5], [10, 2, 6], [11, 3, 7], [11, 8, 9, 10]];
const margins: readonly Bounds[] = [[3, 30], [7, 40], [8, 20], [9, 20], [10, 30], [11, 70]];
const square = (): Puzzle => puzzleOf(12, rows, [...margins, [2, 20], [6, 10]]);

describe("Numbers that follow", () => {
  it("are the last of a line, its sum, and all parts of nothing, also one after the other", () => {
    const known = (relations: readonly (readonly number[])[], printed: readonly Bounds[]): unknown => [...puzzleOf(9, relations, printed).known].toSorted(([a], [b]) => a - b);
    expect(known([[0, 1, 2]], [[0, 7], [1, 3]])).toEqual([[0, 7], [1, 3], [2, 4]]);
    expect(known([[0, 1, 2]], [[1, 3], [2, 4]])).toEqual([[0, 7], [1, 3], [2, 4]]);
    expect(known([[0, 1, 2, 3]], [[0, 3], [1, 3]])).toEqual([[0, 3], [1, 3], [2, 0], [3, 0]]);
    expect(known([[0, 1, 2, 3]], [[0, 3], [1, 2]])).toEqual([[0, 3], [1, 2]]);
    expect(known([[4, 0, 5], [0, 1, 2]], [[1, 3], [2, 4], [4, 9]])).toEqual([[0, 7], [1, 3], [2, 4], [4, 9], [5, 2]]);
    expect(known([[5, 1, 6], [0, 1, 2]], [[0, 0], [5, 4]])).toEqual([[0, 0], [1, 0], [2, 0], [5, 4], [6, 4]]);
    expect(known([[0, 1, 2, 3]], [[1, 0]])).toEqual([[1, 0]]);
  });
  it("contradict each other when they do not add up or would be below nothing", () => {
    const contradiction = (relations: readonly (readonly number[])[], printed: readonly Bounds[]): unknown => {
      try {
        puzzleOf(9, relations, printed);
        return undefined;
      } catch (error) {
        return error instanceof Contradiction ? [error.variable, error.message] : error;
      }
    };
    expect(contradiction([[0, 1, 2]], [[0, 7], [1, 3], [2, 5]])).toEqual([0, "numbers that cannot stand together"]);
    expect(contradiction([[0, 1, 2]], [[0, 7], [1, 9]])).toEqual([2, "numbers that cannot stand together"]);
    expect(contradiction([[0, 1, 2]], [[0, 7], [1, 3], [2, 4]])).toBeUndefined();
    expect(contradiction([[3, 4, 5], [0, 1, 2]], [[0, 7], [1, 7], [2, 0], [4, 8]])).toBeUndefined();
    expect(contradiction([[0, 1, 2]], [[1, 9]])).toBeUndefined();
  });
  it("add up in a table when every line does", () => {
    expect(adds([7, 3, 4], [[0, 1, 2]])).toBe(true);
    expect(adds([7, 3, 4, 9], [[0, 1, 2], [3, 0]])).toBe(false);
    expect(adds([7, 3, 5], [[0, 1, 2]])).toBe(false);
  });
});

describe("What a release rests on", () => {
  const relations = [[0, 1, 2]];
  const printed = new Map([[0, 7]]);
  it("is at least one table, of which every one adds up and says what was printed", () => {
    expect(stand([table(7, 3, 4)], relations, printed)).toBe(true);
    expect(stand([table(7, 3, 4), table(7, 0, 7)], relations, printed)).toBe(true);
    expect(stand([], relations, printed)).toBe(false);
    expect(stand([table(7, 3, 5)], relations, printed)).toBe(false);
    expect(stand([table(8, 4, 4)], relations, printed)).toBe(false);
    expect(stand([table(7, 3, 4), table(8, 4, 4)], relations, printed)).toBe(false);
  });
});

describe("What fits", () => {
  it("is a table in whole numbers, kept as the first witness", () => {
    const puzzle = square();
    const found = puzzle.complete();
    expect(adds(found, rows)).toBe(true);
    expect([...margins, [2, 20], [6, 10]].every(([at = 0, value]) => found[at] === value)).toBe(true);
    expect(puzzle.witnesses).toEqual([found]);
    puzzle.end();
  });
  it("is nothing when fractions fit and whole numbers do not", () => {
    // 0 + 1 = 5 and 0 - 1 = 0.
    const odd = puzzleOf(4, [[2, 0, 1], [0, 1, 3]], [[2, 5], [3, 0]]);
    expect(() => odd.complete()).toThrow(Contradiction);
    expect(odd.witnesses).toEqual([]);
    expect(odd.interval(0)).toEqual({ low: 3, high: 2 });
    expect(() => puzzleOf(3, [[2, 0, 1]], [[2, 5]], [[0, [6, 9]]]).complete()).toThrow(Contradiction);
  });
  it("is found in whole numbers where fractions mislead", () => {
    // Twice 0 and once 5 are 7: in fractions 0 may be 3.5, in whole numbers 5 is odd.
    const puzzle = puzzleOf(6, [[2, 0, 1], [0, 1, 4], [2, 3, 5]], [[4, 0], [3, 3]], [[5, [4, 6]]]);
    const found = puzzle.complete();
    expect([found[2], found[5]]).toEqual([8, 5]);
  });
  it("lies between the smallest and the largest value", () => {
    const puzzle = square();
    expect([0, 1, 4, 5].map((one) => puzzle.interval(one))).toEqual([{ low: 0, high: 10 }, { low: 0, high: 10 }, { low: 10, high: 20 }, { low: 10, high: 20 }]);
    expect(puzzle.interval(2)).toEqual({ low: 20, high: 20 });
    expect(puzzle.solved).toBe(8);
    expect(puzzle.interval(0, new Map([[5, [12, 15] as const]]))).toEqual({ low: 2, high: 5 });
    expect(puzzle.interval(0)).toEqual({ low: 0, high: 10 });
    expect(() => puzzle.interval(0, new Map([[5, [21, 25] as const]]))).toThrow(Contradiction);
  });
  it("has no upper end where nothing adds a number up, and the ends of its range where it has one", () => {
    const puzzle = puzzleOf(4, [[0, 1, 2]], [[1, 3]], [[3, [2, 6]]]);
    expect(puzzle.interval(0)).toEqual({ low: 3, high: Infinity });
    expect(puzzle.interval(3)).toEqual({ low: 2, high: 6 });
    expect(puzzle.interval(7)).toEqual({ low: 0, high: Infinity });
  });
  it("is admitted only where it fits all that is known, in every block", () => {
    const puzzle = puzzleOf(7, [[0, 1, 2], [3, 4, 5]], [[0, 7], [3, 9]], [[1, [1, 4]]]);
    expect(puzzle.admit(table(7, 3, 4, 9, 2, 7, 0))).toBe(true);
    for (const wrong of [table(8, 4, 4, 9, 2, 7, 0), table(7, 3, 5, 9, 2, 7, 0), table(7, 3, 4, 9, 2, 8, 0), table(7, 0, 7, 9, 2, 7, 0), table(7, 5, 2, 9, 2, 7, 0), table(7, 3, 4, 9, -1, 10, 0), table(7, 3, 4, 9, 2, 7, -1)]) expect(puzzle.admit(wrong)).toBe(false);
    expect(puzzle.witnesses).toHaveLength(1);
    expect(puzzle.shown(1)).toEqual({ low: 3, high: 3 });
    for (const edge of [table(7, 1, 6, 9, 9, 0, 0), table(7, 4, 3, 9, 0, 9, 5)]) expect(puzzle.admit(edge)).toBe(true);
    expect([1, 2, 4, 6].map((one) => puzzle.shown(one))).toEqual([{ low: 1, high: 4 }, { low: 3, high: 6 }, { low: 0, high: 9 }, { low: 0, high: 5 }]);
    expect(puzzle.shown(99)).toEqual({ low: 0, high: 0 });
    const whole = puzzleOf(3, [[0, 1, 2]], [[0, 7], [1, 3], [2, 4]]);
    expect([whole.admit(table(8, 4, 4)), whole.admit(table(7, 3, 4))]).toEqual([false, true]);
  });
  it("protects a number when two tables show it far enough apart and high enough", () => {
    const puzzle = square();
    puzzle.complete();
    expect(puzzle.protects(0, 5, 5)).toMatchObject({ ok: true });
    expect(puzzle.protects(0, 10, 10)).toEqual({ ok: true, low: 0, high: 10 });
    const solved = puzzle.solved;
    expect(puzzle.protects(0, 10, 5)).toMatchObject({ ok: true });
    expect(puzzle.solved).toBe(solved);
    expect(puzzle.protects(0, 11, 5)).toEqual({ ok: false, low: 0, high: 10 });
    expect(puzzle.solved).toBe(solved + 4);
    expect(puzzle.protects(0, 1, 11)).toMatchObject({ ok: false });
    expect(puzzle.protects(2, 1, 0)).toEqual({ ok: false, low: 20, high: 20 });
    expect(puzzle.witnesses.every((one) => adds(one, rows))).toBe(true);
    expect(puzzle.protects(1, 10, 10).ok).toBe(true);
  });
  it("looks upwards first, and no further than it must", () => {
    const puzzle = puzzleOf(3, [[0, 1, 2]], [[0, 9]]);
    puzzle.admit(table(9, 2, 7));
    expect(puzzle.protects(1, 5, 5)).toEqual({ ok: true, low: 2, high: 9 });
    expect(puzzle.solved).toBe(1);
    expect(puzzle.protects(1, 8, 5)).toEqual({ ok: true, low: 0, high: 9 });
    expect(puzzle.solved).toBe(3);
  });
});

describe("Somebody who knows more", () => {
  it("works out what no two tables that fit differ in", async () => {
    const puzzle = square();
    puzzle.complete();
    expect(await puzzle.closedTo(new Map(), [0, 1, 2], nothing)).toEqual([2]);
    expect(await puzzle.closedTo(new Map([[0, [4, 4] as const]]), [1, 4, 5], nothing)).toEqual([1, 4, 5]);
    expect(await puzzle.closedTo(new Map([[0, [4, 5] as const]]), [1, 4, 5], nothing)).toEqual([]);
    expect(await puzzle.closedTo(new Map([[0, [9, boundless] as const]]), [1], nothing)).toEqual([]);
    expect(await puzzle.closedTo(new Map([[0, [10, boundless] as const]]), [1], nothing)).toEqual([1]);
    expect(await puzzle.closedTo(new Map([[5, [21, 25] as const]]), [1], nothing)).toEqual([1]);
    expect(puzzle.interval(0)).toEqual({ low: 0, high: 10 });
    expect(puzzle.witnesses.every((one) => adds(one, rows))).toBe(true);
  });
  it("is believed in whole numbers only", async () => {
    // 0 + 1 = 5, and 2 lies as far above 0 as 1 lies above 3: with 3 known to be 0 or 1 …
    const puzzle = puzzleOf(5, [[2, 0, 1], [0, 1, 3]], [[2, 6]]);
    puzzle.complete();
    expect(await puzzle.closedTo(new Map([[3, [1, 3] as const]]), [0], nothing)).toEqual([0]);
    expect(await puzzle.closedTo(new Map([[3, [1, 4] as const]]), [0], nothing)).toEqual([]);
  });
  it("is asked one number after the other, and nothing more of one that two tables show", async () => {
    const puzzle = square();
    puzzle.complete();
    for (const one of [0, 1]) puzzle.protects(one, 10, 10);
    const { solved } = puzzle;
    let steps = 0;
    expect(await puzzle.closedTo(new Map(), [0, 1, 4], async () => void (steps += 1))).toEqual([]);
    expect([steps, puzzle.solved]).toEqual([3, solved]);
  });
});

describe("Programs", () => {
  const box: readonly Bounds[] = [[0, 10], [0, 10]];
  const line = [{ terms: [[0, 1], [1, 1]] as const, equals: 7 }];
  it("find the least of an expression, again and again, with other bounds and other prices", () => {
    for (const kind of ["objective", "bounds", "whole"] as const) {
      const program = new Program(highs, box, line, kind);
      expect(program.least([[0, 1]])?.value).toBe(0);
      expect(program.least([[0, -1]])).toMatchObject({ value: -7 });
      expect(Array.from(program.least([[1, -1]])?.columns ?? [])).toEqual([0, 7]);
      program.bound(1, [0, 4]);
      expect(program.least([[0, 2]])?.value).toBe(6);
      program.bound(1, [8, 9]);
      expect(program.least([[0, 1]])).toBeUndefined();
      program.unbound(1);
      expect(program.least([[0, 1], [1, 3]])?.value).toBe(7);
      expect(program.least([])?.value).toBe(0);
      program.end();
    }
  });
  it("have their own bounds again afterwards", () => {
    const program = new Program(highs, [[0, 10], [0, 4]], line, "objective");
    program.bound(1, [1, 2]);
    program.unbound(1);
    expect(program.least([[0, 1]])?.value).toBe(3);
    expect(program.least([[1, 1]])?.value).toBe(0);
    program.end();
    expect(() => program.least([[0, 1]])).toThrow();
  });
  it("find whole numbers when asked to", () => {
    const twice = [{ terms: [[0, 2], [1, 2], [2, 1]] as const, equals: 7 }];
    const of = (kind: "objective" | "whole"): number | undefined => new Program(highs, [...box, [0, 1]], twice, kind).least([[2, 1]])?.value;
    expect([of("objective"), of("whole")]).toEqual([0, 1]);
  });
});

describe("What has to give way", () => {
  const given = (more: Partial<Repairs> = {}): Repairs => ({ count: 12, relations: rows, fixed: new Map(margins.filter(([at]) => at > 7)), printed: new Map([[1, 1], [2, 20], [3, 30], [4, 18], [5, 12], [6, 10], [7, 40]].map(([at = 0, value = 0]) => [at, { value, cost: at === 3 || at === 7 ? 100 : at }])), ...more });
  const base = table(2, 8, 20, 30, 18, 12, 10, 40, 20, 20, 30, 70);
  const weak = (more: Partial<Weakness> = {}): Weakness => ({ variable: 0, width: 5, top: 5, how: "series", ...more });
  const counted = new Map([[1, 8], [2, 20], [3, 30], [4, 18], [5, 12], [6, 10], [7, 40]].map(([at = 0, value = 0]) => [at, { value, cost: at === 3 || at === 7 ? 100 : at }] as const));
  const repaired = (weakness: Weakness, seen = { low: 2, high: 2 }, more: Partial<Repairs> = {}): readonly number[] | undefined => {
    const repairer = new Repairer(highs, given({ printed: counted, ...more }));
    const hide = repairer.for(weakness, base, seen);
    expect(repairer.for(weakness, base, seen)).toEqual(hide === undefined ? undefined : []);
    repairer.end();
    return hide;
  };
  it("is the cheapest rectangle around a number that lies alone", () => {
    expect(repaired(weak())).toEqual([1, 4, 5]);
    const dear = new Map([...counted].map(([at, { value, cost }]) => [at, { value, cost: at === 1 ? 50 : cost }] as const));
    expect(repaired(weak(), { low: 2, high: 2 }, { printed: dear })).toEqual([2, 4, 6]);
  });
  it("is the cheapest beside it where the solver knows no better, and nothing where nothing beside it is printed", () => {
    const costs = new Map([[5, 3], [1, 9], [2, 7], [4, 7], [9, 1], [10, 1]]);
    expect(cheapestBeside(new Set([0]), rows, costs)).toBe(2);
    expect(cheapestBeside(new Set([0, 9]), rows, costs)).toBe(9);
    expect(cheapestBeside(new Set([11]), rows, costs)).toBe(9);
    expect(cheapestBeside(new Set([11]), rows, new Map([...costs].toReversed()))).toBe(9);
    expect(cheapestBeside(new Set([3]), rows, new Map([[5, 3]]))).toBeUndefined();
    expect(cheapestBeside(new Set(), rows, costs)).toBeUndefined();
  });
  it("is nothing when nothing was printed in this release", () => {
    expect(repaired(weak(), { low: 2, high: 2 }, { fixed: new Map([...margins, [1, 8], [2, 20], [4, 18], [5, 12], [6, 10]]), printed: new Map() })).toBeUndefined();
    expect(repaired(weak(), { low: 2, high: 2 }, { fixed: new Map([...margins, [4, 18]]), printed: new Map([...counted].filter(([at]) => [1, 2, 5, 6].includes(at))) })).toBeUndefined();
  });
  it("is what an organisation does not know itself", () => {
    const insider = { name: "one", own: new Set([1, 5]), parts: new Map() };
    expect(repaired(weak({ how: "organisation", extra: new Map(), insider, width: 1, top: 0 }))).toEqual([2, 4, 6]);
    expect(repaired(weak({ how: "person", extra: new Map(), width: 1, top: 0 }))).toEqual([1, 4, 5]);
    expect(repaired(weak({ how: "person", extra: new Map([[9, [20, 20] as const], [1, [0, 0] as const]]), width: 1, top: 0 }))).toEqual([1, 4, 5]);
  });
  const alone = (base: readonly number[], costs: readonly number[], weakness: Partial<Weakness> = {}, seen = { low: base[1] ?? 0, high: base[1] ?? 0 }): readonly number[] | undefined => {
    // 0 is the sum of all others and was printed before; 1 is hidden, the others were just printed.
    const relation = base.map((_, at) => at);
    const printed = new Map(costs.map((cost, at) => [at + 2, { value: base[at + 2] ?? 0, cost }]));
    const repairer = new Repairer(highs, { count: base.length, relations: [relation], fixed: new Map([[0, base[0] ?? 0]]), printed });
    const hide = repairer.for(weak({ variable: 1, ...weakness }), Int32Array.from(base), seen);
    repairer.end();
    return hide;
  };
  it("may go down as well as up, whichever is cheaper", () => {
    expect(alone([18, 8, 0, 10], [1, 5])).toEqual([2]);
    expect(alone([18, 8, 0, 10], [9, 5])).toEqual([3]);
    expect(alone([18, 8, 0, 10], [1, 5], { width: 9 })).toEqual([3]);
    expect(alone([18, 8, 0, 10], [1, 5], { how: "person", extra: new Map(), width: 1, top: 0 })).toEqual([2]);
  });
  it("goes as far down as is missing, and no further", () => {
    expect(alone([14, 5, 0, 9], [1, 2], {}, { low: 2, high: 5 })).toEqual([3]);
    expect(alone([18, 8, 0, 10], [1, 1.5], {}, { low: 8, high: 9 })).toEqual([2]);
  });
  it("only goes down where what is left can still be as much as it must", () => {
    expect(alone([8, 6, 2], [1])).toEqual([2]);
    expect(alone([14, 4, 0, 10], [1, 5])).toEqual([3]);
    expect(alone([14, 5, 0, 9], [1, 5])).toEqual([2]);
  });
  it("is one step up and one down where neither way alone is wide enough", () => {
    expect(alone([6, 4, 2], [1])).toEqual([2]);
    expect(alone([4, 4, 0, 0], [2, 1])).toEqual([3]);
    expect(alone([4, 4, 0], [1], { how: "person", extra: new Map(), width: 1, top: 0 })).toEqual([2]);
    expect(alone([0, 0, 0], [1])).toBeUndefined();
    expect(alone([0, 0, 0], [1], { how: "person", extra: new Map(), width: 1, top: 0 })).toBeUndefined();
  });
});
