/** Releases nobody thought of: whatever is counted, what is printed withstands every attack. `GEHOORD_DISCLOSURE_RANDOM=1`: all 200, and 50 sequences. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attack, protect, type CountedTable, type Release } from "../../../src/registration/disclosure/index.ts";
import { tryAll } from "./second-attacker.ts";
import { asking, counted, flat, nested, numbered, oneOf, periods, randomOf, type Asked, type Dims, type Fact } from "./world.ts";

const isLong = process.env["GEHOORD_DISCLOSURE_RANDOM"] !== undefined;
const dims: Dims = { period: periods([2026, 2027]), topic: nested("topic", 3, 2), region: nested("region", 2, 2), sector: flat("sector", 3), organisation: flat("org", 4), role: flat("role", 3) };

function facts(people: number, skew: number, seed: number): Fact[] {
  const random = randomOf(seed);
  return Array.from({ length: people }, () => ({
    period: oneOf(["2026-q1", "2026-q2", "2026-q3", "2026-q4", "2027-q1", "2027-q2"], 0, random),
    topic: oneOf(["topic1-1", "topic1-2", "topic2-1", "topic2-2", "topic3-1", "topic3-2"], skew, random),
    region: oneOf(["region1-1", "region1-2", "region2-1", "region2-2"], skew, random),
    sector: oneOf(numbered("sector", 3), skew, random),
    organisation: oneOf(numbered("org", 4), skew, random),
    role: oneOf(numbered("role", 3), skew, random),
  }));
}

const crossings = [["topic", "sector"], ["organisation"], ["topic", "region"], ["region", "sector"], ["organisation", "topic"], ["role"], ["role", "topic"], ["sector"]] as const;
/** The usual suite takes a few, and small ones. */
const tables = fc.uniqueArray(fc.integer({ min: 0, max: crossings.length - 1 }), { minLength: 1, maxLength: isLong ? 6 : 1 });
const crowd = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: isLong ? most : 200 });
const askedOf = (chosen: readonly number[], period: string): Asked[] => chosen.toSorted().map((at) => ({ id: `t${at}-${period}`, dims: crossings[at] ?? [], fixed: { period } }));

/** Both attackers on what was printed; says whether the second one could try all numbers. */
async function withstands(releases: readonly Release[], truth: readonly (readonly CountedTable[])[]): Promise<boolean> {
  expect(await attack(releases, truth)).toEqual([]);
  const tried = tryAll(releases, 5);
  const small = new Set(truth.flat().flatMap(({ fixed, cells }) => cells.filter(({ count }) => count > 0 && count < 5).map(({ codes }) => Object.entries({ ...fixed, ...codes }).toSorted().map(([name, code]) => `${name}:${code}`).join(" "))));
  expect((tried ?? []).filter(({ name, isOpen, isWide }) => !isOpen || (small.has(name) && !isWide))).toEqual([]);
  return tried !== undefined;
}

describe("A release of anything", () => {
  it("withstands both attackers", async () => {
    await fc.assert(
      fc.asyncProperty(tables, crowd(0, 500), fc.constantFrom(0, 0.7, 1.4), fc.nat(1e6), async (chosen, people, skew, seed) => {
        const truth = counted(facts(people, skew, seed), dims, askedOf(chosen, "2026"));
        const made = await protect(asking("r", dims, truth));
        expect(made).toMatchObject({ ok: true });
        if (made.ok) await withstands([made.release], [truth]);
      }),
      // Two organisations' weaknesses at once, with one line left to hide something in.
      { numRuns: isLong ? 201 : 5, seed: 4, endOnFailure: true, examples: [[[5, 2, 7, 4, 3], 463, 1.4, 504_176]] },
    );
  }, 3_600_000);

  it("withstands somebody who tries all whole numbers, where few cells are hidden", async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom([7], [5], [3, 7], [7, 5]), fc.integer({ min: 10, max: 90 }), fc.constantFrom(0.7, 1.4, 2), fc.nat(1e6), async (chosen, people, skew, seed) => {
        const truth = counted(facts(people, skew, seed), dims, askedOf(chosen, "2026"));
        const made = await protect(asking("r", dims, truth));
        if (made.ok && (await withstands([made.release], [truth]))) tried += 1;
      }),
      { numRuns: isLong ? 200 : 20, seed: 4, endOnFailure: true },
    );
    expect(tried).toBeGreaterThan(isLong ? 50 : 4);
  }, 3_600_000);
});

describe("Releases one after the other", () => {
  it("withstand both attackers together, and never say two things of one cell", async () => {
    await fc.assert(
      fc.asyncProperty(tables, crowd(50, 900), fc.constantFrom(0, 0.7, 1.4), fc.nat(1e6), async (chosen, people, skew, seed) => {
        const all = facts(people, skew, seed);
        const releases: Release[] = [];
        const truth: CountedTable[][] = [];
        for (const period of ["2026-q1", "2026-q2", "2026-q3", "2026-q4", "2026", "2027-q1"]) {
          const now = counted(all, dims, askedOf(chosen, period));
          const made = await protect(asking(period, dims, now, { previous: releases, earlier: truth.flat() }));
          expect(made).toMatchObject({ ok: true });
          if (!made.ok) return;
          releases.push(made.release);
          truth.push(now);
        }
        await withstands(releases, truth);
      }),
      { numRuns: isLong ? 50 : 1, seed: 4, endOnFailure: true },
    );
  }, 3_600_000);
});
