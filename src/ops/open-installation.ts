/** Everything that stands between a data folder and an open door, in the order that loses nothing. */
import { join } from "node:path";
import type { Clock, Config, Log, Random, Secrets } from "../base/index.ts";
import { ensureInstallation, LedgerDamaged, migrate, openDatabase, reaches, readLedger, startLedger, storeTables } from "../store/index.ts";
import type { Installation, Store } from "../store/index.ts";
import { isRestoreUnfinished } from "./backup/restore.ts";
import { claimFolder } from "./data-folder.ts";
import { loadSecrets } from "./secrets.ts";

export type OpenInstallation = { readonly db: Store; readonly secrets: Secrets; readonly installation: Installation };
export type OpeningTools = { readonly clock: Clock; readonly random: Random; readonly log: Log };

/** The ledger of this installation: started with it, checked at every start. Throws `LedgerDamaged`. */
async function ensureLedger(db: Store, data: string, installation: string): Promise<void> {
  const marker = await db.transaction({ role: "system" }, (tx) => storeTables(tx).selectFrom("deletion_marker").select(["entries", "head"]).executeTakeFirstOrThrow());
  const ledger = readLedger(data);
  if (ledger === undefined) {
    if (marker.entries > 0) throw new LedgerDamaged("The ledger of deletions is missing.");
    startLedger(data, installation);
    return;
  }
  if (ledger.installation !== installation) throw new LedgerDamaged("The ledger of deletions belongs to another installation.");
  if (!reaches(ledger, marker)) throw new LedgerDamaged("The ledger of deletions is older than the database.");
}

/** Where the build puts a migrated, empty embedded database; without it the first start makes one itself. */
export function embeddedTemplate(root: string): string {
  return join(root, "dist", "embedded-template", "database");
}

/**
 * Opens the installation of a configuration, and makes it at the first start. Throws, each with a sentence for the
 * operator: `WrongMode`, `WrongSecrets`, `SecretsDamaged`, `LedgerDamaged`, `StorageRefusal`.
 */
export async function openInstallation(config: Config, { clock, random, log }: OpeningTools): Promise<OpenInstallation> {
  claimFolder(config.data, config.mode);
  if (isRestoreUnfinished(config.data)) throw new LedgerDamaged("A restore in this folder did not come to its end. Empty the database and restore again.");
  const secrets = await loadSecrets(config.data, random);
  const db = await openDatabase({ data: config.data, databaseUrl: config.databaseUrl, clock, random, template: embeddedTemplate(config.root) });
  try {
    const { applied } = await migrate(db, join(config.root, "migrations"));
    for (const version of applied) log("migration.applied", { version });
    const fsyncs = db.fsyncs();
    if (fsyncs !== undefined) log("database.self-test", { engine: db.engine, fsyncs });
    const installation = await ensureInstallation(db, { mode: config.mode, random, secrets });
    await ensureLedger(db, config.data, installation.id);
    return { db, secrets, installation };
  } catch (error) {
    await db.close();
    throw error;
  }
}
