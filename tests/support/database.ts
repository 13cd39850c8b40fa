/**
 * A migrated, empty database on the engine under test, quickly: the embedded engine by default, real PostgreSQL when
 * `DATABASE_URL` names a server (its login must be allowed to create databases) or `GEHOORD_TEST_ENGINE=postgresql`
 * (then a private server is started for this process).
 *
 * Embedded: a migrated folder is kept between runs and copied; an engine that a test closed is emptied and given to the
 * next test of the same process. PostgreSQL: one migrated template per process's server, copied by the server.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { systemClock, systemRandom } from "../../src/base/index.ts";
import type { Clock, Random } from "../../src/base/index.ts";
import { makeTemplate, migrate, openDatabase, type Store } from "../../src/store/index.ts";
import { temporaryFolder, whenProcessEnds } from "./leftovers.ts";
import { asAdmin, emptyDatabase, startPostgres } from "./postgres.ts";

export const migrationsFolder = join(import.meta.dirname, "../../migrations");
export const engineUnderTest: "embedded" | "postgresql" = process.env["DATABASE_URL"] !== undefined || process.env["GEHOORD_TEST_ENGINE"] === "postgresql" ? "postgresql" : "embedded";

export type TestChoice = { readonly clock?: Clock; readonly random?: Random };

/** `close()` gives the database back (embedded) or drops it (PostgreSQL). Several may be open at once. */
export async function testDatabase(choice: TestChoice = {}): Promise<Store> {
  return engineUnderTest === "embedded" ? embeddedDatabase(choice) : postgresDatabase(choice);
}

/** An empty folder for one test; nobody need remove it. */
export function testFolder(): string {
  return temporaryFolder("data");
}

/** Changes whenever a migration or the engine does: what was made under another key is never used. */
function schemaKey(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(migrationsFolder).toSorted()) hash.update(name).update(readFileSync(join(migrationsFolder, name)));
  hash.update(readFileSync(join(import.meta.dirname, "../../src/store/embedded/engine-worker.ts")));
  hash.update(readFileSync(import.meta.filename));
  return hash.digest("hex").slice(0, 12);
}

/** A database with something in it, and the folder that belongs to it (an installation's keys lie beside its database). */
export type Filled = { readonly store: Store; readonly beside: string };
export type Fill = (filled: Filled) => Promise<void>;

/**
 * A copy of what `fill` once put into an empty database of the engine under test. `key` names it: it must change with everything
 * that `fill` depends on, its code and the time among them.
 */
export async function filledDatabase(key: string, fill: Fill): Promise<Filled> {
  const name = `${schemaKey()}_${key}`;
  return engineUnderTest === "embedded" ? filledFolder(name, fill) : filledOnServer(name, fill);
}

const filledFolders = (): string => join(tmpdir(), `gehoord-test-filled-${process.getuid?.() ?? 0}`);

/** Gives a folder that was made the name by which others look for it; they may have been first. */
function keep(making: string, kept: string): void {
  try {
    renameSync(making, kept);
  } catch {
    rmSync(making, { recursive: true, force: true });
  }
}

/** What was half made goes with this process, and with it whatever of its kind is older than a day. */
const cleanUp = (making: string, kind: string): void => whenProcessEnds(`rm -rf '${making}'; find '${tmpdir()}' -maxdepth 1 -name '${kind}-*' -mmin +1440 -exec rm -rf {} +`);

// Embedded

async function filledFolder(name: string, fill: Fill): Promise<Filled> {
  const kept = `${filledFolders()}-${name}`;
  if (!existsSync(kept)) {
    const making = `${kept}-${process.pid}`;
    cleanUp(making, "gehoord-test-filled");
    cpSync(await migratedCluster(), join(making, "database"), { recursive: true });
    const beside = join(making, "beside");
    mkdirSync(beside);
    const store = await openDatabase({ data: making, reserveBytes: 0 });
    await fill({ store, beside });
    await store.close();
    keep(making, kept);
  }
  const data = testFolder();
  cpSync(kept, data, { recursive: true });
  return { store: await openDatabase({ data, reserveBytes: 0 }), beside: join(data, "beside") };
}

type Mutable = { clock: Clock; random: Random };
type Kept = { readonly store: Store; readonly handed: Mutable };
const idle: Kept[] = [];

/** Rows that migrations put in, kept aside in the template so that an emptied database can get them back. */
const keepSeeds = `
create schema template_rows;
do $$ declare one text; filled boolean;
begin
  for one in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' loop
    execute format('select exists (select from public.%I)', one) into filled;
    if filled then execute format('create table template_rows.%I as table public.%I', one, one); end if;
  end loop;
end $$`;
const empty = `
set local session_replication_role = replica;
do $$ declare one text; generated text;
begin
  for one in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' loop
    execute format('delete from public.%I', one);
  end loop;
  for one in select tablename from pg_tables where schemaname = 'template_rows' loop
    select string_agg(quote_ident(attname), ', ') into generated from pg_attribute
      where attrelid = format('public.%I', one)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
    execute format('insert into public.%I (%s) overriding system value select %s from template_rows.%I', one, generated, generated, one);
  end loop;
  for one in select sequencename from pg_sequences where schemaname = 'public' loop
    execute format('alter sequence public.%I restart', one);
  end loop;
end $$`;

/** An empty embedded database, kept between runs: for tests that open an installation of their own. */
export async function emptyCluster(): Promise<string> {
  const kept = join(tmpdir(), `gehoord-test-cluster-${process.getuid?.() ?? 0}-0.5.16`);
  if (existsSync(kept)) return kept;
  const making = `${kept}-${process.pid}`;
  await makeTemplate(making);
  keep(making, kept);
  return kept;
}

/** The same, migrated. */
export async function migratedCluster(): Promise<string> {
  const kept = join(tmpdir(), `gehoord-test-template-${process.getuid?.() ?? 0}-${schemaKey()}`);
  if (existsSync(kept)) return join(kept, "database");
  const making = `${kept}-${process.pid}`;
  cleanUp(making, "gehoord-test-template");
  const store = await openDatabase({ data: making, template: await emptyCluster() });
  await migrate(store, migrationsFolder);
  await store.asOwner(({ run }) => run(keepSeeds));
  await store.close();
  keep(making, kept);
  return join(kept, "database");
}

async function another(): Promise<Kept> {
  const data = testFolder();
  cpSync(await migratedCluster(), join(data, "database"), { recursive: true });
  const handed: Mutable = { clock: systemClock, random: systemRandom };
  const clock: Clock = { now: () => handed.clock.now() };
  const random: Random = { bytes: (length) => handed.random.bytes(length), uuid: () => handed.random.uuid() };
  return { store: await openDatabase({ data, clock, random, reserveBytes: 0 }), handed };
}

async function embeddedDatabase(choice: TestChoice): Promise<Store> {
  const used = idle.pop();
  if (used !== undefined) await used.store.asOwner(({ run }) => run(empty));
  const mine = used ?? (await another());
  Object.assign(mine.handed, { clock: choice.clock ?? systemClock, random: choice.random ?? systemRandom });
  let closed = false;
  return {
    ...mine.store,
    close: async () => {
      if (!closed) idle.push(mine);
      closed = true;
    },
  };
}

// PostgreSQL

let server: Promise<string> | undefined;
const templates = new Map<string, Promise<string>>();

async function serverUrl(): Promise<string> {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined) return given;
  server ??= startPostgres().then((one) => one.url);
  return server;
}

/** One migrated template per server, also when several processes ask at once. */
async function postgresTemplate(url: string): Promise<string> {
  const name = `gehoord_template_${schemaKey()}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(4865432)");
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await makeServerTemplate(url, name);
  } finally {
    await client.end();
  }
  return name;
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

async function makeServerTemplate(url: string, name: string): Promise<void> {
  const making = await emptyDatabase(url);
  const store = await openDatabase({ data: tmpdir(), databaseUrl: making.url, limits: { connections: 1 } });
  await migrate(store, migrationsFolder);
  await store.close();
  await asAdmin(url, `alter database ${nameOf(making.url)} rename to ${name}`);
}

const templateOf = (url: string): Promise<string> => {
  const ready = templates.get(url) ?? postgresTemplate(url);
  templates.set(url, ready);
  return ready;
};

/** The folder that belongs to a filled database stands in the database's comment: another server's is another one. */
async function besideOf(url: string, name: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ beside: string }>("select shobj_description(oid, 'pg_database') as beside from pg_database where datname = $1", [name]);
    return rows[0]?.beside;
  } finally {
    await client.end();
  }
}

async function fillOnServer(url: string, name: string, fill: Fill): Promise<void> {
  const making = await emptyDatabase(url, await templateOf(url));
  const beside = mkdtempSync(`${filledFolders()}-`);
  cleanUp("", "gehoord-test-filled");
  const store = await openDatabase({ data: tmpdir(), databaseUrl: making.url, limits: { connections: 5 } });
  await fill({ store, beside });
  await store.close();
  await asAdmin(url, `comment on database ${nameOf(making.url)} is '${beside}'`);
  try {
    await asAdmin(url, `alter database ${nameOf(making.url)} rename to ${name}`);
  } catch {
    await making.drop(); // Another process was first.
  }
}

async function filledOnServer(name: string, fill: Fill): Promise<Filled> {
  const url = await serverUrl();
  const kept = `gehoord_filled_${name}`;
  if ((await besideOf(url, kept)) === undefined) await fillOnServer(url, kept, fill);
  const beside = testFolder();
  cpSync((await besideOf(url, kept)) ?? "", beside, { recursive: true });
  return { store: await ownDatabase(url, kept, {}), beside };
}

async function postgresDatabase(choice: TestChoice): Promise<Store> {
  const url = await serverUrl();
  return ownDatabase(url, await templateOf(url), choice);
}

/** A copy of a database of this server. */
async function ownDatabase(url: string, template: string, choice: TestChoice): Promise<Store> {
  const own = await emptyDatabase(url, template);
  const store = await openDatabase({ data: tmpdir(), databaseUrl: own.url, limits: { connections: 5 }, ...choice });
  return {
    ...store,
    close: async () => {
      await store.close();
      await own.drop();
    },
  };
}
