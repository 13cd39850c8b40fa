import { beforeEach, describe, expect, it } from "vitest";
import { newHybridIdentity } from "../../envelope/index.ts";
import { draftIn, forgetDrafts, keepDraft, openDrafts, sealDrafts } from "./drafts.ts";

/** A tab's storage. */
function tab() {
  const kept = new Map<string, string>();
  return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
}

let storage = tab();
beforeEach(() => {
  storage = tab();
  forgetDrafts(storage);
});

describe("what a worker was typing", () => {
  it("is there again after the lock, and in between nowhere in clear", async () => {
    const own = await newHybridIdentity();
    keepDraft("intake what", "Mijn zoon durft niet meer");
    const sealing = sealDrafts(own.recipient, storage);
    expect(draftIn("intake what")).toBeUndefined();
    await sealing;
    expect([...storage.kept.values()].join("")).not.toContain("durft");
    await openDrafts(own.identity, storage);
    expect(draftIn("intake what")).toBe("Mijn zoon durft niet meer");
    expect(storage.kept.size).toBe(0);
  });

  it("opens for nobody else at the same computer", async () => {
    const [own, other] = await Promise.all([newHybridIdentity(), newHybridIdentity()]);
    keepDraft("note", "van mij");
    await sealDrafts(own.recipient, storage);
    await openDrafts(other.identity, storage);
    expect(draftIn("note")).toBeUndefined();
    await openDrafts(own.identity, storage);
    expect(draftIn("note")).toBeUndefined();
  });

  it("is gone when somebody signs out while it was being sealed", async () => {
    const own = await newHybridIdentity();
    keepDraft("note", "weg ermee");
    const sealing = sealDrafts(own.recipient, storage);
    forgetDrafts(storage);
    await sealing;
    expect(storage.kept.size).toBe(0);
    await openDrafts(own.identity, storage);
    expect(draftIn("note")).toBeUndefined();
  });
});
