import { fromBase64Url, toBase64Url } from "./bytes.ts";
import { signAct, verifyAct } from "./sign.ts";
import type { Act, Signer } from "./sign.ts";

/**
 * A proof that something was destroyed (security.md 2.7): class, how many, which week, and the state of the audit chain whose last
 * line says so. No id of what it was, no organisation, no content. Bytes as base64url; `week` and `oldestWeek` are Mondays.
 */
export type DestructionProof = {
  readonly version: 1;
  readonly installation: string;
  readonly id: string;
  readonly class: string;
  readonly week: string;
  readonly count: number;
  readonly oldestWeek: string | null;
  readonly seq: number;
  readonly chain: string;
  readonly publicKey: string;
  readonly signature: string;
};

function signedPart({ version, id, class: name, week, count, oldestWeek, seq, chain, installation }: Omit<DestructionProof, "publicKey" | "signature">): Act {
  return { act: "retention.proof", nonce: installation, fields: { version, id, class: name, week, count, oldestWeek, seq, chain } };
}

/** Signs one with the installation's key, the same that signs heads of the audit chain. */
export function signDestruction(about: Omit<DestructionProof, "version" | "publicKey" | "signature">, signer: Signer): DestructionProof {
  const proof = { version: 1, ...about } as const;
  return { ...proof, publicKey: toBase64Url(signer.publicKey), signature: toBase64Url(signAct(signer, signedPart(proof))) };
}

/** True when the key that stands in it signed it. Compare `publicKey` with that of a head of the audit chain that you trust. */
export function isDestructionSigned(proof: DestructionProof): boolean {
  const key = fromBase64Url(proof.publicKey);
  const signature = fromBase64Url(proof.signature);
  return key !== undefined && signature !== undefined && verifyAct(key, signedPart(proof), signature);
}
