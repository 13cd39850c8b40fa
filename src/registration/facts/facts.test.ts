import { assert, boolean, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { codeLists, factsRefusalInWords, isWeek, partsOfCountry, Provinces, quarterOf, quartersOf, readFacts, topicGroups, weeksIn, weekText, writeFacts } from "./index.ts";

const header = "week,organisation,channel,role,sector,province,topic,by,done,outcome,matter";
const row = "2027-W05,balans,phone,parent,po,utrecht,bullying,pupil,advice,helped,";

describe("weeks", () => {
  it("are those of ISO 8601: a year has 52 or 53", () => {
    expect([2020, 2026, 2032].map(weeksIn)).toEqual([53, 53, 53]);
    expect([2021, 2022, 2023, 2024, 2025, 2027].map(weeksIn)).toEqual([52, 52, 52, 52, 52, 52]);
    expect(["2026-W53", "2027-W01"].every(isWeek)).toBe(true);
    expect(["2027-W53", "2027-W00", "2027-W1", "2027-05", "27-W05", "2027-W05 ", ""].some(isWeek)).toBe(false);
  });

  it("belong whole to the quarter of their Thursday, so that four quarters are one year", () => {
    expect(quarterOf("2026-W53")).toBe("2026-q4");
    expect(quarterOf("2027-W13")).toBe("2027-q2");
    expect(quarterOf("2025-W01")).toBe("2025-q1");
    for (let year = 2020; year < 2040; year += 1) {
      const quarters = new Set(Array.from({ length: weeksIn(year) }, (_, at) => quarterOf(weekText(year, at + 1))));
      expect([...quarters]).toEqual(quartersOf(String(year)));
    }
  });
});

describe("code lists", () => {
  it("have every topic in one group and every province in one part of the country", () => {
    expect(Object.values(topicGroups).flat().toSorted()).toEqual(codeLists.topic.codes.toSorted());
    expect(Object.keys(topicGroups)).toHaveLength(6);
    expect(Object.keys(topicGroups).some((group) => codeLists.topic.codes.includes(group))).toBe(false);
    expect(Object.values(partsOfCountry).flat().toSorted()).toEqual([...Provinces].toSorted());
  });
});

describe("a facts file", () => {
  it("is read whatever the order of its columns, its line ends and its quotes", () => {
    const plain = readFacts(`${header}\n${row}\n`);
    expect(plain).toMatchObject({ ok: true, madeUp: false, facts: [{ week: "2027-W05", organisation: "balans", topic: "bullying", matter: "" }] });
    const turned = `\uFEFFmatter,"outcome",done,by,topic,province,sector,role,channel,organisation,week\r\n,"helped",advice,pupil,bullying,utrecht,po,parent,phone,balans,2027-W05\r\n`;
    expect(readFacts(turned)).toEqual(plain);
    expect(plain.ok && readFacts(writeFacts(plain.facts, { madeUp: false }))).toEqual(plain);
  });

  it("says which line and field is wrong", () => {
    const because = (text: string): string => {
      const read = readFacts(text);
      return read.ok ? "read" : factsRefusalInWords(read);
    };
    expect(because(`${header}\n${row}\n${row.replace("bullying", "bulying")}\n`)).toMatch(/^line 3: field "topic": the code "bulying" is not known/);
    expect(because(`${header}\n${row.replace("W05", "W60")}`)).toMatch(/^line 2: field "week": "2027-W60"/);
    expect(because(`${header}\n\n${row},x`)).toMatch(/^line 3: the row has 12 fields/);
    expect(because(`${header}\n${row}not a token`)).toMatch(/field "matter"/);
    expect(because(`${header}\n${row.replace("balans", '"balans')}`)).toMatch(/^line 2: a quotation mark/);
    expect(because(`${header.replace(",topic", "")}\n`)).toMatch(/^line 1: the column "topic" is missing/);
    expect(because(`${header},name\n`)).toMatch(/^line 1: the column "name" is not known/);
    expect(because(`${header},week\n`)).toMatch(/^line 1: the column "week" is not known, or stands there twice/);
    for (const empty of ["", "\n\n", `${header}\n`]) expect(because(empty)).toMatch(/holds no facts/);
    expect(because(`${header},origin\n${row},made-up\n${row},\n`)).toMatch(/^line 3: made-up facts stand among real ones/);
    expect(because(`${header},origin\n${row},maybe\n`)).toMatch(/^line 2: field "origin"/);
  });

  it("knows the codes it is told instead of the product's own", () => {
    const known = { organisation: new Set(["org-1"]), topic: new Set(["x"]) };
    expect(readFacts(`${header}\n${row}`, known)).toMatchObject({ because: "code-unknown", field: "organisation", line: 2 });
    expect(readFacts(`${header}\n${row.replace("balans", "org-1").replace("bullying", "x")}`, known).ok).toBe(true);
  });

  it("never falls over whatever stands in it", () => {
    assert(property(string({ unit: "binary" }), boolean(), (text, withHeader) => void readFacts(withHeader ? `${header}\n${text}` : text)), { numRuns: 100 });
  });
});
