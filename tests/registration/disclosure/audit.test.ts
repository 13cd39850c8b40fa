/** Each attack by itself, on systems of a few numbers: who finds what, how far they look, and what they tell on the way. */
import { describe, expect, it } from "vitest";
import { byOrganisations, byPersons, bySeries, knowledgeOf, type Insider, type Subject } from "../../../src/registration/disclosure/audit.ts";
import { certain } from "../../../src/registration/disclosure/certain.ts";
import { joined } from "../../../src/registration/disclosure/hierarchy.ts";
import { insidersOf } from "../../../src/registration/disclosure/insiders.ts";
import { Puzzle } from "../../../src/registration/disclosure/puzzle.ts";
import { solver } from "../../../src/registration/disclosure/solver.ts";
import type { System } from "../../../src/registration/disclosure/system.ts";
import { Pace } from "../../../src/registration/disclosure/watching.ts";

/** 0 is the sum of 1 to 4; 5 is the sum of 6, 7 and 8. */
const relations = [[0, 1, 2, 3, 4], [5, 6, 7, 8]];
const truth = Int32Array.from([40, 1, 1, 2, 36, 33, 1, 2, 30]);
const printed = new Map([[0, 40], [4, 36], [5, 33], [8, 30]]);
const nobody: readonly Insider[] = [];

async function subject(more: Partial<Subject> = {}): Promise<Subject> {
  const puzzle = new Puzzle(await solver(), truth.length, relations, printed);
  puzzle.admit(truth);
  return { puzzle, base: truth, demands: [], sensitive: new Set(), unprinted: [], threshold: 5, insiders: nobody, ...more };
}
const quickly = (): Pace => new Pace();
type Step = readonly [string, number, number];
function told(): { readonly steps: Step[]; readonly pace: Pace } {
  const steps: Step[] = [];
  return { steps, pace: new Pace({ breath: 0, progress: (...step) => steps.push(step) }) };
}
const wide = (variable: number): { variable: number; width: number; top: number } => ({ variable, width: 5, top: 5 });

describe("Somebody who has only what is printed", () => {
  it("finds each number that can be nothing but small, and tells how far he is", async () => {
    const { steps, pace } = told();
    expect(await bySeries(await subject({ demands: [wide(1), { variable: 2, width: 1, top: 0 }, wide(6)] }), pace)).toEqual([{ ...wide(1), how: "series" }, { ...wide(6), how: "series" }]);
    expect(steps).toEqual([["series", 0, 3], ["series", 1, 3], ["series", 2, 3]]);
  });
  it("stops at the first when one is enough", async () => {
    expect(await bySeries(await subject({ demands: [wide(1), wide(6)], firstOnly: true }), quickly())).toHaveLength(1);
    expect(await bySeries(await subject({ demands: [{ variable: 2, width: 1, top: 0 }, wide(6)], firstOnly: true }), quickly())).toHaveLength(1);
  });
  const of = async (variable: number, threshold: number, admitted: readonly (readonly number[])[] = []): Promise<{ weak: number; solved: number }> => {
    const puzzle = new Puzzle(await solver(), 4, [[0, 1, 2, 3]], new Map([[0, 9], [3, 2]]), new Map([[1, [2, 4] as const], [2, [3, 9] as const]]));
    for (const table of [[9, 2, 5, 2], ...admitted]) expect(puzzle.admit(Int32Array.from(table))).toBe(true);
    const weak = await bySeries({ ...(await subject({ unprinted: [variable], threshold })), puzzle }, quickly());
    expect(weak).toEqual(weak.length === 0 ? [] : [{ variable, width: threshold, top: threshold, how: "series" }]);
    return { weak: weak.length, solved: puzzle.solved };
  };
  it("finds that a number nobody printed is surely there and surely small", async () => {
    expect(await of(1, 5)).toEqual({ weak: 1, solved: 2 });
    expect(await of(1, 4)).toEqual({ weak: 0, solved: 2 });
    expect(await of(3, 3)).toEqual({ weak: 1, solved: 0 });
    expect(await of(3, 2)).toEqual({ weak: 0, solved: 0 });
  });
  it("asks nothing when a table that fits shows already that it is not", async () => {
    expect(await of(2, 5)).toEqual({ weak: 0, solved: 0 });
    expect(await of(2, 6)).toEqual({ weak: 1, solved: 2 });
    expect(await of(2, 6, [[9, 4, 3, 2]])).toEqual({ weak: 1, solved: 2 });
  });
  it("finds nothing in a number that may be nothing, known or not", async () => {
    const puzzle = new Puzzle(await solver(), 4, [[0, 1, 2, 3]], new Map([[0, 3], [3, 0]]));
    puzzle.admit(Int32Array.from([3, 2, 1, 0]));
    const { steps, pace } = told();
    expect(await bySeries({ ...(await subject({ unprinted: [1, 3] })), puzzle }, pace)).toEqual([]);
    expect(puzzle.solved).toBe(2);
    puzzle.admit(Int32Array.from([3, 0, 3, 0]));
    expect(await bySeries({ ...(await subject({ unprinted: [1, 3] })), puzzle }, pace)).toEqual([]);
    expect(puzzle.solved).toBe(2);
    expect(steps.map(([name, at, of]) => [name, at, of])).toEqual([["unprinted", 0, 2], ["unprinted", 1, 2], ["unprinted", 0, 2], ["unprinted", 1, 2]]);
  });
});

describe("An organisation", () => {
  const knows = (name: string, own: readonly number[], parts: readonly (readonly [number, number])[] = []): Insider => ({ name, own: new Set(own), parts: new Map(parts) });
  it("knows its own numbers, and that others are at least its part, of what is not printed anyway", () => {
    const one = knows("one", [1, 2, 4], [[3, 2], [5, 0], [6, 1], [4, 3]]);
    expect([...knowledgeOf(one, truth, (variable) => variable !== 4 && variable !== 6)]).toEqual([[3, [2, 10_000_000]], [1, [1, 1]], [2, [1, 1]]]);
  });
  it("works out what is left of a line, and tells how far it is", async () => {
    const { steps, pace } = told();
    const insiders = [knows("one", [1, 2]), knows("two", [6])];
    const weak = await byOrganisations(await subject({ sensitive: new Set([1, 2, 3, 6, 7]), insiders }), pace);
    expect(weak.map(({ variable, how, width, top, insider }) => [variable, how, width, top, insider?.name])).toEqual([[3, "organisation", 1, 0, "one"], [7, "organisation", 1, 0, "two"]]);
    expect(weak.map(({ extra }) => [...(extra ?? [])])).toEqual([[[1, [1, 1]], [2, [1, 1]]], [[6, [1, 1]]]]);
    expect([...new Set(steps.map((step) => step.join(" ")))]).toEqual(["organisations 0 2", "organisations 1 2"]);
  });
  it("is not followed by the next when one weakness is enough", async () => {
    const insiders = [knows("none", []), knows("one", [1, 2]), knows("two", [6])];
    expect(await byOrganisations(await subject({ sensitive: new Set([3, 7]), insiders, firstOnly: true }), quickly())).toHaveLength(1);
  });
  it("has its own rows and its part in every other, in the order of the names", () => {
    const place = (codes: Record<string, string>): System["places"][number] => ({ key: "", codes });
    const system = { places: [place({ organisation: "b" }), place({ topic: "x" }), place({ organisation: "b", topic: "x" }), place({ organisation: "a" })], index: new Map(), relations: [], plain: { places: 4, relations: 0 } } satisfies System;
    const counts = new Map([[1, { count: 5, parts: { b: 2, c: 3 }, codes: {} }], [3, { count: 1, parts: { c: 1 }, codes: {} }]]);
    const groups = joined([{ total: "T", dims: { organisation: { total: "T", codes: ["T", "a", "b", "c"], sums: [{ parent: "g", children: ["a", "b"] }] } } }]);
    const ofGroup = { ...system, places: [...system.places, place({ organisation: "g" })] };
    expect(insidersOf(ofGroup, counts, groups)).toEqual(insidersOf(system, counts, new Map()));
    expect(insidersOf(system, counts, new Map())).toEqual([
      { name: "a", own: new Set([3]), parts: new Map() },
      { name: "b", own: new Set([0, 2]), parts: new Map([[1, 2]]) },
      { name: "c", own: new Set(), parts: new Map([[1, 3], [3, 1]]) },
    ]);
  });
});

describe("Somebody who was counted", () => {
  it("and is alone in a cell knows that one, and works out what is left", async () => {
    const { steps, pace } = told();
    const weak = await byPersons(await subject({ sensitive: new Set([1, 6, 7]) }), pace);
    expect(weak.map(({ variable, how, width, top, extra }) => [variable, how, width, top, [...(extra ?? [])]])).toEqual([[7, "person", 1, 0, [[6, [1, 1]]]]]);
    expect([...new Set(steps.map((step) => step.join(" ")))]).toEqual(["persons 0 2", "persons 1 2"]);
  });
  it("is not followed by the next when one weakness is enough", async () => {
    const puzzle = new Puzzle(await solver(), 6, [[0, 1, 2], [3, 4, 5]], new Map([[0, 3], [3, 3]]));
    puzzle.admit(Int32Array.from([3, 1, 2, 3, 1, 2]));
    const two = { ...(await subject({ sensitive: new Set([1, 2, 4, 5]) })), puzzle, base: Int32Array.from([3, 1, 2, 3, 1, 2]) };
    expect(await byPersons(two, quickly())).toHaveLength(2);
    expect(await byPersons({ ...two, firstOnly: true }, quickly())).toHaveLength(1);
  });
});

describe("Long work", () => {
  it("lets others have their turn, tells how far it is, and stops before and after its turn when asked", async () => {
    const stop = new AbortController();
    const { steps, pace } = told();
    await pace.step("one", 1, 2);
    expect(steps).toEqual([["one", 1, 2]]);
    const stopped = new Pace({ breath: 0, signal: stop.signal, progress: () => stop.abort(new Error("stopped")) });
    await expect(stopped.step("one", 1, 2)).rejects.toThrow("stopped");
    await expect(new Pace({ signal: stop.signal }).step("one", 1, 2)).rejects.toThrow("stopped");
    let turns = 0;
    setImmediate(() => (turns += 1));
    await pace.step("two", 1, 2);
    expect(turns).toBe(1);
  });
  it("says nothing before it has worked for long, and needs nobody who listens", async () => {
    const steps: string[] = [];
    const pace = new Pace({ breath: 3_600_000, progress: (name) => steps.push(name) });
    await pace.step("one", 1, 2);
    expect(steps).toEqual([]);
    const { now } = performance;
    let clock = 0;
    performance.now = () => clock;
    try {
      const usual = new Pace({ progress: (name) => steps.push(name) });
      clock = 39;
      await usual.step("early", 1, 2);
      clock = 40;
      await usual.step("late", 1, 2);
      clock = 79;
      await usual.step("early again", 1, 2);
    } finally {
      performance.now = now;
    }
    expect(steps).toEqual(["late"]);
    await new Pace({ breath: 0 }).step("one", 1, 2);
    expect(new Pace().step("one", 1, 2)).toBeInstanceOf(Promise);
  });
});

describe("What must be there", () => {
  it("is there, or nothing goes on", () => {
    expect(certain(0)).toBe(0);
    expect(certain("")).toBe("");
    expect(() => certain(undefined)).toThrow("not in the system");
  });
});
