import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";

/** Takes away everything of a case by its id; nothing there is nothing to do. System only: retention, and restore replaying the ledger. */
export async function removeCaseById(tx: Transaction, id: string): Promise<void> {
  await sql`select gehoord_remove_case(${id})`.execute(tx.sql);
}
