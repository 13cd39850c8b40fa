import { describe, expect, it } from "vitest";
import { callBackActs, callBackStep, CallBackStates, CallBackSteps, isWaiting } from "./call-back.ts";

describe("a call-back", () => {
  it("to a wrong number is never tried again, by anybody", () => {
    expect(CallBackSteps.filter((step) => step.from.includes("wrong-person"))).toEqual([]);
  });

  it("has a way on from every state but that one and a call that was had", () => {
    expect(CallBackStates.filter((state) => CallBackSteps.every((step) => step.act === "acknowledge" || !step.from.includes(state)))).toEqual(["spoken", "wrong-person"]);
  });

  it("can be moved by the person as long as somebody might call, and called off", () => {
    for (const state of CallBackStates) expect(callBackActs(state, "reporter").includes("cancel"), state).toBe(isWaiting(state));
    expect(callBackStep("other-way", "change")?.to).toBe("asked");
  });

  it("counts what was tried, and nothing else", () => {
    expect(CallBackSteps.filter((step) => step.attempt === true).map((step) => step.act)).toEqual(["no-answer", "voicemail", "wrong-person", "spoken"]);
  });
});
