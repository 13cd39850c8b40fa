/** Epochs of cases: for whom a new one is wrapped, and its beginning. The database keeps their order. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { Chain } from "../shape.ts";
import type { NewPiece } from "./reports.ts";

export type HolderRow = { readonly kind: "team" | "member" | "reporter"; readonly holder: string; readonly recipient: string; readonly team_epoch: number | null };

/** Ask only about a case that the one who asks may see. */
export async function epochHolders(tx: Transaction, at: { readonly case: string; readonly chain: Chain }): Promise<readonly HolderRow[]> {
  return (await sql<HolderRow>`select kind, holder, recipient, team_epoch from gehoord_epoch_holders(${at.case}, ${at.chain}) order by kind desc, holder`.execute(tx.sql)).rows;
}

export type NewWrap = Pick<HolderRow, "kind" | "holder" | "team_epoch"> & { readonly wrapped: Uint8Array };

/** A member begins an epoch; the piece that says so follows in the same transaction. */
export async function beginMembersEpoch(tx: Transaction, at: { readonly case: string; readonly chain: Chain; readonly epoch: number }, wraps: readonly NewWrap[]): Promise<void> {
  for (const one of wraps) {
    await sql`
      insert into case_wraps (case_id, chain, epoch, holder_kind, holder, team_epoch, wrapped)
      values (${at.case}, ${at.chain}, ${at.epoch}, ${one.kind}, ${one.holder}, ${one.team_epoch}, ${one.wrapped})`.execute(tx.sql);
  }
  await sql`update cases set epoch_due = array_remove(epoch_due, ${at.chain}) where id = ${at.case}`.execute(tx.sql);
}

/** The newest epoch of a chain that the one who asks holds; 0: none. */
export async function newestEpoch(tx: Transaction, at: { readonly case: string; readonly chain: Chain }): Promise<number> {
  const found = await sql<{ epoch: number | null }>`select max(epoch) as epoch from case_wraps where case_id = ${at.case} and chain = ${at.chain}`.execute(tx.sql);
  return found.rows[0]?.epoch ?? 0;
}

/** A person begins an epoch, by what the code looks up. Bytes are base64. */
export type ReporterEpoch = {
  readonly epoch: number;
  readonly wraps: readonly { readonly kind: HolderRow["kind"]; readonly holder: string; readonly teamEpoch: number | null; readonly wrapped: string }[];
  readonly pieces: readonly NewPiece[];
  readonly today: Day;
};
export async function beginReportersEpoch(tx: Transaction, lookup: Uint8Array, given: ReporterEpoch): Promise<void> {
  await sql`select gehoord_begin_epoch(${lookup}, ${JSON.stringify(given)}::jsonb)`.execute(tx.sql);
}

export async function codeWraps(tx: Transaction, lookup: Uint8Array): Promise<readonly { readonly epoch: number; readonly wrapped: Uint8Array }[]> {
  return (await sql<{ epoch: number; wrapped: Uint8Array }>`select * from gehoord_code_wraps(${lookup})`.execute(tx.sql)).rows;
}

export async function codeSigners(tx: Transaction, lookup: Uint8Array): Promise<readonly Uint8Array[]> {
  return (await sql<{ sign_public: Uint8Array }>`select * from gehoord_code_signers(${lookup})`.execute(tx.sql)).rows.map((row) => row.sign_public);
}
