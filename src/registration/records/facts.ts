/** Queries about facts. Members only put in; the weekly batch and releases read under the system's own role. */
import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";

export type Row = { readonly id: string; readonly sealed: Uint8Array };
export type WeekRow = Row & { readonly week: string };

export async function insertArrival(tx: Transaction, row: Row & { readonly organisation: string }): Promise<void> {
  await sql`insert into fact_arrivals (id, organisation, sealed) values (${row.id}, ${row.organisation}, ${row.sealed})`.execute(tx.sql);
}

export async function arrivedAt(tx: Transaction): Promise<readonly string[]> {
  const found = await sql<{ organisation: string }>`select distinct organisation from fact_arrivals order by organisation`.execute(tx.sql);
  return found.rows.map((row) => row.organisation);
}

export async function arrivalsOf(tx: Transaction, organisation: string): Promise<readonly Row[]> {
  return (await sql<Row>`select id, sealed from fact_arrivals where organisation = ${organisation} order by id`.execute(tx.sql)).rows;
}

export async function factsOf(tx: Transaction, organisation: string): Promise<readonly WeekRow[]> {
  return (await sql<WeekRow>`select id, week, sealed from facts where organisation = ${organisation} order by id`.execute(tx.sql)).rows;
}

/** Of these years only, by the weeks in which they were registered. */
export async function factsInYears(tx: Transaction, organisation: string, first: number, last: number): Promise<readonly WeekRow[]> {
  return (await sql<WeekRow>`
    select id, week, sealed from facts where organisation = ${organisation} and week between ${`${String(first)}-W01`} and ${`${String(last)}-W53`} order by id`.execute(tx.sql)).rows;
}

export async function organisationsWithFacts(tx: Transaction): Promise<readonly string[]> {
  return (await sql<{ organisation: string }>`select distinct organisation from facts order by organisation`.execute(tx.sql)).rows.map((row) => row.organisation);
}

/** Rows sent in one statement. */
const some = 2_000;

/** All rows of an organisation anew, in the order in which they are given. */
export async function rewriteFacts(tx: Transaction, organisation: string, rows: readonly WeekRow[]): Promise<void> {
  await sql`delete from facts where organisation = ${organisation}`.execute(tx.sql);
  for (let at = 0; at < rows.length; at += some) {
    const part = rows.slice(at, at + some);
    await sql`
      insert into facts (id, organisation, week, sealed)
      select given.id, ${organisation}, given.week, decode(given.sealed, 'base64')
      from unnest(${part.map((one) => one.id)}::uuid[], ${part.map((one) => one.week)}::text[], ${part.map((one) => Buffer.from(one.sealed).toString("base64"))}::text[])
        with ordinality as given (id, week, sealed, place) order by given.place`.execute(tx.sql);
  }
}

export async function forgetArrivals(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`delete from fact_arrivals where id = any (${ids}::uuid[])`.execute(tx.sql);
}
