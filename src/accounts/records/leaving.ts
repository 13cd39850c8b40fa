/** What the database does when somebody leaves; only for an administrator of his organisation. */
import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";
import { accountTables } from "./tables.ts";

/** Cases of the leaver that wait for somebody now, per team that he left. `null`: nobody left, only the team's key was renewed. */
export async function leavesTeams(tx: Transaction, member: string | null, teams: readonly string[]): Promise<{ team: string; cases: number }[]> {
  if (teams.length === 0) return [];
  const found = await sql<{ team: string; cases: number }>`select team, handed_over as cases from gehoord_leaves_teams(${member}, ${[...teams]}::text[]) order by team`.execute(accountTables(tx));
  return found.rows;
}

export async function endSessionsOf(tx: Transaction, member: string): Promise<void> {
  await sql`select gehoord_end_sessions(${member})`.execute(accountTables(tx));
}

/** When the team's key of this epoch was replaced; `undefined`: it is the current one, or nobody knows. */
export async function keyReplaced<Tables>(tx: Transaction<Tables>, team: string, epoch: number): Promise<Date | undefined> {
  const found = await sql<{ at: Date | null }>`select gehoord_key_replaced(${team}, ${epoch}) as at`.execute(accountTables(tx));
  return found.rows[0]?.at ?? undefined;
}

/** Cases of these teams that only this member could still open. */
export async function heldAlone(tx: Transaction, member: string, teams: readonly string[]): Promise<number> {
  const found = await sql<{ count: number }>`select gehoord_held_alone(${member}, ${[...teams]}::text[]) as count`.execute(accountTables(tx));
  return found.rows[0]?.count ?? 0;
}
