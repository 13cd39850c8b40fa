import { describe, expect, it } from "vitest";
import { matchingFacts } from "./matching-facts.ts";

describe("somebody who types a few words", () => {
  it.each(matchingFacts.map((fact) => [fact.says, fact] as const))("%s", (_, { found, wanted }) => {
    expect(found()).toEqual(wanted);
  });
});
