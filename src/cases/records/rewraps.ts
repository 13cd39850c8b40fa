/** Wraps under a team's older keys: handed out and renewed, a page at a time. What is left is asked of the database, so it goes on anywhere. */
import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";
import type { Chain } from "../shape.ts";

export type OldWrap = { readonly case_id: string; readonly chain: Chain; readonly epoch: number; readonly team_epoch: number; readonly wrapped: Uint8Array };
/** The last one that was handed out. */
export type Passed = Pick<OldWrap, "case_id" | "chain" | "epoch">;
type At = { readonly team: string; readonly current: number };

export async function countOldWraps(tx: Transaction, { team, current }: At): Promise<number> {
  const found = await sql<{ left: number }>`
    select count(*)::integer as left from case_wraps where holder_kind = 'team' and holder = ${team} and team_epoch < ${current}`.execute(tx.sql);
  return found.rows[0]?.left ?? 0;
}

/** Only wraps under keys that this member has (`epochs`): the others are somebody else's to renew. */
export async function oldWraps(tx: Transaction, { team, current }: At, choice: { readonly epochs: readonly number[]; readonly count: number; readonly after: Passed | undefined }): Promise<readonly OldWrap[]> {
  const { after } = choice;
  const later = after === undefined ? sql`true` : sql`(case_id, chain, epoch) > (${after.case_id}::uuid, ${after.chain}::text, ${after.epoch}::integer)`;
  const found = await sql<OldWrap>`
    select case_id, chain, epoch, team_epoch, wrapped from case_wraps
    where holder_kind = 'team' and holder = ${team} and team_epoch < ${current} and team_epoch = any (${[...choice.epochs]}::integer[]) and ${later}
    order by case_id, chain, epoch limit ${choice.count}`.execute(tx.sql);
  return found.rows;
}

export type RenewedWrap = Omit<OldWrap, "team_epoch">;

/** Answers how many were renewed; one that a colleague renewed meanwhile stays as it is. */
export async function renewWraps(tx: Transaction, { team, current }: At, wraps: readonly RenewedWrap[]): Promise<number> {
  const rows = wraps.map((one) => ({ ...one, wrapped: Buffer.from(one.wrapped).toString("base64") }));
  const done = await sql`
    update case_wraps w set wrapped = decode(n.wrapped, 'base64'), team_epoch = ${current}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (case_id uuid, chain text, epoch integer, wrapped text)
    where w.case_id = n.case_id and w.chain = n.chain and w.epoch = n.epoch and w.holder_kind = 'team' and w.holder = ${team} and w.team_epoch < ${current}`.execute(tx.sql);
  return Number(done.numAffectedRows ?? 0n);
}
