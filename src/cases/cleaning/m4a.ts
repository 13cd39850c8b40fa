/**
 * M4A (ISO 14496-12) with sound only; a film is refused. Every box that is not needed to play becomes an empty `free` box of
 * the same length, so that no offset in the file changes; dates and names of tracks become zero; sound data that no track
 * points at (texts of chapters, covers, remains of editing) becomes zero.
 */
import { ascii, big32, byteAt, damaged, latin, slice, startsWith } from "./bytes.ts";
import { FileRefused, type Outcome, type Removed } from "./shape.ts";

const containers = new Set(["moov", "trak", "mdia", "minf", "stbl", "edts", "dinf", "mvex", "moof", "traf"]);
const playing = new Set(
  "ftyp styp mdat mvhd tkhd mdhd hdlr smhd dref elst stsd stts ctts stss stsc stsz stz2 stco co64 sgpd sbgp trex mehd mfhd tfhd tfdt trun sidx free skip wide".split(" "),
);
const dated = new Set(["mvhd", "tkhd", "mdhd"]);
const emptied = new Set(["free", "skip", "wide"]);

export type Box = { readonly kind: string; readonly start: number; readonly body: number; readonly end: number };

/** The boxes that fill `from` to `to` exactly; anything else is damage. */
function boxesIn(bytes: Uint8Array, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    const short = big32(bytes, at);
    const long = short === 1;
    const size = long ? big32(bytes, at + 8) * 2 ** 32 + big32(bytes, at + 12) : short === 0 ? to - at : short;
    const box = { kind: latin(bytes, at + 4, at + 8), start: at, body: at + (long ? 16 : 8), end: at + size };
    if (box.body > box.end || box.end > to) damaged();
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

function inside(bytes: Uint8Array, box: Box | undefined, kind: string): Box | undefined {
  return box === undefined ? undefined : boxesIn(bytes, box.body, box.end).find((one) => one.kind === kind);
}

function free(bytes: Uint8Array, box: Box): void {
  bytes.set(ascii("free"), box.start + 4);
  bytes.fill(0, box.body, box.end);
}

/** Creation and change: two times of 32 or, in version 1, 64 bits behind version and flags. */
function clearDates(bytes: Uint8Array, box: Box): void {
  const length = byteAt(bytes, box.body) === 1 ? 16 : 8;
  slice(bytes, box.body + 4, Math.min(box.end, box.body + 4 + length)).fill(0);
}

type Walk = { readonly bytes: Uint8Array; readonly removed: Set<Removed> };

function cleanBox(walk: Walk, box: Box, depth: number): void {
  const { bytes, removed } = walk;
  if (containers.has(box.kind) && depth < 10) cleanBoxes(walk, box.body, box.end, depth + 1);
  else if (!playing.has(box.kind)) {
    removed.add(["udta", "meta", "uuid"].includes(box.kind) ? "author" : "application-data");
    free(bytes, box);
  } else if (emptied.has(box.kind)) bytes.fill(0, box.body, box.end);
  else if (dated.has(box.kind)) {
    clearDates(bytes, box);
    removed.add("dates");
  } else if (box.kind === "hdlr") slice(bytes, Math.min(box.end, box.body + 24), box.end).fill(0);
}

function cleanBoxes(walk: Walk, from: number, to: number, depth: number): void {
  for (const box of boxesIn(walk.bytes, from, to)) cleanBox(walk, box, depth);
}

function handlerOf(bytes: Uint8Array, trak: Box): string {
  const hdlr = inside(bytes, inside(bytes, trak, "mdia"), "hdlr");
  return hdlr === undefined ? damaged() : latin(bytes, hdlr.body + 8, hdlr.body + 12);
}

/** Tracks of sound; others (chapters, pictures of chapters) become empty. A film's picture track refuses the file. */
function soundTracks(bytes: Uint8Array, moov: Box): Box[] {
  const tracks = boxesIn(bytes, moov.body, moov.end).filter((box) => box.kind === "trak");
  const sound = tracks.filter((trak) => handlerOf(bytes, trak) === "soun");
  if (sound.length === 0 || tracks.some((trak) => handlerOf(bytes, trak) === "vide")) throw new FileRefused("kind");
  for (const trak of tracks) if (!sound.includes(trak)) free(bytes, trak);
  return sound;
}

type Span = readonly [from: number, to: number];

function sampleSize(bytes: Uint8Array, stsz: Box): (index: number) => number {
  const same = big32(bytes, stsz.body + 4);
  const count = big32(bytes, stsz.body + 8);
  return (index) => (index >= count ? 0 : same === 0 ? big32(bytes, stsz.body + 12 + index * 4) : same);
}

function chunkStarts(bytes: Uint8Array, table: Box): number[] {
  const wide = table.kind === "co64";
  const count = big32(bytes, table.body + 4);
  if (count * (wide ? 8 : 4) > table.end - table.body) damaged();
  return Array.from({ length: count }, (_, index) => {
    const at = table.body + 8 + index * (wide ? 8 : 4);
    return wide ? big32(bytes, at) * 2 ** 32 + big32(bytes, at + 4) : big32(bytes, at);
  });
}

/** Stretches of the file that a track plays: chunk by chunk, as long as its samples together. */
function spansOf(bytes: Uint8Array, trak: Box): Span[] {
  const stbl = inside(bytes, inside(bytes, inside(bytes, trak, "mdia"), "minf"), "stbl");
  const [stsc, stsz] = [inside(bytes, stbl, "stsc"), inside(bytes, stbl, "stsz")];
  const table = inside(bytes, stbl, "stco") ?? inside(bytes, stbl, "co64");
  if (stsc === undefined || stsz === undefined || table === undefined) return damaged();
  const size = sampleSize(bytes, stsz);
  const runs = big32(bytes, stsc.body + 4);
  let [run, sample] = [0, 0];
  return chunkStarts(bytes, table).map((start, index): Span => {
    while (run + 1 < runs && big32(bytes, stsc.body + 8 + (run + 1) * 12) <= index + 1) run += 1;
    const samples = runs === 0 ? 0 : big32(bytes, stsc.body + 8 + run * 12 + 4);
    if (samples > bytes.length) damaged();
    let end = start;
    for (let one = 0; one < samples; one += 1) end += size(sample + one);
    sample += samples;
    return end > bytes.length ? damaged() : [start, end];
  });
}

/** Makes zero what lies in sound data and is played by no track. */
function clearUnplayed(bytes: Uint8Array, mdat: Box, spans: readonly Span[]): void {
  let at = mdat.body;
  for (const [from, to] of spans) {
    if (to <= at || from >= mdat.end) continue;
    if (from > at) bytes.fill(0, at, Math.min(from, mdat.end));
    at = Math.max(at, to);
  }
  if (at < mdat.end) bytes.fill(0, at, mdat.end);
}

/** Refuses films, files without sound and files that end before their boxes do. */
export function cleanM4a(original: Uint8Array): Outcome {
  const bytes = Uint8Array.from(original);
  const top = boxesIn(bytes, 0, bytes.length);
  // QuickTime counts sizes of samples otherwise; what is played could not be told from what is not.
  if (startsWith(bytes, "qt  ", 8)) throw new FileRefused("kind");
  const moov = top.find((box) => box.kind === "moov");
  if (moov === undefined || !startsWith(bytes, "ftyp", 4) || !top.some((box) => box.kind === "mdat")) return damaged();
  const tracks = soundTracks(bytes, moov);
  const fragments = top.some((box) => box.kind === "moof");
  if (!fragments) {
    const spans = tracks.flatMap((trak) => spansOf(bytes, trak)).sort((a, b) => a[0] - b[0]);
    for (const box of top) if (box.kind === "mdat") clearUnplayed(bytes, box, spans);
  }
  const walk: Walk = { bytes, removed: new Set() };
  cleanBoxes(walk, 0, bytes.length, 0);
  return { bytes, removed: [...walk.removed], left: [] };
}
