/** Reading and writing of bytes with limits: nothing here reads past the end; what is too short is `damaged`. */
import { FileRefused } from "./shape.ts";

export function damaged(): never {
  throw new FileRefused("damaged");
}

export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? damaged();
}

export function big16(bytes: Uint8Array, at: number): number {
  return (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1);
}

export function big32(bytes: Uint8Array, at: number): number {
  return ((big16(bytes, at) << 16) | big16(bytes, at + 2)) >>> 0;
}

export function little16(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8);
}

export function little32(bytes: Uint8Array, at: number): number {
  return (little16(bytes, at) | (little16(bytes, at + 2) << 16)) >>> 0;
}

/** Bytes `from` up to `to`, both inside; otherwise damaged. No copy. */
export function slice(bytes: Uint8Array, from: number, to: number): Uint8Array {
  if (from < 0 || to < from || to > bytes.length) damaged();
  return bytes.subarray(from, to);
}

/** One character a byte; for names, marks and short headers. */
export function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += 1) text += String.fromCharCode(byteAt(bytes, at));
  return text;
}

export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  if (at < 0 || at + text.length > bytes.length) return false;
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** Where `text` (one byte a character) first stands at or after `from`; -1 when nowhere before `to`. */
export function find(bytes: Uint8Array, text: string, from: number, to = bytes.length): number {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at !== -1 && at + text.length <= to; at = bytes.indexOf(first, at + 1)) {
    if (startsWith(bytes, text, at)) return at;
  }
  return -1;
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function bigBytes32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

export function littleBytes32(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

/** Table of a CRC of 32 bits; `reflected` as PNG and ZIP use it, straight as OGG does. */
export function crcTable(polynomial: number, reflected: boolean): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let value = reflected ? index : index << 24;
    for (let bit = 0; bit < 8; bit += 1) {
      const carry = reflected ? value & 1 : value >>> 31;
      value = reflected ? value >>> 1 : value << 1;
      if (carry === 1) value ^= polynomial;
    }
    return value >>> 0;
  });
}

const zipTable = crcTable(0xedb88320, true);

/** CRC-32 as PNG and ZIP write it. */
export function crc32(parts: readonly Uint8Array[]): number {
  let value = 0xffffffff;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) value = (value >>> 8) ^ (zipTable[(value ^ (part[at] ?? 0)) & 255] ?? 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}
