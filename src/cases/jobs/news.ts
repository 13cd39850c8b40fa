/** What jobs have to tell: each event once a run to a team; of what members hold one by one once a case, to those who hold it. */
import type { Transaction } from "../../base/index.ts";
import type { Concerned } from "../records/terms.ts";

export async function tellOnce(tx: Transaction, news: readonly (Concerned & { readonly event: string })[]): Promise<void> {
  const each = new Map(news.map((one) => [`${one.event} ${one.team} ${one.held ?? ""}`, one]));
  for (const { event, team, held } of each.values()) await tx.emit({ event, payload: { team, ...(held === null ? {} : { case: held }) } });
}
