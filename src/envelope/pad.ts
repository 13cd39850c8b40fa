import { allZero, joined } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { EnvelopeRefusal } from "./refusal.ts";

/** security.md 2.2: what the size of a sealed piece may tell. Bytes of body. */
export const padClasses = { label: [256], text: [4_096, 16_384, 65_536] } as const;
export type Pad = keyof typeof padClasses;
/** The longest body of a piece, in bytes. Longer things are files. */
export const longestBody = 65_536;

const sizes: readonly number[] = [...padClasses.label, ...padClasses.text];

/** Length (4 bytes, big-endian), body, zeros up to the class. Refuses `too-long`, before anything is sealed. */
export function padded(body: Uint8Array, pad: Pad): Bytes {
  const classes: readonly number[] = padClasses[pad];
  const size = classes.find((one) => body.length <= one);
  if (size === undefined) throw new EnvelopeRefusal("too-long");
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, body.length);
  return joined(length, body, new Uint8Array(size - body.length));
}

/** The body again. `damaged` when the size is no class, the length does not fit, or anything hides in the padding. */
export function unpadded(bytes: Uint8Array): Bytes {
  if (!sizes.includes(bytes.length - 4)) throw new EnvelopeRefusal("damaged");
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (end > bytes.length || !allZero(bytes.subarray(end))) throw new EnvelopeRefusal("damaged");
  return bytes.slice(4, end);
}

/**
 * Padmé (Nikitin et al., PETS 2019): the size to which a file is padded; at most 12 % more, and only O(log log size) bits
 * told. Sizes up to 4 GiB.
 */
export function padmeSize(size: number): number {
  if (!Number.isInteger(size) || size < 0 || size >= 2 ** 32) throw new RangeError("a file's size is a whole number under 4 GiB");
  if (size < 2) return size;
  const exponent = 31 - Math.clz32(size);
  const step = 2 ** (exponent - (32 - Math.clz32(exponent)));
  return Math.ceil(size / step) * step;
}
