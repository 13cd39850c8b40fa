import { utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { derive } from "./derive.ts";
import type { Argon2 } from "./derive.ts";
import { hybridFromSeed } from "./keys.ts";
import { signerFrom } from "./sign.ts";
import type { Signer } from "./sign.ts";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** security.md 1.4: what trying one code costs. Changing it makes every code that was handed out useless. */
export const codeCost = { memoryKiB: 19_456, passes: 2, length: 32 } as const;

/** Writes 10 random bytes (80 bits) as `ABCD-EFGH-JKMN-PQRS`: four groups of Crockford base 32. */
export function newCode(random10: Uint8Array): string {
  if (random10.length !== 10) throw new RangeError("a code is made of 10 bytes");
  let number = random10.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let digits = "";
  for (let place = 0; place < 16; place += 1) {
    digits = crockford.charAt(Number(number & 31n)) + digits;
    number >>= 5n;
  }
  return grouped(digits);
}

function grouped(digits: string): string {
  return [0, 4, 8, 12].map((from) => digits.slice(from, from + 4)).join("-");
}

/**
 * The code as it was written on the card, from what a person typed: case, spaces and dashes do not matter, and O, I and L
 * are read as the digits they look like. `undefined` when it cannot be a code.
 */
export function readCode(typed: string): string | undefined {
  const digits = typed
    .toUpperCase()
    .replace(/[\s\u2010-\u2015_.-]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(digits) ? grouped(digits) : undefined;
}

/**
 * What a code is worth. `lookup` finds the conversation (the server keeps only `HMAC(pepper, lookup)`), `identity` opens
 * what was wrapped to the reporter (hybrid), `signer` signs the reporter's acts. None says anything about another.
 */
export type ReporterKeys = {
  readonly lookup: Bytes;
  readonly identity: string;
  readonly recipient: string;
  readonly signer: Signer;
};

/**
 * Turns a code into keys; takes 19 MiB and about a tenth of a second, on purpose. `code` in any writing that `readCode`
 * accepts; throws a `TypeError` on anything else. The salt is the installation's, 16 bytes or more, public. `signer`: how a secret
 * becomes a signer; the server has a faster one.
 */
export async function openCode(code: string, installationSalt: Uint8Array, argon2: Argon2, signer = signerFrom): Promise<ReporterKeys> {
  const written = readCode(code);
  if (written === undefined) throw new TypeError("not a code");
  const root = await argon2(utf8(written.replaceAll("-", "")), installationSalt, codeCost);
  const pair = await hybridFromSeed(derive(root, "gehoord code v1 age"));
  return { lookup: derive(root, "gehoord code v1 lookup"), ...pair, signer: signer(derive(root, "gehoord code v1 sign")) };
}
