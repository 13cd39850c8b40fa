/** `gehoord import schools FILE`: takes over a file of open data, all or nothing, and tells what changed. */
import { readFile } from "node:fs/promises";
import { type Context, ok, refused, type Result } from "../base/index.ts";
import { duoLayout, duoRow, geoRow } from "./layouts.ts";
import { csvRows, decoded, maxBytes, unpacked } from "./reading.ts";
import { knownSchools, type SchoolTables, writeSchools } from "./records.ts";
import { differenceOf, type ReadFile } from "./rules.ts";
import type { ImportReport } from "./shape.ts";

/** A path, the bytes, or a stream of them (with the name of the file, for who asks); compressed with gzip or not. */
export type ImportSource = string | Uint8Array | AsyncIterable<Uint8Array> | { readonly name?: string; readonly stream: AsyncIterable<Uint8Array> };

async function bytesOf(source: ImportSource): Promise<Uint8Array> {
  if (typeof source === "string") return readFile(source);
  if (source instanceof Uint8Array) return source;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of "stream" in source ? source.stream : source) {
    length += part.length;
    if (length > maxBytes) throw new RangeError("A school file is never this large");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

type Parsed = ReadFile & Pick<ImportReport, "layout">;

function readDuo(text: string): Parsed | undefined {
  const [header, ...rows] = csvRows(text);
  const layout = header === undefined ? undefined : duoLayout(header.cells);
  if (layout === undefined) return undefined;
  return { layout: "duo-csv", covers: layout.covers, rows: rows.map(({ line, cells }) => duoRow(layout, line, cells)) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Feature = Parameters<typeof geoRow>[0];

function readGeoJson(text: string): Parsed | undefined {
  const read = jsonOf(text);
  if (typeof read !== "object" || read === null || !("features" in read) || !Array.isArray(read.features)) return undefined;
  return { layout: "geojson", covers: "all", rows: read.features.map((feature: unknown, index) => geoRow((feature ?? {}) as Feature, index + 1)) };
}

type Understood = Parsed & Pick<ImportReport, "encoding">;

/** `undefined`: it cannot be read, cannot be unpacked, or is another kind of file. */
async function understood(source: ImportSource): Promise<Understood | undefined> {
  const read = await bytesOf(source)
    .then((bytes) => decoded(unpacked(bytes)))
    .catch(() => undefined);
  if (read === undefined) return undefined;
  const parsed = /^\s*\{/.test(read.text) ? readGeoJson(read.text) : readDuo(read.text);
  return parsed === undefined ? undefined : { ...parsed, encoding: read.encoding };
}

function isWritten(report: ImportReport): boolean {
  return report.added.length + report.changed.length + report.gone.length > 0;
}

/**
 * Reads a DUO address file (layouts of 2017 and 2022, primary, secondary, vocational; windows-1252 or UTF-8) or the geocoded
 * set, and brings the register up to date in one transaction. The same file again changes nothing. Refuses `input-invalid`,
 * and changes nothing, when the file cannot be read or is of another kind.
 */
export async function importSchools(context: Pick<Context, "db">, source: ImportSource): Promise<Result<ImportReport>> {
  const file = await understood(source);
  if (file === undefined) return refused("input-invalid");
  const { layout, encoding, rows } = file;
  return context.db.transaction<Result<ImportReport>, SchoolTables>({ role: "system" }, async (tx) => {
    const { write, ...difference } = differenceOf(await knownSchools(tx), file);
    const report: ImportReport = { layout, encoding, rows: rows.length, ...difference };
    if (!isWritten(report)) return ok(report);
    await writeSchools(tx, write);
    await tx.audit({ act: "schools.imported", by: "system" });
    return ok(report);
  });
}
