/** Members who left, after their time. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import { dueIn } from "../../store/index.ts";
import type { Due, DueRow } from "../../store/index.ts";
import { accountTables } from "./tables.ts";

export async function noteMemberEnds(tx: Transaction, today: Day): Promise<number> {
  return (await sql<{ count: number }>`select gehoord_note_member_ends(${today}) as count`.execute(accountTables(tx))).rows[0]?.count ?? 0;
}

export async function dueMembers(tx: Transaction, before: Day): Promise<Due> {
  const found = await sql<DueRow>`select count(*)::int as count, min(ended) as oldest from gehoord_due_members(${before})`.execute(accountTables(tx));
  return dueIn(found.rows);
}

export async function someDueMembers(tx: Transaction, before: Day, some: number): Promise<readonly { readonly member: string; readonly ended: Day }[]> {
  return (await sql<{ member: string; ended: Day }>`select member, ended from gehoord_due_members(${before}) limit ${some}`.execute(accountTables(tx))).rows;
}

/** Name, ways to sign in, roster, ties and wraps go. What he signed stays checkable: the key log keeps the public key. */
export async function forgetMember(tx: Transaction, member: string): Promise<boolean> {
  return (await sql<{ done: boolean }>`select gehoord_forget_member(${member}) as done`.execute(accountTables(tx))).rows[0]?.done === true;
}
