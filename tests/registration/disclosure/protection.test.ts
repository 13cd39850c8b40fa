/** What a release keeps to itself, and what it refuses. */
import { describe, expect, it } from "vitest";
import { attack, protect, published, type CountedTable, type Protected, type Release } from "../../../src/registration/disclosure/index.ts";
import { allSteps, protectWith, type Steps } from "../../../src/registration/disclosure/protect.ts";
import { asking, both, counted, even, flat, made, meta, nested, numbered, oneOf, people, randomOf, simple, type Dims, type Fact } from "./world.ts";

/** A quarter that hides something, and a year that would tell it. */
const small = [...even(7), ...even(7, { period: "2026-q2" }), ...even(7, { period: "2026-q3" }), ...even(7, { period: "2026-q4" })].filter(({ period, topic, province }) => period !== "2026-q1" || topic !== "threat" || province !== "oost").concat(people(2, { period: "2026-q1", topic: "threat", province: "oost", organisation: "two" }));

async function series(steps: Steps, periodsInTurn: readonly string[]): Promise<{ findings: number; results: Extract<Protected, { ok: true }>[] }> {
  const results: Extract<Protected, { ok: true }>[] = [];
  const truth: CountedTable[][] = [];
  for (const period of periodsInTurn) {
    const now = counted(small, simple, both(period));
    const result = await protectWith(asking(period, simple, now, { previous: results.map(({ release }) => release), earlier: truth.flat() }), steps);
    if (!result.ok) throw new Error(result.because);
    results.push(result);
    truth.push(now);
  }
  return { findings: (await attack(results.map(({ release }) => release), truth)).length, results };
}

describe("Every step is needed", () => {
  const turns = ["2026-q1", "2026-q2", "2026-q3", "2026-q4", "2026"];
  it("with all of them nothing is found", async () => {
    expect((await series(allSteps, turns)).findings).toBe(0);
  });
  it("without looking back, what one release hides the next gives away", async () => {
    expect((await series({ ...allSteps, history: false }, turns)).findings).toBeGreaterThan(0);
  });
  it("the cells beside a small one are hidden by elimination, before any attack", async () => {
    const of = async (steps: Steps): Promise<string[]> => ((await series(steps, ["2026-q1"])).results[0]?.report.hidden ?? []).map(({ why }) => why);
    expect(await of(allSteps)).toContain("secondary");
    expect(await of({ ...allSteps, secondary: false })).not.toContain("secondary");
  });
  it("without giving back, more is hidden than any attack needs", async () => {
    const crossed: Dims = { topic: nested("topic", 3, 2), sector: flat("sector", 4), organisation: flat("org", 4) };
    const random = randomOf(38);
    const facts = Array.from({ length: 150 }, (): Fact => ({ topic: oneOf(["topic1-1", "topic1-2", "topic2-1", "topic2-2", "topic3-1", "topic3-2"], 1.2, random), sector: oneOf(numbered("sector", 4), 1.2, random), organisation: oneOf(numbered("org", 4), 1, random) }));
    const truth = counted(facts, crossed, [{ id: "a", dims: ["topic", "sector"], fixed: {} }, { id: "b", dims: ["organisation", "topic"], fixed: {}, depth: { topic: 1 } }]);
    const more = await protectWith(asking("r", crossed, truth), { ...allSteps, givingBack: false });
    const less = await made(asking("r", crossed, truth));
    expect(less.report.printed).toBe(33);
    expect(more.ok && more.report.printed).toBe(31);
    expect(await attack([less.release], [truth])).toEqual([]);
  });
  it("without the repair of intervals, some can be worked out too narrowly", async () => {
    // Four ones that only change places with each other: none can be subtracted, and all are surely 0, 1 or 2.
    const truth = [tableOf([["a", 1, 1, 30], ["b", 1, 1, 30], ["c", 30, 30, 30]])];
    const tight: Dims = { row: ["a", "b", "c", "T"], column: ["x", "y", "z", "T"] };
    const ask = asking("r", tight, truth);
    const weak = await protectWith(ask, { ...allSteps, intervals: false });
    const strong = await made(ask);
    expect(weak.ok && (await attack([weak.release], [truth])).length).toBeGreaterThan(0);
    expect(await attack([strong.release], [truth])).toEqual([]);
  });
  it("without the step for organisations, one of them takes its own part off and sees a few people", async () => {
    const truth = counted([...even(9), ...people(6, { period: "2026-q2", topic: "threat", province: "oost", organisation: "one" }), { period: "2026-q2", topic: "threat", province: "oost", organisation: "two" }, ...even(9, { period: "2026-q2" }).filter(({ topic, province }) => topic !== "threat" || province !== "oost")], simple, [{ id: "p", dims: ["topic", "province"], fixed: { period: "2026-q2" } }]);
    const weak = await protectWith(asking("r", simple, truth), { ...allSteps, insiders: false });
    expect(weak.ok && (await attack([weak.release], [truth])).map(({ attack: name }) => name)).toContain("D");
    expect(await attack([(await made(asking("r", simple, truth))).release], [truth])).toEqual([]);
  });
});

/** Rows of three columns with their totals. */
function tableOf(rows: readonly (readonly [string, number, number, number])[]): CountedTable {
  const columns = ["x", "y", "z"];
  const cells = rows.flatMap(([row, ...counts]) => [...counts.map((count, at) => ({ codes: { row, column: columns[at] ?? "" } as Record<string, string>, count })), { codes: { row } as Record<string, string>, count: counts.reduce((sum, one) => sum + one, 0) }]);
  const sum = (column?: string): number => cells.filter(({ codes }) => codes["column"] === column).reduce((total, { count }) => total + count, 0);
  return { id: "t", dims: ["row", "column"], fixed: {}, cells: [...cells, ...columns.map((column) => ({ codes: { column }, count: sum(column) })), { codes: {}, count: sum() }] };
}

describe("Zeros and groups", () => {
  const topics: Dims = { topic: ["bullying", "threat", "T"], area: ["a", "b", "c", "T"] };
  const of = (counts: Record<string, readonly [number, number]>): CountedTable => {
    const areas = Object.keys(counts);
    const total = (topic?: number): number => areas.reduce((sum, area) => sum + (topic === undefined ? (counts[area]?.[0] ?? 0) + (counts[area]?.[1] ?? 0) : (counts[area]?.[topic] ?? 0)), 0);
    const cells = areas.flatMap((area) => [{ codes: { topic: "bullying", area }, count: counts[area]?.[0] ?? 0 }, { codes: { topic: "threat", area }, count: counts[area]?.[1] ?? 0 }, { codes: { area }, count: (counts[area]?.[0] ?? 0) + (counts[area]?.[1] ?? 0) }]);
    return { id: "t", dims: ["topic", "area"], fixed: {}, cells: [...cells, { codes: { topic: "bullying" }, count: total(0) }, { codes: { topic: "threat" }, count: total(1) }, { codes: {}, count: total() }] };
  };
  const valueAt = (release: Release, topic: string | undefined, area: string | undefined): unknown => release.tables[0]?.cells.find((cell) => cell["topic"] === topic && cell["area"] === area)?.value;

  it("a zero is printed beside a printed total, and hidden in a row whose total is hidden", async () => {
    const { release } = await made(asking("r", topics, [of({ a: [3, 0], b: [40, 50], c: [60, 0] })]));
    expect(valueAt(release, "threat", "a")).toBeNull();
    expect(valueAt(release, undefined, "a")).toBeNull();
  });
  it("a class that holds all but one of a small group is hidden, so that the group does not tell", async () => {
    const { release, report } = await made(asking("r", topics, [of({ a: [12, 0], b: [40, 50], c: [60, 30] })]));
    expect(valueAt(release, "bullying", "a")).toBeNull();
    expect(report.hidden.map(({ why }) => why)).toContain("group");
  });
});

describe("What cannot be protected is refused, with the place", () => {
  const truth = counted(even(9), simple, both("2026-q1"));
  const first = async (): Promise<Release> => (await made(asking("2026-q1", simple, truth))).release;

  it("a table too fine", async () => {
    expect(await protect(asking("r", { ...simple, role: ["a", "b"] }, [{ id: "fine", dims: ["topic", "province", "organisation", "role"], fixed: {}, cells: [{ codes: {}, count: 7 }] }]))).toEqual({ ok: false, because: "table-too-fine", where: "r/fine" });
  });
  it("a code nobody knows, a count that is none, no cells", async () => {
    const cell = (codes: Record<string, string>, count: number): Promise<Protected> => protect(asking("r", simple, [{ id: "t", dims: ["topic"], fixed: {}, cells: [{ codes, count }] }]));
    expect(await cell({ topic: "weather" }, 7)).toEqual({ ok: false, because: "input-invalid", where: "r/t/1: topic weather" });
    expect(await cell({ topic: "threat" }, 1.5)).toEqual({ ok: false, because: "input-invalid", where: "r/t/1" });
    expect(await protect(asking("r", simple, [{ id: "t", dims: ["topic"], fixed: {}, cells: [] }]))).toMatchObject({ because: "input-invalid" });
  });
  it("counts that do not add up", async () => {
    expect(await protect(asking("r", { topic: ["a", "b", "T"] }, [{ id: "t", dims: ["topic"], fixed: {}, cells: [{ codes: { topic: "a" }, count: 7 }, { codes: { topic: "b" }, count: 8 }, { codes: {}, count: 16 }] }]))).toMatchObject({ ok: false, because: "input-invalid" });
  });
  it("an earlier release that is missing, was altered, or added its classes up differently", async () => {
    const before = await first();
    const next = counted(even(9, { period: "2026-q2" }), simple, both("2026-q2"));
    expect(await protect(asking("r", simple, next, { previous: [{ ...before, previous: ["2025"] }] }))).toEqual({ ok: false, because: "previous-missing", where: "2025" });
    expect(await protect(asking("r", { ...simple, topic: ["bullying", "threat", "other", "more", "T"] }, next, { previous: [before] }))).toEqual({ ok: false, because: "hierarchy-changed", where: "2026-q1: topic" });
    const altered = { ...before, tables: before.tables.map((table) => ({ ...table, cells: table.cells.map((cell, at) => (at === 0 ? { ...cell, value: 99 } : cell)) })) };
    expect(await protect(asking("r", simple, truth, { previous: [altered] }))).toMatchObject({ ok: false, because: "previous-altered" });
  });
  it("what was printed before says already, with table and cell", async () => {
    const total = (period: string, count: number): CountedTable => ({ id: `all-${period}`, dims: [], fixed: { period }, cells: [{ codes: {}, count }] });
    const before = [total("2026", 40), total("2026-q1", 12), total("2026-q2", 13), total("2026-q3", 12)].map((table): Release => ({ id: table.id, previous: [], total: "T", dims: simple, tables: [{ id: table.id, dims: [], fixed: { ...table.fixed }, cells: [{ value: table.cells[0]?.count ?? 0 }] }], meta }));
    expect(await protect(asking("2026-q4", simple, [total("2026-q4", 3)], { previous: before }))).toEqual({ ok: false, because: "cannot-be-protected", where: "2026-q4/all-2026-q4: period=2026-q4" });
  });
  it("and a document that says more than a release may is none", async () => {
    expect(published(await first())).toBeDefined();
    expect(published({ ...(await first()), truth: 3 })).toBeUndefined();
  });
});
