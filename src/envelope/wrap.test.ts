import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "./bytes.ts";
import { newCaseIdentity, newHybridIdentity } from "./keys.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { refusalOf, rewrap, unwrap, unwrapText, wrap } from "./wrap.ts";

const [one, other, person, colleague] = [await newCaseIdentity(), await newCaseIdentity(), await newHybridIdentity(), await newHybridIdentity()];

async function reasonOf(attempt: Promise<unknown>): Promise<string> {
  const outcome: unknown = await attempt.then(
    () => "nothing was refused",
    (error: unknown) => error,
  );
  return outcome instanceof EnvelopeRefusal ? outcome.reason : String(outcome);
}

describe("a wrapped key", () => {
  it("is opened by each person it was wrapped to, and by nobody else", async () => {
    const wrapped = await wrap("AGE-SECRET", [person.recipient, colleague.recipient]);
    expect(await unwrapText(wrapped, person.identity)).toBe("AGE-SECRET");
    expect(await unwrapText(wrapped, colleague.identity)).toBe("AGE-SECRET");
    expect(await reasonOf(unwrap(wrapped, (await newHybridIdentity()).identity))).toBe("cannot-open");
    expect(await reasonOf(unwrap(wrapped, one.identity))).toBe("cannot-open");
  });

  it("holds any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (secret) => {
        expect(await unwrap(await wrap(secret, [one.recipient, other.recipient]), other.identity)).toEqual(new Uint8Array(secret));
      }),
      { numRuns: 20 },
    );
  });

  it("never has classic and hybrid recipients in one file", async () => {
    expect(await reasonOf(wrap("x", [person.recipient, one.recipient]))).toBe("mixed-recipients");
    expect(await reasonOf(wrap("x", [one.recipient, person.recipient]))).toBe("mixed-recipients");
    expect(await reasonOf(wrap("x", [one.recipient, other.recipient, person.recipient]))).toBe("mixed-recipients");
  });

  it("is not made for nobody, nor for a kind of recipient that is not ours", async () => {
    expect(await reasonOf(wrap("x", []))).toBe("no-recipient");
    const last = (text: string): string => text.slice(0, -1) + (text.endsWith("q") ? "p" : "q");
    const unknown = [
      "",
      "ssh-ed25519 AAAA",
      `x${one.recipient}`,
      `${one.recipient} `,
      one.recipient.slice(0, -1),
      `${one.recipient}q`,
      one.recipient.toUpperCase(),
      "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e",
      "age1pq1",
      `x${person.recipient}`,
      `${person.recipient} `,
      person.recipient.slice(0, -1),
      last(one.recipient),
      last(person.recipient),
    ];
    for (const recipient of unknown) expect([recipient.slice(0, 20), await reasonOf(wrap("x", [recipient]))]).toEqual([recipient.slice(0, 20), "unknown-recipient"]);
    expect(await reasonOf(wrap("x", [one.recipient, "nobody"]))).toBe("unknown-recipient");
  });

  it("is refused when a bit of it changed", async () => {
    const wrapped = await wrap("AGE-SECRET", [one.recipient]);
    await fc.assert(
      fc.asyncProperty(fc.nat(wrapped.length * 8 - 1), async (bit) => {
        const changed = wrapped.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(["damaged", "cannot-open"]).toContain(await reasonOf(unwrap(changed, one.identity)));
      }),
      { numRuns: 150 },
    );
  });

  it("says damaged for rubbish, half a file and text that is no text, and cannot-open for an identity that is none", async () => {
    const wrapped = await wrap(new Uint8Array([0xff, 0xfe]), [one.recipient]);
    expect(await reasonOf(unwrap(utf8("rubbish"), one.identity))).toBe("damaged");
    expect(await reasonOf(unwrap(new Uint8Array(), one.identity))).toBe("damaged");
    expect(await reasonOf(unwrap(wrapped.subarray(0, -1), one.identity))).toBe("damaged");
    expect(await reasonOf(unwrapText(wrapped, one.identity))).toBe("damaged");
    for (const identity of ["", "AGE-SECRET-KEY-1", one.recipient, one.identity.toLowerCase(), `${one.identity.slice(0, -1)}Z`]) expect(await reasonOf(unwrap(wrapped, identity))).toBe("cannot-open");
    expect(await reasonOf(unwrapText(wrapped, other.identity))).toBe("cannot-open");
  });

  it("is handed on without being shown: re-wrapped to those who remain", async () => {
    const wrapped = await wrap("case", [person.recipient]);
    const again = await rewrap(wrapped, person.identity, [colleague.recipient]);
    expect(await unwrapText(again, colleague.identity)).toBe("case");
    expect(await reasonOf(unwrap(again, person.identity))).toBe("cannot-open");
    expect(await reasonOf(rewrap(wrapped, colleague.identity, [one.recipient]))).toBe("cannot-open");
  });
});

describe("a refusal", () => {
  it("carries a reason and a place, and never what was sealed or what age said", () => {
    const refusal = new EnvelopeRefusal("moved", 3);
    expect([refusal.name, refusal.message, refusal.reason, refusal.at]).toEqual(["EnvelopeRefusal", "moved", "moved", 3]);
    expect(new EnvelopeRefusal("dropped").at).toBeUndefined();
    expect(refusal).toBeInstanceOf(Error);
    expect(refusalOf(refusal)).toBe(refusal);
    expect(refusalOf(new Error("invalid tag: secret")).message).toBe("damaged");
    expect(refusalOf("no identity matched any of the file's recipients").reason).toBe("damaged");
    expect(refusalOf(new Error("no identity matched any of the file's recipients")).reason).toBe("cannot-open");
    expect(refusalOf(new Error("well, no identity matched")).cause).toBeUndefined();
  });
});
