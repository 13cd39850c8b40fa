import { describe, expect, it } from "vitest";
import { Topics } from "../../directory/shape.ts";
import { measure } from "../../../tests/support/language-level.ts";
import { guideEn } from "./guide-en.ts";
import { guideFor, forgotten, Sections } from "./guide.ts";
import { guideNl } from "./guide-nl.ts";

describe("the talk guide", () => {
  it("goes deeper for every topic of the signpost, in both languages", () => {
    expect(Object.keys(guideNl.topics).toSorted()).toEqual([...Topics].toSorted());
    for (const topic of Topics) {
      expect(guideFor("nl", topic).deeper.map((one) => one.id)).toEqual(guideFor("en", topic).deeper.map((one) => one.id));
      expect(guideFor("nl", topic).deeper.length).toBeGreaterThanOrEqual(2);
    }
    expect(Object.keys(guideEn.topics)).toEqual(Object.keys(guideNl.topics));
  });

  it("asks first whether somebody is safe, and names no number and no law", () => {
    for (const topic of Topics) {
      const guide = guideFor("nl", topic);
      expect(guide.begin[0]?.text).toContain("veilig");
      expect(Sections.flatMap((section) => guide[section]).filter((one) => /\d|wet\b|artikel/i.test(one.text))).toEqual([]);
    }
  });

  it("says what was not asked yet, until everything was", () => {
    const guide = guideFor("nl", "bullying");
    expect(forgotten(guide, [])).toHaveLength(guide.checks.length);
    expect(forgotten(guide, guide.checks.map((one) => one.id))).toEqual([]);
  });

  it("is in Dutch that reads easily", () => {
    const sentences = Sections.flatMap((section) => Topics.flatMap((topic) => guideFor("nl", topic)[section].map((one) => one.text)));
    expect(measure([...new Set(sentences)].join("\n")).score).toBeGreaterThanOrEqual(65);
  });
});
