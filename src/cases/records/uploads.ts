/** Sealed files on their way to a case, in parts. */
import { sql } from "kysely";
import type { Hour, Transaction } from "../../base/index.ts";
import { Limits } from "../shape.ts";

/** False: too much lies waiting already. */
export async function startUpload(tx: Transaction, upload: { readonly id: string; readonly size: number; readonly hour: Hour; readonly most: number }): Promise<boolean> {
  const found = await sql<{ begun: boolean }>`select gehoord_upload_start(${upload.id}, ${upload.size}, ${upload.hour}, ${upload.most}) as begun`.execute(tx.sql);
  return found.rows[0]?.begun === true;
}

/** Bytes of files that belong to nothing yet. */
export async function bytesWaiting(tx: Transaction): Promise<number> {
  const found = await sql<{ waiting: number | string }>`select gehoord_upload_waiting() as waiting`.execute(tx.sql);
  return Number(found.rows[0]?.waiting ?? 0);
}

export type PartAnswer = "ok" | "not-found" | "wrong-size" | "different";

export async function putPart(tx: Transaction, part: { readonly upload: string; readonly number: number; readonly bytes: Uint8Array }): Promise<PartAnswer> {
  const found = await sql<{ answer: PartAnswer }>`select gehoord_upload_part(${part.upload}, ${part.number}, ${Limits.partBytes}, ${part.bytes}) as answer`.execute(tx.sql);
  return found.rows[0]?.answer ?? "not-found";
}

export type UploadState = { readonly size: number; readonly complete: boolean; readonly numbers: readonly number[] };

export async function uploadState(tx: Transaction, upload: string): Promise<UploadState | undefined> {
  return (await sql<UploadState>`select * from gehoord_upload_state(${upload})`.execute(tx.sql)).rows[0];
}

/** Files that nobody attached within a day; how many went. System only. */
export async function removeOrphans(tx: Transaction, before: Date): Promise<number> {
  const gone = await sql`delete from uploads where case_id is null and opened_hour < ${before}`.execute(tx.sql);
  return Number(gone.numAffectedRows ?? 0);
}
