/**
 * MP3: only its sound frames are kept. ID3 of every version, APE, Lyrics3 and whatever else stands before, between or
 * behind them is thereby gone. A last frame that was cut off (a recording that stopped) falls away; when the file itself
 * says that it was longer, it is refused.
 */
import { big32, damaged, find, joined, startsWith } from "./bytes.ts";
import { type Frame, frameAt } from "./mp3-frame.ts";
import type { Outcome, Removed } from "./shape.ts";

/** So many frames in a row make sound; fewer may be chance. */
const inARow = 3;

function id3Length(bytes: Uint8Array, at: number): number {
  if (!startsWith(bytes, "ID3", at) || at + 10 > bytes.length) return 0;
  const size = [6, 7, 8, 9].reduce((sum, offset) => sum * 128 + ((bytes[at + offset] ?? 0) & 127), 0);
  return 10 + size + ((bytes[at + 5] ?? 0) & 0x10 ? 10 : 0);
}

function isRun(bytes: Uint8Array, from: number): boolean {
  const first = frameAt(bytes, from);
  if (first === undefined) return false;
  let at = from;
  for (let count = 0; count < inARow; count += 1) {
    const frame = frameAt(bytes, at);
    if (frame === undefined || frame.rate !== first.rate || frame.version !== first.version) return count > 0 && at === bytes.length;
    at += frame.length;
  }
  return true;
}

/** Start of the next run of frames at or after `from`, or the end. */
function nextRun(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) if (isRun(bytes, at)) return at;
  return bytes.length;
}

/** How many bytes of sound the first frame announces (Xing or Info header), or nothing. */
function announced(frame: Uint8Array): number | undefined {
  const mark = Math.max(find(frame, "Xing", 0), find(frame, "Info", 0));
  if (mark === -1 || mark > 40 || mark + 16 > frame.length) return undefined;
  const flags = big32(frame, mark + 4);
  return flags & 2 ? big32(frame, mark + 8 + (flags & 1 ? 4 : 0)) : undefined;
}

type Sound = { readonly parts: Uint8Array[]; readonly skipped: boolean; readonly cut: boolean };

function soundOf(bytes: Uint8Array, from: number): Sound {
  const parts: Uint8Array[] = [];
  let skipped = false;
  let first: Frame | undefined;
  for (let at = from; at < bytes.length; ) {
    const frame = frameAt(bytes, at);
    if (frame !== undefined && (first === undefined || (frame.rate === first.rate && frame.version === first.version))) {
      if (at + frame.length > bytes.length) return { parts, skipped, cut: true };
      first ??= frame;
      parts.push(bytes.subarray(at, at + frame.length));
      at += frame.length;
    } else {
      skipped = true;
      at = nextRun(bytes, at + Math.max(1, id3Length(bytes, at)));
    }
  }
  return { parts, skipped, cut: false };
}

export function cleanMp3(bytes: Uint8Array): Outcome {
  let tags = 0;
  for (let length = id3Length(bytes, 0); length > 0; length = id3Length(bytes, tags)) tags += length;
  const start = nextRun(bytes, tags);
  if (start >= bytes.length) damaged();
  const sound = soundOf(bytes, start);
  const first = sound.parts[0];
  if (first === undefined || sound.parts.length < inARow) return damaged();
  const whole = joined(sound.parts);
  if (sound.cut && (announced(first) ?? 0) > whole.length) damaged();
  const removed: Removed[] = start > 0 || sound.skipped ? ["author", "comments"] : [];
  return { bytes: whole, removed, left: [] };
}
