/** Shares of members' keys with their holders, and recoveries. */
import { sql as raw } from "kysely";
import type { Transaction } from "../../base/index.ts";
import { accountTables, type AccountTables } from "./tables.ts";

type Share = AccountTables["recovery_shares"];

/** Who holds a share of whose key, as far as this member may know. */
export async function sharesAround(tx: Transaction): Promise<{ member: string; holder: string }[]> {
  return accountTables(tx).selectFrom("recovery_shares").select(["member", "holder"]).orderBy("member").orderBy("part").execute();
}

/** Who had holders and has none any more, as far as this member may know. */
export async function lossesAround(tx: Transaction): Promise<string[]> {
  return (await accountTables(tx).selectFrom("holder_losses").select("member").orderBy("member").execute()).map(({ member }) => member);
}

/** In place of what there was. */
export async function replaceShares(tx: Transaction, member: string, shares: readonly Share[]): Promise<void> {
  const sql = accountTables(tx);
  await sql.deleteFrom("recovery_shares").where("member", "=", member).execute();
  await sql.insertInto("recovery_shares").values([...shares]).execute();
}

export type NewRecovery = { readonly id: string; readonly member: string; readonly organisation: string; readonly begun_by: string; readonly since: Date; readonly ends_at: Date; readonly token_hash: Uint8Array };

/** False when one is running already. */
export async function insertRecovery(tx: Transaction, row: NewRecovery): Promise<boolean> {
  const done = await accountTables(tx).insertInto("recoveries").values({ ...row, state: "begun" }).onConflict((at) => at.doNothing()).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const shown = ["id", "member", "organisation", "begun_by", "state", "opens_at", "ends_at", "recipient"] as const;

export async function recoveriesAround(tx: Transaction, now: Date) {
  return accountTables(tx).selectFrom("recoveries").where("ends_at", ">", now).select(shown).orderBy("since", "desc").orderBy("id").execute();
}

export async function recoveryById(tx: Transaction, id: string, now: Date) {
  return accountTables(tx).selectFrom("recoveries").where("id", "=", id).where("ends_at", ">", now).select(shown).executeTakeFirst();
}

export async function givers(tx: Transaction, ids: readonly string[]): Promise<{ recovery: string; holder: string }[]> {
  if (ids.length === 0) return [];
  return accountTables(tx).selectFrom("recovery_gifts").where("recovery", "in", [...ids]).select(["recovery", "holder"]).orderBy("holder").execute();
}

/** Stops what runs for this member; true when something did. */
export async function stopRunning(tx: Transaction, member: string): Promise<boolean> {
  const done = await accountTables(tx).updateTable("recoveries").set({ state: "stopped" }).where("member", "=", member).where("state", "in", ["begun", "waiting"]).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** The asking holder's own share, once the wait is over. */
export async function heldShare(tx: Transaction, recovery: string, now: Date): Promise<{ part: number; sealed: Uint8Array } | undefined> {
  const found = await raw<{ part: number; sealed: Uint8Array }>`select part, sealed from gehoord_recovery_share(${recovery}, ${now})`.execute(accountTables(tx));
  return found.rows[0];
}

export async function giveShare(tx: Transaction, recovery: string, sealed: Uint8Array, now: Date): Promise<boolean> {
  const found = await raw<{ given: boolean }>`select gehoord_give_share(${recovery}, ${sealed}, ${now}) as given`.execute(accountTables(tx));
  return found.rows[0]?.given === true;
}

/** What a one-time link is for, held until the transaction ends. System only. */
export async function recoveryByToken(tx: Transaction, tokenHash: Uint8Array, now: Date) {
  return accountTables(tx)
    .selectFrom("recoveries as r")
    .innerJoin("members as m", "m.id", "r.member")
    .innerJoin("member_keys as k", "k.member", "r.member")
    .innerJoin("organisations as o", "o.id", "r.organisation")
    .where("r.token_hash", "=", tokenHash)
    .where("r.ends_at", ">", now)
    .where("m.status", "=", "active")
    .selectAll("r")
    .select(["m.name", "m.shown_name", "o.name as organisation_name", "k.recipient as own_recipient", "k.sign_public"])
    .forUpdate("r")
    .executeTakeFirst();
}

export type Asked = Required<Pick<AccountTables["recoveries"], "asked" | "opens_at" | "recipient" | "salt" | "auth_salt" | "auth_hash" | "totp_sealed">>;

export async function askRecovery(tx: Transaction, id: string, asked: Asked): Promise<void> {
  await accountTables(tx).updateTable("recoveries").set({ ...asked, state: "waiting" }).where("id", "=", id).execute();
}

export async function giftsOf(tx: Transaction, recovery: string): Promise<Uint8Array[]> {
  const rows = await accountTables(tx).selectFrom("recovery_gifts").where("recovery", "=", recovery).select("sealed").orderBy("part").execute();
  return rows.map((row) => row.sealed);
}

type NewWayIn = { readonly member: string; readonly wrapped: Uint8Array; readonly salt: Uint8Array; readonly auth_salt: Uint8Array; readonly auth_hash: Uint8Array; readonly totp_sealed: Uint8Array; readonly totp_last_step: number };

/** The new way in, in place of every old one: passphrase, authenticator, passkeys, sessions. The shares were used. */
export async function replaceWayIn(tx: Transaction, { member, wrapped, ...credential }: NewWayIn): Promise<void> {
  const sql = accountTables(tx);
  await sql.updateTable("credentials").set(credential).where("member", "=", member).execute();
  await sql.updateTable("member_keys").set({ wrapped }).where("member", "=", member).execute();
  await sql.deleteFrom("passkeys").where("member", "=", member).execute();
  await sql.deleteFrom("sessions").where("member", "=", member).execute();
  await sql.deleteFrom("recovery_shares").where("member", "=", member).execute();
}

export async function finishRecovery(tx: Transaction, id: string): Promise<void> {
  await accountTables(tx).updateTable("recoveries").set({ state: "done" }).where("id", "=", id).execute();
}

export async function deleteOldRecoveries(tx: Transaction, now: Date): Promise<void> {
  await accountTables(tx).deleteFrom("recoveries").where("ends_at", "<=", now).execute();
}
