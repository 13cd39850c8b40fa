/**
 * Sealing to a post-quantum hybrid recipient, `mlkem768x25519` of the age specification (C2SP): HPKE (RFC 9180, base mode) with
 * the KEM MLKEM768-X25519, ML-KEM-768 (FIPS 203) and X25519 put together by SHA3-256. As age's own library writes and reads it;
 * apart because that one works out X25519 in JavaScript, which is most of the time that opening a day's cases takes.
 */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { sha3_256, shake256 } from "@noble/hashes/sha3.js";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { base64nopad } from "@scure/base";
import { Stanza } from "age-encryption";
import type { Identity, Recipient } from "age-encryption";
import { joined, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { basePoint, multiplied, pointBytes } from "./x25519.ts";

const stanzaType = "mlkem768x25519";
/** Of a recipient: the key of ML-KEM-768, then 32 bytes of X25519. Of what is sent: its ciphertext, then a key for once. */
const sizes = { key: 1184, ciphertext: 1088, fileKey: 32 } as const;
export const hybridRecipientBytes = sizes.key + pointBytes;

const cut = (bytes: Uint8Array, at: number): [Uint8Array, Uint8Array] => [bytes.subarray(0, at), bytes.subarray(at)];

/** Both secrets bind the X25519 side whole; ML-KEM binds its own ciphertext and key. */
function combined(lattice: Uint8Array, curve: Uint8Array, sentPoint: Uint8Array, ownPoint: Uint8Array): Uint8Array {
  return sha3_256(joined(lattice, curve, sentPoint, ownPoint, utf8("\\.//^\\")));
}

type Expanded = { readonly lattice: { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array }; readonly scalar: Uint8Array };

function expanded(seed: Uint8Array): Expanded {
  const [lattice, scalar] = cut(shake256(seed, { dkLen: 96 }), 64);
  return { lattice: ml_kem768.keygen(lattice), scalar };
}

/** The recipient (1,216 bytes) that belongs to a 32-byte seed. */
export async function hybridRecipientOf(seed: Uint8Array): Promise<Bytes> {
  const { lattice, scalar } = expanded(seed);
  const [point] = (await multiplied(scalar, [basePoint])) as [Bytes];
  return joined(lattice.publicKey, point);
}

/** KEM 0x647a, HKDF-SHA256, ChaCha20-Poly1305. */
const suite = joined(utf8("HPKE"), new Uint8Array([0x64, 0x7a, 0, 1, 0, 3]));
const labelled = (label: string, bytes: Uint8Array): Bytes => joined(utf8("HPKE-v1"), suite, utf8(label), bytes);
const extracted = (salt: Uint8Array | undefined, label: string, bytes: Uint8Array): Uint8Array => extract(sha256, labelled(label, bytes), salt);
const none = new Uint8Array();

/** The one key and nonce of a message (RFC 9180, 5.1). */
function cipherOf(shared: Uint8Array): ReturnType<typeof chacha20poly1305> {
  const mode = new Uint8Array(1);
  const context = joined(mode, extracted(undefined, "psk_id_hash", none), extracted(undefined, "info_hash", utf8(`age-encryption.org/${stanzaType}`)));
  const secret = extracted(shared, "secret", none);
  const made = (label: string, length: number): Uint8Array => expand(sha256, secret, joined(new Uint8Array([0, length]), labelled(label, context)), length);
  return chacha20poly1305(made("key", 32), made("base_nonce", 12));
}

/** For age's `Encrypter`. `recipient`: 1,216 bytes. */
export function hybridRecipient(recipient: Uint8Array): Recipient {
  const [key, point] = cut(recipient, sizes.key);
  return {
    async wrapFileKey(fileKey) {
      const { cipherText, sharedSecret } = ml_kem768.encapsulate(key);
      const once = globalThis.crypto.getRandomValues(new Uint8Array(32));
      const [sent, curve] = (await multiplied(once, [basePoint, point])) as [Bytes, Bytes];
      const body = cipherOf(combined(sharedSecret, curve, sent, point)).encrypt(fileKey);
      return [new Stanza([stanzaType, base64nopad.encode(joined(cipherText, sent))], body)];
    },
  };
}

/** Two parts of the stanza as they must be; anything else was not written by age. */
function partsOf({ args, body }: Stanza): { readonly cipherText: Uint8Array; readonly sent: Uint8Array } {
  const share = base64nopad.decode(args[1] ?? "");
  if (args.length !== 2 || share.length !== sizes.ciphertext + pointBytes || body.length !== sizes.fileKey) throw new Error(`invalid ${stanzaType} stanza`);
  const [cipherText, sent] = cut(share, sizes.ciphertext);
  return { cipherText, sent };
}

/** For age's `Decrypter`. `seed`: 32 bytes. A stanza to somebody else gives nothing. */
export function hybridIdentity(seed: Uint8Array): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const own = stanzas.filter(({ args }) => args[0] === stanzaType);
      if (own.length === 0) return null;
      const { lattice, scalar } = expanded(seed);
      for (const stanza of own) {
        const { cipherText, sent } = partsOf(stanza);
        const [point, curve] = (await multiplied(scalar, [basePoint, sent])) as [Bytes, Bytes];
        const cipher = cipherOf(combined(ml_kem768.decapsulate(cipherText, lattice.secretKey), curve, sent, point));
        try {
          return cipher.decrypt(stanza.body);
        } catch {
          continue;
        }
      }
      return null;
    },
  };
}
