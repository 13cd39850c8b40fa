/** Which counts point at somebody, and what releases say of each cell: before anything is hidden or attacked. */
import { describe, expect, it } from "vitest";
import { evidenceOf, within } from "../../../src/registration/disclosure/evidence.ts";
import { joined } from "../../../src/registration/disclosure/hierarchy.ts";
import type { CountedTable, Dimension, Release } from "../../../src/registration/disclosure/index.ts";
import { countsOf, groupDisclosures, isSmall, leavesFew, liesBehind, marginsOf, primaries, zerosBehind, zerosOfOpenSums, type Counted, type Counts, type Margin } from "../../../src/registration/disclosure/sensitive.ts";
import { systemOf, placeOf } from "../../../src/registration/disclosure/system.ts";
import { meta, periods } from "./world.ts";

const of = (count: number, parts: Record<string, number> = {}, codes: Record<string, string> = {}): Counted => ({ count, parts, codes });
const counts = (...all: readonly number[]): Counts => new Map(all.map((count, variable) => [variable, of(count)]));
const margin = (parent: number | undefined, children: readonly number[], whole = true): Margin => ({ parent, children, whole });

describe("A count", () => {
  it("is small from one to below the threshold", () => {
    expect([0, 1, 4, 5].map((count) => isSmall(count, 5))).toEqual([false, true, true, false]);
  });
  it("leaves few when one or two others remain for an organisation that is in it", () => {
    const left = (count: number, parts: Record<string, number>): boolean => leavesFew(of(count, parts));
    expect([left(11, { one: 10, two: 1 }), left(12, { one: 10 }), left(13, { one: 10 }), left(10, { one: 10 }), left(2, { one: 0 }), left(12, { two: 2, one: 10 })]).toEqual([true, true, false, false, false, true]);
    expect(left(12, {})).toBe(false);
  });
  it("is hidden for its own sake when it is small, leaves few, or says what a small group has in common", () => {
    const all: Counts = new Map([[0, of(3)], [1, of(11, { one: 10 })], [2, of(5)], [3, of(0)], [4, of(2, { one: 1 })], [5, of(12, { one: 11 })], [6, of(12)]]);
    expect([...primaries(all, [margin(6, [5, 3])], 5, true)]).toEqual([[0, "primary"], [1, "insider"], [4, "primary"], [5, "insider"]]);
    expect([...primaries(all, [margin(6, [5, 3])], 5, false)]).toEqual([[0, "primary"], [4, "primary"], [5, "group"]]);
  });
});

describe("A group below twenty", () => {
  const told = (all: Counts, one: Margin): number[] => groupDisclosures(all, [one]);
  it("tells when all, or all but one, fall in one class", () => {
    expect(told(counts(19, 18, 1), margin(0, [1, 2]))).toEqual([1]);
    expect(told(counts(19, 19, 0), margin(0, [1, 2]))).toEqual([1]);
    expect(told(counts(19, 17, 2), margin(0, [1, 2]))).toEqual([]);
    expect(told(counts(20, 19, 1), margin(0, [1, 2]))).toEqual([]);
    expect(told(counts(2, 1, 1), margin(0, [1, 2]))).toEqual([1, 2]);
    expect(told(counts(1, 1, 0), margin(0, [1, 2]))).toEqual([]);
  });
  it("is as large as its classes together when nobody counted it, and is nothing when a class is missing", () => {
    expect(told(counts(9, 0, 9), margin(undefined, [0, 1]))).toEqual([0]);
    expect(told(counts(9, 12), margin(undefined, [0, 1]))).toEqual([]);
    expect(told(counts(9, 9), margin(0, [1], false))).toEqual([]);
  });
  it("is looked for behind every count over a subject that says something of a person", () => {
    const dims: Record<string, Dimension> = { topic: { total: "T", codes: ["T"], sums: [{ parent: "T", children: ["g", "h"] }, { parent: "g", children: ["a", "b"] }] }, area: ["x", "y", "T"] };
    const hierarchies = joined([{ total: "T", dims }]);
    const keys: Record<string, string>[] = [{ area: "x" }, { area: "x", topic: "g" }, { area: "x", topic: "h" }, { area: "x", topic: "a" }, { area: "y", topic: "g" }];
    const system = systemOf([{ dims: ["topic", "area"], fixed: {}, places: keys.map((codes) => placeOf(codes, hierarchies)) }], hierarchies, false);
    const mine = new Map(keys.map((codes, at) => [at, of(at, {}, codes)]));
    const key = (variable: number | undefined): string | undefined => (variable === undefined ? undefined : system.places[variable]?.key);
    const margins = (sensitive: readonly string[]): unknown[] => marginsOf(mine, hierarchies, system, sensitive).map(({ parent, children, whole }) => [key(parent), children.map(key), whole]);
    expect(margins(["topic", "weather"])).toEqual([["area=x", ["area=x|topic=g", "area=x|topic=h"], true], ["area=x|topic=g", ["area=x|topic=a"], false], [undefined, ["area=y|topic=g"], false]]);
    expect(margins([])).toEqual([]);
    const lone = marginsOf(new Map([[0, of(3, {}, { role: "r" })]]), joined([{ total: "T", dims: { role: ["r", "s", "T"] } }]), { places: [], index: new Map([["role=r", 0]]), relations: [], plain: { places: 0, relations: 0 } }, ["role"]);
    expect(lone).toEqual([{ parent: undefined, children: [0], whole: false }]);
  });
});

describe("A zero", () => {
  it("is hidden behind a hidden sum, not behind a printed one, and only once", () => {
    const all = counts(7, 7, 0, 0, 3, 0);
    const hidden = (...some: readonly number[]) => (variable: number): boolean => some.includes(variable);
    const margins = [margin(0, [1, 2, 3]), margin(4, [5]), margin(undefined, [5])];
    expect(zerosBehind(all, margins, hidden(0))).toEqual([2, 3]);
    expect(zerosBehind(all, margins, hidden(0, 3))).toEqual([2]);
    expect(zerosBehind(all, margins, hidden())).toEqual([]);
    expect(zerosBehind(all, [margin(0, [9])], hidden(0))).toEqual([]);
  });

  it("lies behind what is hidden over one of its rows", () => {
    const margins = [margin(0, [1, 2]), margin(4, [2, 5]), margin(undefined, [6])];
    const behind = (variable: number, ...some: readonly number[]): boolean => liesBehind(variable, margins, (one) => some.includes(one));
    expect([behind(1, 0), behind(2, 0), behind(2, 4), behind(5, 4)]).toEqual([true, true, true, true]);
    expect([behind(1, 4), behind(2), behind(6, 0, 4), behind(0, 0)]).toEqual([false, false, false, false]);
  });

  const hierarchies = joined([{ total: "T", dims: { period: periods([2026]), area: ["x", "y", "T"] } }]);
  const quarters = (...all: readonly (readonly [string, number])[]) => new Map(all.map(([period, count], at) => [at, of(count, {}, { period })]));
  const open = (now: ReadonlyMap<number, Counted>, printed: Record<string, number> = {}, hidden: readonly number[] = []): number[] => {
    const index = new Map([...now].map(([variable, { codes }]) => [placeOf(codes, hierarchies).key, variable]));
    return [...zerosOfOpenSums(now, hierarchies, index, new Map(Object.entries(printed)), (variable) => hidden.includes(variable))];
  };
  const three = { "period=2026-q1": 0, "period=2026-q2": 0, "period=2026-q3": 0 };
  it("of a quarter is hidden when all before it were zeros and only the last would stay open", () => {
    expect(open(quarters(["2026-q4", 0]), three)).toEqual([0]);
    expect(open(quarters(["2026-q3", 0]), { "period=2026-q1": 0, "period=2026-q2": 0 })).toEqual([0]);
    expect(open(quarters(["2026-q2", 0]), { "period=2026-q1": 0 })).toEqual([]);
    expect(open(quarters(["2026-q1", 0]))).toEqual([]);
  });
  it("is printed when somebody came before, when it is none, when it was printed, and when the year is there", () => {
    expect(open(quarters(["2026-q4", 0]), { ...three, "period=2026-q2": 7 })).toEqual([]);
    expect(open(quarters(["2026-q4", 7]), three)).toEqual([]);
    expect(open(quarters(["2026-q4", 0]), { ...three, "period=2026-q4": 0 })).toEqual([]);
    expect(open(quarters(["2026-q4", 0]), { ...three, "period=2026": 0 })).toEqual([]);
    expect(open(quarters(["2026-q4", 0], ["2026", 0]), three)).toEqual([]);
    expect(open(quarters(["2026-q4", 0]), three, [0])).toEqual([]);
  });
  it("stays open for the others of its own release: the first ones are hidden until two are", () => {
    expect(open(quarters(["2026-q1", 0], ["2026-q2", 0], ["2026-q3", 0], ["2026-q4", 0]))).toEqual([0, 1]);
    expect(open(quarters(["2026-q1", 0], ["2026-q2", 0], ["2026-q3", 0], ["2026-q4", 3]), {}, [3])).toEqual([0]);
    expect(open(quarters(["2026-q1", 0], ["2026-q2", 0], ["2026-q3", 7], ["2026-q4", 3]), {}, [3])).toEqual([]);
  });
  it("of other sums counts too", () => {
    const now = new Map([[0, of(0, {}, { area: "x", weather: "sun" })], [1, of(7, {}, { area: "y", weather: "sun" })]]);
    const index = new Map([["area=x|weather=sun", 0], ["area=y|weather=sun", 1]]);
    expect([...zerosOfOpenSums(now, hierarchies, index, new Map(), (variable) => variable === 1)]).toEqual([0]);
    expect([...zerosOfOpenSums(now, hierarchies, index, new Map(), () => false)]).toEqual([]);
  });
});

describe("What was counted", () => {
  const hierarchies = joined([{ total: "T", dims: { topic: ["a", "b", "T"] } }]);
  const system = systemOf([{ dims: ["topic"], fixed: {}, places: [placeOf({ topic: "a" }, hierarchies), placeOf({}, hierarchies)] }], hierarchies, false);
  const table = (cells: CountedTable["cells"], fixed = {}): CountedTable => ({ id: "t", dims: ["topic"], fixed, cells });
  it("belongs to the cells of the system, the parts as somebody told them last", () => {
    const found = countsOf([table([{ codes: { topic: "a" }, count: 3, parts: { one: 2 } }, { codes: { topic: "T" }, count: 9 }]), table([{ codes: { topic: "a" }, count: 3 }, { codes: { topic: "c" }, count: 1 }])], hierarchies, system);
    expect([...found]).toEqual([[0, { count: 3, parts: { one: 2 }, codes: { topic: "a" } }], [1, { count: 9, parts: {}, codes: {} }]]);
    expect(countsOf([table([{ codes: {}, count: 9 }], { topic: "a" })], hierarchies, system).get(0)?.count).toBe(9);
  });
  it("is one number for each cell", () => {
    expect(() => countsOf([table([{ codes: { topic: "a" }, count: 3 }, { codes: { topic: "a" }, count: 4 }])], hierarchies, system)).toThrow(new RangeError("topic=a"));
  });
});

describe("What is printed", () => {
  const dims: Record<string, Dimension> = { area: ["x", "y", "z", "T"] };
  const told = (id: string, cells: Release["tables"][number]["cells"], more: Partial<Release["tables"][number]> = {}): Release => ({ id, previous: [], total: "T", dims, tables: [{ id: "t", dims: ["area"], cells, ...more }], meta });
  const read = (...releases: Release[]) => {
    const { system, printed, ranges, hidden, seenIn, altered } = evidenceOf(releases, false);
    const named = <T>(map: ReadonlyMap<number, T>): Record<string, T> => Object.fromEntries([...map].map(([variable, value]) => [system.places[variable]?.key ?? "?", value]));
    return { printed: named(printed), ranges: named(ranges), hidden: [...hidden].map((one) => system.places[one]?.key), seenIn: named(seenIn), altered: altered.map(({ variable, release }) => [system.places[variable]?.key, release]) };
  };
  it("is a number, a gap or a range; a gap in one table is none when another prints it", () => {
    expect(read(told("r", [{ area: "x", value: 7 }, { area: "y", value: null }, { area: "z", value: { min: 2, max: 4 } }]), told("s", [{ area: "y", value: 8 }, { area: "x", value: null }, { value: null }]))).toEqual({
      printed: { "area=x": 7, "area=y": 8 }, ranges: { "area=z": [2, 4] }, hidden: ["", "area=z"], seenIn: { "area=x": "r", "area=y": "r", "area=z": "r", "": "s" }, altered: [],
    });
  });
  it("is what two ranges have in common, and altered when they have nothing", () => {
    const range = (id: string, min: number, max: number): Release => told(id, [{ area: "x", value: { min, max } }]);
    expect(read(range("r", 2, 6), range("s", 4, 9))).toMatchObject({ ranges: { "area=x": [4, 6] }, altered: [] });
    expect(read(range("r", 2, 6), range("s", 6, 9))).toMatchObject({ ranges: {}, printed: { "area=x": 6 }, hidden: [] });
    expect(read(range("r", 2, 6), range("s", 7, 9))).toMatchObject({ ranges: { "area=x": [2, 6] }, altered: [["area=x", "s"]] });
  });
  it("is rounded as the table says", () => {
    const rounded = (kind: "nearest" | "adjacent", base: number): unknown => read(told("r", [{ area: "x", value: 10 }, { area: "y", value: 0 }], { rounding: { base, kind } })).ranges;
    expect(rounded("nearest", 5)).toEqual({ "area=x": [8, 12], "area=y": [0, 2] });
    expect(rounded("adjacent", 5)).toEqual({ "area=x": [6, 14], "area=y": [0, 4] });
  });
  it("stands where table and cell say, in the table's own subjects", () => {
    const more = { dims: ["area"], fixed: { count: "matters" } };
    expect(read(told("r", [{ area: "x", topic: "a", value: 7 } as never], more)).printed).toEqual({ "area=x|count=matters": 7 });
  });
  it("is attacked in the part that hangs together with a cell, numbered anew", () => {
    const hierarchies = joined([{ total: "T", dims }]);
    const layout = (fixed: Record<string, string>, ...areas: string[]) => ({ dims: ["area"], fixed, places: areas.map((area) => placeOf({ ...fixed, area }, hierarchies)) });
    const system = systemOf([layout({ period: "q1" }, "x"), layout({ period: "q2" }, "x", "y"), layout({ period: "q1" }, "y", "z"), layout({ period: "q2" }, "z")], hierarchies, false);
    const part = within({ ...system, plain: { places: 5, relations: 1 } }, [5]);
    const keys = system.places.map(({ key }) => key);
    expect(part.from.map((one) => keys[one])).toEqual(keys.filter((key) => key.includes("q2")));
    expect(part.from).toEqual(part.from.toSorted((a, b) => a - b));
    expect([...part.to]).toEqual(part.from.map((old, at) => [old, at]));
    expect(part.system.places.map(({ key }) => key)).toEqual(keys.filter((key) => key.includes("q2")));
    expect([...part.system.index]).toEqual(part.system.places.map(({ key }, at) => [key, at]));
    const [parent = -1, ...children] = part.system.relations[0] ?? [];
    expect(part.system.relations).toHaveLength(1);
    expect([parent, ...children].map((one) => part.system.places[one]?.key)).toEqual(["period=q2", ...["x", "y", "z"].map((area) => `area=${area}|period=q2`)]);
    const inQ2 = (upTo: number): number => keys.slice(0, upTo).filter((key) => key.includes("q2")).length;
    expect(part.system.plain.places).toBe(inQ2(5));
    expect(within({ ...system, plain: { places: 5, relations: 2 } }, [5, 6]).system.plain.relations).toBeGreaterThan(0);
    const both = within(system, [0, 1]);
    expect(both.from).toEqual(system.places.map((_, at) => at));
    expect(both.system).toEqual(system);
    for (const relations of [0, 1, 2]) {
      const ofQ2 = system.relations.slice(0, relations).filter(([first = 0]) => (keys[first] ?? "").includes("q2")).length;
      expect(within({ ...system, plain: { places: 5, relations } }, [5]).system.plain.relations).toBe(keys[5]?.includes("q2") === true ? ofQ2 : relations - ofQ2);
    }
  });
});
