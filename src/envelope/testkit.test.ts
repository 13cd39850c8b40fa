import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { armor, Decrypter } from "age-encryption";
import * as vectors from "cctv-age";
import { describe, expect, it } from "vitest";
import { newCaseIdentity } from "./keys.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { unwrap } from "./wrap.ts";

/** The test kit of C2SP for age v1: a head of `name: value` lines, an empty line, the file. */
type Vector = { readonly name: string; readonly head: readonly (readonly [string, string])[]; readonly file: Uint8Array };

function vectorOf([name, bytes]: readonly [string, Uint8Array]): Vector {
  const end = Buffer.from(bytes).indexOf("\n\n");
  const lines = Buffer.from(bytes.subarray(0, end)).toString("utf8").split("\n");
  const head = lines.map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)] as const);
  const file = bytes.subarray(end + 2);
  return { name, head, file: head.some(([key]) => key === "compressed") ? new Uint8Array(inflateSync(file)) : file };
}

const all = Object.entries(vectors as Record<string, unknown>)
  .filter((entry): entry is [string, Uint8Array] => entry[1] instanceof Uint8Array)
  .map(vectorOf);
const valuesOf = (vector: Vector, name: string): string[] => vector.head.filter(([key]) => key === name).map(([, value]) => value);
const first = (vector: Vector, name: string): string => valuesOf(vector, name)[0] ?? "";
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const anybody = await newCaseIdentity();

/** What our own `unwrap` makes of it, with one identity after another (a vector that names none: with anybody's). */
async function ours(vector: Vector): Promise<string> {
  let reason = "cannot-open";
  const identities = valuesOf(vector, "identity");
  for (const identity of identities.length === 0 ? [anybody.identity] : identities) {
    try {
      return sha256(await unwrap(vector.file, identity));
    } catch (error) {
      if (!(error instanceof EnvelopeRefusal)) throw error;
      reason = error.reason;
      if (reason !== "cannot-open") return reason;
    }
  }
  return reason;
}

/** What the library makes of passphrases and armor, which we never open: it must be sound all the same. */
async function theirs(vector: Vector): Promise<string> {
  try {
    const decrypter = new Decrypter();
    for (const identity of valuesOf(vector, "identity")) decrypter.addIdentity(identity);
    for (const passphrase of valuesOf(vector, "passphrase")) decrypter.addPassphrase(passphrase);
    const file = valuesOf(vector, "armored").length > 0 ? armor.decode(Buffer.from(vector.file).toString("latin1")) : vector.file;
    return sha256(await decrypter.decrypt(file));
  } catch {
    return "refused";
  }
}

const isOurs = (vector: Vector): boolean => valuesOf(vector, "passphrase").length === 0 && valuesOf(vector, "armored").length === 0;

describe("the test kit of C2SP for age", () => {
  it("is there, whole", () => {
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(isOurs).length).toBeGreaterThan(60);
  });

  it.each(all.filter(isOurs).map((vector) => [vector.name, vector] as const))("is opened or refused by our own opening as it asks: %s", async (_, vector) => {
    const expected: Record<string, string> = { success: first(vector, "payload"), "no match": "cannot-open" };
    expect(await ours(vector)).toBe(expected[first(vector, "expect")] ?? "damaged");
  });

  it.each(all.filter((vector) => !isOurs(vector)).map((vector) => [vector.name, vector] as const))("is opened or refused by the library as it asks, armor and passphrases: %s", async (_, vector) => {
    expect(await theirs(vector)).toBe(first(vector, "expect") === "success" ? first(vector, "payload") : "refused");
  });

  it.each(all.filter((vector) => !isOurs(vector)).map((vector) => [vector.name, vector] as const))("never gets a passphrase or armor past our own opening: %s", async (_, vector) => {
    expect(["damaged", "cannot-open"]).toContain(await ours(vector));
  });
});
