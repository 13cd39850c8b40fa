/** Invitations: one-time links, kept as hashes. */
import type { Transaction } from "../../base/index.ts";
import type { Role } from "../rules/permissions.ts";
import { accountTables } from "./tables.ts";

export type InvitationRow = {
  readonly id: string;
  readonly token_hash: Uint8Array;
  readonly organisation: string;
  readonly shown_name: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
  readonly ends_at: Date;
};

export async function insertInvitation(tx: Transaction, row: InvitationRow): Promise<void> {
  await accountTables(tx)
    .insertInto("invitations")
    .values({ ...row, roles: [...row.roles], teams: [...row.teams] })
    .execute();
}

/**
 * A living invitation with its organisation's name. `lock` holds it until the transaction ends, so that it works once. While an
 * organisation has nobody only its newest link counts: a fresh one is made because the one before went astray.
 */
export async function invitationByToken(tx: Transaction, tokenHash: Uint8Array, now: Date, lock = false): Promise<(InvitationRow & { name: string }) | undefined> {
  const query = accountTables(tx)
    .selectFrom("invitations")
    .innerJoin("organisations", "organisations.id", "invitations.organisation")
    .where("token_hash", "=", tokenHash)
    .where("ends_at", ">", now)
    .where(({ exists, not, or, selectFrom }) =>
      or([
        exists(selectFrom("members").whereRef("members.organisation", "=", "invitations.organisation").select("members.id")),
        not(exists(selectFrom("invitations as later").whereRef("later.organisation", "=", "invitations.organisation").whereRef("later.ends_at", ">", "invitations.ends_at").select("later.id"))),
      ]),
    )
    .selectAll("invitations")
    .select("organisations.name");
  return (lock ? query.forUpdate("invitations") : query).executeTakeFirst();
}

export async function invitationsOf(tx: Transaction, organisation: string, now: Date): Promise<Omit<InvitationRow, "token_hash">[]> {
  return accountTables(tx)
    .selectFrom("invitations")
    .where("organisation", "=", organisation)
    .where("ends_at", ">", now)
    .select(["id", "organisation", "shown_name", "roles", "teams", "ends_at"])
    .orderBy("ends_at")
    .execute();
}

/** Links that were given out before anybody was there. */
export async function deleteInvitationsOf(tx: Transaction, organisation: string): Promise<void> {
  await accountTables(tx).deleteFrom("invitations").where("organisation", "=", organisation).execute();
}

/** True when there was such an invitation in this organisation. */
export async function deleteInvitation(tx: Transaction, organisation: string, id: string): Promise<boolean> {
  const done = await accountTables(tx).deleteFrom("invitations").where("organisation", "=", organisation).where("id", "=", id).executeTakeFirst();
  return done.numDeletedRows > 0n;
}
