import { describe, expect, it } from "vitest";
import { Bys, Roles, Sectors, Topics } from "../../signpost/shape.ts";
import { areCodes, breaksBetween, CodeLists, currentCode, inNewest, newestList, untold } from "./codes.ts";
import type { CodeList, Codes } from "./codes.ts";
import { proposed } from "./proposal.ts";

const codes: Codes = { channel: "form", role: "pupil", sector: "vo", province: "utrecht", topic: "lhbtiq", by: "pupil", done: "advice", outcome: "not-known" };
const first = CodeLists[0] as CodeList;
/** A list as it could be one day: a topic renamed, two channels made one, an outcome split, a role added, a thing that is done no more. */
const next: CodeList = {
  version: first.version + 1,
  codes: {
    ...first.codes,
    topic: first.codes.topic.map((one) => (one === "lhbtiq" ? "orientation" : one)),
    channel: ["phone", "written"],
    outcome: ["helped", "partly", "not-helped-yet", "not-helped-at-all", "referred", "withdrawn", "not-known"],
    role: [...first.codes.role, "neighbour"],
    done: first.codes.done.filter((one) => one !== "mediated"),
  },
  changes: [
    { kind: "renamed", field: "topic", from: ["lhbtiq"], to: "orientation" },
    { kind: "merged", field: "channel", from: ["form", "mail", "chat"], to: "written" },
    { kind: "split", field: "outcome", from: "not-helped", to: ["not-helped-yet", "not-helped-at-all"] },
    { kind: "added", field: "role", to: "neighbour" },
    { kind: "ended", field: "done", from: "mediated" },
  ],
};
const lists = [first, next];

describe("the lists of codes", () => {
  it("know every word of the signpost: what it routes by can be counted", () => {
    const { role, sector, topic, by } = newestList.codes;
    expect([role, sector, topic, by]).toEqual([[...Roles, "unknown"], [...Sectors, "unknown"], Topics, [...Bys, "unknown"]]);
  });

  it("land only when they say what became of every code of the list before", () => {
    for (const [at, list] of CodeLists.entries()) if (at > 0) expect(untold(CodeLists[at - 1] as CodeList, list)).toEqual([]);
    expect(untold(first, next)).toEqual([]);
    expect(untold(first, { ...next, changes: next.changes.slice(1) })).toEqual(["topic orientation came", "topic lhbtiq went"]);
  });

  it("keep an old year comparable: what was renamed or merged is read in the newest words", () => {
    expect(inNewest(1, codes, lists)).toEqual({ ...codes, topic: "orientation", channel: "written" });
    expect(inNewest(2, { ...codes, topic: "orientation", channel: "written" }, lists)).toEqual({ ...codes, topic: "orientation", channel: "written" });
  });

  it("keep a file of an old year readable, which says no version", () => {
    const last: CodeList = { ...next, version: next.version + 1, codes: { ...next.codes, channel: ["spoken", "written"] }, changes: [{ kind: "renamed", field: "channel", from: ["phone"], to: "spoken" }] };
    const three = [...lists, last];
    expect(["phone", "form", "spoken", "letter"].map((code) => currentCode("channel", code, three))).toEqual(["spoken", "written", "spoken", undefined]);
    expect([currentCode("topic", "lhbtiq", three), currentCode("outcome", "not-helped", three), currentCode("done", "mediated", three)]).toEqual(["orientation", undefined, undefined]);
  });

  it("guess nothing where a code was split, and say where a series breaks", () => {
    expect(inNewest(1, { ...codes, outcome: "not-helped" }, lists).outcome).toBe("not-helped");
    expect(breaksBetween(1, 2, lists)).toEqual([
      { version: 2, field: "outcome", codes: ["not-helped", "not-helped-yet", "not-helped-at-all"], kind: "split" },
      { version: 2, field: "role", codes: ["neighbour"], kind: "added" },
      { version: 2, field: "done", codes: ["mediated"], kind: "ended" },
    ]);
    expect(breaksBetween(2, 2, lists)).toEqual([]);
  });

  it("take only codes of their own version", () => {
    expect(areCodes(1, codes, lists)).toBe(true);
    expect(areCodes(2, codes, lists)).toBe(false);
    expect(areCodes(3, codes, lists)).toBe(false);
  });
});

describe("what a worker is offered", () => {
  it("comes from the opened case, and says unknown where the case says nothing", () => {
    expect(proposed({ byPhone: false, role: "parent", topic: "threat", outcome: "referred" })).toEqual({
      channel: "form", role: "parent", sector: "unknown", province: "unknown", topic: "threat", by: "unknown", done: "referred", outcome: "referred",
    });
  });

  it("is always a code of the newest list, whatever a label says", () => {
    const told = proposed({ byPhone: true, role: "__proto__", sector: "hbo", topic: "toString", outcome: "constructor" });
    expect(areCodes(newestList.version, told)).toBe(true);
    expect(told).toMatchObject({ role: "unknown", sector: "unknown", topic: "unsure", outcome: "not-known" });
  });
});
