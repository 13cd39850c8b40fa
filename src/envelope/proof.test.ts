import { describe, expect, it } from "vitest";
import { fromBase64Url, joined, toBase64Url } from "./bytes.ts";
import { hashOf } from "./derive.ts";
import { proofKeyId, readProof, verifyProof, writeProof } from "./proof.ts";
import type { ProofKey } from "./proof.ts";
import { signerFrom } from "./sign.ts";
import type { Signer } from "./sign.ts";

const [signer, other] = [signerFrom(new Uint8Array(32).fill(3)), signerFrom(new Uint8Array(32).fill(4))];
const serial = Uint8Array.from({ length: 10 }, (_, at) => 200 + at);
const text = writeProof({ week: "2026-W05", step: 3, serial }, signer);
const published = (of: Signer, week = "2026-W05"): ProofKey => ({ key: proofKeyId(of.publicKey), week, public: toBase64Url(of.publicKey) });
const wanted = { week: "2026-W05", step: 3, key: proofKeyId(signer.publicKey), serial: toBase64Url(serial) };
const changed = (at: number): string => {
  const bytes = fromBase64Url(text.slice(4)) ?? new Uint8Array();
  return `GB1-${toBase64Url(bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)))}`;
};

describe("a signed proof", () => {
  it("is 116 characters that say week, step, serial and key, and nothing else", () => {
    expect(text).toMatch(/^GB1-[\w-]{112}$/);
    const { body, signature, ...read } = readProof(text) ?? {};
    expect(read).toEqual(wanted);
    expect([body?.length, signature?.length]).toEqual([20, 64]);
    expect(readProof(writeProof({ week: "2031-W52", step: 255, serial }, signer))).toMatchObject({ week: "2031-W52", step: 255 });
  });

  it("is genuine under the key that signed it, for its own week", () => {
    expect(verifyProof(text, [published(other), published(signer)])).toEqual({ ok: true, proof: wanted });
    expect(verifyProof(text, [published(signer, "2026-W06")])).toEqual({ ok: false, reason: "not-genuine" });
  });

  it("is read whatever spaces and line ends came in by copying", () => {
    expect(verifyProof(` ${text.slice(0, 40)}\n${text.slice(40, 80)} \t${text.slice(80)} `, [published(signer)])).toEqual({ ok: true, proof: wanted });
  });

  it("of a key that is not in the list is not known, nor is one whose key cannot be read", () => {
    expect(verifyProof(text, [])).toEqual({ ok: false, reason: "unknown-key" });
    expect(verifyProof(text, [published(other)])).toEqual({ ok: false, reason: "unknown-key" });
    expect(verifyProof(text, [{ ...published(signer), public: "no base64url!" }])).toEqual({ ok: false, reason: "unknown-key" });
  });

  it("is not genuine under another key that took its name", () => {
    expect(verifyProof(text, [{ ...published(other), key: proofKeyId(signer.publicKey) }])).toEqual({ ok: false, reason: "not-genuine" });
  });

  it.each([0, 1, 2, 3, 4, 13, 20, 83])("is not genuine when byte %i was changed", (at) => {
    const verdict = verifyProof(changed(at), [{ ...published(signer), week: readProof(changed(at))?.week ?? "" }]);
    expect(verdict).toEqual({ ok: false, reason: "not-genuine" });
  });

  it.each([14, 19])("names another key when byte %i was changed", (at) => {
    expect(verifyProof(changed(at), [published(signer)])).toEqual({ ok: false, reason: "unknown-key" });
  });

  it.each(["", "GB1-", "GB2", text.slice(4), `GB2${text.slice(3)}`, `${text}AAAA`, text.slice(0, -4), `GB1-!${text.slice(5)}`, "een zin"])("has no other form (%#)", (typed) => {
    expect(readProof(typed)).toBeUndefined();
    expect(verifyProof(typed, [published(signer)])).toEqual({ ok: false, reason: "wrong-form" });
  });

  it("is not written about a week that is none, nor with another serial", () => {
    for (const week of ["2026-05", "2026-W5", "x2026-W05", "2026-W055"]) expect(() => writeProof({ week, step: 1, serial }, signer)).toThrow(new TypeError("not a week"));
    for (const length of [0, 9, 11]) expect(() => writeProof({ week: "2026-W05", step: 1, serial: new Uint8Array(length) }, signer)).toThrow(new RangeError("a serial is 10 bytes"));
  });

  it("names its key by the beginning of its hash", () => {
    expect(proofKeyId(signer.publicKey)).toBe(hashOf(signer.publicKey).slice(0, 8));
    expect(proofKeyId(joined(signer.publicKey, Uint8Array.of(1)))).not.toBe(proofKeyId(signer.publicKey));
  });
});
