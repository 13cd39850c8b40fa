/**
 * Migrations: numbered plain SQL files in `/migrations`, applied in order, each in its own transaction, never changed
 * after they landed (house habit 10): a changed file is refused by its checksum.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "./database.ts";

export type Migrated = { readonly applied: readonly string[]; readonly version: string };

type File = { readonly name: string; readonly sql: string; readonly checksum: string };
type Landed = { readonly name: string; readonly checksum: string };

/** The files of a folder in order. Refuses two files with one number. */
export function migrationFiles(folder: string): readonly File[] {
  const names = readdirSync(folder).filter((one) => /^\d{4}_[a-z0-9_]+\.sql$/.test(one)).toSorted();
  const numbers = names.map((one) => one.slice(0, 4));
  const twice = numbers.find((one, at) => numbers.indexOf(one) !== at);
  if (twice !== undefined) throw new Error(`Two migrations carry the number ${twice}`);
  return names.map((name) => {
    const sql = readFileSync(join(folder, name), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

const ledger = `create table if not exists schema_migrations (
  name text primary key check (name ~ '^[0-9]{4}_[a-z0-9_]+[.]sql$'),
  checksum text not null check (checksum ~ '^[0-9a-f]{64}$')
)`;
/** Two processes that migrate one PostgreSQL database wait for each other. Any number that nobody else uses. */
const waitForOthers = "select pg_advisory_xact_lock(4865431)";

function refuseChanged(files: readonly File[], landed: readonly Landed[]): void {
  for (const one of landed) {
    const file = files.find(({ name }) => name === one.name);
    if (file === undefined) throw new Error(`The database knows migration ${one.name}, which this version does not have: it is older than the database`);
    if (file.checksum !== one.checksum) throw new Error(`Migration ${one.name} was changed after it landed; write a later one instead`);
  }
}

async function landedIn(store: Store): Promise<readonly Landed[]> {
  return store.asOwner(async ({ run }) => {
    await run(waitForOthers);
    await run(ledger);
    return run<Landed>("select name, checksum from schema_migrations order by name");
  });
}

async function apply(store: Store, file: File): Promise<boolean> {
  return store.asOwner(async ({ run }) => {
    await run(waitForOthers);
    const there = await run("select 1 from schema_migrations where name = $1", [file.name]);
    if (there.length > 0) return false;
    await run(file.sql);
    await run("insert into schema_migrations (name, checksum) values ($1, $2)", [file.name, file.checksum]);
    await run("select gehoord_backup_access()");
    return true;
  }, "unbounded");
}

/** A failing migration is named: its own words alone do not say where to look. */
async function applyNamed(store: Store, file: File): Promise<boolean> {
  try {
    return await apply(store, file);
  } catch (error) {
    throw new Error(`Migration ${file.name} failed: ${error instanceof Error ? error.message : "unknown"}`, { cause: error });
  }
}

/**
 * Brings the database to the newest version, or to `upTo` (a file name, for a restore of an older backup); safe to call
 * at every start. `version` is the last file's number.
 */
export async function migrate(store: Store, folder: string, upTo?: string): Promise<Migrated> {
  const files = migrationFiles(folder).filter(({ name }) => upTo === undefined || name <= upTo);
  const landed = await landedIn(store);
  refuseChanged(files, landed);
  const applied: string[] = [];
  for (const file of files.filter(({ name }) => !landed.some((one) => one.name === name))) {
    if (await applyNamed(store, file)) applied.push(file.name);
  }
  return { applied, version: files.at(-1)?.name.slice(0, 4) ?? "0000" };
}
