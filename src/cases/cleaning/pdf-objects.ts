/** The little of PDF (ISO 32000) that cleaning needs: where objects, their dictionaries and their streams stand in the file. */
import { damaged, find, startsWith } from "./bytes.ts";

export type Span = { readonly from: number; readonly to: number };
export type PdfObject = { readonly number: number; readonly value: Span; readonly stream: Span | undefined };

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isDelimiter = (byte: number | undefined): boolean => byte !== undefined && "()<>[]{}/%".includes(String.fromCharCode(byte));

export function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    while (at < bytes.length && isSpace(bytes[at])) at += 1;
    if (bytes[at] !== 0x25) return at;
    while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at += 1;
  }
}

function afterString(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 0x5c) at += 1;
    else if (byte === 0x28) depth += 1;
    else if (byte === 0x29 && --depth === 0) return at + 1;
  }
  return damaged();
}

/** End of one token; `depth` of brackets is counted by the caller. */
function afterToken(bytes: Uint8Array, from: number): number {
  const byte = bytes[from];
  if (byte === 0x28) return afterString(bytes, from);
  if (startsWith(bytes, "<<", from) || startsWith(bytes, ">>", from)) return from + 2;
  if (byte === 0x3c) {
    const end = bytes.indexOf(0x3e, from);
    return end === -1 ? damaged() : end + 1;
  }
  let at = from + 1;
  if (isDelimiter(byte) && byte !== 0x2f) return at;
  while (at < bytes.length && !isSpace(bytes[at]) && !isDelimiter(bytes[at])) at += 1;
  return at;
}

/** End of the value that begins at `from`: a dictionary or array with all it holds, or one token. */
export function afterValue(bytes: Uint8Array, from: number): number {
  let [at, depth] = [afterSpace(bytes, from), 0];
  do {
    if (at >= bytes.length) damaged();
    if (startsWith(bytes, "<<", at) || bytes[at] === 0x5b) depth += 1;
    else if (startsWith(bytes, ">>", at) || bytes[at] === 0x5d) depth -= 1;
    at = afterToken(bytes, at);
    if (depth > 0) at = afterSpace(bytes, at);
  } while (depth > 0);
  return at;
}

export function textOf(bytes: Uint8Array, span: Span): string {
  return new TextDecoder("latin1").decode(bytes.subarray(span.from, span.to));
}

/** The number of the object whose word `obj` stands at `at`, or nothing: digits, space, digits, space before it. */
function numberBefore(bytes: Uint8Array, at: number): number | undefined {
  let back = at - 1;
  const skip = (wanted: (byte: number | undefined) => boolean): number => {
    const from = back;
    while (back >= 0 && from - back < 20 && wanted(bytes[back])) back -= 1;
    return from - back;
  };
  if (skip(isSpace) === 0 || skip(isDigit) === 0 || skip(isSpace) === 0) return undefined;
  const end = back + 1;
  return skip(isDigit) === 0 ? undefined : Number(textOf(bytes, { from: back + 1, to: end }));
}

/** The data between `stream` and `endstream`; by its announced length when that is right, else up to the word. */
function streamAt(bytes: Uint8Array, at: number, dictionary: string): Span {
  const from = at + 6 + (startsWith(bytes, "\r\n", at + 6) ? 2 : 1);
  const length = /\/Length\s+(\d+)(?!\d|\s+\d+\s+R)/.exec(dictionary)?.[1];
  if (length !== undefined) {
    const to = from + Number(length);
    if (to <= bytes.length && startsWith(bytes, "endstream", afterSpace(bytes, to))) return { from, to };
  }
  const end = find(bytes, "endstream", from);
  if (end === -1) damaged();
  const eol = startsWith(bytes, "\r\n", end - 2) ? 2 : isSpace(bytes[end - 1]) ? 1 : 0;
  return { from, to: Math.max(from, end - eol) };
}

/** Every object in the file, also those that no table points at any more. */
export function objectsOf(bytes: Uint8Array): PdfObject[] {
  const objects: PdfObject[] = [];
  for (let at = find(bytes, "obj", 0); at !== -1; ) {
    const number = numberBefore(bytes, at);
    let next = at + 3;
    if (number !== undefined) {
      const from = afterSpace(bytes, next);
      const value = { from, to: afterValue(bytes, from) };
      const mark = afterSpace(bytes, value.to);
      const hasStream = startsWith(bytes, "<<", from) && startsWith(bytes, "stream", mark);
      const stream = hasStream ? streamAt(bytes, mark, textOf(bytes, value)) : undefined;
      objects.push({ number, value, stream });
      next = stream?.to ?? value.to;
    }
    at = find(bytes, "obj", next);
  }
  return objects;
}

/** Where the value of `key` stands inside a dictionary; every place, as a key may occur in dictionaries within. */
export function valuesOf(bytes: Uint8Array, within: Span, key: string): Span[] {
  const spans: Span[] = [];
  for (let at = find(bytes, key, within.from, within.to); at !== -1; at = find(bytes, key, at + key.length, within.to)) {
    const behind = bytes[at + key.length];
    if (!isSpace(behind) && !isDelimiter(behind)) continue;
    const from = afterSpace(bytes, at + key.length);
    if (from < within.to) spans.push({ from, to: Math.min(within.to, afterValue(bytes, from)) });
  }
  return spans;
}
