/** What stands in the archive: a page to read, the course as a table, and the attachments under safe names. Pure. */
import { zipSync } from "fflate";
import { safeName } from "../cases/preview.ts";
import type { DeskTexts } from "../texts/index.ts";
import type { Dossier, Part, Row } from "./dossier.ts";

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const paragraph = (text: string): string => `<p class="words">${escape(text)}</p>`;
const list = (rows: readonly Row[]): string => (rows.length === 0 ? "" : `<dl>${rows.map(([name, value]) => `<div><dt>${escape(name)}</dt><dd>${escape(value)}</dd></div>`).join("")}</dl>`);
const part = (one: Part): string => `<section><h3>${escape(one.heading)}</h3><p class="day">${escape(one.day)}</p>${one.words.map(paragraph).join("")}${list(one.rows)}</section>`;

const style = "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}.words,dd{white-space:pre-wrap}dt,.day{color:#53505e}dd{margin:0 0 .5rem}section{break-inside:avoid}";
/** Nothing in it can run or fetch anything, whatever somebody typed: also a browser that opens it years later is told so. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

export function dossierPage(dossier: Dossier, language: string, t: DeskTexts): string {
  const notes = dossier.notes.length === 0 ? "" : `<h2>${escape(t.case.notes)}</h2>${dossier.notes.map(part).join("")}`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><title>${escape(dossier.title)}</title><style>${style}</style></head><body><h1>${escape(dossier.title)}</h1>${list(dossier.rows)}<h2>${escape(t.timeline.heading)}</h2>${list(dossier.course)}<h2>${escape(t.case.conversation)}</h2>${dossier.parts.map(part).join("")}${notes}</body></html>`;
}

/** A cell that no spreadsheet reads as a formula: those begin with one of these signs, also behind blanks. */
export function csvCell(value: string): string {
  const harmless = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}

export const courseTable = (dossier: Dossier, t: DeskTexts): string => [[t.dossier.day, t.dossier.what], ...dossier.course].map((row) => row.map(csvCell).join(",")).join("\r\n");

/** Names that Windows keeps for devices, with any ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** In order, numbered, so that no two are the same and none is a path, a device or a hidden file. */
export function archiveName(name: string, at: number): string {
  const safe = safeName(name).replaceAll(/^[\s._-]+|[\s.]+$/g, "");
  return `${String(at + 1).padStart(2, "0")} ${safe === "" || reserved.test(safe) ? `bestand ${safe.replace(/^[^.]*/, "")}`.trim() : safe}`;
}

export type FetchedFile = { readonly name: string; readonly bytes: Uint8Array };

/** The archive before it is sealed; only ever in memory. Attachments hardly get smaller, so nothing is compressed. */
export function zipped(dossier: Dossier, files: readonly FetchedFile[], { language, t }: { readonly language: string; readonly t: DeskTexts }): Uint8Array {
  const text = new TextEncoder();
  const entries = Object.fromEntries(files.map((one, at) => [`${t.dossier.folder}/${archiveName(one.name, at)}`, one.bytes]));
  // The date of a file in a zip would tell the second of the export.
  return zipSync({ "dossier.html": text.encode(dossierPage(dossier, language, t)), "verloop.csv": text.encode(`\uFEFF${courseTable(dossier, t)}`), ...entries }, { level: 0, mtime: "1990-01-01T12:00:00" });
}
