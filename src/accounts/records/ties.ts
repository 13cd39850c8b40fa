/** Ties of members to schools and boards: read by themselves only; who may read a report is asked through a function. */
import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";
import { accountTables } from "./tables.ts";

type Tie = { readonly kind: "school" | "board"; readonly code: string };
type Member = { readonly member: string; readonly organisation: string };

export async function tiesOf(tx: Transaction, member: string): Promise<Tie[]> {
  return accountTables(tx).selectFrom("member_ties").where("member", "=", member).select(["kind", "code"]).orderBy("kind").orderBy("code").execute();
}

export async function setTies(tx: Transaction, who: Member, ties: readonly Tie[]): Promise<void> {
  await accountTables(tx).deleteFrom("member_ties").where("member", "=", who.member).execute();
  if (ties.length === 0) return;
  await accountTables(tx).insertInto("member_ties").values(ties.map((tie) => ({ ...who, ...tie }))).onConflict((at) => at.doNothing()).execute();
}

export type Reader = { readonly member: string; readonly recipient: string; readonly tied: boolean };
/** Nothing given: `tied` to any school or board. */
export type TiedTo = { readonly school: string | null; readonly board: string | null };

/** Members who can open what is sealed for this team now, and whether each is tied. */
export async function readersOf<Tables>(tx: Transaction<Tables>, team: string, to: TiedTo): Promise<readonly Reader[]> {
  return (await sql<Reader>`select member, recipient, tied from gehoord_readers(${team}, ${to.school}, ${to.board})`.execute(accountTables(tx))).rows;
}
