import { Decrypter, Encrypter } from "age-encryption";
import type { Recipient } from "age-encryption";
import { fromUtf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { classicRecipient } from "./classic.ts";
import { hybridIdentity, hybridRecipient } from "./hybrid.ts";
import { keysOfRecipient, pointOfRecipient, seedOf } from "./keys.ts";
import { EnvelopeRefusal } from "./refusal.ts";

/** Which kind of recipient this is; passphrases, tags and plugins are not ours and are `undefined`. */
function kindOf(recipient: string): "hybrid" | "classic" | undefined {
  if (/^age1pq1[a-z0-9]+$/.test(recipient)) return "hybrid";
  return /^age1[a-z0-9]{58}$/.test(recipient) ? "classic" : undefined;
}

function recipientOf(text: string): Recipient {
  const isClassic = kindOf(text) === "classic";
  const bytes = isClassic ? pointOfRecipient(text) : keysOfRecipient(text);
  if (bytes === undefined) throw new EnvelopeRefusal("unknown-recipient");
  return isClassic ? classicRecipient(bytes) : hybridRecipient(bytes);
}

/**
 * An age encrypter to all recipients. Hybrid and classic never share a file: whoever breaks the classic one has the file
 * key, and with it what was meant to outlast quantum computers (security.md 1.7).
 */
export function encrypterTo(recipients: readonly string[]): Encrypter {
  if (recipients.length === 0) throw new EnvelopeRefusal("no-recipient");
  const kinds = new Set(recipients.map(kindOf));
  if (kinds.has(undefined)) throw new EnvelopeRefusal("unknown-recipient");
  if (kinds.size > 1) throw new EnvelopeRefusal("mixed-recipients");
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipientOf(recipient));
  return encrypter;
}

/** What a failure of age means to us. Its own message is read, never passed on. */
export function refusalOf(error: unknown): EnvelopeRefusal {
  if (error instanceof EnvelopeRefusal) return error;
  const unmatched = error instanceof Error && error.message.startsWith("no identity matched");
  return new EnvelopeRefusal(unmatched ? "cannot-open" : "damaged");
}

/** A decrypter for one identity; an identity that is not one cannot open anything. */
export function decrypterOf(identity: string): Decrypter {
  const decrypter = new Decrypter();
  const seed = seedOf(identity);
  try {
    decrypter.addIdentity(seed === undefined ? identity : hybridIdentity(seed));
  } catch {
    throw new EnvelopeRefusal("cannot-open");
  }
  return decrypter;
}

/**
 * Seals a key or a small secret to one or more recipients: one age file, in memory. All hybrid (person, team, reporter) or
 * all X25519 (a case, an export for the command line). Refuses `no-recipient`, `unknown-recipient`, `mixed-recipients`.
 */
export async function wrap(secret: Uint8Array | string, recipients: readonly string[]): Promise<Bytes> {
  return (await encrypterTo(recipients).encrypt(secret)) as Bytes;
}

/** Refuses `cannot-open` (sealed to somebody else) and `damaged`. */
export async function unwrap(wrapped: Uint8Array, identity: string): Promise<Bytes> {
  const decrypter = decrypterOf(identity);
  try {
    return (await decrypter.decrypt(wrapped)) as Bytes;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** As `unwrap`, for what was wrapped as text; bytes that are no text are `damaged`. */
export async function unwrapText(wrapped: Uint8Array, identity: string): Promise<string> {
  const bytes = await unwrap(wrapped, identity);
  try {
    return fromUtf8(bytes);
  } catch {
    throw new EnvelopeRefusal("damaged");
  }
}

/**
 * Opens with `identity` and seals again to `recipients`: a case identity to the remaining members at a new epoch, or one
 * piece's key to the case of another organisation. Never hand over a case identity to another organisation.
 */
export async function rewrap(wrapped: Uint8Array, identity: string, recipients: readonly string[]): Promise<Bytes> {
  return wrap(await unwrap(wrapped, identity), recipients);
}
