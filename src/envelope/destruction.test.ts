import { describe, expect, it } from "vitest";
import { toBase64Url } from "./bytes.ts";
import { isDestructionSigned, signDestruction } from "./destruction.ts";
import type { DestructionProof } from "./destruction.ts";
import { signerFrom } from "./sign.ts";

const signer = signerFrom(new Uint8Array(32).fill(7));
const about = { installation: "gehoord.example", id: "proof-1", class: "closed-cases", week: "2026-11-23", count: 12, oldestWeek: "2025-11-17", seq: 481, chain: "abcd" } as const;
const proof = signDestruction(about, signer);

describe("a proof that something was destroyed", () => {
  it("is believed as it was signed, and says what it is about", () => {
    expect(proof).toEqual({ version: 1, ...about, publicKey: toBase64Url(signer.publicKey), signature: proof.signature });
    expect(isDestructionSigned(proof)).toBe(true);
    expect(isDestructionSigned(signDestruction({ ...about, oldestWeek: null }, signer))).toBe(true);
  });

  const other = signerFrom(new Uint8Array(32).fill(8));
  const changes: Readonly<Record<string, unknown>> = { installation: "other.example", id: "proof-2", class: "claims", week: "2026-11-30", count: 11, oldestWeek: null, seq: 482, chain: "abce", version: 2, publicKey: toBase64Url(other.publicKey), signature: signDestruction(about, other).signature };
  it.each(Object.entries(changes))("is believed no more when its %s is another", (field, value) => {
    expect(isDestructionSigned({ ...proof, [field]: value } as DestructionProof)).toBe(false);
  });

  it.each(["publicKey", "signature"])("is no proof when its %s is no base64url", (field) => {
    expect(isDestructionSigned({ ...proof, [field]: "not base64url!" })).toBe(false);
  });
});
