/** Where a list of codes changed, the dictionary says so at the code. */
import { describe, expect, it } from "vitest";
import { dictionaryCsv } from "../../../src/registration/publishing/dictionary.ts";
import { newestList, type CodeList } from "../../../src/registration/rules/codes.ts";
import { publishable, yearRelease } from "../published/releases.ts";

const changed: CodeList = { ...newestList, version: newestList.version + 1, changes: [{ kind: "split", field: "topic", from: "bullying", to: ["bullying", "exclusion-of-one"] }, { kind: "ended", field: "province", from: "zeeland" }] };

describe("a list of codes that changed", () => {
  it("is told in the dictionary at its codes, in both languages, and at no other", () => {
    const release = publishable(yearRelease(2025, 900));
    const lists = [newestList, changed];
    const dutch = dictionaryCsv(release, "nl", lists);
    expect(dutch).toContain(`topic,bullying,Pesten,exclusion,Gesplitst in lijst ${changed.version}: bullying bullying exclusion-of-one.`);
    expect(dictionaryCsv(release, "en", lists)).toContain(`region,zeeland,Zeeland,west,No longer there from list ${changed.version}.`);
    expect(dutch).toContain("topic,discrimination,Discriminatie,exclusion,\r\n");
    expect(dictionaryCsv(release, "nl")).not.toContain("lijst");
  });
});
