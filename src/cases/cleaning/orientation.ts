/**
 * The one thing of EXIF that a picture needs: which side is up (TIFF tag 0x0112). A photo of a telephone lies on its side
 * without it, so it is read and written back alone.
 */
import { big16, big32, little16, little32, startsWith } from "./bytes.ts";

/** 1 (as it is) to 8; 1 when there is none or the block cannot be read. `tiff` begins at `II` or `MM`. */
export function orientationIn(tiff: Uint8Array): number {
  const little = startsWith(tiff, "II*\0");
  if ((!little && !startsWith(tiff, "MM\0*")) || tiff.length < 14) return 1;
  const read16 = little ? little16 : big16;
  const directory = (little ? little32 : big32)(tiff, 4);
  if (directory + 2 > tiff.length) return 1;
  const entries = read16(tiff, directory);
  for (let index = 0; index < entries; index += 1) {
    const at = directory + 2 + index * 12;
    if (at + 12 > tiff.length) return 1;
    if (read16(tiff, at) !== 0x0112) continue;
    const value = read16(tiff, at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** A TIFF block with nothing but the orientation in it: 26 bytes. */
export function tiffWithOrientation(orientation: number): Uint8Array {
  return Uint8Array.of(0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0);
}
