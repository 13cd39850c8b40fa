/** Everything that stands in the installation as a folder of releases would hold it: what the next release is protected against, and what can be taken along. */
import { sql } from "kysely";
import type { Context, Transaction } from "../../base/index.ts";
import { releaseFile } from "../publishing/previous.ts";
import { releasesAfter } from "./records.ts";

/** `files`: path → content, documents too. */
export type PublishedShelf = { readonly register: string | undefined; readonly files: Readonly<Record<string, string>> };

export async function publishedShelf(tx: Transaction): Promise<PublishedShelf> {
  const rows = await releasesAfter(tx, 0);
  const beside = await sql<{ path: string; content: string }>`select path, content from published_files order by path`.execute(tx.sql);
  const documents = rows.map(({ id, document }) => [releaseFile(id), document] as const);
  return { register: rows.length === 0 ? undefined : rows.map(({ line }) => `${line}\n`).join(""), files: Object.fromEntries([...documents, ...beside.rows.map(({ path, content }) => [path, content] as const)]) };
}

export const publishedFolder = ({ db }: Pick<Context, "db">): Promise<PublishedShelf> => db.transaction({ role: "system" }, publishedShelf);

/** One file of a release beside its document, byte for byte as it was signed. */
export async function publishedFile(tx: Transaction, release: string, path: string): Promise<string | undefined> {
  return (await sql<{ content: string }>`select content from published_files where release = ${release} and path = ${path}`.execute(tx.sql)).rows[0]?.content;
}

/** Keeps the files of a release beside its document. What is there already stays. */
export async function keepFiles(tx: Transaction, release: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    if (path !== releaseFile(release)) await sql`insert into published_files (release, path, content) values (${release}, ${path}, ${content}) on conflict do nothing`.execute(tx.sql);
  }
}
