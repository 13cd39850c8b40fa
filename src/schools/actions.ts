/** `gehoord import schools FILE`: takes over a file of open data, all or nothing, and tells what changed. */
import { readFile } from "node:fs/promises";
import type { Context } from "../base/index.ts";
import { duoLayout, duoRow, geoRow } from "./layouts.ts";
import { csvRows, decoded, unpacked } from "./reading.ts";
import { knownSchools, type SchoolTables, writeSchools } from "./records.ts";
import { differenceOf, type ReadFile } from "./rules.ts";
import type { ImportReport } from "./shape.ts";

/** A path, or the bytes themselves; compressed with gzip or not. */
export type ImportSource = string | Uint8Array | ReadableStream<Uint8Array>;

async function bytesOf(source: ImportSource): Promise<Uint8Array> {
  if (typeof source === "string") return readFile(source);
  return source instanceof Uint8Array ? source : new Uint8Array(await new Response(source).arrayBuffer());
}

type Parsed = ReadFile & Pick<ImportReport, "layout">;
const notUnderstood: Parsed = { layout: "unknown", mainOnly: false, rows: [{ line: 1, because: "header-unknown", location: null }] };

function readDuo(text: string): Parsed {
  const [header, ...rows] = csvRows(text);
  const layout = header === undefined ? undefined : duoLayout(header.cells);
  if (layout === undefined) return notUnderstood;
  return { layout: "duo-csv", mainOnly: layout.mainOnly, rows: rows.map(({ line, cells }) => duoRow(layout, line, cells)) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Feature = Parameters<typeof geoRow>[0];

function readGeoJson(text: string): Parsed {
  const read = jsonOf(text);
  if (typeof read !== "object" || read === null || !("features" in read) || !Array.isArray(read.features)) return notUnderstood;
  return { layout: "geojson", mainOnly: false, rows: read.features.map((feature: unknown, index) => geoRow((feature ?? {}) as Feature, index + 1)) };
}

function isWritten(report: ImportReport): boolean {
  return report.added.length + report.changed.length + report.gone.length > 0;
}

/**
 * Reads a DUO address file (layouts of 2017 and 2022, primary, secondary, vocational; windows-1252 or UTF-8) or the geocoded
 * set, and brings the register up to date in one transaction. The same file again changes nothing. A file of another kind
 * changes nothing and is reported as layout "unknown". Throws when the file cannot be read at all.
 */
export async function importSchools(context: Pick<Context, "db">, source: ImportSource): Promise<ImportReport> {
  const { text, encoding } = decoded(unpacked(await bytesOf(source)));
  const { layout, ...file } = /^\s*\{/.test(text) ? readGeoJson(text) : readDuo(text);
  return context.db.transaction<ImportReport, SchoolTables>({ role: "system" }, async (tx) => {
    const { write, ...difference } = differenceOf(await knownSchools(tx), file);
    const report: ImportReport = { layout, encoding, rows: layout === "unknown" ? 0 : file.rows.length, ...difference };
    if (!isWritten(report)) return report;
    await writeSchools(tx, write);
    await tx.audit({ act: "schools.imported", by: "system" });
    return report;
  });
}
