import { describe, expect, it } from "vitest";
import { partsOfCountry, topicGroups } from "../facts/index.ts";
import { FactFields, newestList } from "../rules/codes.ts";
import { codesInWords } from "./codes.ts";

describe("words for codes", () => {
  it.each(["nl", "en"] as const)("are there for every code of the lists, and for no other (%s)", (language) => {
    const { province, ...lists } = Object.fromEntries(FactFields.map((field) => [field, newestList.codes[field]]));
    const wanted: Readonly<Record<string, readonly string[]>> = { ...lists, region: [...(province ?? []), ...Object.keys(partsOfCountry)], topicGroup: Object.keys(topicGroups) };
    const there = codesInWords(language);
    expect(Object.keys(there).toSorted()).toEqual(Object.keys(wanted).toSorted());
    for (const [subject, codes] of Object.entries(wanted)) expect(Object.keys(there[subject] ?? {}).toSorted(), subject).toEqual(codes.toSorted());
  });
});
