/** From bytes to rows: compression, encoding, CSV. Knows nothing of schools. */
import { gunzipSync } from "node:zlib";

/** The whole Dutch register is 4 MB; more than this is not a school file. */
export const maxBytes = 64 * 1024 * 1024;

export type ReadText = { readonly text: string; readonly encoding: "utf-8" | "windows-1252" };

export function unpacked(bytes: Uint8Array): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isGzip ? gunzipSync(bytes, { maxOutputLength: maxBytes }) : bytes;
  if (plain.length > maxBytes) throw new RangeError("A school file is never this large");
  return plain;
}

/**
 * DUO publishes windows-1252 and says so nowhere in the file; derived files are UTF-8, with or without a byte order mark.
 * Text of windows-1252 with accents is practically never valid UTF-8, so validity decides.
 */
export function decoded(bytes: Uint8Array): ReadText {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
  }
}

export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

const cell = /"((?:[^"]|"")*)"|([^;\r\n]*)/y;

/**
 * Rows of a `;`-separated file. A cell may be quoted, with doubled quotes and line ends inside; `line` is the line on which
 * the row begins. Empty lines are skipped. Quotes in the middle of a cell are kept as they are.
 */
export function csvRows(text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let [at, line, begin] = [0, 1, 1];
  let cells: string[] = [];
  while (at < text.length) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    const [whole = "", quoted] = found ?? [];
    const rest = quoted === undefined ? "" : (/^[^;\r\n]*/.exec(text.slice(at + whole.length, at + whole.length + 1000))?.[0] ?? "");
    cells.push(quoted === undefined ? whole : quoted.replaceAll('""', '"') + rest);
    line += whole.includes("\n") ? whole.split("\n").length - 1 : 0;
    at += whole.length + rest.length;
    if (text[at] === ";") {
      at += 1;
      if (at < text.length) continue;
      cells.push("");
    }
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: begin, cells });
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    line += 1;
    [begin, cells] = [line, []];
  }
  return rows;
}
