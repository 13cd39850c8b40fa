/** Published test tables (cases/, each with its source): what is known about them must come out, and what they hide must stay hidden. */
import { describe, expect, it } from "vitest";
import { intervals, type Release } from "../../../src/registration/disclosure/index.ts";
import { evidenceOf } from "../../../src/registration/disclosure/evidence.ts";
import { levelOf } from "../../../src/registration/disclosure/importance.ts";
import { suppress } from "../../../src/registration/disclosure/suppress.ts";
import { placeOf } from "../../../src/registration/disclosure/system.ts";
import { cases, meta, printed, releasesOf, type CaseCell, type CaseRelease, type Codes } from "./case-files.ts";

const sameCell = (a: Codes, b: Codes): boolean => JSON.stringify(Object.entries(a).toSorted()) === JSON.stringify(Object.entries(b).toSorted());
const plainly = (cell: Codes, releases: Release[]): Codes => ({ ...placeOf(cell, evidenceOf(releases, false).hierarchies).codes });

const audited = cases.filter(({ kind }) => ["audit", "audit+suppress", "suppress", "linked", "differencing", "sequence"].includes(kind));

describe.each(audited)("$id: $title", (one) => {
  it("leaves an intruder exactly the intervals that are known", async () => {
    const releases = releasesOf(one);
    const found = await intervals(releases);
    for (const { cell, lo, hi } of one.expected.intervals ?? []) {
      const mine = found.find(({ codes }) => sameCell(codes, plainly(cell, releases)));
      expect({ low: mine?.low, high: mine?.high }).toEqual({ low: lo, high: hi });
    }
    for (const { cell, value } of one.expected.exact ?? []) {
      const mine = found.find(({ codes }) => sameCell(codes, plainly(cell, releases)));
      expect({ low: mine?.low, high: mine?.high }).toEqual({ low: value, high: value });
    }
    const exact = found.filter(({ low, high }) => low === high).length;
    if (one.expected.exact?.length === 0) expect(exact).toBe(0);
    if (one.expected.exactCount !== undefined) expect(exact).toBe(one.expected.exactCount);
    const wide = one.expected.protectionIntervalMustContain;
    if (wide !== undefined) {
      const mine = found.find(({ codes }) => sameCell(codes, plainly(wide.cell, releases)));
      expect(mine?.low ?? Infinity).toBeLessThanOrEqual(wide.lo);
      expect(mine?.high ?? Infinity).toBeGreaterThanOrEqual(wide.hi);
    }
  });
});

const codesOf = (dims: readonly string[], cell: CaseCell): Codes => Object.fromEntries(dims.flatMap((name) => (typeof cell[name] === "string" ? [[name, cell[name]]] : [])));
const countOf = ({ true: hidden, value }: CaseCell): number => hidden ?? (value as number);

describe.each(cases.filter(({ expected }) => expected.provenMinimum !== undefined))("$id, protected anew", (one) => {
  it("hides at most one cell more than the proven minimum, and none of what it hides can be worked out", async () => {
    const given = one.release as CaseRelease;
    const leaky = printed(given);
    const { system, hierarchies } = evidenceOf([leaky], false);
    const variableOf = (dims: readonly string[], cell: CaseCell): number => system.index.get(placeOf(codesOf(dims, cell), hierarchies).key) ?? -1;
    const cells = given.tables.flatMap(({ dims, cells: all }) => all.map((cell) => ({ variable: variableOf(dims, cell), isPrimary: cell.primary === true, counted: { count: countOf(cell), parts: {}, codes: placeOf(codesOf(dims, cell), hierarchies).codes } })));
    const guarded = cells.filter(({ isPrimary }) => isPrimary).map(({ variable }) => variable);
    const order = cells.toSorted((a, b) => levelOf(a.counted, hierarchies) - levelOf(b.counted, hierarchies) || b.counted.count - a.counted.count || a.variable - b.variable);
    const hidden = suppress({ count: system.places.length, relations: system.relations, forced: [], guarded, candidates: order.map(({ variable }) => variable), behind: () => [] });
    const { secondaryCount, secondaryCountAbove = 0 } = one.expected.provenMinimum ?? {};
    expect(hidden.length).toBeLessThanOrEqual((secondaryCount ?? secondaryCountAbove + 1) + 1);
    const gaps = new Set([...guarded, ...hidden]);
    const tables = given.tables.map(({ dims, cells: all, ...rest }) => ({ ...rest, dims, cells: all.map((cell) => ({ ...codesOf(dims, cell), value: gaps.has(variableOf(dims, cell)) ? null : countOf(cell) })) }));
    expect((await intervals([{ ...leaky, tables } as Release])).filter(({ low, high }) => low === high)).toEqual([]);
  });
});

describe("A rounded table", () => {
  const table = (kind: "nearest" | "adjacent") => ({ id: "t", dims: ["area"], rounding: { base: 5, kind }, cells: [{ area: "a", value: 15 }, { area: "b", value: 0 }] });
  const release = (kind: "nearest" | "adjacent"): Release => ({ id: "r", previous: [], dims: { area: ["a", "b"] }, tables: [table(kind)], meta });
  it("says no more than its base and its kind allow", async () => {
    expect((await intervals([release("nearest")])).map(({ low, high }) => [low, high])).toEqual([[13, 17], [0, 2]]);
    expect((await intervals([release("adjacent")])).map(({ low, high }) => [low, high])).toEqual([[11, 19], [0, 4]]);
  });
});
