import { fromBase64Url, fromUtf8, joined, toBase64Url, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import type { JsonValue } from "./canonical.ts";
import { derive } from "./derive.ts";

/** What stands in a ticket, or why it is worth nothing. */
export type TicketAnswer = { readonly ok: true; readonly payload: JsonValue; readonly expiresAt: Date } | { readonly ok: false; readonly reason: "expired" | "damaged" };

const saltBytes = 24;

/** A key and a nonce of its own for every ticket: AES-GCM never sees the same pair twice. */
async function cipher(key: Uint8Array, salt: Uint8Array, purpose: string): Promise<{ readonly key: CryptoKey; readonly algorithm: AesGcmParams }> {
  if (key.length !== 32) throw new RangeError("a ticket key is 32 bytes");
  const made = derive(joined(key, salt), "gehoord ticket v1", 44);
  const own = await crypto.subtle.importKey("raw", made.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  return { key: own, algorithm: { name: "AES-GCM", iv: made.slice(32), additionalData: utf8(purpose) } };
}

/**
 * Seals what the server wants back from a page it keeps nothing for (security.md 1.5, 3.4): base64url for a hidden field.
 * Nobody without the key reads or changes it. `purpose` keeps a form's ticket from passing as a conversation's. That it is
 * used once is for the caller to keep.
 */
export async function sealTicket(key: Uint8Array, payload: JsonValue, expiresAt: Date, purpose = "ticket"): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  const own = await cipher(key, salt, purpose);
  const plain = utf8(canonicalJson({ expires: expiresAt.getTime(), payload }));
  return toBase64Url(joined(salt, new Uint8Array(await crypto.subtle.encrypt(own.algorithm, own.key, plain))));
}

async function plainOf(key: Uint8Array, bytes: Bytes, purpose: string): Promise<{ readonly expires: number; readonly payload: JsonValue } | undefined> {
  const own = await cipher(key, bytes.subarray(0, saltBytes), purpose);
  try {
    const plain = await crypto.subtle.decrypt(own.algorithm, own.key, bytes.subarray(saltBytes));
    return JSON.parse(fromUtf8(new Uint8Array(plain))) as { expires: number; payload: JsonValue };
  } catch {
    return undefined;
  }
}

/** Opens a ticket; one that ends exactly now is expired. Also anything that was never a ticket is `damaged`. */
export async function openTicket(key: Uint8Array, ticket: string, now: Date, purpose = "ticket"): Promise<TicketAnswer> {
  const bytes = fromBase64Url(ticket);
  const plain = bytes === undefined ? undefined : await plainOf(key, bytes, purpose);
  if (plain === undefined) return { ok: false, reason: "damaged" };
  if (plain.expires <= now.getTime()) return { ok: false, reason: "expired" };
  return { ok: true, payload: plain.payload, expiresAt: new Date(plain.expires) };
}
