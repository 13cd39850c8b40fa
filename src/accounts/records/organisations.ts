/** Organisations that take part, and their teams. */
import type { Transaction } from "../../base/index.ts";
import { accountTables, type AccountTables } from "./tables.ts";

/** Makes it when it is not there; true when it was made. */
export async function ensureOrganisation(tx: Transaction, one: { readonly id: string; readonly name: string }, now: Date): Promise<boolean> {
  const done = await accountTables(tx)
    .insertInto("organisations")
    .values({ ...one, since: now })
    .onConflict((at) => at.column("id").doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function organisationName(tx: Transaction, id: string): Promise<string | undefined> {
  const row = await accountTables(tx).selectFrom("organisations").where("id", "=", id).select("name").executeTakeFirst();
  return row?.name;
}

/** Everyone who takes part with counts, for the coordinator (empty for others). Names of people are not in it. */
export async function organisationCounts(tx: Transaction): Promise<AccountTables["taking_part"][]> {
  return accountTables(tx).selectFrom("taking_part").selectAll().orderBy("id").execute();
}

export type TeamRow = { readonly id: string; readonly organisation: string; readonly service: string; readonly name: string; readonly answer_days: number; readonly intake_open: boolean };

/** False when a team of that name exists, also in another organisation. */
export async function insertTeam(tx: Transaction, team: TeamRow): Promise<boolean> {
  const done = await accountTables(tx)
    .insertInto("teams")
    .values(team)
    .onConflict((at) => at.column("id").doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function teamsOf(tx: Transaction, organisation: string): Promise<TeamRow[]> {
  return accountTables(tx).selectFrom("teams").where("organisation", "=", organisation).selectAll().orderBy("id").execute();
}

type TeamChange = { readonly name?: string; readonly answer_days?: number; readonly intake_open?: boolean };

/** Changes one team of one organisation; false when there is none such. */
export async function updateTeam(tx: Transaction, at: { readonly team: string; readonly organisation: string }, change: TeamChange): Promise<boolean> {
  const done = await accountTables(tx).updateTable("teams").set(change).where("id", "=", at.team).where("organisation", "=", at.organisation).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** The installation's public id: part of everything that is sealed. */
export async function installationId(tx: Transaction): Promise<string> {
  return (await installationOf(tx)).installation;
}

/** The same with the public salt of its codes. */
export async function installationOf(tx: Transaction): Promise<{ readonly installation: string; readonly salt: Uint8Array }> {
  return accountTables(tx).selectFrom("settings").select(["installation", "salt"]).executeTakeFirstOrThrow();
}
