/** Notices when somebody reads very much (`security.md` 2.5): the team lead is told once a day, without what was read. */
import { dayOf, ok, refused, wholeHour } from "../../base/index.ts";
import type { Context, RequestContext, Result, Transaction } from "../../base/index.ts";
import { noteReading, readingAlerts, readsMuch } from "../records/readings.ts";
import { bulkReading } from "../rules/readings.ts";
import type { ReadingAlerts } from "../shape.ts";
import { asMember } from "./acting.ts";
import type { Member } from "./acting.ts";

/** In the transaction of the reading itself, so that what was read is never counted too few. */
export async function countReading(context: Context, tx: Transaction, me: Member, at: { readonly case: string; readonly team: string }): Promise<void> {
  const now = context.clock.now();
  const hour = wholeHour(now).toISOString();
  await noteReading(tx, { member: me.member, case: at.case, hour });
  if (await readsMuch(tx, { team: at.team, hour, today: dayOf(now), most: bulkReading.cases })) await tx.emit({ event: "reading.bulk", payload: { team: at.team, except: me.member } });
}

export function listReadingAlerts(context: RequestContext, team: string): Promise<Result<ReadingAlerts>> {
  return asMember(context, async (tx, me) => (me.teams.includes(team) ? ok({ alerts: [...(await readingAlerts(tx, team))] }) : refused("not-found")));
}
