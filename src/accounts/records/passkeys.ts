/** Passkeys: public keys of authenticators, with the member's keys wrapped to what the authenticator derives (PRF). */
import type { Transaction } from "../../base/index.ts";
import { accountTables } from "./tables.ts";

export type PasskeyRow = {
  readonly id: string;
  readonly member: string;
  readonly public_key: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly prf_salt: Uint8Array;
  readonly wrapped: Uint8Array;
  readonly since: Date;
};

export async function insertPasskey(tx: Transaction, row: PasskeyRow): Promise<void> {
  await accountTables(tx)
    .insertInto("passkeys")
    .values({ ...row, transports: [...row.transports] })
    .execute();
}

export async function passkeysOf(tx: Transaction, member: string) {
  return accountTables(tx).selectFrom("passkeys").where("member", "=", member).select(["id", "label", "since", "prf_salt", "wrapped"]).orderBy("since").execute();
}

/** A passkey of an active member, held until the transaction ends so that its counter moves once. */
export async function passkeyById(tx: Transaction, id: string) {
  return accountTables(tx)
    .selectFrom("passkeys")
    .innerJoin("members", "members.id", "passkeys.member")
    .where("passkeys.id", "=", id)
    .where("members.status", "=", "active")
    .selectAll("passkeys")
    .select("members.organisation")
    .forUpdate("passkeys")
    .executeTakeFirst();
}

export async function markCounter(tx: Transaction, id: string, counter: number): Promise<void> {
  await accountTables(tx).updateTable("passkeys").set({ counter }).where("id", "=", id).execute();
}

/** True when this member had such a passkey. */
export async function deletePasskey(tx: Transaction, member: string, id: string): Promise<boolean> {
  const done = await accountTables(tx).deleteFrom("passkeys").where("member", "=", member).where("id", "=", id).executeTakeFirst();
  return done.numDeletedRows > 0n;
}
