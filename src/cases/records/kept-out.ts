/** Who is kept out of a case, and who holds it by himself: through functions of the database, which asks again whether one may. */
import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";
import type { TiedTo } from "../../accounts/index.ts";
import type { Chain } from "../shape.ts";

export type CaseReader = { readonly member: string; readonly recipient: string; readonly tied: boolean; readonly place: "in" | "out" | "not-yet" };

/** Members of the case's team; empty when the one who asks may not see it. `tied`: to this school or board. */
export async function caseReaders(tx: Transaction, id: string, to: TiedTo): Promise<readonly CaseReader[]> {
  return (await sql<CaseReader>`select member, recipient, tied, place from gehoord_case_readers(${id}, ${to.school}, ${to.board}) order by member`.execute(tx.sql)).rows;
}

export type MemberWrap = { readonly chain: Chain; readonly epoch: number; readonly member: string; readonly wrapped: string };
export type KeptOut = "done" | "not-found" | "nobody-left" | "wraps-missing";

const json = (wraps: readonly MemberWrap[]): string => JSON.stringify(wraps.map((one) => ({ ...one, wrapped: Buffer.from(one.wrapped, "base64url").toString("base64") })));

export async function keepOut(tx: Transaction, id: string, members: readonly string[], wraps: readonly MemberWrap[]): Promise<KeptOut> {
  const found = await sql<{ done: KeptOut }>`select gehoord_keep_out(${id}, ${[...members]}::uuid[], ${json(wraps)}::jsonb) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}

export async function admit(tx: Transaction, id: string, members: readonly string[], wraps: readonly MemberWrap[]): Promise<KeptOut> {
  const found = await sql<{ done: KeptOut }>`select gehoord_admit(${id}, ${[...members]}::uuid[], ${json(wraps)}::jsonb) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}

/** Jobs: whether this member may know that there is such a case. */
export async function mayStillSee(tx: Transaction, id: string, member: string): Promise<boolean> {
  return (await sql<{ may: boolean }>`select gehoord_may_see(${id}, ${member}) as may`.execute(tx.sql)).rows[0]?.may === true;
}

/** Right after a report came in, in the same transaction. */
export async function holdByMembers(tx: Transaction, id: string, wraps: readonly { readonly member: string; readonly wrapped: string }[], closed: readonly string[]): Promise<void> {
  const given = wraps.map((one) => ({ member: one.member, wrapped: Buffer.from(one.wrapped, "base64url").toString("base64") }));
  await sql`select gehoord_hold_by_members(${id}, ${JSON.stringify(given)}::jsonb, ${[...closed]}::uuid[])`.execute(tx.sql);
}

export async function isByMember(tx: Transaction, id: string): Promise<boolean> {
  return (await sql<{ is: boolean | null }>`select gehoord_is_by_member(${id}) as is`.execute(tx.sql)).rows[0]?.is === true;
}

export async function maySee(tx: Transaction, id: string, member: string): Promise<boolean> {
  return (await sql<{ may: boolean }>`select gehoord_may_see(${id}, ${member}) as may`.execute(tx.sql)).rows[0]?.may === true;
}
