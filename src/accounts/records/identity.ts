/** Identity providers of organisations, and which person there a member is. */
import type { Transaction } from "../../base/index.ts";
import { accountTables } from "./tables.ts";
import type { AccountTables } from "./tables.ts";

export type Provider = AccountTables["identity_providers"];

/** With its sealed secret: system only. */
export async function providerOf(tx: Transaction, organisation: string): Promise<Provider | undefined> {
  return accountTables(tx).selectFrom("identity_providers").where("organisation", "=", organisation).selectAll().executeTakeFirst();
}

export async function providerShown(tx: Transaction, organisation: string): Promise<Pick<Provider, "issuer" | "client_id"> | undefined> {
  return accountTables(tx).selectFrom("identity_providers").where("organisation", "=", organisation).select(["issuer", "client_id"]).executeTakeFirst();
}

export async function removeProvider(tx: Transaction, organisation: string): Promise<void> {
  await accountTables(tx).deleteFrom("identity_providers").where("organisation", "=", organisation).execute();
}

export async function insertProvider(tx: Transaction, provider: Provider): Promise<void> {
  await accountTables(tx).insertInto("identity_providers").values(provider).execute();
}

/** The active member who is this person. System only. */
export async function memberOfSubject(tx: Transaction, organisation: string, subject: Uint8Array): Promise<{ member: string; organisation: string } | undefined> {
  return accountTables(tx)
    .selectFrom("identities as i")
    .innerJoin("members as m", "m.id", "i.member")
    .where("i.organisation", "=", organisation)
    .where("i.subject_hmac", "=", subject)
    .where("m.status", "=", "active")
    .select(["i.member", "i.organisation"])
    .executeTakeFirst();
}

/** False when somebody else is this person already. */
export async function linkIdentity(tx: Transaction, row: AccountTables["identities"]): Promise<boolean> {
  await unlinkIdentity(tx, row.member);
  const done = await accountTables(tx).insertInto("identities").values(row).onConflict((at) => at.column("subject_hmac").doNothing()).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function unlinkIdentity(tx: Transaction, member: string): Promise<void> {
  await accountTables(tx).deleteFrom("identities").where("member", "=", member).execute();
}

export async function isLinked(tx: Transaction, member: string): Promise<boolean> {
  return (await accountTables(tx).selectFrom("identities").where("member", "=", member).select("member").executeTakeFirst()) !== undefined;
}
