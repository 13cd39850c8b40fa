/**
 * One-time numbers for signed acts. Stateless until used: random bytes, an end, and a keyed proof that this server gave
 * them out for this lookup, so asking for one is the same work for a code that exists and one that does not.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "../../base/index.ts";

const minutes = 5;
const randomBytes = 16;
const endBytes = 8;
const proofBytes = 16;

function proof(context: Context, lookup: Uint8Array, body: Uint8Array): Buffer {
  return createHmac("sha256", context.secrets.tickets).update("gehoord nonce v1\n").update(lookup).update(body).digest().subarray(0, proofBytes);
}

/** base64url of 40 bytes. */
export function newNonce(context: Context, lookup: Uint8Array): string {
  const body = Buffer.alloc(randomBytes + endBytes);
  body.set(context.random.bytes(randomBytes));
  body.writeBigUInt64BE(BigInt(context.clock.now().getTime() + minutes * 60_000), randomBytes);
  return Buffer.concat([body, proof(context, lookup, body)]).toString("base64url");
}

export type Nonce = { readonly bytes: Uint8Array; readonly until: Date };

/** `undefined`: not ours, for another lookup, or over its time. That it is used once is for the transaction to see. */
export function readNonce(context: Context, lookup: Uint8Array, nonce: string): Nonce | undefined {
  const bytes = Buffer.from(nonce, "base64url");
  if (bytes.length !== randomBytes + endBytes + proofBytes) return undefined;
  const body = bytes.subarray(0, randomBytes + endBytes);
  if (!timingSafeEqual(bytes.subarray(randomBytes + endBytes), proof(context, lookup, body))) return undefined;
  const until = new Date(Number(body.readBigUInt64BE(randomBytes)));
  return until > context.clock.now() ? { bytes, until } : undefined;
}
