import { utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { derive } from "./derive.ts";
import type { Argon2 } from "./derive.ts";
import { hybridFromSeed } from "./keys.ts";
import type { KeyPair } from "./keys.ts";

/** A worker's passphrase has less chance in it than a code and is typed on a full machine: 64 MiB, 3 passes. */
export const passphraseCost = { memoryKiB: 65_536, passes: 3, length: 32 } as const;

/** `auth` goes to the server, which hashes it again; `wrapping` opens the person's own key and never leaves the browser. */
export type PassphraseKeys = { readonly auth: Bytes; readonly wrapping: KeyPair };

/**
 * security.md 1.9. The salt is the member's own, 16 bytes or more. The passphrase is normalised (NFKC), so that the same
 * words typed on another keyboard or system give the same keys; spaces and case count.
 */
export async function openPassphrase(passphrase: string, salt: Uint8Array, argon2: Argon2): Promise<PassphraseKeys> {
  const root = await argon2(utf8(passphrase.normalize("NFKC")), salt, passphraseCost);
  return {
    auth: derive(root, "gehoord passphrase v1 auth"),
    wrapping: await hybridFromSeed(derive(root, "gehoord passphrase v1 wrapping")),
  };
}
