import { fromBase64Url, joined, toBase64Url } from "./bytes.ts";
import { hashOf } from "./derive.ts";
import { signedBytes, verifySignature } from "./sign.ts";
import type { Signer } from "./sign.ts";

/**
 * A signed proof (security.md 1.11): week, step, random serial, key. It holds no case, organisation or text, so two of them
 * cannot be linked by who is shown them. Text of 116 characters, for a card, a QR code, or typing over.
 */
export type Proof = { readonly week: string; readonly step: number; readonly key: string; readonly serial: string };

/** A published key: 32 bytes as base64url under its `proofKeyId`, good for one week. */
export type ProofKey = { readonly key: string; readonly week: string; readonly public: string };

const start = "GB1";
const serialBytes = 10;
const idBytes = 6;
const bodyBytes = 2 + 1 + 1 + serialBytes + idBytes;
const signatureBytes = 64;

/** Eight characters that name a key: the beginning of its hash. */
export function proofKeyId(publicKey: Uint8Array): string {
  return hashOf(publicKey).slice(0, 8);
}

function weekBytes(week: string): Uint8Array {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined || number === undefined) throw new TypeError("not a week");
  return Uint8Array.of(Number(year) >> 8, Number(year) & 255, Number(number));
}

/** Signs one. `serial`: 10 random bytes; `step` 0 to 255, place in the list of steps. */
export function writeProof(proof: { readonly week: string; readonly step: number; readonly serial: Uint8Array }, signer: Signer): string {
  if (proof.serial.length !== serialBytes) throw new RangeError("a serial is 10 bytes");
  const key = fromBase64Url(proofKeyId(signer.publicKey)) ?? new Uint8Array();
  const body = joined(weekBytes(proof.week), Uint8Array.of(proof.step), proof.serial, key);
  return `${start}-${toBase64Url(joined(body, signer.sign(signedBytes("proof", body))))}`;
}

/** What stands in it, unverified; `undefined` when it has another form. Spaces and line ends that came in by copying do not matter. */
export function readProof(typed: string): (Proof & { readonly body: Uint8Array; readonly signature: Uint8Array }) | undefined {
  const text = typed.replace(/\s/g, "");
  const bytes = text.startsWith(`${start}-`) ? fromBase64Url(text.slice(start.length + 1)) : undefined;
  if (bytes?.length !== bodyBytes + signatureBytes) return undefined;
  const [high = 0, low = 0, week = 0, step = 0] = bytes;
  const body = bytes.slice(0, bodyBytes);
  const serial = toBase64Url(body.subarray(4, 4 + serialBytes));
  return { week: `${high * 256 + low}-W${String(week).padStart(2, "0")}`, step, serial, key: toBase64Url(body.subarray(4 + serialBytes)), body, signature: bytes.slice(bodyBytes) };
}

/** The proof when one of these keys signed it for its own week; `unknown-key`: it may be of another installation, or the list is old. */
export function verifyProof(typed: string, keys: readonly ProofKey[]): { readonly ok: true; readonly proof: Proof } | { readonly ok: false; readonly reason: "wrong-form" | "unknown-key" | "not-genuine" } {
  const read = readProof(typed);
  if (read === undefined) return { ok: false, reason: "wrong-form" };
  const { body, signature, ...proof } = read;
  const known = keys.find((one) => one.key === proof.key);
  const publicKey = known === undefined ? undefined : fromBase64Url(known.public);
  if (known === undefined || publicKey === undefined) return { ok: false, reason: "unknown-key" };
  const genuine = known.week === proof.week && proofKeyId(publicKey) === known.key && verifySignature(publicKey, signedBytes("proof", body), signature);
  return genuine ? { ok: true, proof } : { ok: false, reason: "not-genuine" };
}
