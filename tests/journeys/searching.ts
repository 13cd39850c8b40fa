/**
 * Looks for planted words in anything: plain, UTF-16, hexadecimal, base64 wherever it begins, pieces of a word as a
 * database's own compression leaves them, and inside gzip, deflate and zip, also when those are written out as text.
 * What it does not see: ciphertext, and compression that begins without any mark.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { constants, inflateRawSync } from "node:zlib";

/** `exact`: too much like ordinary bytes to look for parts of it. */
export type Planted = { readonly name: string; readonly text: string | Uint8Array; readonly exact?: true };
export type Finding = { readonly where: string; readonly word: string; readonly how: string };

type Pattern = { readonly word: string; readonly how: string; readonly bytes: Buffer };

/** The characters that depend on the text alone, when it stands `before` bytes after a multiple of three. */
function base64Inside(bytes: Buffer, before: number, form: "base64" | "base64url"): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes]);
  return whole.toString(form).slice(Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6));
}

type Form = { readonly how: string; readonly bytes: Buffer; readonly window: number };

function rawForms(text: string | Uint8Array): Form[] {
  if (typeof text !== "string") return [{ how: "bytes", bytes: Buffer.from(text), window: 8 }];
  const little = Buffer.from(text, "utf16le");
  return [
    { how: "plain", bytes: Buffer.from(text), window: 8 },
    { how: "UTF-16LE", bytes: little, window: 16 },
    { how: "UTF-16BE", bytes: Buffer.from(little).swap16(), window: 16 },
  ];
}

function formsOf(text: string | Uint8Array): Form[] {
  const raw = rawForms(text);
  const written = raw.flatMap(({ how, bytes }): Form[] => [
    { how: `${how} in hex`, bytes: Buffer.from(bytes.toString("hex")), window: 16 },
    { how: `${how} in HEX`, bytes: Buffer.from(bytes.toString("hex").toUpperCase()), window: 16 },
    ...[0, 1, 2].flatMap((before) =>
      (["base64", "base64url"] as const).map((form) => ({ how: `${how} in ${form}, ${before} bytes on`, bytes: Buffer.from(base64Inside(bytes, before, form)), window: 12 })),
    ),
  ]);
  return [...raw, ...written];
}

/** Every part of a word that is long enough to be no accident, so that a word that was cut or squeezed is found too. */
function patternsOf({ name, text, exact }: Planted): Pattern[] {
  return formsOf(text).flatMap(({ how, bytes, window }) => {
    if (exact === true || bytes.length <= window) return [{ word: name, how, bytes }];
    return Array.from({ length: bytes.length - window + 1 }, (_, at) => ({ word: name, how, bytes: bytes.subarray(at, at + window) }));
  });
}

const hashBits = 22;
const slot = (four: number): number => Math.imul(four, 0x9e3779b1) >>> (32 - hashBits);

export type Searcher = {
  /** Looks through bytes; `where` names them in what is found. */
  bytes(where: string, content: Uint8Array): Finding[];
  text(where: string, content: string): Finding[];
  /** Looks through every file below a folder, and through the names of files and folders. `before`: what still holds the very same as then is not looked through again. */
  folder(path: string, before?: Before): Finding[];
};

/** What every file held at some moment. */
export type Before = ReadonlyMap<string, string>;
const fingerprint = (content: Uint8Array): string => createHash("sha256").update(content).digest("base64");

/** Taken before anybody tells anything: what stays as it was cannot hold a word of it. */
export function asItIs(paths: readonly string[]): Before {
  return new Map(paths.flatMap(filesBelow).map((file) => [file, fingerprint(contentOf(file))]));
}

/** Long enough that no hash or id is taken apart for nothing, short enough for a packed word. */
const hexRun = /[0-9a-fA-F]{48,}/g;
const base64Run = /[A-Za-z0-9+/_-]{32,}/g;
const mostInflated = 64 * 1024 * 1024;

export function searcherFor(planted: readonly Planted[]): Searcher {
  const table = new Uint8Array(2 ** hashBits);
  const byStart = new Map<number, Pattern[]>();
  for (const pattern of planted.flatMap(patternsOf)) {
    const start = pattern.bytes.readUInt32BE(0);
    table[slot(start)] = 1;
    byStart.set(start, [...(byStart.get(start) ?? []), pattern]);
  }

  const here = (where: string, content: Buffer): Finding[] => {
    const found = new Map<string, Finding>();
    let four = 0;
    for (let at = 0; at < content.length; at += 1) {
      four = (four << 8) | (content[at] ?? 0);
      if (at < 3 || table[slot(four)] === 0) continue;
      for (const { word, how, bytes } of byStart.get(four >>> 0) ?? []) {
        if (content.compare(bytes, 0, bytes.length, at - 3, Math.min(content.length, at - 3 + bytes.length)) === 0) found.set(`${word} ${how}`, { where, word, how });
      }
    }
    return [...found.values()];
  };

  /** `deep`: how often something may still be unpacked from what is being looked at. */
  const look = (where: string, content: Buffer, deep: number): Finding[] => {
    const found = here(where, content);
    if (deep === 0) return found;
    for (const { how, inside } of unpacked(content)) found.push(...look(`${where} > ${how}`, inside, deep - 1));
    const text = content.toString("latin1");
    for (const [run] of text.matchAll(hexRun)) {
      for (const from of [0, 1]) found.push(...look(`${where} > hex`, Buffer.from(run.slice(from, from + ((run.length - from) & ~1)), "hex"), deep - 1));
    }
    for (const [run] of text.matchAll(base64Run)) {
      for (const from of [0, 1, 2, 3]) found.push(...look(`${where} > base64`, Buffer.from(run.slice(from), "base64url"), deep - 1));
    }
    return found;
  };

  const bytes = (where: string, content: Uint8Array): Finding[] => distinct(look(where, Buffer.from(content.buffer, content.byteOffset, content.byteLength), 2));
  return {
    bytes,
    text: (where, content) => bytes(where, Buffer.from(content)),
    folder: (path, before) =>
      filesBelow(path).flatMap((file) => {
        const content = contentOf(file);
        const named = bytes(`name of ${file}`, Buffer.from(file));
        return before?.get(file) === fingerprint(content) ? named : [...named, ...bytes(file, content)];
      }),
  };
}

function distinct(all: readonly Finding[]): Finding[] {
  return [...new Map(all.map((one) => [`${one.where} ${one.word} ${one.how}`, one])).values()];
}

type Unpacked = { readonly how: string; readonly inside: Buffer };

/** Everything that begins like gzip, zlib or a file in a zip, and can be unpacked at least in part. Check sums do not matter here. */
function* unpacked(content: Buffer): Generator<Unpacked> {
  for (let at = 0; at + 8 < content.length; at += 1) {
    const first = content[at];
    if (first === 0x1f && content[at + 1] === 0x8b && content[at + 2] === 8) yield* inflated("gzip", content.subarray(at + gzipHeader(content.subarray(at, at + 4_096))));
    else if (first === 0x78 && content.readUInt16BE(at) % 31 === 0) yield* inflated("deflate", content.subarray(at + 2));
    else if (first === 0x50 && at + 30 < content.length && content.readUInt32BE(at) === 0x504b0304) yield* inflated("zip", content.subarray(at + 30 + content.readUInt16LE(at + 26) + content.readUInt16LE(at + 28)));
  }
}

/** RFC 1952: ten bytes, and what its flags add. */
function gzipHeader(content: Buffer): number {
  const flags = content[3] ?? 0;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + (content.length > 12 ? content.readUInt16LE(10) : 0);
  for (const flag of [8, 16]) if ((flags & flag) !== 0) at = content.indexOf(0, at) + 1;
  return at + ((flags & 2) === 0 ? 0 : 2);
}

function* inflated(how: string, content: Buffer): Generator<Unpacked> {
  // What is damaged further on may still hold something at its beginning.
  for (const length of [content.length, 8_000, 400, 60]) {
    try {
      const inside = inflateRawSync(content.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostInflated });
      if (inside.length > 3) yield { how, inside };
      return;
    } catch {
      // Not what it looked like, or not so far.
    }
  }
}

export function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const each = join(path, name);
    const is = statSync(each, { throwIfNoEntry: false });
    return is === undefined ? [] : is.isDirectory() ? filesBelow(each) : is.isFile() ? [each] : [];
  });
}

/** A file that goes while a server lives has nothing left to show. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
