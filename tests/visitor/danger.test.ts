import { describe, expect, it } from "vitest";
import { dangerEar } from "../../src/cases/rules/danger.ts";
import type { DangerKind } from "../../src/cases/rules/danger.ts";
import { dangerIn } from "../../src/cases/rules/danger-words.ts";
import { apart, danger, harmless } from "./danger-sentences.ts";

type Lists = Readonly<Partial<Record<DangerKind, readonly string[]>>>;
const shareSeen = (lists: Lists): number[] => Object.entries(lists).map(([kind, all]) => all.filter((one) => dangerIn(one).some((seen) => seen === kind)).length / all.length);

/** Before words were listened for in families: home 10 of 40, threats 11 of 40, sexual acts 14 of 40. Now 38, 37 and 38; kept apart 12, 13 and 10 of 15. */
describe("who writes of danger", () => {
  it("sees the telephone number that fits nine times in ten", () => {
    for (const share of shareSeen(danger)) expect(share).toBeGreaterThanOrEqual(0.9);
  });

  it("sees it three times in four in words that nobody had in mind", () => {
    const shares = shareSeen(apart);
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThanOrEqual(0.75);
  });

  it("is not frightened by numbers where nothing is dangerous", () => {
    const frightened = harmless.filter((one) => dangerIn(one).length > 0);
    expect(frightened.length / harmless.length, frightened.join("; ")).toBeLessThan(0.02);
  });

  it("is heard by whose hand it was", () => {
    expect([dangerIn("mijn vader slaat me"), dangerIn("mijn zusje wordt gewurgd door mijn vader"), dangerIn("ze slaan me op school"), dangerIn("mijn broer wordt op school geslagen")]).toEqual([["home"], ["home"], [], []]);
  });

  it("is asked nothing by a page that brought no words", () => {
    expect(dangerEar("")("ik wil dood")).toEqual([]);
  });
});
