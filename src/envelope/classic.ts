/**
 * Sealing to an X25519 recipient as age writes it (C2SP, "X25519"). age's own does the same with five keys where two are enough; it
 * still opens them.
 */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64nopad } from "@scure/base";
import { Stanza } from "age-encryption";
import type { Recipient } from "age-encryption";
import { joined, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { basePoint, multiplied } from "./x25519.ts";

/** For age's `Encrypter`. `recipient`: the point, 32 bytes. */
export function classicRecipient(recipient: Uint8Array): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const once = globalThis.crypto.getRandomValues(new Uint8Array(32));
      const [sent, shared] = (await multiplied(once, [basePoint, recipient])) as [Bytes, Bytes];
      const key = hkdf(sha256, shared, joined(sent, recipient), utf8("age-encryption.org/v1/X25519"), 32);
      // The key serves once, so the nonce may be zero.
      return [new Stanza(["X25519", base64nopad.encode(sent)], chacha20poly1305(key, new Uint8Array(12)).encrypt(fileKey))];
    },
  };
}
