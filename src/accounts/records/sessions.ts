/** Sessions of members: found by the hash of their token, so that a stolen database signs nobody in. */
import type { Actor, Transaction } from "../../base/index.ts";
import { deleteOldRecoveries } from "./recovery.ts";
import { accountTables } from "./tables.ts";

const minutes = 60_000;
/** How often it is noted that a session lives. */
const noteEvery = 5 * minutes;

/** The member of a living session; an ended membership ends its sessions at once, and so does `idle` without any request. */
export async function actorOfSession(tx: Transaction, tokenHash: Uint8Array, now: Date, idleHours: number): Promise<Actor | undefined> {
  const sql = accountTables(tx);
  const row = await sql
    .selectFrom("sessions")
    .innerJoin("members", "members.id", "sessions.member")
    .where("sessions.token_hash", "=", tokenHash)
    .where("sessions.ends_at", ">", now)
    .where("members.status", "=", "active")
    .where((at) => at.or([at("sessions.seen", "is", null), at("sessions.seen", ">", new Date(now.getTime() - idleHours * 60 * minutes))]))
    .select(["sessions.id as session", "sessions.seen", "members.id as member", "members.organisation", "members.roles"])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { seen, ...actor } = row;
  if (seen === null || seen.getTime() < now.getTime() - noteEvery) await sql.updateTable("sessions").set({ seen: now }).where("id", "=", row.session).execute();
  const teams = await sql.selectFrom("team_members").where("member", "=", row.member).select("team").orderBy("team").execute();
  return { kind: "member", ...actor, teams: teams.map((each) => each.team) };
}

export type NewSession = { readonly id: string; readonly token_hash: Uint8Array; readonly member: string; readonly since: Date; readonly ends_at: Date };

export async function insertSession(tx: Transaction, session: NewSession): Promise<void> {
  await accountTables(tx).insertInto("sessions").values({ ...session, seen: session.since }).execute();
}

export async function sessionsOf(tx: Transaction, member: string, now: Date): Promise<{ id: string; since: Date; ends_at: Date }[]> {
  return accountTables(tx)
    .selectFrom("sessions")
    .where("member", "=", member)
    .where("ends_at", ">", now)
    .select(["id", "since", "ends_at"])
    .orderBy("since", "desc")
    .execute();
}

/** True when there was such a session of this member. */
export async function deleteSession(tx: Transaction, member: string, id: string): Promise<boolean> {
  const done = await accountTables(tx).deleteFrom("sessions").where("member", "=", member).where("id", "=", id).executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Removes what has ended: sessions, invitations, recoveries. Answers how many sessions went. */
export async function deleteEnded(tx: Transaction, now: Date): Promise<number> {
  const sql = accountTables(tx);
  const gone = await sql.deleteFrom("sessions").where("ends_at", "<=", now).executeTakeFirst();
  await sql.deleteFrom("invitations").where("ends_at", "<=", now).execute();
  await deleteOldRecoveries(tx, now);
  return Number(gone.numDeletedRows);
}

/** Marks a one-time challenge (16 bytes or more) as used; false when it was used before. */
export async function useOnce(tx: Transaction, nonce: Uint8Array, expires: Date): Promise<boolean> {
  const done = await accountTables(tx)
    .insertInto("used_nonces")
    .values({ nonce, expires })
    .onConflict((at) => at.column("nonce").doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
