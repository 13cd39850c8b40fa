/**
 * X25519 (RFC 7748) by whatever works it out fastest where this runs: Node's own, the browser's own, or JavaScript in browsers that
 * have none, where it takes twenty times as long. All give the same bytes.
 */
import { x25519 } from "@noble/curves/ed25519.js";
import { joined } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";

/** Everybody's base point: multiplied with it, a scalar gives the public key that belongs to it. */
export const basePoint = x25519.GuBytes as Bytes;
export const pointBytes = 32;

/** What stands before the 32 bytes of a scalar (PKCS #8) and of a point (SPKI), the forms in which platforms take them (RFC 8410). */
const before = {
  scalar: new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20]),
  point: new Uint8Array([0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 3, 0x21, 0]),
};

type Multiply = (scalar: Uint8Array, points: readonly Uint8Array[]) => Bytes[] | Promise<Bytes[]>;
type Key = { export(form: object): Uint8Array };
type NodeCrypto = { createPrivateKey(key: object): Key; createPublicKey(key: object): Key; diffieHellman(keys: object): Uint8Array };

/** Node's crypto at once, without the threads that its WebCrypto goes through; in browsers there is none. */
function nodeCrypto(): NodeCrypto | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => NodeCrypto } };
  return process?.getBuiltinModule?.("node:crypto");
}

function byNode({ createPrivateKey, createPublicKey, diffieHellman }: NodeCrypto): Multiply {
  return (scalar, points) => {
    const privateKey = createPrivateKey({ key: joined(before.scalar, scalar), format: "der", type: "pkcs8" });
    const own = (): Uint8Array => createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-pointBytes);
    const times = (point: Uint8Array): Uint8Array => diffieHellman({ privateKey, publicKey: createPublicKey({ key: joined(before.point, point), format: "der", type: "spki" }) });
    return points.map((point) => new Uint8Array(point === basePoint ? own() : times(point)));
  };
}

const byBrowser: Multiply = async (scalar, points) => {
  const { subtle } = globalThis.crypto;
  const name = { name: "X25519" };
  const own = await subtle.importKey("pkcs8", joined(before.scalar, scalar), name, false, ["deriveBits"]);
  const times = async (point: Uint8Array): Promise<Bytes> => {
    const other = await subtle.importKey("raw", point as Bytes, name, false, []);
    return new Uint8Array(await subtle.deriveBits({ ...name, public: other }, own, 256));
  };
  return Promise.all(points.map(times));
};

const inJavaScript: Multiply = (scalar, points) => points.map((point) => x25519.getSharedSecret(scalar, point) as Bytes);

const isMissing = (error: unknown): boolean => error instanceof Error && error.name === "NotSupportedError";

/** The browser's, or where that is missing JavaScript's. */
export async function multipliedInBrowser(scalar: Uint8Array, points: readonly Uint8Array[]): Promise<Bytes[]> {
  try {
    return await byBrowser(scalar, points);
  } catch (error) {
    if (isMissing(error)) return inJavaScript(scalar, points);
    throw error;
  }
}

const node = nodeCrypto();
const multiply: Multiply = node === undefined ? multipliedInBrowser : byNode(node);

/**
 * One scalar with each of the points, 32 bytes each. Throws (a promise that rejects) when a product is zero, which only a point
 * that somebody chose to harm gives.
 */
export async function multiplied(scalar: Uint8Array, points: readonly Uint8Array[]): Promise<Bytes[]> {
  return multiply(scalar, points);
}
