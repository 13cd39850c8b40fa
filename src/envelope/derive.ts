import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 as hash } from "@noble/hashes/sha2.js";
import { toBase64Url, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";

/**
 * Argon2id, version 1.3, parallelism 1; handed in, because browsers run it as WebAssembly (hash-wasm) and the server has it
 * in `node:crypto`. Memory in KiB, length in bytes.
 */
export type Argon2 = (
  secret: Uint8Array,
  salt: Uint8Array,
  cost: { readonly memoryKiB: number; readonly passes: number; readonly length: number },
) => Promise<Uint8Array>;

export function sha256(bytes: Uint8Array): Bytes {
  return hash(bytes) as Bytes;
}

/** SHA-256 as base64url: how pieces, blobs and log entries are named by content. */
export function hashOf(bytes: Uint8Array): string {
  return toBase64Url(sha256(bytes));
}

/** HKDF-SHA256 with one label per use, so that no output says anything about another. 32 bytes unless told. */
export function derive(root: Uint8Array, label: string, length = 32): Bytes {
  return hkdf(hash, root, undefined, utf8(label), length) as Bytes;
}
