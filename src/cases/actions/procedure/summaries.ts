/** Summaries without names: proposed sealed by one member, read and published by another. */
import { dayOf, ok, refused } from "../../../base/index.ts";
import type { Context, RequestContext, Result } from "../../../base/index.ts";
import { plusDays, weekdayNumber } from "../../../clock/index.ts";
import { moveProcedure, procedureOfCase, publishedSummaries, publishSummary } from "../../records/procedures.ts";
import type { SummaryRow } from "../../records/procedures.ts";
import { asMember, line } from "../acting.ts";

/**
 * Publishes what the second pair of eyes read. Refuses `second-person-required` to who proposed it. The published text has an
 * id and a week of its own: nothing leads back to the procedure.
 */
export function publishAgreed(context: RequestContext, caseId: string, text: string): Promise<Result<Record<string, never>>> {
  return asMember(context, async (tx, me) => {
    const row = await procedureOfCase(tx, caseId, me.teams, true);
    if (row === undefined) return refused("not-found");
    if (row.summary !== "proposed" || row.outcome === null) return refused("transition-not-allowed");
    if (row.summary_by === me.member) return refused("second-person-required");
    await moveProcedure(tx, row.id, { ...row, summary: "published" });
    const today = dayOf(context.clock.now());
    await publishSummary(tx, { id: context.random.uuid(), organisation: row.organisation, week: plusDays(today, -weekdayNumber(today)), outcome: row.outcome, text });
    await tx.audit(line(me, "procedure.publish-summary", caseId));
    return ok({});
  });
}

export function readSummaries(context: Context): Promise<readonly SummaryRow[]> {
  return context.db.transaction({ role: "visitor" }, (tx) => publishedSummaries(tx));
}
