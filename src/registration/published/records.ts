/** All queries about published releases. Everybody may read them; only the system adds one. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";

/** `document`: the bytes that were signed. `line`: its line of the register. */
export interface ReleaseRow {
  readonly sequence: number;
  readonly id: string;
  readonly document: string;
  readonly line: string;
}

/** What was taken in after a place in the row, oldest first. */
export async function releasesAfter(tx: Transaction, sequence: number): Promise<readonly ReleaseRow[]> {
  const found = await sql<ReleaseRow>`select sequence, id, document, line from published_releases where sequence > ${sequence} order by sequence`.execute(tx.sql);
  return found.rows;
}

/** The register as it stands here, oldest first, without the documents: what was published, and what the next line follows. */
export async function registerIn(tx: Transaction): Promise<readonly Pick<ReleaseRow, "id" | "line">[]> {
  return (await sql<Pick<ReleaseRow, "id" | "line">>`select id, line from published_releases order by sequence`.execute(tx.sql)).rows;
}

/** The document of one release, as it was published. */
export async function documentOf(tx: Transaction, id: string): Promise<string | undefined> {
  const found = await sql<{ document: string }>`select document from published_releases where id = ${id}`.execute(tx.sql);
  return found.rows[0]?.document;
}

/** Adds a release at its place. A place that is taken, or that leaves one open, breaks the uniqueness `published_releases_follow`. */
export async function insertRelease(tx: Transaction, { sequence, id, document, line }: ReleaseRow, day: Day): Promise<void> {
  await sql`insert into published_releases (sequence, id, document, line, taken_day) values (${sequence}, ${id}, ${document}, ${line}, ${day})`.execute(tx.sql);
}
