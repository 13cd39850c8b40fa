/** Keys of this room, derived from the installation's ticket secret, which stands outside database and backups. */
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "../../base/index.ts";
import { derive } from "../../envelope/index.ts";

type Holder = Pick<Context, "secrets">;

function own(context: Holder, use: "auth" | "salt" | "totp" | "prf" | "passkey ticket" | "identity" | "identity ticket"): Uint8Array {
  return derive(context.secrets.tickets, `gehoord accounts v1 ${use}`);
}

/**
 * The salt that a name without a member gets: the same every time, like a real one, so that asking tells nothing.
 */
export function saltOfNobody(context: Holder, name: string): Uint8Array {
  return createHmac("sha256", own(context, "salt")).update(name).digest().subarray(0, 16);
}

/**
 * What the server keeps of the authentication half. One fast keyed hash is enough here and a slow one would add nothing:
 * the half is itself the outcome of Argon2id (64 MiB, 3 passes) over the passphrase, so each guess costs a thief that
 * much before this hash is even reached; and the key of the HMAC is not in the database, so that a stolen database or
 * backup cannot test any guess at all. Server work stays the same for right and wrong.
 */
export function authHash(context: Holder, auth: Uint8Array, authSalt: Uint8Array): Uint8Array {
  return createHmac("sha256", own(context, "auth")).update(authSalt).update(auth).digest();
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** An authenticator's secret at rest: AES-256-GCM, bound to its member; nonce (12), ciphertext, tag (16). */
export function sealTotp(context: Pick<Context, "secrets" | "random">, member: string, secret: Uint8Array): Uint8Array {
  const nonce = context.random.bytes(12);
  const cipher = createCipheriv("aes-256-gcm", own(context, "totp"), nonce).setAAD(Buffer.from(member));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

export function openTotp(context: Holder, member: string, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv("aes-256-gcm", own(context, "totp"), sealed.subarray(0, 12)).setAAD(Buffer.from(member));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

/** What every passkey of this installation is asked to derive from: before sign-in nobody is known, so it is one for all. */
export function prfSalt(context: Holder): Uint8Array {
  return own(context, "prf");
}

export function passkeyTicketKey(context: Holder): Uint8Array {
  return own(context, "passkey ticket");
}

/** A secret of an organisation at rest, in the same form as an authenticator's. */
export function sealOwn(context: Pick<Context, "secrets" | "random">, whose: string, secret: Uint8Array): Uint8Array {
  const nonce = context.random.bytes(12);
  const cipher = createCipheriv("aes-256-gcm", own(context, "identity"), nonce).setAAD(Buffer.from(whose));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

export function openOwn(context: Holder, whose: string, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv("aes-256-gcm", own(context, "identity"), sealed.subarray(0, 12)).setAAD(Buffer.from(whose));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

/** Which person at which provider: found again, never read back. */
export function subjectHmac(context: Holder, who: { readonly organisation: string; readonly issuer: string; readonly subject: string }): Uint8Array {
  return createHmac("sha256", own(context, "identity")).update(JSON.stringify([who.organisation, who.issuer, who.subject])).digest();
}

export function identityTicketKey(context: Holder): Uint8Array {
  return own(context, "identity ticket");
}
