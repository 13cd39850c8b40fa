/**
 * OGG (RFC 3533) with one Vorbis or Opus sound in it, or several one after the other. The header packets are written anew:
 * the remarks become empty, also the room behind Opus remarks; pages are numbered and summed again.
 */
import { ascii, byteAt, crcTable, damaged, joined, latin, little32, littleBytes32, slice, startsWith } from "./bytes.ts";
import { FileRefused, type Outcome } from "./shape.ts";

const table = crcTable(0x04c11db7, false);

function pageSum(page: Uint8Array): number {
  let value = 0;
  for (let at = 0; at < page.length; at += 1) {
    const byte = at >= 22 && at < 26 ? 0 : (page[at] ?? 0);
    value = ((value << 8) ^ (table[((value >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
  }
  return value;
}

type Page = { readonly flags: number; readonly position: Uint8Array; readonly serial: number; readonly lacing: Uint8Array; readonly data: Uint8Array; readonly end: number };
const first = 2;

function pageAt(bytes: Uint8Array, at: number): Page {
  if (!startsWith(bytes, "OggS\0", at)) damaged();
  const segments = byteAt(bytes, at + 26);
  const lacing = slice(bytes, at + 27, at + 27 + segments);
  const from = at + 27 + segments;
  const end = from + lacing.reduce((sum, one) => sum + one, 0);
  if (pageSum(slice(bytes, at, end)) !== little32(bytes, at + 22)) damaged();
  return { flags: byteAt(bytes, at + 5), position: slice(bytes, at + 6, at + 14), serial: little32(bytes, at + 14), lacing, data: bytes.subarray(from, end), end };
}

type Piece = { readonly flags: number; readonly position: Uint8Array; readonly lacing: Uint8Array; readonly data: Uint8Array };

function written(piece: Piece, serial: number, number: number): Uint8Array {
  const head = joined([ascii("OggS\0"), Uint8Array.of(piece.flags), piece.position, littleBytes32(serial), littleBytes32(number), new Uint8Array(4), Uint8Array.of(piece.lacing.length), piece.lacing]);
  const page = joined([head, piece.data]);
  page.set(littleBytes32(pageSum(page)), 22);
  return page;
}

/** Packets that are complete in these pages; damaged when the last page ends within one. */
function packetsOf(pages: readonly Page[]): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let open: Uint8Array[] = [];
  let unfinished = false;
  for (const page of pages) {
    let at = 0;
    for (const size of page.lacing) {
      open.push(page.data.subarray(at, at + size));
      at += size;
      unfinished = size === 255;
      if (!unfinished) packets.push(joined(open.splice(0)));
    }
  }
  return unfinished ? damaged() : packets;
}

function finished(page: Page): number {
  return page.lacing.reduce((count, size) => (size < 255 ? count + 1 : count), 0);
}

/** Lays packets into pages of at most 255 segments; a header page's position is 0. */
function headerPieces(packets: readonly Uint8Array[]): Piece[] {
  const lacing = packets.flatMap((packet) => [...Array.from({ length: Math.floor(packet.length / 255) }, () => 255), packet.length % 255]);
  const data = joined(packets);
  const pieces: Piece[] = [];
  let at = 0;
  for (let index = 0; index < lacing.length; index += 255) {
    const part = Uint8Array.from(lacing.slice(index, index + 255));
    const length = part.reduce((sum, one) => sum + one, 0);
    pieces.push({ flags: index > 0 && lacing[index - 1] === 255 ? 1 : 0, position: new Uint8Array(8), lacing: part, data: data.subarray(at, at + length) });
    at += length;
  }
  return pieces;
}

type Codec = { readonly headers: 2 | 3; readonly remarks: Uint8Array; readonly mark: string };

function codecOf(page: Page): Codec {
  const none = new Uint8Array(8);
  if (startsWith(page.data, "\x01vorbis")) return { headers: 3, remarks: joined([ascii("\x03vorbis"), none, Uint8Array.of(1)]), mark: "\x03vorbis" };
  if (startsWith(page.data, "OpusHead")) return { headers: 2, remarks: joined([ascii("OpusTags"), none]), mark: "OpusTags" };
  throw new FileRefused("kind");
}

/** One sound from its first page on: fresh headers, then the sound pages as they are. */
function cleanSound(pages: readonly Page[]): Uint8Array[] {
  const [start, ...rest] = pages;
  if (start === undefined || finished(start) !== 1) return damaged();
  const codec = codecOf(start);
  let count = 0;
  let headers = 0;
  while (headers < codec.headers - 1) headers += finished(rest[count++] ?? damaged());
  const [remarks, ...setup] = packetsOf(rest.slice(0, count));
  if (remarks === undefined || setup.length !== codec.headers - 2 || latin(remarks, 0, Math.min(remarks.length, codec.mark.length)) !== codec.mark) damaged();
  if (count === rest.length) damaged();
  const pieces: Piece[] = [start, ...headerPieces([codec.remarks, ...setup]), ...rest.slice(count)];
  return pieces.map((piece, number) => written(piece, start.serial, number));
}

export function cleanOgg(bytes: Uint8Array): Outcome {
  const sounds: Page[][] = [];
  for (let at = 0; at < bytes.length; ) {
    const page = pageAt(bytes, at);
    if (page.flags & first) sounds.push([page]);
    else if (sounds.at(-1)?.[0]?.serial === page.serial) sounds.at(-1)?.push(page);
    else throw new FileRefused("kind");
    at = page.end;
  }
  return { bytes: joined(sounds.flatMap(cleanSound)), removed: ["author", "comments"], left: [] };
}
