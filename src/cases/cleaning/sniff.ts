import { find, startsWith } from "./bytes.ts";
import { frameAt } from "./mp3-frame.ts";
import { type FileKind, FileRefused } from "./shape.ts";

/** What stands in the first kilobyte of a page that a browser could run. */
const pageMarks = ["<html", "<!doctype html", "<script", "<svg"] as const;

function looksLikePage(bytes: Uint8Array): boolean {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).toLowerCase();
  return pageMarks.some((mark) => head.includes(mark));
}

function zipKind(bytes: Uint8Array): FileKind | undefined {
  if (startsWith(bytes, "mimetypeapplication/vnd.oasis.opendocument.text", 30)) return "odt";
  return find(bytes, "[Content_Types].xml", 30) === -1 ? undefined : "docx";
}

/** The kind by content alone. A tag of ID3 says MP3 only together with a frame behind it; that is read when cleaning. */
export function sniff(bytes: Uint8Array): FileKind | undefined {
  if (startsWith(bytes, "\xff\xd8\xff")) return "jpeg";
  if (startsWith(bytes, "\x89PNG\r\n\x1a\n")) return "png";
  if (startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8)) return "webp";
  if (startsWith(bytes, "OggS")) return "ogg";
  if (startsWith(bytes, "ftyp", 4)) return "m4a";
  if (startsWith(bytes, "PK\x03\x04")) return zipKind(bytes);
  if (startsWith(bytes, "%PDF-")) {
    if (looksLikePage(bytes)) throw new FileRefused("kind");
    return "pdf";
  }
  if (startsWith(bytes, "ID3") || frameAt(bytes, 0) !== undefined) return "mp3";
  return undefined;
}
