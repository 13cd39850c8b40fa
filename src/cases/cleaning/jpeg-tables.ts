/**
 * Whether a JPEG segment that is kept has exactly the form of ITU T.81 B.2: what calls itself a table and is none could
 * carry anything past the cleaning.
 */
import { big16, byteAt } from "./bytes.ts";

/** Tables one after the other that fill the body exactly; `size` tells how long the one at `at` is. */
function filledBy(body: Uint8Array, size: (at: number) => number): boolean {
  let at = 0;
  while (at < body.length) at += size(at);
  return at === body.length;
}

function huffman(body: Uint8Array, at: number): number {
  let values = 0;
  for (let index = 1; index <= 16; index += 1) values += byteAt(body, at + index);
  return 17 + values;
}

/** `marker` is the second byte of the mark; `body` what stands behind its length. */
export function isWellFormed(marker: number, body: Uint8Array): boolean {
  if (marker === 0xdb) return filledBy(body, (at) => 1 + 64 * ((byteAt(body, at) >> 4) + 1));
  if (marker === 0xc4) return filledBy(body, (at) => huffman(body, at));
  if (marker === 0xcc) return body.length % 2 === 0 && body.length <= 64;
  if (marker === 0xdc || marker === 0xdd) return body.length === 2;
  if (marker === 0xda) return body.length === 4 + 2 * byteAt(body, 0);
  return body.length === 6 + 3 * byteAt(body, 5) && big16(body, 3) > 0;
}
