import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from "age-encryption";

/** Both as age writes them. The identity opens, the recipient seals. */
export type KeyPair = { readonly identity: string; readonly recipient: string };

/** The recipient (`age1…` or `age1pq1…`) that belongs to an identity. */
export function recipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity);
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

const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

function checksumStep(sum: number, word: number): number {
  const top = sum >>> 25;
  return generators.reduce((next, generator, bit) => ((top >>> bit) & 1 ? next ^ generator : next), ((sum & 0x1ffffff) << 5) ^ word);
}

function wordsOf(bytes: Uint8Array): number[] {
  const words: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) words.push((held >> (bits - 5)) & 31);
  }
  if (bits > 0) words.push((held << (5 - bits)) & 31);
  return words;
}

/** Bech32 (BIP 173), the writing of age identities. */
function bech32(prefix: string, bytes: Uint8Array): string {
  const characters = Array.from(prefix, (character) => character.charCodeAt(0));
  const words = wordsOf(bytes);
  const sealed = [...characters.map((code) => code >> 5), 0, ...characters.map((code) => code & 31), ...words, 0, 0, 0, 0, 0, 0];
  const sum = sealed.reduce(checksumStep, 1) ^ 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31);
  return `${prefix}1${[...words, ...check].map((word) => alphabet.charAt(word)).join("")}`;
}

/** The hybrid key pair that a 32-byte seed determines: `AGE-SECRET-KEY-PQ-1…` is the seed itself in Bech32. */
export function hybridFromSeed(seed: Uint8Array): Promise<KeyPair> {
  if (seed.length !== 32) throw new RangeError("an age identity is made of 32 bytes");
  return pairOf(bech32("age-secret-key-pq-", seed).toUpperCase());
}

/** The X25519 key pair of a 32-byte scalar: for vectors and tests, never for what is sealed for real. */
export function classicFromSeed(seed: Uint8Array): Promise<KeyPair> {
  if (seed.length !== 32) throw new RangeError("an age identity is made of 32 bytes");
  return pairOf(bech32("age-secret-key-", seed).toUpperCase());
}
