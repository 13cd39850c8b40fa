import { describe, expect, it } from "vitest";
import { rememberedLog, rememberLog } from "./remembered.ts";

function shelf(): Pick<Storage, "getItem" | "setItem"> {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
}

describe("what a worker's browser remembers of the key log", () => {
  it("is found again at the next visit, so that a rewritten log is noticed at sign-in", () => {
    const here = shelf();
    rememberLog("one", { sequence: 7, head: "abc" }, here);
    expect(rememberedLog("one", here)).toEqual({ sequence: 7, head: "abc" });
  });

  it("is never held against another installation on the same address", () => {
    const here = shelf();
    rememberLog("one", { sequence: 7, head: "abc" }, here);
    expect(rememberedLog("two", here)).toBeUndefined();
  });

  it("counts as nothing when it was tampered with or cannot be kept", () => {
    const here = shelf();
    here.setItem("gehoord-key-log", '{"installation":"one","sequence":"7"}');
    expect(rememberedLog("one", here)).toBeUndefined();
    here.setItem("gehoord-key-log", "{");
    expect(rememberedLog("one", here)).toBeUndefined();
    const full = { getItem: () => null, setItem: () => { throw new Error("full"); } };
    expect(() => rememberLog("one", { sequence: 1, head: "" }, full)).not.toThrow();
  });
});
