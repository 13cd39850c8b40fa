/** All queries of the register, and the search index that each process keeps of it. */
import { type Kysely, sql } from "kysely";
import type { Database, Transaction } from "../base/index.ts";
import type { KnownSchool } from "./rules.ts";
import { indexOf, type Searchable, type SearchIndex } from "./search.ts";
import type { School, SchoolHit } from "./shape.ts";
import { plainText } from "../base/spelling.ts";

type Row = { location: string; brin: string; name: string; sector: School["sector"]; house_number: string | null; holiday_region: string | null; gone: boolean; search: string } & Omit<
  School,
  "houseNumber" | "holidayRegion"
>;
export type SchoolTables = { schools: Row; school_register: { single: boolean; version: number } };

type Read = Omit<Row, "search">;
const schoolOf = ({ house_number, holiday_region, ...rest }: Read): KnownSchool => ({ ...rest, houseNumber: house_number, holidayRegion: holiday_region });

function rowOf({ houseNumber, holidayRegion, ...rest }: KnownSchool): Row {
  const { name, place, municipality } = rest;
  // The municipality is searched as well, but a name that is already there should not count twice.
  const words = new Set(plainText([name, place ?? "", municipality ?? ""].join(" ")).split(" "));
  return { ...rest, house_number: houseNumber, holiday_region: holidayRegion, search: [...words].join(" ") };
}

const columns = [
  "location",
  "brin",
  "name",
  "sector",
  "kind",
  "denomination",
  "street",
  "house_number",
  "postcode",
  "place",
  "municipality",
  "province",
  "board",
  "phone",
  "website",
  "holiday_region",
  "longitude",
  "latitude",
  "pupils",
  "gone",
] as const satisfies readonly (keyof Read)[];

/** Every location, gone ones included, by its code. */
export async function knownSchools(tx: Transaction<SchoolTables>): Promise<ReadonlyMap<string, KnownSchool>> {
  const rows = await tx.sql.selectFrom("schools").select(columns).execute();
  return new Map(rows.map((row) => [row.location, schoolOf(row)] as const));
}

/** Rows in one statement: few enough to stay small in memory, many enough to be quick. */
const batch = 2_000;

async function writeBatch(db: Kysely<SchoolTables>, rows: readonly Row[]): Promise<void> {
  const names = sql.join([...columns, "search"].map((name) => sql.id(name)));
  const updates = sql.join([...columns.slice(1), "search"].map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`));
  await sql`insert into schools (${names}) select ${names} from jsonb_populate_recordset(null::schools, ${JSON.stringify(rows)}::jsonb)
    on conflict (location) do update set ${updates}`.execute(db);
}

/** Inserts and updates whole rows, and tells every process that its search index is old. */
export async function writeSchools(tx: Transaction<SchoolTables>, schools: readonly KnownSchool[]): Promise<void> {
  const rows = schools.map(rowOf);
  for (let from = 0; from < rows.length; from += batch) await writeBatch(tx.sql, rows.slice(from, from + batch));
  if (rows.length > 0) await tx.sql.updateTable("school_register").set({ version: sql`version + 1` }).execute();
}

type Kept = { readonly version: number; readonly index: SearchIndex };
const indexes = new WeakMap<Database, Promise<Kept>>();

async function readIndex(db: Database): Promise<Kept> {
  return db.transaction<Kept, SchoolTables>({ role: "visitor" }, async ({ sql: asked }) => {
    const { version } = await asked.selectFrom("school_register").select("version").executeTakeFirstOrThrow();
    const rows: Searchable[] = await asked.selectFrom("schools").select(["location", "brin", "name", "place", "postcode", "sector", "search"]).where("gone", "=", false).orderBy("location").execute();
    return { version, index: indexOf(rows) };
  });
}

async function currentVersion(db: Database): Promise<number> {
  const read = await db.transaction<{ version: number }, SchoolTables>({ role: "visitor" }, ({ sql: asked }) =>
    asked.selectFrom("school_register").select("version").executeTakeFirstOrThrow(),
  );
  return read.version;
}

/** The index of this register, read the first time and again after an import by whichever process. */
async function currentIndex(db: Database): Promise<SearchIndex> {
  const kept = await (indexes.get(db) ?? Promise.resolve(undefined));
  if (kept !== undefined && kept.version === (await currentVersion(db))) return kept.index;
  const reading = readIndex(db);
  indexes.set(db, reading);
  // A failed reading must not be remembered, else every later search fails too.
  reading.catch(() => indexes.delete(db));
  return (await reading).index;
}

/**
 * At most `most` schools (10 unless told) by name, place, postcode or BRIN; best first; spelling is forgiven. Nothing typed:
 * nothing found. Locations that are gone are not found.
 */
export async function findSchools({ db }: { readonly db: Database }, typed: string, most = 10): Promise<readonly SchoolHit[]> {
  if (typed.trim() === "") return [];
  return (await currentIndex(db)).find(typed, most);
}

export type ProvinceRow = { readonly province: string; readonly places: readonly string[]; readonly brins: readonly string[] };

/** Which places and schools lie in which province, as the register says; locations without a province are left out. */
export async function placesByProvince({ db }: { readonly db: Database }): Promise<readonly ProvinceRow[]> {
  return db.transaction<readonly ProvinceRow[]>({ role: "visitor" }, async (tx) => {
    const found = await sql<ProvinceRow>`
      select province, coalesce(array_agg(distinct place order by place) filter (where place is not null), '{}') as places, array_agg(distinct brin order by brin) as brins
      from schools where province is not null and not gone group by province order by province`.execute(tx.sql);
    return found.rows;
  });
}

/** One location by its code (BRIN and two digits), gone or not; `undefined` when it was never known. */
export async function schoolAt({ db }: { readonly db: Database }, location: string): Promise<(School & { readonly gone: boolean }) | undefined> {
  const row = await db.transaction<Read | undefined, SchoolTables>({ role: "visitor" }, ({ sql: asked }) =>
    asked.selectFrom("schools").select(columns).where("location", "=", location).executeTakeFirst(),
  );
  return row === undefined ? undefined : schoolOf(row);
}
