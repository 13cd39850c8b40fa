/** Who reads how much: kept for a few hours, for one alarm a day (`security.md` 2.5). */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";

export async function noteReading(tx: Transaction, reading: { readonly member: string; readonly case: string; readonly hour: string }): Promise<void> {
  await sql`insert into case_readings (member, case_id, hour) values (${reading.member}, ${reading.case}, ${reading.hour}) on conflict do nothing`.execute(tx.sql);
}

/** True once a day for a member and a team, when he read more than `most` different cases in this hour and the one before. */
export async function readsMuch(tx: Transaction, at: { readonly team: string; readonly hour: string; readonly today: Day; readonly most: number }): Promise<boolean> {
  const found = await sql<{ much: boolean }>`select gehoord_reads_much(${at.team}, ${at.hour}, ${at.today}, ${at.most}) as much`.execute(tx.sql);
  return found.rows[0]?.much === true;
}

export type ReadingAlert = { readonly member: string; readonly day: Day };

/** For the team lead: which colleague read very much on which day. */
export async function readingAlerts(tx: Transaction, team: string): Promise<readonly ReadingAlert[]> {
  return (await sql<ReadingAlert>`select member, day from reading_alerts where team = ${team} order by day desc, member limit 30`.execute(tx.sql)).rows;
}

/** System only. Answers how many lines went. */
export async function clearReadings(tx: Transaction, before: string): Promise<number> {
  const gone = await sql`delete from case_readings where hour < ${before}`.execute(tx.sql);
  return Number(gone.numAffectedRows ?? 0n);
}
