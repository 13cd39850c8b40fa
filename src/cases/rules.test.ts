import { describe, expect, it } from "vitest";
import { dangerIn } from "./rules/danger-words.ts";
import { CaseStates, Transitions, memberActs, reporterActs, transition } from "./rules.ts";

describe("the table of states", () => {
  it("has a way on from every state except removed, and none from there", () => {
    for (const state of CaseStates) expect(memberActs(state).length + reporterActs(state).length > 0).toBe(state !== "removed");
  });

  it("brings a case to helped only by the person's own yes, and only when it was asked", () => {
    const ways = Transitions.filter((one) => one.outcomes?.includes("helped") === true);
    expect(ways.map(({ act, by, from }) => ({ act, by, from }))).toEqual([{ act: "say-helped", by: "reporter", from: ["asked-helped"] }]);
  });

  it("has one answer for every state and act", () => {
    for (const state of CaseStates) {
      for (const { act } of Transitions) expect(Transitions.filter((one) => one.act === act && one.from.includes(state)).length).toBeLessThanOrEqual(1);
    }
  });

  it("lets a person write and take everything away from every living state, also when it is closed", () => {
    for (const state of CaseStates.filter((one) => one !== "removed")) {
      expect(transition(state, "write")).toBeDefined();
      expect(transition(state, "remove")?.to).toBe("removed");
    }
  });

  it("gives an outcome exactly where a case closes", () => {
    for (const one of Transitions) expect(one.outcomes !== undefined).toBe(one.to === "closed");
  });
});

describe("words of danger", () => {
  it("are seen as people type them", () => {
    expect(dangerIn("ik WIL  dood!!")).toEqual(["life"]);
    expect(dangerIn("hij stond er met een mes")).toEqual(["now"]);
    expect(dangerIn("ik durf niet naar huis")).toEqual(["home"]);
    expect(dangerIn("hij heeft me verkracht")).toEqual(["sexual"]);
  });

  it("are seen as a child writes them, by ear", () => {
    const seen = (typed: string): string => typed.split("; ").map((one) => dangerIn(one).join()).join(" ");
    expect(seen("ik wil doot; wil nie meer leve; ik ga zelfmoort plegen; ik snij mijzelf; k wou dat ik doot was; kwil dood")).toBe("life life life life life life");
    expect(seen("mn stiefvader slaad mij; thuis slaan ze mij; ik durf nie naar huis; papa slaat me")).toBe("home home home home");
    expect(seen("hij zat aan mij; hij heeft me verkragt; angerand; hij raakt mij aan; seksueele dingen")).toBe("sexual sexual sexual sexual sexual");
    expect(seen("hij had een zakmes; ze willen mij vermoorde; hij heeft een wape bij zich")).toBe("now now now");
  });

  it("are not seen in ordinary stories about school", () => {
    expect(dangerIn("ze pesten me en schoppen me op het plein; mijn vader slaapt overdag")).toEqual([]);
    expect(dangerIn("juf en meester doen niets; leraar zit aan mijn tafel; ik ben doodmoe; ik wil niet meer naar school; zij wil tot morgen wachten; de bomen; het is een mislukt project")).toEqual([]);
  });
});
