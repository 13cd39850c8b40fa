/** `gehoord backup`: every table, in one consistent view, streamed in sealed parts of a few megabytes. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { dayOf, type Clock, type Secrets } from "../../base/index.ts";
import { wrap } from "../../envelope/index.ts";
import { plainText, RowDigest, rowsOf, sequenceValues, signHead, tableShapes } from "../../store/index.ts";
import type { Session, Store, TableDigests, TableShape } from "../../store/index.ts";
import { writeArchive, type ArchiveWriter } from "./archive.ts";
import { manifestName, partName, readme, readmeName, type Manifest, type Opening, type TableEnd, type TableStart } from "./manifest.ts";

export type BackupOrder = {
  readonly file: string;
  /** age recipients of the recovery key(s). Their identities are never on the server. */
  readonly recipients: readonly string[];
  readonly secrets: Pick<Secrets, "serverSigning">;
  readonly clock: Clock;
  readonly version: string;
  /** Days until the backup may no longer be restored; 35 unless said otherwise (`security.md` 2.7). */
  readonly keepDays?: number;
};

export type BackupMade = { readonly file: string; readonly bytes: number; readonly rows: number; readonly tables: number; readonly expires: string };

type Owner = Session<Record<string, Record<string, unknown>>>;
const partBytes = 4 * 1024 * 1024;
const zip = promisify(gzip);

/** Collects lines and seals them when a part is full. Memory stays at about one part, however large the database. */
function sealedParts(archive: ArchiveWriter, recipients: readonly string[]): { line(value: unknown): Promise<void>; end(): Promise<string[]> } {
  const hashes: string[] = [];
  let held: string[] = [];
  let size = 0;
  const seal = async (): Promise<void> => {
    const sealed = await wrap(await zip(held.join(""), { level: 1 }), recipients);
    archive.add(partName(hashes.length + 1), sealed);
    hashes.push(createHash("sha256").update(sealed).digest("base64url"));
    held = [];
    size = 0;
  };
  return {
    line: async (value) => {
      const text = `${JSON.stringify(value)}\n`;
      held.push(text);
      size += text.length;
      if (size >= partBytes) await seal();
    },
    end: async () => {
      if (held.length > 0) await seal();
      return hashes;
    },
  };
}

async function writeTable(session: Owner, table: TableShape, line: (value: unknown) => Promise<void>): Promise<{ rows: number; sha256: string }> {
  const digest = new RowDigest();
  await line({ table: table.name, columns: table.columns, types: table.types } satisfies TableStart);
  for await (const rows of rowsOf(session, table)) {
    for (const row of rows) {
      digest.add(row);
      await line(row);
    }
  }
  await line({ end: table.name } satisfies TableEnd);
  return digest.end();
}

async function manifestOf(session: Owner, order: BackupOrder, tables: TableDigests, parts: readonly string[]): Promise<Manifest> {
  const [settings] = await session.run<{ installation: string }>("select installation from settings");
  const [tip] = await session.run<{ seq: number; chain: Uint8Array }>("select seq, chain from audit_tip");
  const [ledger] = await session.run<{ entries: number; head: string }>("select entries, head from deletion_marker");
  if (settings === undefined || tip === undefined || ledger === undefined) throw new Error("There is no installation in this database: nothing to back up");
  const now = order.clock.now();
  const made = dayOf(now);
  const expires = dayOf(new Date(now.getTime() + (order.keepDays ?? 35) * 86_400_000));
  const head = signHead({ installation: settings.installation, day: made, seq: tip.seq, chain: tip.chain }, order.secrets.serverSigning);
  return { version: order.version, made, expires, tables, sequences: await sequenceValues(session), ledger, head, parts };
}

async function dump(session: Owner, order: BackupOrder, archive: ArchiveWriter): Promise<Manifest> {
  const schema = await session.run<{ name: string; checksum: string }>("select name, checksum from schema_migrations order by name");
  await session.run(`${plainText}; set local role gehoord_backup`);
  const parts = sealedParts(archive, order.recipients);
  await parts.line({ gehoord: "backup", format: 1, schema } satisfies Opening);
  const tables: Record<string, { rows: number; sha256: string }> = {};
  for (const table of await tableShapes(session)) tables[table.name] = await writeTable(session, table, parts.line);
  return manifestOf(session, order, tables, await parts.end());
}

/** Writes the backup. Refuses (`EnvelopeRefusal`) a recipient that is not one; leaves no half file behind. */
export async function writeBackup(db: Store, order: BackupOrder): Promise<BackupMade> {
  await wrap("", order.recipients); // A mistyped recipient is told before anything is read.
  const archive = writeArchive(order.file);
  try {
    archive.add(readmeName, Buffer.from(readme));
    const manifest = await db.asOwner((session) => dump(session, order, archive), "snapshot");
    archive.add(manifestName, await wrap(await zip(JSON.stringify(manifest)), order.recipients));
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    return { file: order.file, bytes: archive.finish(), rows, tables: Object.keys(manifest.tables).length, expires: manifest.expires };
  } catch (error) {
    archive.abandon();
    throw error;
  }
}
