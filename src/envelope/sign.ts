import { ed25519 } from "@noble/curves/ed25519.js";
import { joined, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import type { JsonValue } from "./canonical.ts";
import { hashOf } from "./derive.ts";

/** Ed25519. `publicKey` is 32 bytes, a signature 64. */
export type Signer = { readonly publicKey: Bytes; sign(bytes: Uint8Array): Bytes };

export function signerFrom(secret: Uint8Array): Signer {
  if (secret.length !== 32) throw new RangeError("an Ed25519 secret is 32 bytes");
  const own = secret.slice();
  return {
    publicKey: ed25519.getPublicKey(own) as Bytes,
    sign: (bytes) => ed25519.sign(bytes, own) as Bytes,
  };
}

/** Strict RFC 8032: keys of small order and signatures in another form than the one are refused. Never throws. */
export function verifySignature(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, bytes, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/**
 * Every signature covers the name of its use first: what was signed as one thing can never be shown as another.
 * No name is the beginning of another.
 */
export function signedBytes(use: "piece" | "act" | "key log" | "proof", bytes: Uint8Array): Bytes {
  return joined(utf8(`gehoord ${use} v1\n`), bytes);
}

/**
 * Something a person decides (consent, withdrawal, "helped: yes", reading a conversation). The nonce comes from the server
 * and is used once; the fields are signed by their hash.
 */
export type Act = { readonly act: string; readonly nonce: string; readonly fields: JsonValue };

function actBytes(act: Act): Bytes {
  const fields = hashOf(utf8(canonicalJson(act.fields)));
  return signedBytes("act", utf8(canonicalJson({ act: act.act, nonce: act.nonce, fields })));
}

/** 64 bytes. */
export function signAct(signer: Signer, act: Act): Bytes {
  return signer.sign(actBytes(act));
}

/** False also for fields that nobody can have signed: what comes from the network is refused, never an accident. */
export function verifyAct(publicKey: Uint8Array, act: Act, signature: Uint8Array): boolean {
  try {
    return verifySignature(publicKey, actBytes(act), signature);
  } catch {
    return false;
  }
}
