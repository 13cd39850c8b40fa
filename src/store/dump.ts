/**
 * All rows of all tables as text, the same on both engines: what a backup holds and a restore puts back. Runs as the
 * owner, outside every room's knowledge; reading happens as `gehoord_backup`, which can do nothing else.
 */
import { createHash, type Hash } from "node:crypto";
import type { Session } from "./session.ts";

type Owner = Pick<Session<never>, "run">;

export type TableShape = { readonly name: string; readonly columns: readonly string[]; readonly types: readonly string[]; readonly key: readonly string[] };
/** Values as PostgreSQL writes them, in the order of the columns. */
export type TextRow = readonly (string | null)[];
export type Sequences = Readonly<Record<string, number>>;

const batch = 200;
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** One way to write values, whatever the server's own settings. */
export const plainText = "set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1";

/** Ordinary tables of the product; the list of migrations travels apart. Generated columns are computed again. */
export async function tableShapes({ run }: Owner): Promise<readonly TableShape[]> {
  return run<TableShape>(`
    select c.relname::text as name,
      array_agg(a.attname::text order by a.attnum) as columns,
      array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types,
      coalesce((select array_agg(k.attname::text order by array_position(i.indkey::int2[], k.attnum))
        from pg_index i join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary), '{}') as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'
    group by c.oid, c.relname order by c.relname::text collate "C"`);
}

export async function sequenceValues({ run }: Owner): Promise<Sequences> {
  const rows = await run<{ name: string; value: number }>("select sequencename::text as name, last_value as value from pg_sequences where schemaname = 'public' and last_value is not null order by 1");
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Rows of one table in an order that does not depend on the engine's collation, some hundreds at a time. */
export async function* rowsOf({ run }: Owner, table: TableShape): AsyncGenerator<readonly TextRow[]> {
  const values = table.columns.map((one, at) => `${quoted(one)}::text as v${at}`).join(", ");
  const order = (table.key.length > 0 ? table.key : table.columns).map((one) => `${quoted(one)}::text collate "C"`).join(", ");
  await run(`declare backup_rows no scroll cursor for select ${values} from ${quoted(table.name)} order by ${order}`);
  for (;;) {
    const rows = await run<Record<string, string | null>>(`fetch ${batch} from backup_rows`);
    if (rows.length === 0) break;
    yield rows.map((row) => table.columns.map((_, at) => row[`v${at}`] ?? null));
  }
  await run("close backup_rows");
}

/** Counts rows and hashes them in the order they are given: the same rows give the same digest on both engines. */
export class RowDigest {
  readonly #hash: Hash = createHash("sha256");
  rows = 0;
  add(row: TextRow): void {
    this.#hash.update(`${JSON.stringify(row)}\n`);
    this.rows += 1;
  }
  end(): { rows: number; sha256: string } {
    return { rows: this.rows, sha256: this.#hash.digest("base64url") };
  }
}

export type TableDigests = Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>;

/** What stands in every table now. For the check after a restore, and for comparing two installations. */
export async function digestAll(owner: Owner): Promise<TableDigests> {
  await owner.run(plainText);
  const digests: Record<string, { rows: number; sha256: string }> = {};
  for (const table of await tableShapes(owner)) {
    const digest = new RowDigest();
    for await (const rows of rowsOf(owner, table)) for (const row of rows) digest.add(row);
    digests[table.name] = digest.end();
  }
  return digests;
}

type ForeignKey = { readonly tbl: string; readonly name: string; readonly definition: string };

/**
 * Takes away what would hinder loading (foreign keys, triggers, row-level security of the owner), empties the tables of
 * what migrations put in, loads, and puts everything back: the foreign keys are then checked over all rows. Only inside
 * one transaction, which fails as a whole.
 */
export async function whileLoading(owner: Owner, load: () => Promise<void>): Promise<void> {
  const { run } = owner;
  await run(plainText);
  const keys = await run<ForeignKey>(
    `select conrelid::regclass::text as tbl, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`,
  );
  const guarded = await run<{ name: string }>(`select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relforcerowsecurity`);
  const shapes = await tableShapes(owner);
  for (const key of keys) await run(`alter table ${key.tbl} drop constraint ${key.name}`);
  for (const { name } of guarded) await run(`alter table ${name} no force row level security`);
  for (const { name } of shapes) await run(`alter table ${quoted(name)} disable trigger user; delete from ${quoted(name)}`);
  await load();
  for (const { name } of shapes) await run(`alter table ${quoted(name)} enable trigger user`);
  for (const { name } of guarded) await run(`alter table ${name} force row level security`);
  for (const key of keys) await run(`alter table ${key.tbl} add constraint ${key.name} ${key.definition}`);
}

export async function insertRows({ run }: Owner, table: Pick<TableShape, "name" | "columns" | "types">, rows: readonly TextRow[]): Promise<void> {
  if (rows.length === 0) return;
  const names = table.columns.map(quoted).join(", ");
  const casts = table.types.map((type, at) => `v${at}::${type}`).join(", ");
  const lists = table.columns.map((_, at) => `$${at + 1}::text[]`).join(", ");
  const aliases = table.columns.map((_, at) => `v${at}`).join(", ");
  await run(`insert into ${quoted(table.name)} (${names}) overriding system value select ${casts} from unnest(${lists}) as given (${aliases})`, table.columns.map((_, at) => rows.map((row) => row[at] ?? null)));
}

export async function setSequences({ run }: Owner, values: Sequences): Promise<void> {
  for (const [name, value] of Object.entries(values)) await run("select setval(format('public.%I', $1::text)::regclass, $2)", [name, value]);
}
