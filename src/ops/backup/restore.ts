/**
 * `gehoord restore`: into an empty installation only. Nothing opens its doors before the ledger of deletions was replayed:
 * a mark in the data folder refuses every start of a restore that did not come to its end.
 */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dayOf, type Clock, type Secrets, type Transaction } from "../../base/index.ts";
import { auditVerify, digestAll, insertRows, migrate, migrationFiles, reaches, readLedger, secretsCheck, setSequences, storeTables, whileLoading, WrongMode } from "../../store/index.ts";
import type { Ledger, Session, Store } from "../../store/index.ts";
import { claimFolder, modeOfFolder } from "../data-folder.ts";
import { syncFolder, writeDurably } from "../../base/durable-file.ts";
import type { Manifest, Opening } from "./manifest.ts";
import { readBackup } from "./read.ts";

/** Deletes one record of a kind again; kinds are those of `recordDeletion`. Nothing there is nothing to do. */
export type Erasers = Readonly<Record<string, (tx: Transaction, id: string) => Promise<void>>>;

export type RestoreOrder = {
  readonly file: string;
  readonly identity: string;
  readonly data: string;
  readonly migrations: string;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly erasers: Erasers;
  /** Restores a backup past its last day all the same. */
  readonly acceptExpired?: boolean;
};

export type Restored = { readonly rows: number; readonly replayed: number; readonly made: string };

/** Thrown when a restore may not begin; nothing was changed. */
export class RestoreRefused extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "RestoreRefused";
  }
}

const unfinished = "restore-not-finished";

/** True when a restore in this folder did not come to its end: no door may open. */
export function isRestoreUnfinished(data: string): boolean {
  return existsSync(join(data, unfinished));
}

async function refuseFilled(db: Store): Promise<void> {
  const filled = await db.asOwner(async ({ run }) => {
    const [there] = await run<{ there: string | null }>("select to_regclass('public.settings')::text as there");
    return there?.there === null ? [] : run("select 1 from settings");
  });
  if (filled.length > 0) throw new RestoreRefused("There is an installation in this database already. Restore into an empty one only.");
}

function ledgerFor(order: RestoreOrder): Ledger {
  const ledger = readLedger(order.data);
  if (ledger === undefined) throw new RestoreRefused(`The ledger of deletions is missing (${join(order.data, "ledger")}). Put it there first: without it, what people deleted would come back.`);
  const unknown = ledger.entries.find(({ kind }) => order.erasers[kind] === undefined);
  if (unknown !== undefined) throw new RestoreRefused(`This version does not know how to delete a "${unknown.kind}", which the ledger asks.`);
  return ledger;
}

type Settings = { readonly check: string | null; readonly mode: string | null };

/** The first look goes over the whole file, so that a damaged backup changes nothing. */
async function examine(order: RestoreOrder, ledger: Ledger): Promise<{ manifest: Manifest; opening: Opening; settings: Settings }> {
  let opening: Opening | undefined;
  let settings: Settings = { check: null, mode: null };
  const manifest = await readBackup(order.file, order.identity, {
    opening: async (one) => {
      opening = one;
    },
    rows: async ({ table, columns }, rows) => {
      if (table === "settings") settings = { check: rows[0]?.[columns.indexOf("secrets_check")] ?? null, mode: rows[0]?.[columns.indexOf("mode")] ?? null };
    },
  });
  if (opening === undefined) throw new RestoreRefused("The backup has no beginning.");
  if (order.acceptExpired !== true && manifest.expires < dayOf(order.clock.now())) throw new RestoreRefused(`This backup could be restored until ${manifest.expires}. Give --accept-expired when you must.`);
  if (ledger.installation !== manifest.head.installation) throw new RestoreRefused("The ledger of deletions belongs to another installation than the backup.");
  if (!reaches(ledger, manifest.ledger)) throw new RestoreRefused("The ledger of deletions is older than the backup, or was altered.");
  return { manifest, opening, settings };
}

/** The folder must be that of the same installation: its secrets, and the same kind. */
function refuseOtherFolder({ check, mode }: Settings, { secrets, data }: RestoreOrder): void {
  const is = modeOfFolder(data);
  if (is !== undefined && mode !== is) throw new WrongMode(is);
  if (check !== null && check !== `\\x${Buffer.from(secretsCheck(secrets)).toString("hex")}`) {
    throw new RestoreRefused("The secrets in the data folder are not those of the backup's installation. Put back its folder `secrets` first.");
  }
}

/** Brings the empty database to the version of the backup. Refuses migrations that this version does not know. */
async function prepare(db: Store, order: RestoreOrder, opening: Opening): Promise<void> {
  const known = migrationFiles(order.migrations);
  const strange = opening.schema.find((one) => known.find(({ name }) => name === one.name)?.checksum !== one.checksum);
  if (strange !== undefined) throw new RestoreRefused(`The backup knows migration ${strange.name}, which this version does not have in that form: use the version that made it, or a later one.`);
  await migrate(db, order.migrations, opening.schema.at(-1)?.name);
}

async function load(session: Session<Record<string, Record<string, unknown>>>, order: RestoreOrder): Promise<Manifest> {
  let manifest: Manifest | undefined;
  await whileLoading(session, async () => {
    manifest = await readBackup(order.file, order.identity, { rows: (table, rows) => insertRows(session, { ...table, name: table.table }, rows) });
    await setSequences(session, manifest.sequences);
  });
  if (manifest === undefined) throw new Error("Nothing was loaded");
  await session.run("set local role gehoord_backup"); // The owner itself sees nothing behind forced row-level security.
  const found = await digestAll(session);
  const differs = Object.entries(manifest.tables).find(([name, { sha256 }]) => found[name]?.sha256 !== sha256);
  if (differs !== undefined) throw new Error(`Table ${differs[0]} did not come back as it was`);
  return manifest;
}

async function replay(db: Store, ledger: Ledger, erasers: Erasers): Promise<number> {
  for (const { kind, id, seq, hash } of ledger.entries) {
    await db.transaction({ role: "system" }, async (tx) => {
      await erasers[kind]?.(tx, id);
    });
    if (seq === ledger.entries.length) await db.asOwner(({ run }) => run("select gehoord_ledger_reached($1, $2)", [seq, hash]));
  }
  return ledger.entries.length;
}

async function refuseBrokenChain(db: Store, manifest: Manifest): Promise<void> {
  const { faults } = await auditVerify(db, manifest.head);
  const [first] = faults;
  if (first !== undefined) throw new Error(`The audit chain in the backup is broken at line ${first.seq} (${first.fault})`);
}

/** Restores. `RestoreRefused` and `BackupDamaged`: nothing was changed. Any other error: empty the database, then again. */
export async function restoreBackup(db: Store, order: RestoreOrder): Promise<Restored> {
  const ledger = ledgerFor(order);
  await refuseFilled(db);
  const { opening, settings } = await examine(order, ledger);
  refuseOtherFolder(settings, order);
  writeDurably(join(order.data, unfinished), "A restore began here and did not end. Empty the database and restore again.\n");
  await prepare(db, order, opening);
  const manifest = await db.asOwner((session) => load(session, order), "unbounded");
  await migrate(db, order.migrations);
  const replayed = await replay(db, ledger, order.erasers);
  await refuseBrokenChain(db, manifest);
  const { mode } = await db.transaction({ role: "system" }, (tx) => storeTables(tx).selectFrom("settings").select("mode").executeTakeFirstOrThrow());
  claimFolder(order.data, mode);
  rmSync(join(order.data, unfinished));
  syncFolder(order.data);
  return { rows: Object.values(manifest.tables).reduce((sum, { rows }) => sum + rows, 0), replayed, made: manifest.made };
}
