/** How classes add up, and what follows from it for numbers that nobody printed. */
import { describe, expect, it } from "vitest";
import { hierarchyOf, isChanged, isCircular, joined, type Hierarchy } from "../../../src/registration/disclosure/hierarchy.ts";
import { costOf, dearestFirst, levelOf, neededMost } from "../../../src/registration/disclosure/importance.ts";
import type { Dimension } from "../../../src/registration/disclosure/index.ts";
import { groupsOf, placeOf, systemOf, type Layout } from "../../../src/registration/disclosure/system.ts";

const sum = (parent: string, ...children: string[]): { parent: string; children: string[] } => ({ parent, children });
/** Without the names and sums as they were told. */
const plain = ({ same, written, ...rest }: Hierarchy): Omit<Hierarchy, "same" | "written"> => {
  expect([...same]).toEqual([]);
  expect(written).toEqual(rest.sums);
  return rest;
};
const depthOf = (dimension: Dimension, total?: string): Record<string, number> => Object.fromEntries(hierarchyOf(dimension, total).depth);

describe("Classes", () => {
  it("in a plain list add up to the total, when it is among them", () => {
    expect(plain(hierarchyOf(["a", "b", "T"], "T"))).toEqual({ total: "T", codes: new Set(["a", "b", "T"]), sums: [sum("T", "a", "b")], depth: new Map([["a", 1], ["b", 1], ["T", 0]]), overlaps: false });
    for (const total of ["all", undefined]) expect(plain(hierarchyOf(["a", "b"], total))).toEqual({ total: undefined, codes: new Set(["a", "b"]), sums: [], depth: new Map([["a", 0], ["b", 0]]), overlaps: false });
    expect(hierarchyOf(["T"], "T")).toMatchObject({ total: "T", sums: [] });
  });
  it("in groups add up as told, and what stands under nothing to the total", () => {
    expect(plain(hierarchyOf({ codes: ["a", "g"], sums: [sum("g", "c", "d")] }, "T"))).toEqual({ total: "T", codes: new Set(["a", "g", "c", "d", "T"]), sums: [sum("T", "a", "g"), sum("g", "c", "d")], depth: new Map([["a", 1], ["g", 1], ["c", 2], ["d", 2], ["T", 0]]), overlaps: false });
    expect(hierarchyOf({ total: "all", codes: [], sums: [sum("all", "a", "x"), sum("a", "b", "c")] }, "T")).toMatchObject({ total: "all", sums: [sum("all", "a", "x"), sum("a", "b", "c")] });
    expect(hierarchyOf({ total: "T", codes: ["x"], sums: [sum("T", "a", "b")] }, "T").sums).toEqual([sum("T", "a", "b")]);
    expect(hierarchyOf({ total: null, codes: ["a"] }, "T")).toMatchObject({ total: undefined, sums: [] });
    expect(depthOf({ total: "T", codes: [], sums: [sum("b", "c"), sum("a", "b"), sum("T", "a")] })).toEqual({ T: 0, a: 1, b: 2, c: 3 });
    expect(depthOf({ total: "T", codes: [], sums: [sum("T", "a"), sum("a", "c"), sum("T", "c")] })).toEqual({ T: 0, a: 1, c: 2 });
  });
  it("go by one name when they are made of the same: the total's, the finest class's, or the coarsest's", () => {
    const named = (total: string | null, ...sums: { parent: string; children: string[] }[]): unknown => {
      const { same, sums: told } = hierarchyOf({ total, codes: [], sums }, undefined);
      return [Object.fromEntries(same), told];
    };
    expect(named("T", sum("T", "g", "b"), sum("g", "a"))).toEqual([{ g: "a" }, [sum("T", "a", "b")]]);
    expect(named("T", sum("T", "g", "b"), sum("g", "h"), sum("h", "a"))).toEqual([{ g: "a", h: "a" }, [sum("T", "a", "b")]]);
    expect(named("T", sum("T", "a"))).toEqual([{ a: "T" }, []]);
    expect(named("T", sum("T", "a", "b", "c"), sum("all", "c", "b", "a"), sum("some", "a", "b"))).toEqual([{ all: "T" }, [sum("T", "a", "b", "c"), sum("some", "a", "b")]]);
    expect(named(null, sum("deep", "g", "c"), sum("g", "a", "b"), sum("flat", "a", "b", "c"))).toEqual([{ flat: "deep" }, [sum("deep", "g", "c"), sum("g", "a", "b"), sum("deep", "a", "b", "c")]]);
    expect(named(null, sum("top", "one"), sum("one", "a", "b"))).toEqual([{ one: "top" }, [sum("top", "a", "b")]]);
  });
  it("keep their names when they are made in two ways, or twice of the same", () => {
    const named = (...sums: { parent: string; children: string[] }[]): unknown => Object.fromEntries(hierarchyOf({ total: null, codes: [], sums }, undefined).same);
    expect(named(sum("x", "a", "b"), sum("x", "c", "d"), sum("y", "a", "b", "c", "d"))).toEqual({});
    expect(named(sum("x", "a", "b"), sum("y", "a", "b", "b"))).toEqual({});
  });
  it("are changed when a group of one class gets another", () => {
    const group = (...children: string[]): Dimension => ({ total: "T", codes: ["T", "a", "b", "c"], sums: [sum("g", ...children)] });
    expect(isChanged(hierarchyOf(group("a"), "T"), hierarchyOf(group("a"), "T"))).toBe(false);
    expect(isChanged(hierarchyOf(group("a"), "T"), hierarchyOf(group("a", "b"), "T"))).toBe(true);
    expect(joined([{ total: "T", dims: { topic: group("a") } }, { total: "T", dims: { topic: group("a") } }]).get("topic")?.written).toEqual([sum("T", "a", "b", "c", "g"), sum("g", "a")].map((one) => (one.parent === "T" ? sum("T", "b", "c", "g") : one)));
  });
  it("overlap when one stands in two sums, or two sums make one", () => {
    const overlaps = (...sums: { parent: string; children: string[] }[]): boolean => hierarchyOf({ total: "T", codes: [], sums }, "T").overlaps;
    expect(overlaps(sum("T", "a", "b"), sum("a", "c"), sum("b", "d"))).toBe(false);
    expect(overlaps(sum("T", "a", "b"), sum("a", "c"), sum("b", "c"))).toBe(true);
    expect(overlaps(sum("T", "a", "b"), sum("T", "c", "d"))).toBe(true);
  });
  it("never contain themselves", () => {
    expect(isCircular(hierarchyOf({ total: "T", codes: ["T"], sums: [sum("T", "a"), sum("a", "b"), sum("b", "c")] }, "T"))).toBe(false);
    expect(isCircular(hierarchyOf({ total: null, codes: ["a", "b"], sums: [sum("a", "b"), sum("b", "a")] }, "T"))).toBe(true);
    expect(isCircular(hierarchyOf({ total: null, codes: [], sums: [sum("a", "a")] }, "T"))).toBe(true);
    expect(isCircular(hierarchyOf({ total: null, codes: [], sums: [sum("a", "b"), sum("b", "c"), sum("c", "d")] }, undefined))).toBe(false);
  });
  it("are changed when a sum that was made before is made otherwise, not when one is split for the first time", () => {
    const changed = (before: Dimension, now: Dimension): boolean => isChanged(hierarchyOf(before, "T"), hierarchyOf(now, "T"));
    const flat: Dimension = ["a", "b", "T"];
    expect(changed(flat, flat)).toBe(false);
    expect(changed(flat, ["b", "a", "T"])).toBe(false);
    expect(changed(flat, ["a", "b", "c", "T"])).toBe(true);
    expect(changed(flat, { total: null, codes: ["a", "b"] })).toBe(true);
    expect(changed(["a", "b"], { total: "T", codes: ["a", "b"] })).toBe(true);
    expect(changed(flat, { total: "T", codes: ["a", "b"], sums: [sum("a", "c", "d")] })).toBe(false);
    const split: Dimension = { total: "T", codes: [], sums: [sum("T", "a", "b"), sum("a", "c", "d")] };
    expect(changed(split, { total: "T", codes: [], sums: [sum("T", "a", "b"), sum("a", "c", "e")] })).toBe(true);
    const two: Dimension = { total: "T", codes: [], sums: [sum("T", "b", "a"), sum("T", "d", "c")] };
    expect(changed(two, { total: "T", codes: [], sums: [sum("T", "c", "d"), sum("T", "a", "b")] })).toBe(false);
    expect(changed(two, { total: "T", codes: [], sums: [sum("T", "a", "b")] })).toBe(true);
  });
  it("of several releases are those of all, each sum once", () => {
    const all = joined([{ total: "T", dims: { topic: ["a", "b", "T"], area: ["x"] } }, { total: "T", dims: { topic: { total: "T", codes: ["b", "a"], sums: [sum("a", "c", "d")] } } }, { dims: { topic: ["e"] } }]);
    expect([...all.keys()]).toEqual(["topic", "area"]);
    expect(plain(all.get("topic") as Hierarchy)).toEqual({ total: "T", codes: new Set(["a", "b", "T", "c", "d", "e"]), sums: [sum("T", "a", "b"), sum("a", "c", "d")], depth: new Map([["a", 1], ["b", 1], ["T", 0], ["c", 2], ["d", 2], ["e", 0]]), overlaps: false });
    const late = joined([{ dims: { topic: ["a", "b"] } }, { total: "T", dims: { topic: ["a", "b", "T"] } }]).get("topic");
    expect(late).toMatchObject({ total: "T", overlaps: false });
    expect(joined([{ total: "T", dims: { topic: ["a", "b", "T"] } }, { total: "T", dims: { topic: ["c", "b", "T"] } }]).get("topic")?.overlaps).toBe(true);
    expect(joined([{ dims: { topic: { codes: [], sums: [sum("g", "a", "x")] } } }, { dims: { topic: { codes: [], sums: [sum("h", "a", "y")] } } }]).get("topic")?.overlaps).toBe(true);
    expect(joined([{ dims: { topic: { codes: [], sums: [sum("g", "a")] } } }, { dims: { topic: { codes: [], sums: [sum("g", "b")] } } }]).get("topic")?.overlaps).toBe(true);
  });
});

const hierarchies = joined([{ total: "T", dims: { topic: { total: "T", codes: ["T"], sums: [sum("T", "g", "h"), sum("g", "a", "b")] }, area: ["x", "y", "T"], period: { total: null, codes: [], sums: [sum("year", "q1", "q2")] } } }]);

describe("What matters to readers", () => {
  const of = (codes: Record<string, string>, count = 0): { codes: Record<string, string>; count: number; parts: object } => ({ codes, count, parts: {} });
  it("is coarse before fine: one level more for every step down in every subject", () => {
    const levels = [{}, { topic: "g" }, { topic: "a" }, { topic: "a", area: "x" }, { period: "year" }, { period: "q1", weather: "sun" }].map((codes) => levelOf({ codes }, hierarchies));
    expect(levels).toEqual([0, 1, 2, 3, 0, 1]);
  });
  it("is asked for in one order: by level, by what it serves, by count, by name", () => {
    const one = { level: 1, serves: 1, count: 5, key: "m" };
    const all = [{ ...one, level: 0, serves: 9, count: 0, key: "1" }, { ...one, serves: 0, count: 0, key: "2" }, { ...one, count: 9, key: "9" }, { ...one, key: "a" }, one, { ...one, key: "n" }, { ...one, count: 4, key: "3" }, { ...one, serves: 2, count: 9, key: "4" }, { ...one, level: 2, serves: 0, count: 9, key: "5" }];
    for (const some of [all, all.toReversed(), [...all.slice(4), ...all.slice(0, 4)]]) expect(some.toSorted(neededMost)).toEqual(all);
  });
  it("comes first where it costs most to hide, and of two that cost the same the first by name", () => {
    const all = [{ cost: 1, key: "c" }, { cost: 3, key: "z" }, { cost: 1, key: "a" }, { cost: 2, key: "m" }, { cost: 1, key: "b" }];
    for (const some of [all, all.toReversed()]) expect(some.toSorted(dearestFirst).map(({ key }) => key).join("")).toBe("zmabc");
  });
  it("costs as much to hide as readers need it: totals most, then one subject, then two, halved for every step down, more for large counts", () => {
    const costs = [of({}), of({ period: "year", weather: "sun" }, 1), of({ topic: "g" }), of({ topic: "g" }, 7), of({ topic: "a" }), of({ topic: "g", area: "x" }), of({ topic: "a", area: "x", period: "q2" })].map((one) => costOf({ ...one, parts: {} }, hierarchies));
    expect(costs).toEqual([10_000, 20_000, 100, 400, 50, 4, 1]);
    const deep = joined([{ dims: { topic: { total: "T", codes: [], sums: ["T", "a", "b", "c", "d", "e", "f"].slice(0, -1).map((code, at) => sum(code, "abcdef"[at] ?? "")) } } }]);
    expect([costOf({ ...of({ topic: "e" }), parts: {} }, deep), costOf({ ...of({ topic: "f" }), parts: {} }, deep)]).toEqual([6.25, 6.25]);
  });
});

describe("One linear system", () => {
  const at = (codes: Record<string, string>): ReturnType<typeof placeOf> => placeOf(codes, hierarchies);
  const layout = (dims: readonly string[], fixed: Record<string, string>, ...cells: Record<string, string>[]): Layout => ({ dims, fixed, places: cells.map((codes) => at({ ...fixed, ...codes })) });
  const read = (layouts: readonly Layout[], withCycles = false): { places: string[]; relations: string[]; plain: unknown } => {
    const { places, relations, plain, index } = systemOf(layouts, hierarchies, withCycles);
    expect([...index]).toEqual(places.map(({ key }, one) => [key, one]));
    return { places: places.map(({ key }) => key), relations: relations.map(([parent = 0, ...children]) => `${places[parent]?.key} = ${children.map((one) => places[one]?.key).join(" + ")}`).toSorted(), plain };
  };
  it("knows a cell by its codes, in one order and without totals", () => {
    expect(at({ topic: "a", area: "T", weather: "sun", period: "q1" })).toEqual({ key: "period=q1|topic=a|weather=sun", codes: { period: "q1", topic: "a", weather: "sun" } });
    expect(at({ topic: "T" })).toEqual({ key: "", codes: {} });
  });
  it("has every sum of what is there, and the total that two lists share", () => {
    expect(read([layout(["topic"], {}, { topic: "a" }, { topic: "b" }), layout(["area"], {}, { area: "x" }, { area: "y" })])).toEqual({ places: ["topic=a", "topic=b", "area=x", "area=y", "", "topic=g", "topic=h"], relations: [" = area=x + area=y", " = topic=g + topic=h", "topic=g = topic=a + topic=b"], plain: { places: 7, relations: 3 } });
  });
  it("has the part that is missing when the sum and another part are there, and no part when none is", () => {
    expect(read([layout(["topic"], {}, { topic: "g" }, { topic: "a" })]).relations).toEqual(["topic=g = topic=a + topic=b"]);
    expect(read([layout(["topic"], {}, { topic: "g" })]).relations).toEqual([]);
    expect(read([layout(["topic"], {}, { topic: "a" })])).toEqual({ places: ["topic=a"], relations: [], plain: { places: 1, relations: 0 } });
    expect(read([layout(["topic"], {}, {}, { topic: "h" })]).relations).toEqual([" = topic=g + topic=h"]);
  });
  it("adds quarters up inside every class, each sum once", () => {
    const quarters = ["q1", "q2"].map((period) => layout(["area"], { period }, { area: "x" }, { area: "y" }, {}));
    expect(read(quarters).relations).toEqual(["area=x|period=year = area=x|period=q1 + area=x|period=q2", "area=y|period=year = area=y|period=q1 + area=y|period=q2", "period=q1 = area=x|period=q1 + area=y|period=q1", "period=q2 = area=x|period=q2 + area=y|period=q2", "period=year = area=x|period=year + area=y|period=year", "period=year = period=q1 + period=q2"]);
  });
  it("also has parts of a sum that is there, where classes overlap", () => {
    const twice = joined([{ dims: { area: { codes: [], sums: [sum("n", "x", "y"), sum("m", "y", "z")] } } }]);
    const { places } = systemOf([{ dims: ["area"], fixed: {}, places: [placeOf({ area: "n" }, twice)] }], twice, false);
    expect(places.map(({ key }) => key)).toEqual(["area=n", "area=x", "area=y"]);
  });
  const crossed = (first: string, second: string, fixed = {}): Layout => {
    const codes: Record<string, readonly string[]> = { topic: ["g", "h"], area: ["x", "y"], role: ["r", "s"], by: ["v", "w"] };
    return layout([first, second], fixed, ...(codes[first] ?? []).flatMap((one) => (codes[second] ?? []).map((two) => ({ [first]: one, [second]: two }))));
  };
  const inside = (layouts: readonly Layout[]): string[] => {
    const { places, plain } = systemOf(layouts, hierarchies, true);
    return places.slice(plain.places).map(({ key }) => key).toSorted();
  };
  it("has the inside of three tables that cross three subjects two by two", () => {
    const three = [crossed("topic", "area"), crossed("role", "area"), crossed("role", "topic")];
    expect(inside(three)).toEqual(["x", "y"].flatMap((area) => ["r", "s"].flatMap((role) => ["g", "h"].map((topic) => `area=${area}|role=${role}|topic=${topic}`))));
    for (const without of three) expect(inside(three.filter((one) => one !== without))).toEqual([]);
    expect(inside([...three, crossed("by", "topic"), crossed("area", "zone")])).toHaveLength(8);
    expect(systemOf(three, hierarchies, false).places).toHaveLength(systemOf(three, hierarchies, true).plain.places);
    expect(inside([...three, layout(["topic", "area", "role"], {}, { topic: "g", area: "x", role: "r" })])).toEqual([]);
    expect(inside([...three.slice(1), { ...crossed("topic", "area"), fixed: { period: "q1" } }])).toEqual([]);
    expect(inside(three.map((table) => ({ ...table, fixed: { area: "T" } })))).toHaveLength(8);
    expect(inside(three.map((table) => ({ ...table, fixed: { period: "q1" } }))).every((key) => key.includes("period=q1"))).toBe(true);
  });
  it("has the classes inside that all tables show, and their sums", () => {
    const fine = layout(["topic", "area"], {}, ...["a", "b", "g", "h"].flatMap((topic) => ["x", "y"].map((area) => ({ topic, area }))));
    const role = layout(["role", "topic"], {}, ...["a", "b", "g", "h"].flatMap((topic) => ["r", "s", "t"].map((code) => ({ topic, role: code }))));
    const keys = inside([fine, role, crossed("role", "area")]);
    expect([...new Set(keys.map((key) => key.split("topic=")[1]))]).toEqual(["a", "b", "g", "h"]);
    expect(keys.some((key) => key.includes("role=t"))).toBe(false);
    expect(keys).toHaveLength(16);
    const some = layout(["role", "topic"], {}, ...["a", "g", "h"].flatMap((topic) => ["r", "s"].map((code) => ({ topic, role: code }))));
    expect([...new Set(inside([fine, some, crossed("role", "area")]).map((key) => key.split("topic=")[1]))]).toEqual(expect.arrayContaining(["a", "g", "h"]));
    const loose = joined([{ dims: { topic: { total: null, codes: ["h"], sums: [sum("g", "a", "b")] }, area: ["x"], role: ["r"] } }]);
    const pair = (dims: readonly string[], ...cells: Record<string, string>[]): Layout => ({ dims, fixed: {}, places: cells.map((codes) => placeOf(codes, loose)) });
    const open = systemOf([pair(["area", "topic"], { area: "x", topic: "a" }, { area: "x", topic: "g" }), pair(["role", "topic"], { role: "r", topic: "a" }, { role: "r", topic: "g" }), pair(["area", "role"], { area: "x", role: "r" })], loose, true);
    expect(open.places.slice(open.plain.places).map(({ codes }) => codes["topic"])).toEqual(expect.arrayContaining(["a", "g"]));
    const totals = [fine, role, crossed("role", "area")].map((table) => ({ ...table, places: [...table.places, at({})] }));
    expect(inside(totals).filter((key) => key.split("|").length === 3)).toHaveLength(16);
  });
});

describe("What hangs together", () => {
  it("is one group, in order, however the relations chain it", () => {
    expect(groupsOf(7, [[0, 4], [5, 1], [4, 2], [], [2, 6]])).toEqual([[0, 2, 4, 6], [1, 5], [3]]);
    expect(groupsOf(3, [])).toEqual([[0], [1], [2]]);
  });
});
