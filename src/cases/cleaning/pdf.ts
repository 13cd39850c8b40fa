/**
 * PDF, cleaned in place so that no offset changes: the Info dictionary, XMP metadata, private data of programs, names at
 * remarks and the hidden data of photos inside become empty, also within compressed object streams. What cannot be cleaned
 * (locked files, older versions, unknown filters) is told; what runs by itself or carries other files is refused.
 */
import { zlibSync } from "fflate";
import { damaged, find, latin, startsWith } from "./bytes.ts";
import { cleanJpeg } from "./jpeg.ts";
import { afterSpace, afterValue, objectsOf, type PdfObject, type Span, textOf, valuesOf } from "./pdf-objects.ts";
import { FileRefused, type Left, type Outcome, type Removed } from "./shape.ts";
import { unfolded } from "./unfold.ts";

const maxUnfoldedBytes = 100 * 1024 * 1024;
const tail = 2048;
const active = /\/(JavaScript|JS|Launch|RichMedia|EmbeddedFiles?|XFA|GoToE|ImportData|SubmitForm)(?![A-Za-z])/;
const remark = /\/Subtype\s*\/(Text|FreeText|Highlight|Underline|StrikeOut|Squiggly|Ink|Stamp|Square|Circle|Line|Polygon|PolyLine|Caret|FileAttachment|Popup)(?![A-Za-z])/;

type Work = { readonly bytes: Uint8Array; readonly removed: Set<Removed>; readonly left: Set<Left>; readonly info: Set<number>; unfolded: number };

/** Names may hide letters as `#4A`. */
function plain(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function blank(bytes: Uint8Array, span: Span): void {
  bytes.fill(0x20, span.from, span.to);
}

/** Blanks what is between the brackets of a dictionary, string or array, and leaves the brackets. */
function hollow(bytes: Uint8Array, span: Span): void {
  const edge = startsWith(bytes, "<<", span.from) ? 2 : 1;
  if ("<([".includes(String.fromCharCode(bytes[span.from] ?? 0))) blank(bytes, { from: span.from + edge, to: span.to - edge });
}

function referencesIn(text: string): number[] {
  return [...text.matchAll(/(\d+)\s+\d+\s+R(?![A-Za-z])/g)].map((found) => Number(found[1]));
}

/** Numbers of the Info dictionaries, from every trailer and table there is. */
function infoOf(text: string): number[] {
  return [...text.matchAll(/\/Info\s+(\d+)\s+\d+\s+R/g)].map((found) => Number(found[1]));
}

function trailersOf(bytes: Uint8Array): Span[] {
  const spans: Span[] = [];
  for (let at = find(bytes, "trailer", 0); at !== -1; at = find(bytes, "trailer", at + 7)) {
    const from = afterSpace(bytes, at + 7);
    if (startsWith(bytes, "<<", from)) spans.push({ from, to: afterValue(bytes, from) });
  }
  return spans;
}

/** Two random numbers by which copies of one document are recognised. */
function clearId(bytes: Uint8Array, within: Span): void {
  for (const span of valuesOf(bytes, within, "/ID")) {
    if (bytes[span.from] !== 0x5b) continue;
    for (let at = span.from; at < span.to; at += 1) if (/[0-9A-Fa-f]/.test(String.fromCharCode(bytes[at] ?? 0))) bytes[at] = 0x30;
  }
}

/** Writes shorter data into a stream: the length follows when it stands in the dictionary, the rest becomes space. */
function replaceStream(work: Work, object: PdfObject, stream: Span, data: Uint8Array): void {
  if (data.length > stream.to - stream.from) {
    work.left.add("not-cleanable");
    return;
  }
  work.bytes.set(data, stream.from);
  work.bytes.fill(0x0a, stream.from + data.length, stream.to);
  const length = valuesOf(work.bytes, object.value, "/Length").find((span) => /^\d+$/.test(latin(work.bytes, span.from, span.to)));
  if (length === undefined || /^\s+\d+\s+R/.test(textOf(work.bytes, { from: length.to, to: Math.min(object.value.to, length.to + 24) }))) return;
  const digits = String(data.length).padEnd(length.to - length.from, " ");
  for (let index = 0; index < digits.length; index += 1) work.bytes[length.from + index] = digits.charCodeAt(index);
}

/** The filters of a stream, as `/A` or `/A/B`; empty when there is none. */
function filterOf(text: string): string {
  const found = /\/Filter\s*(?:(\/\w+)|\[([^\]]*)\])/.exec(text);
  return (found?.[1] ?? found?.[2] ?? "").replace(/\s/g, "");
}

/** One dictionary, in the file or within an object stream; tells whether it changed. */
function cleanDictionary(work: Work, bytes: Uint8Array, number: number, value: Span): boolean {
  const text = plain(textOf(bytes, value));
  if (active.test(text)) throw new FileRefused("macros");
  if (work.info.has(number)) {
    for (const one of referencesIn(text)) work.info.add(one);
    hollow(bytes, value);
    work.removed.add("author").add("dates");
    return true;
  }
  const spans = ["/PieceInfo", "/LastModified", ...(remark.test(text) ? ["/T", "/M", "/CreationDate", "/NM"] : [])].flatMap((key) => valuesOf(bytes, value, key));
  for (const span of spans) hollow(bytes, span);
  if (spans.length > 0) work.removed.add("author");
  return spans.length > 0;
}

/** Objects packed together: unpacked, cleaned at the same length, packed again. */
function cleanObjectStream(work: Work, object: PdfObject, stream: Span, text: string): void {
  if (filterOf(text) !== "/FlateDecode" || /\/Predictor\s+(?!1\D)/.test(text)) {
    work.left.add("not-cleanable");
    return;
  }
  const packed = work.bytes.slice(stream.from, stream.to);
  const inner = unfolded(packed, maxUnfoldedBytes - work.unfolded, "zlib");
  work.unfolded += inner.length;
  const first = Number(/\/First\s+(\d+)/.exec(text)?.[1] ?? 0);
  const numbers = (textOf(inner, { from: 0, to: Math.min(first, inner.length) }).match(/\d+/g) ?? []).map(Number);
  const places = numbers.flatMap((number, index) => (index % 2 === 0 ? [{ number, from: afterSpace(inner, first + (numbers[index + 1] ?? damaged())) }] : []));
  // Twice: what the Info dictionary points at may stand before it.
  const changed = [...places, ...places].filter(({ number, from }) => from < inner.length && cleanDictionary(work, inner, number, { from, to: afterValue(inner, from) })).length > 0;
  if (changed) replaceStream(work, object, stream, zlibSync(inner, { level: 9 }));
}

function cleanMetadata(work: Work, object: PdfObject, stream: Span, text: string): void {
  const filter = filterOf(text);
  if (filter === "") blank(work.bytes, stream);
  else if (filter === "/FlateDecode") replaceStream(work, object, stream, zlibSync(new Uint8Array()));
  else work.left.add("not-cleanable");
  work.removed.add("author");
}

function cleanPhoto(work: Work, object: PdfObject, stream: Span): void {
  try {
    const photo = cleanJpeg(work.bytes.slice(stream.from, stream.to));
    if (photo.removed.length > 0) replaceStream(work, object, stream, photo.bytes);
    for (const one of photo.removed) work.removed.add(one);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    work.left.add("embedded");
  }
}

function cleanObject(work: Work, object: PdfObject): void {
  const text = plain(textOf(work.bytes, object.value));
  cleanDictionary(work, work.bytes, object.number, object.value);
  const { stream } = object;
  if (stream === undefined) return;
  if (/\/Type\s*\/ObjStm/.test(text)) cleanObjectStream(work, object, stream, text);
  else if (/\/Type\s*\/Metadata|\/Subtype\s*\/XML/.test(text)) cleanMetadata(work, object, stream, text);
  else if (/\/Subtype\s*\/Image/.test(text) && filterOf(text) === "/DCTDecode") cleanPhoto(work, object, stream);
  else if (filterOf(text).includes("/DCTDecode")) work.left.add("embedded");
  if (/\/Type\s*\/XRef/.test(text)) clearId(work.bytes, object.value);
}

function endOf(bytes: Uint8Array): number {
  let end = -1;
  for (let at = find(bytes, "%%EOF", Math.max(0, bytes.length - tail)); at !== -1; at = find(bytes, "%%EOF", at + 5)) end = at + 5;
  return end === -1 || find(bytes, "startxref", Math.max(0, end - tail)) === -1 ? damaged() : end;
}

function versions(bytes: Uint8Array): number {
  let count = 0;
  for (let at = find(bytes, "startxref", 0); at !== -1; at = find(bytes, "startxref", at + 9)) count += 1;
  return find(bytes, "/Linearized", 0, Math.min(bytes.length, 1024)) === -1 ? count : count - 1;
}

/** Twice over the objects: what the Info dictionary points at may stand before it. */
function cleanObjects(work: Work, objects: readonly PdfObject[]): void {
  for (const object of objects) cleanObject(work, object);
  const strings = objects.filter((object) => work.info.has(object.number) && object.stream === undefined);
  for (const object of strings) hollow(work.bytes, object.value);
  if (work.info.size > 0 && !work.removed.has("author")) work.left.add("not-cleanable");
}

export function cleanPdf(original: Uint8Array): Outcome {
  const end = endOf(original);
  const bytes = original.slice(0, Math.min(original.length, end + 1));
  const work: Work = { bytes, removed: new Set(), left: new Set(), info: new Set(), unfolded: 0 };
  if (end + 2 < original.length) work.removed.add("trailing-data");
  const objects = objectsOf(bytes);
  const trailers = trailersOf(bytes);
  const tables = [...trailers, ...objects.map((object) => object.value)].map((span) => textOf(bytes, span)).filter((text) => /\/Root/.test(text));
  if (objects.length === 0 || tables.length === 0) damaged();
  if (tables.some((text) => /\/Encrypt\s/.test(text))) work.left.add("not-cleanable");
  else {
    for (const number of tables.flatMap(infoOf)) work.info.add(number);
    cleanObjects(work, objects);
    for (const span of trailers) clearId(bytes, span);
  }
  if (versions(bytes) > 1) work.left.add("earlier-versions");
  return { bytes, removed: [...work.removed], left: [...work.left] };
}
