/** The document and the tables of a release as files, with what a catalogue says about each. */
import type { PublishableRelease } from "../disclosure/index.ts";
import { tableAsCsv } from "../published/csv.ts";
import type { RecordOrder } from "./catalogue-record.ts";
import { releaseFile } from "./previous.ts";
import { fileHash } from "./register.ts";

export type TableFile = { readonly path: string; readonly table: string; readonly content: string };

export const tableFiles = (release: PublishableRelease): readonly TableFile[] => release.tables.map((table) => ({ path: `${release.id}/${table.id}.csv`, table: table.id, content: tableAsCsv(release, table) }));

export function describedFiles(release: PublishableRelease, document: string): RecordOrder["files"] {
  return [{ path: releaseFile(release.id), content: document }, ...tableFiles(release)].map(({ content, ...file }) => ({ ...file, bytes: Buffer.byteLength(content), hash: fileHash(content) }));
}
