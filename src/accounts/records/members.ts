/** Members, their public keys and what lets them in. */
import type { Transaction } from "../../base/index.ts";
import type { Role } from "../rules/permissions.ts";
import { accountTables } from "./tables.ts";

export type MemberRow = {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly shown_name: string;
  readonly roles: readonly Role[];
  readonly status: "active" | "ended";
  readonly certified: boolean;
};
export type MemberKeysRow = { readonly member: string; readonly organisation: string; readonly recipient: string; readonly sign_public: Uint8Array; readonly wrapped: Uint8Array };
export type CredentialRow = { readonly member: string; readonly salt: Uint8Array; readonly auth_salt: Uint8Array; readonly auth_hash: Uint8Array; readonly totp_sealed: Uint8Array };

/** Everything of a new member in one go; false when the name is taken. */
export async function insertMember(
  tx: Transaction,
  made: { readonly member: MemberRow; readonly keys: MemberKeysRow; readonly credential: CredentialRow; readonly teams: readonly string[] },
): Promise<boolean> {
  const sql = accountTables(tx);
  const done = await sql
    .insertInto("members")
    .values({ ...made.member, roles: [...made.member.roles] })
    .onConflict((at) => at.column("name").doNothing())
    .executeTakeFirst();
  if ((done.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await sql.insertInto("member_keys").values(made.keys).execute();
  await sql.insertInto("credentials").values({ ...made.credential, totp_last_step: 0 }).execute();
  await putInTeams(tx, made.member, made.teams);
  return true;
}

export async function putInTeams(tx: Transaction, member: { readonly id: string; readonly organisation: string }, teams: readonly string[]): Promise<void> {
  if (teams.length === 0) return;
  const rows = teams.map((team) => ({ team, member: member.id, organisation: member.organisation }));
  await accountTables(tx).insertInto("team_members").values(rows).onConflict((at) => at.doNothing()).execute();
}

/** Takes a member out of these teams, and takes the wraps of their keys away with it. */
export async function takeFromTeams(tx: Transaction, member: string, teams: readonly string[]): Promise<void> {
  if (teams.length === 0) return;
  const sql = accountTables(tx);
  await sql.deleteFrom("team_key_wraps").where("member", "=", member).where("team", "in", [...teams]).execute();
  await sql.deleteFrom("team_members").where("member", "=", member).where("team", "in", [...teams]).execute();
}

/** What a sign-in is checked against, for an active member. `lock`: hold it, so that one code cannot be used twice at once. */
export async function credentialByName(tx: Transaction, name: string, lock = false) {
  const query = accountTables(tx)
    .selectFrom("credentials")
    .innerJoin("members", "members.id", "credentials.member")
    .where("members.name", "=", name)
    .where("members.status", "=", "active")
    .selectAll("credentials")
    .select("members.organisation");
  return (lock ? query.forUpdate("credentials") : query).executeTakeFirst();
}

export async function markTotpStep(tx: Transaction, member: string, step: number): Promise<void> {
  await accountTables(tx).updateTable("credentials").set({ totp_last_step: step }).where("member", "=", member).execute();
}

export async function memberById(tx: Transaction, organisation: string, id: string): Promise<(MemberRow & MemberKeysRow) | undefined> {
  return accountTables(tx)
    .selectFrom("members")
    .innerJoin("member_keys", "member_keys.member", "members.id")
    .where("members.organisation", "=", organisation)
    .where("members.id", "=", id)
    .selectAll("members")
    .select(["member_keys.member", "member_keys.recipient", "member_keys.sign_public", "member_keys.wrapped"])
    .executeTakeFirst();
}

export async function membersOf(tx: Transaction, organisation: string): Promise<(MemberRow & Omit<MemberKeysRow, "wrapped" | "member">)[]> {
  return accountTables(tx)
    .selectFrom("members")
    .innerJoin("member_keys", "member_keys.member", "members.id")
    .where("members.organisation", "=", organisation)
    .selectAll("members")
    .select(["member_keys.recipient", "member_keys.sign_public"])
    .orderBy("members.shown_name")
    .execute();
}

export async function teamMembersOf(tx: Transaction, organisation: string): Promise<{ team: string; member: string }[]> {
  return accountTables(tx).selectFrom("team_members").where("organisation", "=", organisation).select(["team", "member"]).orderBy("team").execute();
}

/** Changes one member of one organisation; false when there is none such. */
export async function updateMember(tx: Transaction, at: { readonly id: string; readonly organisation: string }, change: { readonly status?: "active" | "ended"; readonly certified?: boolean }): Promise<boolean> {
  const done = await accountTables(tx).updateTable("members").set(change).where("id", "=", at.id).where("organisation", "=", at.organisation).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function changeRoles(tx: Transaction, at: { readonly id: string; readonly organisation: string }, roles: readonly Role[]): Promise<void> {
  await accountTables(tx).updateTable("members").set({ roles: [...roles] }).where("id", "=", at.id).where("organisation", "=", at.organisation).execute();
}

export async function saltOf(tx: Transaction, member: string): Promise<Uint8Array | undefined> {
  const row = await accountTables(tx).selectFrom("credentials").where("member", "=", member).select("salt").executeTakeFirst();
  return row?.salt;
}
