/**
 * What goes with a case that the person ends: yeses under which nobody works, and what was offered under them to another desk or the
 * ministry. The database ends it in the same step (`migrations/0035_ends_and_news.sql`); here it goes into the ledger outside the
 * database, so that no backup brings it back, and who had it is told.
 */
import type { Context, Transaction } from "../../base/index.ts";
import { recordDeletion } from "../../store/index.ts";
import { consentsByCode, threadsOf } from "../records/consent.ts";
import type { ThreadRow } from "../records/consent.ts";
import type { Found } from "./conversation.ts";
import { tellTeam } from "./kept-out.ts";

export type Hanging = { readonly threads: readonly ThreadRow[]; readonly consents: readonly string[] };

/** What stands under this case now: cases that came from it, and yeses that hold. */
export async function hangingOn(tx: Transaction, { found, lookup }: Found): Promise<Hanging> {
  const threads = (await threadsOf(tx, lookup)).filter((one) => one.from_case === found.id && one.state !== "removed");
  const consents = (await consentsByCode(tx, lookup)).filter((one) => one.case_id === found.id && one.state === "given").map((one) => one.id);
  return { threads, consents };
}

/** `before`: what stood under it until the step that was just taken. */
export async function noteEnded(context: Context, tx: Transaction, at: Found, before: Hanging): Promise<void> {
  const { threads, consents } = await hangingOn(tx, at);
  for (const id of before.consents.filter((one) => !consents.includes(one))) await recordDeletion(tx, context.config.data, { kind: "consent", id });
  for (const { case_id: about, team } of before.threads.filter((one) => !threads.some((still) => still.case_id === one.case_id))) {
    await recordDeletion(tx, context.config.data, { kind: "case", id: about });
    await tellTeam(context, tx, { about, event: "consent.ended", team });
  }
}
