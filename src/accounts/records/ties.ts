/** Ties of members to schools and boards: read by themselves only; who holds a report by them is decided in the database. */
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

/** Nothing given: tied to any school or board. */
export type TiedTo = { readonly school: string | null; readonly board: string | null };
