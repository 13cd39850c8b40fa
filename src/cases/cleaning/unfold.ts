import { Inflate, Unzlib } from "fflate";
import { damaged, joined } from "./bytes.ts";
import { FileRefused } from "./shape.ts";

/** Input is unpacked in steps this large, so that growth (at most 1,032 times) is noticed early. */
const step = 16 * 1024;

/**
 * Unpacks deflated bytes (raw, or with a zlib header), never to more than `limit` bytes: beyond it the file is refused as one
 * that explodes. Broken or cut-off data is damage.
 */
export function unfolded(packed: Uint8Array, limit: number, format: "raw" | "zlib" = "raw"): Uint8Array {
  const chunks: Uint8Array[] = [];
  let [filled, done] = [0, false];
  const take = (chunk: Uint8Array, last: boolean): void => {
    filled += chunk.length;
    if (filled > limit) throw new FileRefused("expands");
    chunks.push(chunk.slice());
    done = last;
  };
  const stream = format === "raw" ? new Inflate(take) : new Unzlib(take);
  try {
    for (let at = 0; at < packed.length; at += step) stream.push(packed.subarray(at, at + step), at + step >= packed.length);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    damaged();
  }
  return done ? joined(chunks) : damaged();
}
