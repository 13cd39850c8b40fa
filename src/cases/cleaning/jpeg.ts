/**
 * JPEG (ITU T.81): rebuilt from its image segments. Stay: tables, frames, scans, the colour profile, the mark of Adobe that
 * says how colours are stored, and the orientation. Fall away: EXIF, XMP, IPTC, thumbnails, remarks, further pictures and
 * whatever stands behind the end.
 */
import { ascii, big16, byteAt, damaged, joined, slice, startsWith } from "./bytes.ts";
import { isWellFormed } from "./jpeg-tables.ts";
import { orientationIn, tiffWithOrientation } from "./orientation.ts";
import type { Outcome, Removed } from "./shape.ts";

const startOfScan = 0xda;
const endOfImage = 0xd9;
/** Frames SOF0–15 with Huffman and arithmetic tables (C4, CC among them), DQT, DNL, DRI. */
const imageMarkers = new Set([0xdb, 0xdc, 0xdd, ...Array.from({ length: 16 }, (_, index) => 0xc0 + index)].filter((marker) => marker !== 0xc8));
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function segment(marker: number, body: Uint8Array): Uint8Array {
  return joined([Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body]);
}

/** Where the next real marker stands: behind stuffed zeros and restart marks. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = byteAt(bytes, at + 1);
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return damaged();
}

/** JFIF without its thumbnail: version, units, densities. */
function plainJfif(body: Uint8Array): Uint8Array {
  return joined([slice(body, 0, 12), Uint8Array.of(0, 0)]);
}

/** What of an application segment may stay, or nothing. */
function keptApplication(marker: number, body: Uint8Array): Uint8Array | undefined {
  if (marker === 0xe0 && startsWith(body, "JFIF\0") && body.length >= 14) return segment(marker, plainJfif(body));
  if (marker === 0xe2 && startsWith(body, "ICC_PROFILE\0")) return segment(marker, body);
  if (marker === 0xee && startsWith(body, "Adobe") && body.length >= 12) return segment(marker, slice(body, 0, 12));
  return undefined;
}

type Walk = { readonly parts: Uint8Array[]; readonly removed: Set<Removed>; orientation: number; frames: number; scans: number };

function takeApplication(walk: Walk, marker: number, body: Uint8Array): void {
  if (marker === 0xe1 && startsWith(body, "Exif\0\0") && walk.orientation === 1) walk.orientation = orientationIn(body.subarray(6));
  const kept = keptApplication(marker, body);
  if (kept !== undefined) walk.parts.push(kept);
  if (kept === undefined || kept.length !== body.length + 4) walk.removed.add(marker === 0xe0 ? "thumbnail" : "place-and-camera");
}

/** Takes one segment; returns where the next marker stands. */
function takeSegment(walk: Walk, bytes: Uint8Array, at: number, marker: number): number {
  const end = at + 2 + Math.max(2, big16(bytes, at + 2));
  const body = slice(bytes, at + 4, end);
  if (marker === 0xfe) walk.removed.add("comments");
  else if (marker >= 0xe0 && marker <= 0xef) takeApplication(walk, marker, body);
  else if (!isWellFormed(marker, body)) damaged();
  else if (imageMarkers.has(marker)) {
    if (isFrame(marker)) walk.frames += 1;
    walk.parts.push(segment(marker, body));
  } else if (marker === startOfScan) {
    const stop = endOfScan(bytes, end);
    walk.scans += 1;
    walk.parts.push(segment(marker, body), slice(bytes, end, stop));
    return stop;
  } else damaged();
  return end;
}

/** Refuses what has no end, no frame or no scan: it was broken off, or is no picture. */
export function cleanJpeg(bytes: Uint8Array): Outcome {
  const walk: Walk = { parts: [], removed: new Set(), orientation: 1, frames: 0, scans: 0 };
  let at = 2;
  for (;;) {
    if (byteAt(bytes, at) !== 0xff) damaged();
    while (byteAt(bytes, at + 1) === 0xff) at += 1;
    const marker = byteAt(bytes, at + 1);
    if (marker === endOfImage) break;
    at = takeSegment(walk, bytes, at, marker);
  }
  if (walk.frames === 0 || walk.scans === 0) damaged();
  if (at + 2 < bytes.length) walk.removed.add("trailing-data");
  const exif = walk.orientation === 1 ? [] : [segment(0xe1, joined([ascii("Exif\0\0"), tiffWithOrientation(walk.orientation)]))];
  const jfif = walk.parts[0]?.[1] === 0xe0 ? 1 : 0;
  const parts = [Uint8Array.of(0xff, 0xd8), ...walk.parts.slice(0, jfif), ...exif, ...walk.parts.slice(jfif), Uint8Array.of(0xff, endOfImage)];
  return { bytes: joined(parts), removed: [...walk.removed], left: [] };
}
