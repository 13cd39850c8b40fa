/** What the other rooms may know of teams: where a report may be sealed for, and the public key log. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { SupportPoint } from "../shape.ts";
import { accountTables, type AccountTables } from "./tables.ts";

type PointRow = AccountTables["support_points"];

const pointOf = (row: PointRow): SupportPoint => ({
  team: row.team,
  organisation: row.organisation,
  service: row.service,
  recipient: row.recipient,
  epoch: row.epoch,
  workingKeys: Number(row.working_keys),
  intakeOpen: row.intake_open && Number(row.working_keys) > 0,
  answerDays: row.answer_days,
});

export type CurrentTeamKey = { readonly team: string; readonly epoch: number; readonly recipient: string };

/**
 * Every team of an organisation that takes part and has a key, with what decides whether reporting may be offered there.
 * Readable by every role: it holds nothing about people but how many hold a working key.
 */
export async function supportPoints<Tables>(tx: Transaction<Tables>): Promise<SupportPoint[]> {
  // Through a function, because it is asked for every report and planning it anew took longer than the answer.
  const { rows } = await sql<PointRow>`select * from gehoord_support_points()`.execute(tx.sql);
  return rows.map(pointOf);
}

/** One team's, with the days on which its organisation is closed: everything that is asked before a report, in one question. */
export async function supportPoint<Tables>(tx: Transaction<Tables>, team: string | null): Promise<(SupportPoint & { readonly closings: readonly { readonly from: Day; readonly to: Day }[] }) | undefined> {
  const { rows } = await sql<PointRow & { closings: { from: Day; to: Day }[] }>`select * from gehoord_support_point(${team})`.execute(tx.sql);
  return rows[0] === undefined ? undefined : { ...pointOf(rows[0]), closings: rows[0].closings };
}

/** Teams whose line calls back now. Readable by every role; who is on duty is not. */
export async function callingTeams(tx: Transaction): Promise<ReadonlySet<string>> {
  const found = await sql<{ team: string }>`select team from gehoord_call_back_lines()`.execute(tx.sql);
  return new Set(found.rows.map((row) => row.team));
}

/** The current key of each team: what a client's "epoch" is compared with. */
export async function currentKeys<Tables>(tx: Transaction<Tables>): Promise<CurrentTeamKey[]> {
  const points = await supportPoints(tx);
  return points.map(({ team, epoch, recipient }) => ({ team, epoch, recipient }));
}

/** The whole public key log, oldest first; `head` is the hash of the last entry ("" when empty). Check with `verifyKeyLog`. */
/** Only the newest hash: for whoever holds the log already. */
export async function keyLogHead<Tables>(tx: Transaction<Tables>): Promise<string> {
  const row = await accountTables(tx).selectFrom("key_log").select("hash").orderBy("sequence", "desc").limit(1).executeTakeFirst();
  return row?.hash ?? "";
}

export async function keyLog<Tables>(tx: Transaction<Tables>): Promise<{ head: string; entries: Record<string, unknown>[] }> {
  const rows = await accountTables(tx).selectFrom("key_log").select(["entry", "hash"]).orderBy("sequence").execute();
  return { head: rows.at(-1)?.hash ?? "", entries: rows.map((row) => row.entry) };
}
