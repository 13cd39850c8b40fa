/** What is asked for and cannot be: every refusal says what is wrong, and where. */
import { describe, expect, it } from "vitest";
import { draftOf, ordered } from "../../../src/registration/disclosure/draft.ts";
import { fault } from "../../../src/registration/disclosure/input.ts";
import { protect, type CountedTable, type ProtectInput, type Release } from "../../../src/registration/disclosure/index.ts";
import { asking, meta, type Dims } from "./world.ts";

const dims: Dims = { topic: ["a", "b", "T"], area: ["x", "y"], role: ["r", "T"], by: ["s", "T"], loose: { total: null, codes: ["p"] } };
const table = (id: string, names: readonly string[], cells: CountedTable["cells"], fixed: Record<string, string> = {}): CountedTable => ({ id, dims: names, fixed, cells });
const one = table("t", ["topic"], [{ codes: { topic: "a" }, count: 7 }, { codes: { topic: "b" }, count: 8 }, { codes: {}, count: 15 }]);
const asked = (tables: readonly CountedTable[], more: Partial<ProtectInput> = {}): ReturnType<typeof fault> => fault(asking("r", dims, tables, more));
const invalid = (where: string): unknown => ({ ok: false, because: "input-invalid", where });
const cells = (...all: CountedTable["cells"]): ReturnType<typeof fault> => asked([table("t", ["topic"], all)]);
const before = (id: string, more: Partial<Release> = {}): Release => ({ id, previous: [], total: "T", dims: { topic: ["a", "b", "T"] }, tables: [{ id: "t", dims: ["topic"], fixed: {}, cells: [{ topic: "a", value: 7 }] }], meta, ...more });

describe("What is asked for", () => {
  it("is taken when it can be", async () => {
    expect(asked([one])).toBeUndefined();
    expect(asked([one, table("u", ["topic", "area", "role"], [{ codes: { topic: "T", role: "r", area: "x" }, count: 0, parts: {} }])], { threshold: 2, previous: [before("p")] })).toBeUndefined();
    expect(await protect(asking("r", dims, [one]))).toMatchObject({ ok: true });
  });
  it("has a threshold of two or more, tables, and each of them once", () => {
    for (const threshold of [1, 0, 2.5, Number.NaN]) expect(asked([one], { threshold })).toEqual(invalid("threshold"));
    expect(asked([])).toEqual(invalid("r: no tables"));
    expect(asked([one, table("u", [], [{ codes: {}, count: 15 }]), one])).toEqual(invalid("r/t"));
  });
  it("has cells, over three subjects at most, that are all known", () => {
    expect(asked([table("t", ["topic"], [])])).toEqual(invalid("r/t: no cells"));
    expect(asked([table("t", ["topic", "area", "role", "by"], [{ codes: {}, count: 7 }])])).toEqual({ ok: false, because: "table-too-fine", where: "r/t" });
    expect(asked([one, table("u", ["topic", "weather"], [{ codes: {}, count: 7 }])])).toEqual(invalid("r/u: weather"));
  });
  it("counts in whole numbers, none below nothing", () => {
    expect(cells({ codes: {}, count: 7 }, { codes: { topic: "a" }, count: -1 })).toEqual(invalid("r/t/2"));
    for (const count of [0.5, Infinity, 2 ** 60, Number.NaN]) expect(cells({ codes: {}, count })).toEqual(invalid("r/t/1"));
    expect(cells({ codes: {}, count: 0 })).toBeUndefined();
  });
  it("counts no more for organisations than for all", () => {
    const of = (parts: Record<string, number>): ReturnType<typeof fault> => cells({ codes: {}, count: 7, parts });
    expect(of({ one: 3, two: 4 })).toBeUndefined();
    expect(of({ one: 3, two: 3 })).toBeUndefined();
    expect(of({ one: 3, two: 5 })).toEqual(invalid("r/t/1"));
    expect(of({ one: 9, two: -2 })).toEqual(invalid("r/t/1"));
    expect(of({ one: 0.5 })).toEqual(invalid("r/t/1"));
  });
  it("names codes of the table's own subjects only, totals too", () => {
    expect(cells({ codes: { topic: "c" }, count: 7 })).toEqual(invalid("r/t/1: topic c"));
    expect(cells({ codes: { area: "x" }, count: 7 })).toEqual(invalid("r/t/1: area x"));
    expect(cells({ codes: { weather: "x" }, count: 7 })).toEqual(invalid("r/t/1: weather x"));
    expect(cells({ codes: { topic: "T" }, count: 7 })).toBeUndefined();
    expect(asked([table("t", ["loose"], [{ codes: { loose: "T" }, count: 7 }])])).toEqual(invalid("r/t/1: loose T"));
  });
  it("has no class that contains itself", () => {
    const round: Dims = { ...dims, topic: { total: "T", codes: ["T", "a", "b"], sums: [{ parent: "a", children: ["b"] }, { parent: "b", children: ["a"] }] } };
    expect(fault(asking("r", round, [table("u", ["role"], [{ codes: {}, count: 7 }])]))).toEqual(invalid("r: topic"));
  });
});

describe("Earlier releases", () => {
  it("have other names, each its own, and are all there", () => {
    expect(asked([one], { previous: [before("r")] })).toEqual(invalid("r"));
    expect(asked([one], { previous: [before("p"), before("q"), before("p")] })).toEqual(invalid("p"));
    expect(asked([one], { previous: [before("p", { previous: ["q", "o"] }), before("q")] })).toEqual({ ok: false, because: "previous-missing", where: "o" });
    expect(asked([one], { previous: [before("p", { previous: ["q"] }), before("q")] })).toBeUndefined();
  });
  it("say only what a release may say, and one thing of each cell", () => {
    const changed = { because: "previous-altered", ok: false };
    expect(asked([one], { previous: [before("p"), Object.assign(before("q"), { truth: 3 })] })).toEqual({ ...changed, where: "q" });
    expect(asked([one], { previous: [before("p"), before("q", { tables: [{ id: "t", dims: ["topic"], fixed: {}, cells: [{ topic: "a", value: 8 }] }] })] })).toEqual({ ...changed, where: "q" });
  });
  it("added the same classes up", () => {
    const changed = (more: Dims): ReturnType<typeof fault> => asked([one], { previous: [before("o", { dims: { weather: ["sun", "T"] }, tables: [] }), before("p", { dims: more, tables: [] })] });
    expect(changed({ topic: ["a", "b", "T"] })).toBeUndefined();
    expect(changed({ topic: ["a", "T"] })).toEqual({ ok: false, because: "hierarchy-changed", where: "p: topic" });
    expect(asked([one], { previous: [before("p", { total: "all", dims: { topic: ["a", "b", "all"] }, tables: [] })] })).toEqual({ ok: false, because: "hierarchy-changed", where: "p: topic" });
  });
});

describe("Rows in any order", () => {
  const mixed = [table("u", ["area", "topic"], [{ codes: { area: "y", topic: "a" }, count: 3 }, { codes: { area: "x", topic: "b" }, count: 2 }, { codes: { topic: "b" }, count: 5 }, { codes: { area: "x", topic: "a" }, count: 1 }]), table("s", ["topic"], [{ codes: { topic: "T" }, count: 9 }], { period: "2026" }), table("t", [], [{ codes: {}, count: 9 }])];
  it("come in one: tables, cells, subjects and earlier releases by their names", () => {
    const now = ordered(asking("r", { topic: ["a"], area: ["x"], by: ["z"] }, mixed, { previous: [before("b"), before("c"), before("a")] }));
    expect(now.tables.map(({ id }) => id)).toEqual(["s", "t", "u"]);
    expect(now.tables[2]?.cells.map(({ count }) => count)).toEqual([5, 1, 2, 3]);
    expect(Object.keys(now.dims)).toEqual(["area", "by", "topic"]);
    expect(now.previous.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    const capitals = ordered(asking("r", { area: ["A"] }, [table("t", ["area"], [{ codes: { area: "A" }, count: 7 }, { codes: {}, count: 8 }])]));
    expect(capitals.tables[0]?.cells.map(({ count }) => count)).toEqual([8, 7]);
    expect(ordered({ ...now, tables: now.tables.toReversed(), previous: now.previous.toReversed() })).toEqual(now);
  });
  it("make a draft that says of every cell what is asked, and leaves totals out", () => {
    const draft = draftOf(asking("r", dims, mixed, { previous: [before("b")] }), ({ count }, { id }) => (id === "s" ? null : count));
    expect(draft).toEqual({
      id: "r", previous: ["b"], total: "T", dims, meta,
      tables: [
        { id: "u", dims: ["area", "topic"], fixed: {}, cells: [{ area: "y", topic: "a", value: 3 }, { area: "x", topic: "b", value: 2 }, { topic: "b", value: 5 }, { area: "x", topic: "a", value: 1 }] },
        { id: "s", dims: ["topic"], fixed: { period: "2026" }, cells: [{ value: null }] },
        { id: "t", dims: [], fixed: {}, cells: [{ value: 9 }] },
      ],
    });
  });
});
