/**
 * Facts at rest: AES-256-GCM under a key of their organisation, worked out of the pepper, which lies outside database and
 * backups (`security.md` 1.4). Whoever steals both has coded facts without a case; whoever steals one has neither.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import type { Context } from "../../base/index.ts";

/** Where a sealed row stands: one that was moved elsewhere does not open. */
export type Place = { readonly table: "arrival" | "fact" | "sums" | "release"; readonly organisation: string; readonly at: string };

type Outside = Pick<Context, "secrets" | "random">;

const ivBytes = 12;
const tagBytes = 16;
/** Every arrival and every fact is this long before sealing: their lengths tell nothing. */
export const factBytes = 384;
/** Sums grow with what was counted: to the next power of two. */
const leastSums = 8_192;

const keys = new WeakMap<Uint8Array, Map<string, Buffer>>();

function keyOf({ secrets: { pepper } }: Outside, organisation: string): Buffer {
  const known = keys.get(pepper) ?? new Map<string, Buffer>();
  keys.set(pepper, known);
  const key = known.get(organisation) ?? Buffer.from(hkdfSync("sha256", pepper, "", `gehoord facts v1\n${organisation}`, 32));
  known.set(organisation, key);
  return key;
}

const named = ({ table, organisation, at }: Place): Buffer => Buffer.from(`gehoord ${table} v1\n${organisation}\n${at}`, "utf8");

function padded(bytes: Uint8Array, size: number): Buffer {
  if (bytes.length > size) throw new RangeError("Longer than what is sealed in one length");
  return Buffer.concat([bytes, Buffer.alloc(size - bytes.length, 0x20)]);
}

const sizeFor = (place: Place, bytes: number): number => (place.table === "sums" || place.table === "release" ? Math.max(leastSums, 2 ** Math.ceil(Math.log2(bytes))) : factBytes);

/** Bytes of somebody who knows where they end: spaces follow them. */
export function sealBytes(outside: Outside, place: Place, bytes: Uint8Array): Uint8Array {
  const iv = outside.random.bytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", keyOf(outside, place.organisation), iv).setAAD(named(place));
  const body = cipher.update(padded(bytes, sizeFor(place, bytes.length)));
  return new Uint8Array(Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]));
}

/** Throws on what was altered, moved, or sealed under another installation's secrets. */
export function openBytes(outside: Outside, place: Place, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const decipher = createDecipheriv("aes-256-gcm", keyOf(outside, place.organisation), sealed.subarray(0, ivBytes)).setAAD(named(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const body = decipher.update(sealed.subarray(ivBytes, sealed.length - tagBytes));
  decipher.final();
  return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
}

export const sealRow = (outside: Outside, place: Place, value: unknown): Uint8Array => sealBytes(outside, place, Buffer.from(JSON.stringify(value), "utf8"));

/** As `openBytes`, of what `sealRow` sealed. */
export const openRow = (outside: Outside, place: Place, sealed: Uint8Array): unknown => JSON.parse(Buffer.from(openBytes(outside, place, sealed)).toString("utf8"));

/** A token as it is kept: worthless without the secrets, and never the token itself. */
export function hashedToken({ secrets: { pepper } }: Outside, token: string): string {
  return createHmac("sha256", pepper).update("gehoord fact v1\n").update(token).digest("base64url");
}

/** The token of a matter as it is kept: in every quarter another one, and no organisation can work it out. */
export function hashedMatter({ secrets: { pepper } }: Outside, { quarter, token }: { readonly quarter: string; readonly token: string }): string {
  return createHmac("sha256", pepper).update(`gehoord matter v1\n${quarter}\n`).update(token).digest("base64url");
}
