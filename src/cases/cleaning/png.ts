/** PNG (third edition): rebuilt from the chunks that draw the picture; texts, dates, EXIF, XMP and unknown chunks fall away. */
import { ascii, big32, bigBytes32, crc32, damaged, joined, latin, slice } from "./bytes.ts";
import { orientationIn, tiffWithOrientation } from "./orientation.ts";
import type { Outcome, Removed } from "./shape.ts";

const drawing = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "hIST", "cICP", "mDCV", "cLLI", "acTL", "fcTL", "fdAT"]);
const told: Readonly<Record<string, Removed>> = { tEXt: "comments", zTXt: "comments", iTXt: "comments", tIME: "dates", eXIf: "place-and-camera" };

type Chunk = { readonly kind: string; readonly data: Uint8Array; readonly end: number };

/** One chunk with its sum checked; a wrong sum or a cut-off chunk is damage. */
function chunkAt(bytes: Uint8Array, at: number): Chunk {
  const length = big32(bytes, at);
  const end = at + 12 + length;
  const typed = slice(bytes, at + 4, at + 8 + length);
  if (crc32([typed]) !== big32(slice(bytes, end - 4, end), 0)) damaged();
  return { kind: latin(bytes, at + 4, at + 8), data: typed.subarray(4), end };
}

function written(kind: string, data: Uint8Array): Uint8Array {
  const name = ascii(kind);
  return joined([bigBytes32(data.length), name, data, bigBytes32(crc32([name, data]))]);
}

/** The colour profile keeps its colours and loses the name somebody gave it. */
function kept(chunk: Chunk): Uint8Array {
  if (chunk.kind !== "iCCP") return written(chunk.kind, chunk.data);
  const name = chunk.data.indexOf(0);
  return name < 1 ? damaged() : written("iCCP", joined([ascii("icc"), chunk.data.subarray(name)]));
}

export function cleanPng(bytes: Uint8Array): Outcome {
  const parts: Uint8Array[] = [slice(bytes, 0, 8)];
  const removed = new Set<Removed>();
  let seen = "";
  let at = 8;
  while (seen !== "IEND") {
    const chunk = chunkAt(bytes, at);
    if ((seen === "") !== (chunk.kind === "IHDR")) damaged();
    if (drawing.has(chunk.kind)) parts.push(kept(chunk));
    else removed.add(told[chunk.kind] ?? "application-data");
    const orientation = chunk.kind === "eXIf" ? orientationIn(chunk.data) : 1;
    if (orientation !== 1) parts.push(written("eXIf", tiffWithOrientation(orientation)));
    seen = chunk.kind;
    at = chunk.end;
  }
  if (at < bytes.length) removed.add("trailing-data");
  return { bytes: joined(parts), removed: [...removed], left: [] };
}
