import { assert, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { quarterOf } from "../facts/index.ts";
import { simulate } from "../simulation/index.ts";
import { enoughLinked, estimateMatters, type MatterCounts } from "./estimate.ts";

/** Quarters of made-up networks, with what nobody would know in life: how many matters there were. */
function quarters(seed: number): { readonly counts: MatterCounts; readonly truth: number }[] {
  const { facts, matters } = simulate({ seed, years: 1, perYear: 4_000, from: 2027 });
  const rows = facts.map((fact, at) => ({ fact, matter: matters[at] ?? -1 }));
  return [...Map.groupBy(rows, ({ fact }) => quarterOf(fact.week)).values()].map((quarter) => {
    const linked = quarter.filter(({ fact }) => fact.matter !== "");
    const others = quarter.filter(({ fact }) => fact.matter === "");
    const perOrganisation = [...Map.groupBy(others, ({ fact }) => fact.organisation).values()].map((all) => all.length);
    const counts = { linkedContacts: linked.length, linkedMatters: new Set(linked.map(({ fact }) => fact.matter)).size, otherContacts: others.length, mostAtOne: Math.max(...perOrganisation) };
    return { counts, truth: new Set(quarter.map(({ matter }) => matter)).size };
  });
}

describe("the number of matters", () => {
  it("lies between what is sure, in every quarter of twelve made-up networks, and hardly ever under what is likely", () => {
    const all = Array.from({ length: 12 }, (_, seed) => quarters(seed + 1)).flat();
    const told = all.map(({ counts, truth }) => ({ truth, estimate: estimateMatters(counts) }));
    for (const { truth, estimate } of told) {
      expect(estimate?.atLeast).toBeLessThanOrEqual(truth);
      expect(estimate?.atMost).toBeGreaterThanOrEqual(truth);
    }
    const under = told.filter(({ truth, estimate }) => (estimate?.likelyAtLeast ?? 0) > truth);
    expect(under.length / told.length).toBeLessThanOrEqual(0.05);
    // Low rather than high: who was sent from post to pillar links more often.
    expect(told.filter(({ truth, estimate }) => (estimate?.middle ?? 0) <= truth).length / told.length).toBeGreaterThan(0.9);
  });

  it("is not guessed from few links", () => {
    expect(estimateMatters({ linkedContacts: 40, linkedMatters: enoughLinked - 1, otherContacts: 500, mostAtOne: 200 })).toEqual({ atLeast: 200, atMost: 529, likelyAtLeast: 200, middle: 529 });
  });

  it("is not told from numbers that contradict each other, and its bounds never cross", () => {
    for (const wrong of [{ linkedMatters: 3 }, { mostAtOne: 11 }, { linkedMatters: 0 }]) expect(estimateMatters({ linkedContacts: 2, linkedMatters: 1, otherContacts: 10, mostAtOne: 5, ...wrong })).toBeUndefined();
    assert(
      property(nat(2_000), nat(2_000), nat(2_000), nat(2_000), (linkedContacts, linkedMatters, otherContacts, mostAtOne) => {
        const told = estimateMatters({ linkedContacts, linkedMatters, otherContacts, mostAtOne });
        if (told !== undefined) expect([told.atLeast, told.likelyAtLeast, told.middle, told.atMost].every((one, at, list) => at === 0 || one >= (list[at - 1] ?? 0))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
