import { bech32 } from "@scure/base";
import { generateHybridIdentity, generateX25519Identity } from "age-encryption";
import type { Bytes } from "./bytes.ts";
import { hybridRecipientBytes, hybridRecipientOf } from "./hybrid.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { basePoint, multiplied, pointBytes } from "./x25519.ts";

/** Both as age writes them. The identity opens, the recipient seals. */
export type KeyPair = { readonly identity: string; readonly recipient: string };

/** How age begins what belongs to a pair, in Bech32: of a hybrid one its 32-byte seed and its public keys, of a classic one scalar and point. */
const begins = { hybridIdentity: "AGE-SECRET-KEY-PQ-", hybridRecipient: "age1pq", classicIdentity: "AGE-SECRET-KEY-", classicRecipient: "age" } as const;

/** The bytes of what begins like that and has that length; of anything else nothing. */
function bytesOf(text: string, beginning: string, length: number): Uint8Array | undefined {
  try {
    const { prefix, words } = bech32.decode(text as `${string}1${string}`, false);
    const bytes = bech32.fromWords(words);
    return prefix === beginning.toLowerCase() && text.startsWith(`${beginning}1`) && bytes.length === length ? bytes : undefined;
  } catch {
    return undefined;
  }
}

const secretBytes = 32;
/** The seed in a hybrid identity. */
export const seedOf = (identity: string): Uint8Array | undefined => bytesOf(identity, begins.hybridIdentity, secretBytes);
/** The public keys in a hybrid recipient. */
export const keysOfRecipient = (recipient: string): Uint8Array | undefined => bytesOf(recipient, begins.hybridRecipient, hybridRecipientBytes);
/** The point in a classic recipient. */
export const pointOfRecipient = (recipient: string): Uint8Array | undefined => bytesOf(recipient, begins.classicRecipient, pointBytes);

/** The recipient (`age1…` or `age1pq1…`) that belongs to an identity. */
export async function recipientOf(identity: string): Promise<string> {
  const seed = seedOf(identity);
  if (seed !== undefined) return bech32.encode(begins.hybridRecipient, bech32.toWords(await hybridRecipientOf(seed)), false);
  const scalar = bytesOf(identity, begins.classicIdentity, secretBytes);
  if (scalar === undefined) throw new EnvelopeRefusal("cannot-open");
  const [point] = (await multiplied(scalar, [basePoint])) as [Bytes];
  return bech32.encodeFromBytes(begins.classicRecipient, point);
}

async function pairOf(identity: string): Promise<KeyPair> {
  return { identity, recipient: await recipientOf(identity) };
}

/**
 * A fresh X25519 identity, for a case, a piece or a file. Its recipient is never stored in the open: without it even who
 * can undo X25519 cannot open what was sealed, because an age file does not hold the recipient.
 */
export async function newCaseIdentity(): Promise<KeyPair> {
  return pairOf(await generateX25519Identity());
}

/** A fresh post-quantum hybrid identity (ML-KEM-768 with X25519), for a person or a team. */
export async function newHybridIdentity(): Promise<KeyPair> {
  return pairOf(await generateHybridIdentity());
}

const written = (prefix: string, seed: Uint8Array): string => bech32.encodeFromBytes(prefix, seed).toUpperCase();

/** The hybrid key pair that a 32-byte seed determines: `AGE-SECRET-KEY-PQ-1…` is the seed itself in Bech32. */
export function hybridFromSeed(seed: Uint8Array): Promise<KeyPair> {
  if (seed.length !== 32) throw new RangeError("an age identity is made of 32 bytes");
  return pairOf(written(begins.hybridIdentity, seed));
}

/** The X25519 key pair of a 32-byte scalar: for vectors and tests, never for what is sealed for real. */
export function classicFromSeed(seed: Uint8Array): Promise<KeyPair> {
  if (seed.length !== 32) throw new RangeError("an age identity is made of 32 bytes");
  return pairOf(written(begins.classicIdentity, seed));
}
