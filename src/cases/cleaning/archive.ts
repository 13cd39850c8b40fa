/**
 * ZIP as documents use it, read with suspicion: the list at the end and the parts must agree, nothing may stand before,
 * between or behind them that the list does not know, and a part may not grow beyond what it announces.
 */
import { type Zippable, zipSync } from "fflate";
import { big32, crc32, damaged, little16, little32, slice, startsWith } from "./bytes.ts";
import { FileRefused } from "./shape.ts";
import { unfolded } from "./unfold.ts";

/** A document of 25 MB holds pictures that are packed already; what unfolds further than this is a bomb. */
export const maxUnpackedBytes = 150 * 1024 * 1024;
const maxPartBytes = 60 * 1024 * 1024;
const maxParts = 4000;
const maxNameBytes = 300;

export type Part = { readonly name: string; readonly data: Uint8Array };
type Entry = { readonly name: string; readonly method: number; readonly sum: number; readonly packed: number; readonly size: number; readonly at: number; readonly next: number };

function endOfList(bytes: Uint8Array): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at -= 1) {
    if (startsWith(bytes, "PK\x05\x06", at) && at + 22 + little16(bytes, at + 20) === bytes.length) return at;
  }
  return damaged();
}

function nameOf(raw: Uint8Array): string {
  let name = "";
  try {
    name = new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch {
    damaged();
  }
  if (raw.length === 0 || raw.length > maxNameBytes || name.startsWith("/") || name.includes("\\") || name.split("/").includes("..") || /\p{Cc}/u.test(name)) damaged();
  return name;
}

function entryAt(bytes: Uint8Array, at: number): Entry {
  if (!startsWith(bytes, "PK\x01\x02", at)) damaged();
  if (little16(bytes, at + 8) & 1) throw new FileRefused("locked");
  const [packed, size, start] = [little32(bytes, at + 20), little32(bytes, at + 24), little32(bytes, at + 42)];
  if ([packed, size, start].includes(0xffffffff)) damaged();
  const names = at + 46 + little16(bytes, at + 28);
  const next = names + little16(bytes, at + 30) + little16(bytes, at + 32);
  return { name: nameOf(slice(bytes, at + 46, names)), method: little16(bytes, at + 10), sum: little32(bytes, at + 16), packed, size, at: start, next };
}

function entriesOf(bytes: Uint8Array): Entry[] {
  const end = endOfList(bytes);
  const count = little16(bytes, end + 10);
  if (count === 0 || count > maxParts) throw new FileRefused("expands");
  const entries: Entry[] = [];
  let at = little32(bytes, end + 16);
  for (let index = 0; index < count; index += 1) {
    const entry = entryAt(bytes, at);
    entries.push(entry);
    at = entry.next;
  }
  if (at !== end || new Set(entries.map((one) => one.name)).size !== count) damaged();
  return entries;
}

function exactly(data: Uint8Array, size: number): Uint8Array {
  return data.length === size ? data : damaged();
}

function dataOf(bytes: Uint8Array, entry: Entry): Uint8Array {
  if (!startsWith(bytes, "PK\x03\x04", entry.at)) damaged();
  const from = entry.at + 30 + little16(bytes, entry.at + 26) + little16(bytes, entry.at + 28);
  const packed = slice(bytes, from, from + entry.packed);
  if (entry.method !== 0 && entry.method !== 8) damaged();
  const data = entry.method === 0 ? packed : exactly(unfolded(packed, entry.size), entry.size);
  return data.length === entry.size && crc32([data]) === entry.sum ? data : damaged();
}

/** All parts in their order, folders left out. Refuses locked, broken and exploding archives. */
export function unpack(bytes: Uint8Array): Part[] {
  const entries = entriesOf(bytes);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > maxUnpackedBytes || entries.some((entry) => entry.size > maxPartBytes)) throw new FileRefused("expands");
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  if (packed > bytes.length) throw new FileRefused("expands");
  return entries.filter((entry) => !entry.name.endsWith("/")).map((entry) => ({ name: entry.name, data: dataOf(bytes, entry) }));
}

const pictures = /\.(png|jpe?g|webp|gif)$/i;

/** Packs anew: no dates, no owners, no remarks, parts in the order given. `stored` names parts that must not be folded. */
export function pack(parts: readonly Part[], stored: readonly string[] = []): Uint8Array {
  const files: Zippable = Object.create(null) as Zippable;
  for (const { name, data } of parts) files[name] = [data, { level: stored.includes(name) || pictures.test(name) ? 0 : 6 }];
  return zipSync(files, { mtime: new Date(1980, 0, 1) });
}

/** Whether bytes begin like an archive; for documents that hide one inside another. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && big32(bytes, 0) === 0x504b0304;
}
