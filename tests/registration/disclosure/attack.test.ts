/** What the attacker says of releases that nobody protected: which attack, of which cell, and what is left to guess. */
import { describe, expect, it } from "vitest";
import { attack, intervals, usuallySensitive, type AttackOptions, type CountedTable, type Dimension, type Finding, type Release } from "../../../src/registration/disclosure/index.ts";
import { meta, periods } from "./world.ts";

type Line = readonly [codes: Readonly<Record<string, string>>, count: number, shown: boolean, parts?: Readonly<Record<string, number>>];
type Told = { readonly id?: string; readonly dims: Readonly<Record<string, Dimension>>; readonly lines: readonly Line[]; readonly threshold?: number };

const topics: Readonly<Record<string, Dimension>> = { topic: ["a", "b", "c", "T"] };
const release = ({ id = "r", dims, lines, threshold = 5 }: Told): Release => ({ id, previous: [], total: "T", dims: { ...dims }, tables: [{ id: "t", dims: Object.keys(dims), fixed: {}, cells: lines.map(([codes, count, shown]) => ({ ...codes, value: shown ? count : null })) }], meta: { ...meta, threshold } });
const truth = ({ dims, lines }: Told): CountedTable => ({ id: "t", dims: Object.keys(dims), fixed: {}, cells: lines.map(([codes, count, , parts]) => ({ codes, count, ...(parts === undefined ? {} : { parts }) })) });
const found = (told: readonly Told[], options?: AttackOptions): Promise<readonly Finding[]> => attack(told.map(release), told.map((one) => [truth(one)]), options);
const ofTopics = (counts: readonly (readonly [string, number, boolean])[], sum: number): Told => ({ dims: topics, lines: [...counts.map(([topic, count, shown]): Line => [{ topic }, count, shown]), [{}, sum, true]] });

describe("One release", () => {
  it("tells a small count that is the rest of its total (A, exact)", async () => {
    expect(await found([ofTopics([["a", 2, false], ["b", 10, true], ["c", 20, true]], 32)])).toEqual([{ attack: "A", release: "r", codes: { topic: "a" }, because: "exact", low: 2, high: 2 }]);
  });
  it("tells that two counts are surely small (A, narrow)", async () => {
    expect(await found([ofTopics([["a", 1, false], ["b", 2, false], ["c", 27, true]], 30)], { sensitive: [] })).toEqual(expect.arrayContaining([{ attack: "A", release: "r", codes: { topic: "a" }, because: "narrow", low: 0, high: 3 }, { attack: "A", release: "r", codes: { topic: "b" }, because: "narrow", low: 0, high: 3 }]));
  });
  it("tells nothing when two counts may be anything from nothing to the threshold, but whoever is in one knows the other (E)", async () => {
    expect(await found([ofTopics([["a", 1, false], ["b", 4, false], ["c", 25, true]], 30)])).toEqual([{ attack: "E", release: "r", codes: { topic: "b" }, because: "exact" }]);
  });
  it("prints a small count, unless the threshold is lower", async () => {
    const told = ofTopics([["a", 4, true], ["b", 10, true], ["c", 20, true]], 34);
    expect(await found([told])).toEqual([{ attack: "A", release: "r", codes: { topic: "a" }, because: "printed", low: 4, high: 4 }]);
    expect(await found([told], { threshold: 4 })).toEqual([]);
    expect(await found([{ ...told, threshold: 4 }])).toEqual([]);
  });
  it("says what all of a small group have in common, where that says something of a person (F)", async () => {
    const told = ofTopics([["a", 10, true], ["b", 0, true], ["c", 0, true]], 10);
    expect(await found([told])).toEqual([{ attack: "F", release: "r", codes: { topic: "a" }, because: "group", low: 10, high: 10 }]);
    expect(await found([told], { sensitive: ["role"] })).toEqual([]);
    expect(usuallySensitive).toEqual(["topic", "outcome", "role"]);
  });
  it("prints a zero behind a hidden total", async () => {
    const dims: Readonly<Record<string, Dimension>> = { topic: ["a", "b", "T"], area: ["x", "y", "T"] };
    const lines: Line[] = [[{ topic: "a", area: "x" }, 3, false], [{ topic: "b", area: "x" }, 0, true], [{ area: "x" }, 3, false], [{ topic: "a", area: "y" }, 20, false], [{ topic: "b", area: "y" }, 20, true], [{ area: "y" }, 40, false], [{ topic: "a" }, 23, true], [{ topic: "b" }, 20, true], [{}, 43, true]];
    expect(await found([{ dims, lines }])).toEqual([{ attack: "A", release: "r", codes: { area: "x", topic: "b" }, because: "printed", low: 0, high: 0 }]);
  });
  it("contradicts itself", async () => {
    expect(await found([ofTopics([["a", 10, true], ["b", 10, true], ["c", 10, true]], 29)])).toMatchObject([{ attack: "B", release: "r", because: "contradiction" }]);
  });
});

describe("An organisation", () => {
  const dims: Readonly<Record<string, Dimension>> = { organisation: ["one", "two", "three", "T"] };
  it("takes its own hidden count off (D, exact)", async () => {
    const own = (name: string, count: number, shown: boolean): Line => [{ organisation: name }, count, shown, { [name]: count }];
    expect(await found([{ dims, lines: [own("one", 3, false), own("two", 7, false), own("three", 20, true), [{}, 30, true, { one: 3, two: 7, three: 20 }]] }])).toEqual([{ attack: "D", release: "r", codes: { organisation: "one" }, because: "exact", who: "two" }]);
  });
  it("takes its own part off a printed count and is left with one or two people (D, residual)", async () => {
    const lines = (others: number): Line[] => [[{ topic: "a" }, 11 + others, true, { one: 11, two: others }], [{ topic: "b" }, 30, true, { one: 10, two: 20 }], [{ topic: "c" }, 30, true, { one: 10, two: 20 }], [{}, 71 + others, true, { one: 31, two: 40 + others }]];
    expect(await found([{ dims: topics, lines: lines(2) }], { sensitive: [] })).toEqual([{ attack: "D", release: "r", codes: { topic: "a" }, because: "residual", low: 13, high: 13 }]);
    expect(await found([{ dims: topics, lines: lines(3) }], { sensitive: [] })).toEqual([]);
  });
});

describe("Releases together", () => {
  const dims = { period: periods([2026]) };
  const quarters: Line[] = [[{ period: "2026-q1" }, 10, true], [{ period: "2026-q2" }, 12, true], [{ period: "2026-q3" }, 8, true], [{ period: "2026-q4" }, 3, false]];
  it("tell what each alone does not (B)", async () => {
    expect(await found([{ id: "quarters", dims, lines: quarters }])).toEqual([]);
    expect(await found([{ id: "quarters", dims, lines: quarters }, { id: "year", dims, lines: [[{ period: "2026" }, 33, true]] }])).toEqual([{ attack: "B", release: "quarters", codes: { period: "2026-q4" }, because: "exact", low: 3, high: 3 }]);
  });
  it("say two things of one cell, and how many came late (B altered, C)", async () => {
    const one = (id: string, count: number): Told => ({ id, dims: { area: ["x", "y"] }, lines: [[{ area: "x" }, count, true]] });
    const both = [one("first", 10), one("second", 12)].map(release);
    expect(await attack(both, [])).toEqual([{ attack: "B", release: "second", codes: { area: "x" }, because: "altered" }, { attack: "C", release: "second", codes: { area: "x" }, because: "increment", low: 2, high: 2 }]);
    expect(await attack([one("first", 10), one("second", 15)].map(release), [])).toEqual([{ attack: "B", release: "second", codes: { area: "x" }, because: "altered" }]);
  });
  it("leave a cell that nothing adds up without an upper bound", async () => {
    expect(await intervals([release({ id: "quarters", dims, lines: quarters })])).toEqual([{ release: "quarters", codes: { period: "2026-q4" }, low: 0, high: undefined }]);
  });
});
