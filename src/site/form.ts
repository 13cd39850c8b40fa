/** What a visitor posts: read into memory within the page's limit, never into a file, never into an error. */
import type { PageRequest } from "../ui/index.ts";

export const defaultMaxBytes = 200_000;
/** More fields than any form of ours has. */
const mostFields = 1000;

export type Form = PageRequest["form"];
/** What was typed, by name, for a page that asks to send it once more; files cannot be put into a page again. */
export type Typed = { readonly texts: Readonly<Record<string, readonly string[]>>; readonly hadFiles: boolean };
export type ReadForm = { readonly ok: true; readonly form: Form; readonly typed: Typed } | { readonly ok: false; readonly status: 400 | 413 | 415 | 429; readonly typed?: Typed };

type Entries = ReadonlyMap<string, readonly (string | File)[]>;

function formOf(entries: Entries): Form {
  const texts = (name: string): readonly string[] => (entries.get(name) ?? []).filter((value) => typeof value === "string");
  return {
    text: (name) => texts(name)[0] ?? "",
    all: texts,
    has: (name) => entries.has(name),
    // A file field that was left empty arrives as a file without name and content.
    files: (name) => (entries.get(name) ?? []).filter((value) => value instanceof File).filter((file) => file.size > 0 || file.name !== ""),
  };
}

function typedIn(entries: Entries): Typed {
  const form = formOf(entries);
  const names = [...entries.keys()];
  return { texts: Object.fromEntries(names.map((name) => [name, form.all(name)])), hadFiles: names.some((name) => form.files(name).length > 0) };
}

export const emptyForm: Form = formOf(new Map());

function collect(pairs: Iterable<[string, string | File]>): Entries | undefined {
  const entries = new Map<string, (string | File)[]>();
  let count = 0;
  for (const [name, value] of pairs) {
    count += 1;
    if (count > mostFields) return undefined;
    const known = entries.get(name);
    // Browsers send line ends as CR LF; kept as one character, so that lengths are what the visitor sees.
    const kept = typeof value === "string" ? value.replaceAll("\r\n", "\n") : value;
    if (known === undefined) entries.set(name, [kept]);
    else known.push(kept);
  }
  return entries;
}

/** Text alone is never larger than this, also where a page takes files. */
const mostPlainBytes = 400_000;

/** Memory for what all visitors together are sending in forms; three of the largest forms at once. Reading one takes some times as much. */
export const roomForForms = 320_000_000;
let taken = 0;

/** The room one request takes, until it was answered. Small forms fit always: text must be able to come in. */
export interface Room {
  take(bytes: number): boolean;
  giveBack(): void;
}

export function newRoom(): Room {
  let mine = 0;
  return {
    take: (bytes) => {
      mine += bytes;
      taken += bytes;
      return mine <= mostPlainBytes || taken <= roomForForms;
    },
    giveBack: () => {
      taken -= mine;
      mine = 0;
    },
  };
}

async function readStream(stream: ReadableStream<Uint8Array>, most: number, room: Room): Promise<Uint8Array<ArrayBuffer> | "too-large" | "busy"> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.byteLength;
    if (size > most) return "too-large";
    if (!room.take(part.byteLength)) return "busy";
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** A browser shows our answer only after it could send all it had: what is too large is read and thrown away, up to here. */
const mostThrownAway = 150_000_000;

/** So much of both ends is looked at for the words that were typed; large files stand between them. */
const endBytes = 256_000;

type Ends = { readonly head: Uint8Array; readonly tail: Uint8Array };

async function throwAway(stream: ReadableStream<Uint8Array> | null, size: number): Promise<Ends | "too-large"> {
  if (stream === null || size > mostThrownAway) return "too-large";
  const [head, tail]: [Uint8Array[], Uint8Array[]] = [[], []];
  let [headSize, tailSize] = [0, 0];
  for await (const part of stream) {
    if (headSize < endBytes) headSize += (head.push(part), part.byteLength);
    tailSize += (tail.push(part), part.byteLength);
    while (tailSize - (tail[0]?.byteLength ?? tailSize) >= endBytes) tailSize -= tail.shift()?.byteLength ?? 0;
  }
  return { head: Buffer.concat(head), tail: Buffer.concat(tail) };
}

/** Name and text of a part of a multipart form; nothing for a file or anything odd. */
function fieldIn(part: string): readonly [string, string] | undefined {
  const found = /^\r\ncontent-disposition: form-data; name="([^"\r\n]{1,80})"\r\n\r\n([\s\S]*)\r\n$/i.exec(part);
  return found?.[1] === undefined || found[2] === undefined ? undefined : [found[1], found[2].replaceAll("\r\n", "\n")];
}

/** The words of a form whose files were too large. What stands in both ends is taken once; what was cut off is not. */
function typedInEnds({ head, tail }: Ends, type: string): Typed | undefined {
  if (!/^multipart\//i.test(type)) return undefined;
  // Without a file it is the text itself that is too long.
  if (!Buffer.from(head).includes("; filename=")) return undefined;
  const parts = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split(markOf(type), 2 * mostFields).slice(1, -1);
  const fields = new Map([...parts(tail), ...parts(head)].map(fieldIn).filter((field) => field !== undefined));
  return fields.size === 0 ? undefined : { texts: Object.fromEntries([...fields].map(([name, text]) => [name, [text]])), hadFiles: true };
}

async function readBytes(request: Request, most: number, room: Room): Promise<Uint8Array<ArrayBuffer> | Ends | "too-large" | "busy"> {
  const announced = request.headers.get("content-length");
  if (announced === null || Number(announced) <= most) return request.body === null ? new Uint8Array() : readStream(request.body, most, room);
  return throwAway(request.body, Number(announced));
}

/** Whether a mark stands in it more than `most` times; stops at the first one too many. */
function holdsMoreThan(bytes: Uint8Array<ArrayBuffer>, mark: string, most: number): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = buffer.indexOf(mark); at !== -1; at = buffer.indexOf(mark, at + mark.length)) if ((count += 1) > most) return true;
  return false;
}

/** Fields are counted before they are taken apart: reading a million of them takes minutes, in which nobody else is served. */
async function parse(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Entries | undefined> {
  if (!/^multipart\//i.test(type)) return holdsMoreThan(bytes, "&", mostFields) ? undefined : collect(new URLSearchParams(new TextDecoder().decode(bytes)));
  if (holdsMoreThan(bytes, markOf(type), 2 * mostFields)) return undefined;
  const data = await new Response(bytes, { headers: { "content-type": type } }).formData();
  return collect(data as unknown as Iterable<[string, string | File]>);
}

const markOf = (type: string): string => `--${/boundary="?([^";]+)/i.exec(type)?.[1] ?? ""}`;

/** Reads a form of at most `most` bytes. Refusals: 429 too much at once, 413 too large, 415 not a form, 400 broken or incomplete. */
export async function readForm(request: Request, most: number, room: Room = newRoom()): Promise<ReadForm> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return { ok: false, status: 415 };
  try {
    const bytes = await readBytes(request, /^multipart\//i.test(type) ? most : Math.min(most, mostPlainBytes), room);
    if (bytes === "busy") return { ok: false, status: 429 };
    if (bytes === "too-large") return { ok: false, status: 413 };
    if ("head" in bytes) {
      const typed = typedInEnds(bytes, type);
      return { ok: false, status: 413, ...(typed === undefined ? {} : { typed }) };
    }
    const entries = await parse(bytes, type);
    return entries === undefined ? { ok: false, status: 400 } : { ok: true, form: formOf(entries), typed: typedIn(entries) };
  } catch {
    return { ok: false, status: 400 };
  }
}

/**
 * Did another site send this? Browsers of today say so in `Sec-Fetch-Site`. Older ones send `Origin: null`, because our pages
 * send no referrer; that is let through: a visitor has no cookie and no account, so there is nothing to misuse.
 */
export function isForeign(request: Request, origin: string): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const from = request.headers.get("origin");
  if (from === null || from === "null" || from === origin) return false;
  return from.replace(/^https?:\/\//, "") !== request.headers.get("host");
}
