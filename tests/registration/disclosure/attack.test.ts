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
  it("tells of a small count that it lies between numbers too close to each other (A, narrow)", async () => {
    const dims: Readonly<Record<string, Dimension>> = { topic: ["a", "b", "T"], area: ["x", "y", "T"] };
    const lines: Line[] = [[{ topic: "a", area: "x" }, 3, false], [{ topic: "a", area: "y" }, 4, false], [{ topic: "a" }, 7, true], [{ topic: "b", area: "x" }, 3, false], [{ topic: "b", area: "y" }, 1, false], [{ topic: "b" }, 4, true], [{ area: "x" }, 6, true], [{ area: "y" }, 5, true], [{}, 11, true]];
    expect(await found([{ dims, lines }], { sensitive: [] })).toContainEqual({ attack: "A", release: "r", codes: { area: "x", topic: "a" }, because: "narrow", low: 2, high: 6 });
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
  it("gives away a number that nobody printed, which then belongs to no release", async () => {
    const found = await attack([release({ dims: topics, lines: [[{ topic: "a" }, 10, true], [{ topic: "b" }, 20, true], [{}, 32, true]] })], [[]]);
    expect(found).toEqual([{ attack: "A", release: "", codes: { topic: "c" }, because: "exact", low: 2, high: 2 }]);
  });
  it("is tried with the highest threshold of all releases", async () => {
    const of = (id: string, threshold: number): Release => release({ id, dims: { area: [id] }, lines: [[{ area: id }, 4, true]], threshold });
    const counts = ["x", "y"].map((area) => [truth({ dims: { area: [area] }, lines: [[{ area }, 4, true]] })]);
    expect((await attack([of("x", 3), of("y", 5)], counts)).map(({ codes }) => codes)).toEqual([{ area: "x" }, { area: "y" }]);
    expect(await attack([of("x", 3), of("y", 4)], counts)).toEqual([]);
  });
  it("takes its time, tells how far the attack is, and stops it when asked", async () => {
    const steps: string[] = [];
    const told = ofTopics([["a", 1, false], ["b", 2, false], ["c", 27, true]], 30);
    await found([told], { watching: { breath: 0, progress: (...step) => steps.push(step.join(" ")) } });
    expect([...new Set(steps)]).toEqual(["series 0 2", "series 1 2", "persons 0 1"]);
    const gone: string[] = [];
    await intervals([release(told)], { watching: { breath: 0, progress: (...step) => gone.push(step.join(" ")) } });
    expect(gone).toEqual(["intervals 0 2", "intervals 1 2"]);
    await expect(found([told], { watching: { signal: AbortSignal.abort(new Error("stopped")) } })).rejects.toThrow("stopped");
  });
  it("gives away by three tables that cross three subjects what no two of them do (G)", async () => {
    const dims: Readonly<Record<string, Dimension>> = { topic: ["a", "b", "T"], area: ["x", "y", "T"], role: ["r", "s", "T"] };
    const crossed = (first: string, second: string, shown: boolean): Release["tables"][number] => {
      const [one = [], two = []] = [first, second].map((name) => (dims[name] as string[]).slice(0, 2));
      const inside = one.flatMap((a, row) => two.map((b, column) => ({ [first]: a, [second]: b, value: shown ? (row === column ? 5 : 0) : null })));
      return { id: `${first}-${second}`, dims: [first, second], cells: [...inside, ...one.map((a) => ({ [first]: a, value: 5 })), ...two.map((b) => ({ [second]: b, value: 5 })), { value: 10 }] };
    };
    const three: Release = { id: "r", previous: [], total: "T", dims: { ...dims }, tables: [crossed("topic", "area", true), crossed("area", "role", true), crossed("topic", "role", false)], meta };
    const known = await attack([three], [[]]);
    expect(known.map(({ attack: name, codes, because, low, high }) => [name, codes, because, (low ?? -1) + 0, (high ?? -1) + 0])).toEqual([["G", { role: "r", topic: "a" }, "exact", 5, 5], ["G", { role: "s", topic: "a" }, "exact", 0, 0], ["G", { role: "r", topic: "b" }, "exact", 0, 0], ["G", { role: "s", topic: "b" }, "exact", 5, 5]]);
    expect(await attack([{ ...three, tables: three.tables.slice(1) }], [[]])).toEqual([]);
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
    const beside = lines(2).map((one, at): Line => (at === 1 || at === 2 ? [one[0], one[1], false, one[3] ?? {}] : one));
    expect(await found([{ dims: topics, lines: beside }], { sensitive: [] })).toEqual([{ attack: "D", release: "r", codes: { topic: "a" }, because: "residual", low: 13, high: 13 }]);
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
    expect(await attack(both, [[truth(one("first", 2))], [truth(one("second", 2))]])).toHaveLength(2);
    expect(await attack([one("first", 10), one("second", 15)].map(release), [])).toEqual([{ attack: "B", release: "second", codes: { area: "x" }, because: "altered" }]);
  });
  it("say how many came late also where nobody printed it, and of every two editions (C)", async () => {
    const edition = (id: string, a: number, b: number | null, all: number): Release => ({ id, previous: [], total: "T", dims: { topic: ["a", "b", "T"] }, tables: [{ id: "t", dims: ["topic"], fixed: {}, cells: [{ topic: "a", value: a }, { topic: "b", value: b }, { value: all }] }], meta });
    const late = async (...releases: Release[]): Promise<unknown[]> => (await attack(releases, [])).flatMap(({ attack: name, release: id, codes, because, low, high }) => (name === "C" ? [[id, codes["topic"] ?? "all", because, low, high]] : []));
    expect(await late(edition("one", 10, null, 20), edition("two", 12, null, 23))).toEqual([["two", "a", "increment", 2, 2], ["two", "b", "increment", 1, 1], ["two", "all", "increment", 3, 3]]);
    expect(await late(edition("one", 10, 10, 20), edition("two", 14, 15, 29))).toEqual([["two", "a", "increment", 4, 4]]);
    expect(await late(edition("one", 10, 10, 20), edition("two", 10, 10, 20))).toEqual([]);
    expect(await late(edition("one", 10, 10, 20), edition("two", 12, 9, 21))).toEqual([]);
    expect(await late(edition("one", 10, 10, 20), edition("two", 10, 10, 20), edition("three", 11, 10, 21))).toEqual([["three", "a", "increment", 1, 1], ["three", "all", "increment", 1, 1], ["three", "a", "increment", 1, 1], ["three", "all", "increment", 1, 1]]);
    const first = { ...edition("one", 10, 10, 20), meta: { ...meta, threshold: 3 } };
    expect(await late(first, edition("two", 14, 14, 28))).toEqual([["two", "a", "increment", 4, 4], ["two", "b", "increment", 4, 4]]);
    const other: Release = { ...edition("two", 10, 10, 20), dims: { topic: ["a", "b", "T"], area: ["x"] }, tables: [{ id: "t", dims: ["area"], fixed: {}, cells: [{ area: "x", value: 3 }] }, { id: "u", dims: ["topic"], fixed: {}, cells: [{ topic: "a", value: 13 }] }] };
    expect(await late(edition("one", 10, 10, 20), other)).toEqual([["two", "a", "increment", 3, 3]]);
  });
  it("name the attack that finds a weakness first, also when one alone is just wide enough", async () => {
    const areas: Readonly<Record<string, Dimension>> = { area: { total: "T", codes: ["T"], sums: [{ parent: "T", children: ["x", "y"] }, { parent: "y", children: ["y1", "y2"] }] } };
    const first: Told = { id: "first", dims: areas, lines: [[{ area: "x" }, 2, false], [{ area: "y" }, 3, false], [{}, 5, true]] };
    const second: Told = { id: "second", dims: areas, lines: [[{ area: "y1" }, 1, true], [{ area: "y2" }, 2, false]] };
    expect(await found([first])).toEqual([]);
    const all = await found([second, first]);
    expect(all.map(({ attack: name, release: id, codes, because, low, high }) => [name, id, codes["area"], because, low, high])).toEqual(expect.arrayContaining([["B", "first", "x", "narrow", 0, 4], ["B", "second", "y2", "narrow", 0, 4]]));
    expect(all.every(({ attack: name, codes }) => name === "B" || codes["area"] === "y1")).toBe(true);
  });
  it("leave a cell that nothing adds up without an upper bound", async () => {
    expect(await intervals([release({ id: "quarters", dims, lines: quarters })])).toEqual([{ release: "quarters", codes: { period: "2026-q4" }, low: 0, high: undefined }]);
  });
});
