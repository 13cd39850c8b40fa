/** Keys of organisations and teams: public parts, wraps for people, and the key log. */
import { sql as raw } from "kysely";
import type { Transaction } from "../../base/index.ts";
import { accountTables } from "./tables.ts";

export type WrapRow = { readonly team: string; readonly organisation: string; readonly epoch: number; readonly member: string; readonly wrapped: Uint8Array };

/** Every epoch's key of the teams that this member is in. */
export async function wrapsOf(tx: Transaction, member: string): Promise<{ team: string; epoch: number; recipient: string; wrapped: Uint8Array }[]> {
  return accountTables(tx)
    .selectFrom("team_key_wraps as w")
    .innerJoin("team_keys as k", (on) => on.onRef("k.team", "=", "w.team").onRef("k.epoch", "=", "w.epoch"))
    .innerJoin("team_members as m", (on) => on.onRef("m.team", "=", "w.team").onRef("m.member", "=", "w.member"))
    .where("w.member", "=", member)
    .select(["w.team", "w.epoch", "k.recipient", "w.wrapped"])
    .orderBy("w.team")
    .orderBy("w.epoch")
    .execute();
}

export async function holdersOf(tx: Transaction, organisation: string): Promise<{ team: string; epoch: number; member: string }[]> {
  return accountTables(tx).selectFrom("team_key_wraps").where("organisation", "=", organisation).select(["team", "epoch", "member"]).orderBy("epoch").execute();
}

export async function teamKeysOf(tx: Transaction, organisation: string): Promise<{ team: string; epoch: number; recipient: string }[]> {
  return accountTables(tx).selectFrom("team_keys").where("organisation", "=", organisation).select(["team", "epoch", "recipient"]).orderBy("epoch").execute();
}

export async function insertTeamKey(tx: Transaction, key: { readonly team: string; readonly organisation: string; readonly epoch: number; readonly recipient: string; readonly since: Date }): Promise<void> {
  await accountTables(tx).insertInto("team_keys").values(key).execute();
}

/** A wrap that exists stays as it is: nobody can replace a colleague's wrap with one that does not open. */
export async function insertWraps(tx: Transaction, rows: readonly WrapRow[]): Promise<void> {
  await accountTables(tx).insertInto("team_key_wraps").values([...rows]).onConflict((at) => at.doNothing()).execute();
}

export async function rootOf(tx: Transaction, organisation: string): Promise<Uint8Array | undefined> {
  const row = await accountTables(tx).selectFrom("organisation_roots").where("organisation", "=", organisation).select("public").executeTakeFirst();
  return row?.public;
}

export async function rootWrapOf(tx: Transaction, member: string): Promise<{ public: Uint8Array; wrapped: Uint8Array } | undefined> {
  return accountTables(tx)
    .selectFrom("organisation_root_wraps as w")
    .innerJoin("organisation_roots as r", "r.organisation", "w.organisation")
    .where("w.member", "=", member)
    .select(["r.public", "w.wrapped"])
    .executeTakeFirst();
}

export async function insertRoot(tx: Transaction, root: { readonly organisation: string; readonly public: Uint8Array }): Promise<void> {
  await accountTables(tx).insertInto("organisation_roots").values(root).execute();
}

export async function insertRootWrap(tx: Transaction, row: { readonly organisation: string; readonly member: string; readonly wrapped: Uint8Array }): Promise<void> {
  await accountTables(tx).insertInto("organisation_root_wraps").values(row).onConflict((at) => at.doNothing()).execute();
}

export async function rootHoldersOf(tx: Transaction, organisation: string): Promise<string[]> {
  const rows = await accountTables(tx).selectFrom("organisation_root_wraps").where("organisation", "=", organisation).select("member").orderBy("member").execute();
  return rows.map((row) => row.member);
}

export async function deleteRootWrap(tx: Transaction, member: string): Promise<void> {
  await accountTables(tx).deleteFrom("organisation_root_wraps").where("member", "=", member).execute();
}

/** One writer of the log at a time, until the transaction ends; otherwise two entries could follow the same one. */
export async function lockKeyLog(tx: Transaction): Promise<void> {
  await raw`select pg_advisory_xact_lock(720202)`.execute(accountTables(tx));
}

export async function appendKeyLog(tx: Transaction, row: { readonly sequence: number; readonly organisation: string; readonly entry: string; readonly hash: string }): Promise<void> {
  await accountTables(tx).insertInto("key_log").values(row).execute();
}
