/** Queries about sums. Who may see which rows is decided by row-level security (migrations/0043_inside_figures.sql). */
import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";

export type SumPlace = { readonly organisation: string; readonly quarter: string };
export type ListedSums = SumPlace & { readonly form: string; readonly version: string };
export type SealedSums = SumPlace & { readonly sealed: Uint8Array };

/** All sums that the asker may see, without what is sealed in them. */
export async function listSums(tx: Transaction): Promise<readonly ListedSums[]> {
  return (await sql<ListedSums>`select organisation, quarter, form, version from fact_sums order by organisation, quarter`.execute(tx.sql)).rows;
}

export async function sumsAt(tx: Transaction, places: readonly SumPlace[]): Promise<readonly (SealedSums & { readonly version: string })[]> {
  if (places.length === 0) return [];
  const found = await sql<SealedSums & { version: string }>`
    select sums.organisation, sums.quarter, sums.version, sums.sealed
    from unnest(${places.map((one) => one.organisation)}::text[], ${places.map((one) => one.quarter)}::text[]) as wanted (organisation, quarter)
    join fact_sums sums on sums.organisation = wanted.organisation and sums.quarter = wanted.quarter`.execute(tx.sql);
  return found.rows;
}

/** All sums of an organisation anew. */
export async function rewriteSums(tx: Transaction, organisation: string, form: string, rows: readonly Omit<SealedSums, "organisation">[]): Promise<void> {
  await sql`delete from fact_sums where organisation = ${organisation}`.execute(tx.sql);
  for (const { quarter, sealed } of rows) await sql`insert into fact_sums (organisation, quarter, form, sealed) values (${organisation}, ${quarter}, ${form}, ${sealed})`.execute(tx.sql);
}

/** Whose sums were made by another release. */
export async function toCountAnew(tx: Transaction, form: string): Promise<readonly string[]> {
  return (await sql<{ organisation: string }>`select distinct organisation from fact_sums where form <> ${form} order by organisation`.execute(tx.sql)).rows.map((row) => row.organisation);
}
