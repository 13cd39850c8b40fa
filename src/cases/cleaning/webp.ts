/** WebP (RFC 9649): rebuilt from its picture chunks; EXIF (but for the orientation), XMP and unknown chunks fall away. */
import { ascii, damaged, joined, latin, little32, littleBytes32, slice, startsWith } from "./bytes.ts";
import { orientationIn, tiffWithOrientation } from "./orientation.ts";
import type { Outcome, Removed } from "./shape.ts";

const drawing = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
const inFrame = new Set(["VP8 ", "VP8L", "ALPH"]);
const exifFlag = 0x08;
const xmpFlag = 0x04;

type Chunk = { readonly kind: string; readonly data: Uint8Array };

function chunksOf(bytes: Uint8Array, from: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = from; at < bytes.length; ) {
    const length = little32(bytes, at + 4);
    chunks.push({ kind: latin(bytes, at, at + 4), data: slice(bytes, at + 8, at + 8 + length) });
    at += 8 + length + (length & 1);
  }
  return chunks;
}

function written(kind: string, data: Uint8Array): Uint8Array {
  return joined([ascii(kind), littleBytes32(data.length), data, new Uint8Array(data.length & 1)]);
}

/** A frame of a moving picture has chunks of its own behind 16 bytes of place and time. */
function cleanFrame(data: Uint8Array): Uint8Array {
  const inner = chunksOf(data, 16).filter((chunk) => inFrame.has(chunk.kind));
  return joined([slice(data, 0, 16), ...inner.map((chunk) => written(chunk.kind, chunk.data))]);
}

function kept(chunk: Chunk, turned: boolean): Uint8Array {
  if (chunk.kind === "ANMF") return written(chunk.kind, cleanFrame(chunk.data));
  if (chunk.kind !== "VP8X") return written(chunk.kind, chunk.data);
  const header = Uint8Array.from(slice(chunk.data, 0, 10));
  header[0] = ((header[0] ?? 0) & ~(exifFlag | xmpFlag)) | (turned ? exifFlag : 0);
  return written("VP8X", header);
}

function orientationOf(chunks: readonly Chunk[]): number {
  const exif = chunks.find((chunk) => chunk.kind === "EXIF")?.data;
  if (exif === undefined) return 1;
  return orientationIn(startsWith(exif, "Exif\0\0") ? exif.subarray(6) : exif);
}

export function cleanWebp(bytes: Uint8Array): Outcome {
  const end = 8 + little32(bytes, 4);
  const chunks = chunksOf(slice(bytes, 0, end), 12);
  if (!chunks.some((chunk) => ["VP8 ", "VP8L", "ANMF"].includes(chunk.kind))) damaged();
  const orientation = orientationOf(chunks);
  const removed = new Set<Removed>();
  for (const { kind } of chunks) if (!drawing.has(kind)) removed.add(kind === "EXIF" || kind === "XMP " ? "place-and-camera" : "application-data");
  if (end < bytes.length) removed.add("trailing-data");
  const turned = orientation !== 1 && chunks[0]?.kind === "VP8X";
  const body = chunks.filter((chunk) => drawing.has(chunk.kind)).map((chunk) => kept(chunk, turned));
  if (turned) body.push(written("EXIF", tiffWithOrientation(orientation)));
  const payload = joined([ascii("WEBP"), ...body]);
  return { bytes: joined([ascii("RIFF"), littleBytes32(payload.length), payload]), removed: [...removed], left: [] };
}
