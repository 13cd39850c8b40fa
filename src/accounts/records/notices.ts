/** Where and when workers are told that something waits. Own row by row-level security; whom to tell is asked by jobs. */
import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";
import type { Digest } from "../rules/notices.ts";
import type { Role } from "../rules/permissions.ts";
import { accountTables } from "./tables.ts";

export type OwnNotice = { readonly digest: Digest; readonly hour: number | null };

export async function ownNotice(tx: Transaction, member: string): Promise<OwnNotice | undefined> {
  return accountTables(tx).selectFrom("member_notices").where("member", "=", member).select(["digest", "hour"]).executeTakeFirst();
}

type Who = { readonly member: string; readonly organisation: string };

export async function keepNotice(tx: Transaction, { member, organisation }: Who, sealed: Uint8Array, { digest, hour }: OwnNotice): Promise<void> {
  await accountTables(tx)
    .insertInto("member_notices")
    .values({ member, organisation, sealed, digest, hour })
    .onConflict((at) => at.column("member").doUpdateSet({ sealed, digest, hour }))
    .execute();
}

/** Another time, the same address. False: there is no address yet. */
export async function changeNotice(tx: Transaction, member: string, { digest, hour }: OwnNotice): Promise<boolean> {
  const done = await accountTables(tx).updateTable("member_notices").set({ digest, hour }).where("member", "=", member).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function endNotice(tx: Transaction, member: string): Promise<void> {
  await accountTables(tx).deleteFrom("member_notices").where("member", "=", member).execute();
}

export type Told = OwnNotice & { readonly member: string };
/** `team`: nobody's team is asked for when it is empty, as for coordinators. */
export type Whom = { readonly roles: readonly Role[]; readonly team: string | undefined };

/** Active members with one of these roles, of this team, who gave an address. System only. */
export async function wantNotices<Tables>(tx: Transaction<Tables>, { roles, team }: Whom): Promise<readonly Told[]> {
  const found = await sql<Told>`
    select n.member, n.digest, n.hour::int as hour from member_notices n join members m on m.id = n.member and m.status = 'active' and m.roles && ${[...roles]}::text[]
    where ${team ?? null}::text is null or exists (select from team_members tm where tm.member = n.member and tm.team = ${team ?? null})
    order by n.member`.execute(accountTables(tx));
  return found.rows;
}

/** System only: the sealed address of an active member. */
export async function noticeAddress<Tables>(tx: Transaction<Tables>, member: string): Promise<Uint8Array | undefined> {
  const found = await sql<{ sealed: Uint8Array }>`select n.sealed from member_notices n join members m on m.id = n.member and m.status = 'active' where n.member = ${member}`.execute(accountTables(tx));
  return found.rows[0]?.sealed;
}
