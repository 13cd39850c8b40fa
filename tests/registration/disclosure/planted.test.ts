/** Counts that point at somebody, planted in whole series of releases. */
import { describe, expect, it } from "vitest";
import { attack, intervals, type CountedTable, type Release } from "../../../src/registration/disclosure/index.ts";
import { cases, releasesOf, type Case } from "./case-files.ts";
import { asking, both, counted, even, made, people, simple, type Dims, type Fact } from "./world.ts";

describe("Planted counts", () => {
  const planted: Record<string, Fact[]> = {
    "an organisation with one case": even(9).filter(({ organisation }) => organisation !== "two").concat({ period: "2026-q1", topic: "threat", province: "oost", organisation: "two" }),
    "a topic that exists in one province only": even(9).filter(({ topic }) => topic !== "threat").concat(people(14, { period: "2026-q1", topic: "threat", province: "zuid", organisation: "one" })),
    "two organisations alone in a line": even(9).filter(({ topic, organisation }) => topic !== "threat" || organisation === "one").concat({ period: "2026-q1", topic: "threat", province: "oost", organisation: "two" }),
  };
  it.each(Object.keys(planted))("give nobody away: %s", async (name) => {
    const truth = counted(planted[name] ?? [], simple, both("2026-q1"));
    const { release } = await made(asking("r", simple, truth));
    expect(await attack([release], [truth])).toEqual([]);
  });

  /** Protects one period after the other, each with all before it, and attacks all of them. */
  async function afterAnother(all: readonly (readonly [string, Dims, CountedTable[]])[]): Promise<Release[]> {
    const releases: Release[] = [];
    const truth: CountedTable[][] = [];
    for (const [id, known, now] of all) {
      releases.push((await made(asking(id, known, now, { previous: releases, earlier: truth.flat() }))).release);
      truth.push(now);
    }
    expect(await attack(releases, truth)).toEqual([]);
    return releases;
  }
  const turns = ["2026-q1", "2026-q2", "2026-q3", "2026-q4", "2026"];

  it("give nobody away when an organisation has one case in a year: whoever it was does not learn that there was no other", async () => {
    const without = (period: string): Fact[] => even(9, { period }).filter(({ organisation }) => organisation !== "two");
    const facts = [...turns.slice(0, 4).flatMap(without), { period: "2026-q4", topic: "threat", province: "oost", organisation: "two" }];
    const releases = await afterAnother(turns.map((period) => [period, simple, counted(facts, simple, [{ id: "o", dims: ["organisation"], fixed: { period } }])]));
    const zeros = releases.slice(0, 4).map(({ tables }) => tables[0]?.cells.find((cell) => cell["organisation"] === "two")?.value);
    expect(zeros).toEqual([0, 0, null, null]);
  });

  it("give nobody away when a class that nobody was in is split up by topic in the year", async () => {
    const byRole: Dims = { ...simple, role: ["pupil", "staff", "board", "T"] };
    const facts = turns.slice(0, 4).flatMap((period) => ["pupil", "staff"].flatMap((role) => even(2, { period, role }))).concat(people(3, { period: "2026-q2", topic: "other", province: "oost", organisation: "one", role: "staff" }));
    const rare = facts.filter(({ topic, role }) => topic !== "threat" || role !== "staff").concat(people(2, { period: "2026-q1", topic: "threat", province: "oost", organisation: "one", role: "staff" }));
    await afterAnother(turns.map((period) => [period, byRole, counted(rare, byRole, [{ id: "r", dims: period === "2026" ? ["role", "topic"] : ["role"], fixed: { period } }])]));
  });

  it("give nobody away when a topic is split in two between years", async () => {
    const now: Dims = { ...simple, topic: { total: "T", codes: ["T"], sums: [{ parent: "T", children: ["bullying", "threat", "other"] }, { parent: "threat", children: ["threat-online", "threat-at-school"] }] } };
    const facts = ["2026-q1", "2026-q2", "2026-q3", "2026-q4"].flatMap((period) => even(2, { period }));
    const later = ["2027-q1", "2027-q2"].flatMap((period) => even(4, { period })).map((fact, at) => (fact["topic"] === "threat" ? { ...fact, topic: at % 11 === 0 ? "threat-online" : "threat-at-school" } : fact));
    const releases = await afterAnother([...turns.map((period) => [period, simple, counted(facts, simple, both(period))] as const), ["2027-q1", now, counted(later, now, both("2027-q1"))]]);
    expect(releases.at(-1)?.tables.flatMap(({ cells }) => cells).some((cell) => cell["topic"] === "threat-online" && cell.value === null)).toBe(true);
  });

  it("give nobody away when a quarter equals another but for one case, quarter after quarter and in the year", async () => {
    const facts = [...even(6), ...even(6, { period: "2026-q2" }), { period: "2026-q2", topic: "threat", province: "zuid", organisation: "three" }, ...people(3, { period: "2026-q3", topic: "other", province: "noord", organisation: "one" }), ...even(2, { period: "2026-q4" })];
    const releases: Release[] = [];
    const truth: CountedTable[][] = [];
    for (const period of ["2026-q1", "2026-q2", "2026-q3", "2026-q4", "2026"]) {
      const now = counted(facts, simple, both(period));
      releases.push((await made(asking(period, simple, now, { previous: releases, earlier: truth.flat() }))).release);
      truth.push(now);
    }
    expect(await attack(releases, truth)).toEqual([]);
  });
});

describe("The four releases that were each protected without looking back", () => {
  it("are each safe alone, and give everything away together", async () => {
    const one = cases.find(({ kind }) => kind === "sequence") as Case;
    const releases = releasesOf(one);
    for (const alone of releases) expect((await intervals([alone])).filter(({ low, high }) => low === high)).toEqual([]);
    const truth = (one.releases ?? []).map((each) => each.tables.map((table) => ({ id: table.id, dims: table.dims, fixed: table.fixed ?? {}, cells: table.cells.map((cell) => ({ codes: Object.fromEntries(table.dims.flatMap((name) => (typeof cell[name] === "string" ? [[name, cell[name] as string]] : []))), count: cell.true ?? (cell.value as number) })) })));
    const found = await attack(releases, truth, { threshold: 16, sensitive: [] });
    expect(found.filter(({ attack: name, because }) => name === "B" && because === "exact").length).toBeGreaterThanOrEqual(13);
  });
});
