import { x25519 } from "@noble/curves/ed25519.js";
import { joined } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";

/** Everybody's base point: multiplied with it, a scalar gives the public key that belongs to it. */
export const basePoint = x25519.GuBytes as Bytes;

/** What stands before the 32 bytes of a scalar in PKCS #8 (RFC 8410), the one form in which platforms take it. */
const pkcs8 = new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20]);

async function byPlatform(scalar: Uint8Array, points: readonly Uint8Array[]): Promise<Bytes[]> {
  const { subtle } = globalThis.crypto;
  const name = { name: "X25519" };
  const own = await subtle.importKey("pkcs8", joined(pkcs8, scalar), name, false, ["deriveBits"]);
  const times = async (point: Uint8Array): Promise<Bytes> => {
    const other = await subtle.importKey("raw", point as Bytes, name, false, []);
    return new Uint8Array(await subtle.deriveBits({ ...name, public: other }, own, 256));
  };
  return Promise.all(points.map(times));
}

/** Only old browsers, which have no X25519 of their own, work it out in JavaScript; it takes twenty times as long. */
const isMissing = (error: unknown): boolean => error instanceof Error && error.name === "NotSupportedError";

/**
 * X25519 (RFC 7748) of one scalar with each of the points, 32 bytes each. Throws when a product is zero, which only a point
 * that somebody chose to harm gives.
 */
export async function multiplied(scalar: Uint8Array, points: readonly Uint8Array[]): Promise<Bytes[]> {
  try {
    return await byPlatform(scalar, points);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return points.map((point) => x25519.getSharedSecret(scalar, point) as Bytes);
  }
}
