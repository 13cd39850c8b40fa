/** Opens a backup part by part and checks everything it says about itself; writes nothing anywhere. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { EnvelopeRefusal, fromUtf8, unwrap } from "../../envelope/index.ts";
import { isHeadSigned, RowDigest, type TextRow } from "../../store/index.ts";
import { BackupDamaged, readArchive } from "./archive.ts";
import { manifestName, partName, readmeName, type Manifest, type Opening, type TableEnd, type TableStart } from "./manifest.ts";

/** What is done with the content while it passes; all may be left out (`verify`). */
export type BackupReader = {
  readonly opening?: (opening: Opening) => Promise<void>;
  /** Some hundreds of rows at a time, in order, never of two tables. */
  readonly rows?: (table: TableStart, rows: readonly TextRow[]) => Promise<void>;
};

const unzip = promisify(gunzip);
const batch = 200;
const batchCharacters = 2 * 1024 * 1024;

async function open(bytes: Uint8Array, identity: string): Promise<string> {
  try {
    return fromUtf8(await unzip(await unwrap(bytes, identity)));
  } catch (error) {
    const stranger = error instanceof EnvelopeRefusal && error.reason === "cannot-open";
    throw new BackupDamaged(stranger ? "This identity does not open the backup." : "The backup is damaged.", error);
  }
}

/** Takes the lines of all parts in order and hands rows on in batches. */
class Lines {
  readonly #reader: BackupReader;
  readonly digests = new Map<string, { rows: number; sha256: string }>();
  opening: Opening | undefined;
  #table: { start: TableStart; digest: RowDigest; held: TextRow[]; characters: number } | undefined;

  constructor(reader: BackupReader) {
    this.#reader = reader;
  }

  async take(line: string): Promise<void> {
    const value = JSON.parse(line) as TextRow | Opening | TableStart | TableEnd;
    if (Array.isArray(value)) return this.#row(value as TextRow, line.length);
    if ("gehoord" in value) return this.#begin(value as Opening);
    if ("table" in value) {
      this.#table = { start: value as TableStart, digest: new RowDigest(), held: [], characters: 0 };
      return undefined;
    }
    return this.#end();
  }

  async #begin(opening: Opening): Promise<void> {
    if (opening.format !== 1) throw new BackupDamaged("This backup was made by a later version of Gehoord.");
    this.opening = opening;
    await this.#reader.opening?.(opening);
  }

  async #row(row: TextRow, characters: number): Promise<void> {
    const table = this.#table;
    if (table === undefined) throw new BackupDamaged("The backup is damaged: a row without a table.");
    table.digest.add(row);
    table.held.push(row);
    table.characters += characters;
    if (table.held.length >= batch || table.characters >= batchCharacters) await this.#flush();
  }

  async #flush(): Promise<void> {
    const table = this.#table;
    if (table === undefined || table.held.length === 0) return;
    await this.#reader.rows?.(table.start, table.held);
    table.held = [];
    table.characters = 0;
  }

  async #end(): Promise<void> {
    await this.#flush();
    if (this.#table !== undefined) this.digests.set(this.#table.start.table, this.#table.digest.end());
    this.#table = undefined;
  }
}

function check(manifest: Manifest, lines: Lines, parts: readonly string[]): void {
  if (lines.opening === undefined) throw new BackupDamaged("The backup is damaged: it has no beginning.");
  if (JSON.stringify(manifest.parts) !== JSON.stringify(parts)) throw new BackupDamaged("The backup is damaged: parts are missing, moved or altered.");
  const tables = Object.entries(manifest.tables);
  for (const [name, { rows, sha256 }] of tables) {
    const found = lines.digests.get(name);
    if (found?.rows !== rows || found.sha256 !== sha256) throw new BackupDamaged(`The backup is damaged: table ${name} is not what was written.`);
  }
  if (tables.length !== lines.digests.size) throw new BackupDamaged("The backup is damaged: it holds a table that was not announced.");
  if (!isHeadSigned(manifest.head)) throw new BackupDamaged("The backup is damaged: the head of the audit chain is not signed.");
}

/** Reads and checks the whole backup. Throws `BackupDamaged` at the first thing that is not right. */
export async function readBackup(file: string, identity: string, reader: BackupReader = {}): Promise<Manifest> {
  const lines = new Lines(reader);
  const parts: string[] = [];
  let manifest: Manifest | undefined;
  for (const { name, bytes } of readArchive(file)) {
    if (name === readmeName) continue;
    if (manifest !== undefined) throw new BackupDamaged("The backup is damaged: something follows its end.");
    if (name === manifestName) {
      manifest = JSON.parse(await open(bytes, identity)) as Manifest;
      continue;
    }
    if (name !== partName(parts.length + 1)) throw new BackupDamaged("The backup is damaged: parts are missing or moved.");
    parts.push(createHash("sha256").update(bytes).digest("base64url"));
    for (const line of (await open(bytes, identity)).split("\n")) if (line !== "") await lines.take(line);
  }
  if (manifest === undefined) throw new BackupDamaged("The backup is damaged: it ends too early.");
  check(manifest, lines, parts);
  return manifest;
}
