/** The ministry's term, and the desk's when the ministry asked something back. */
import { dayOf } from "../../base/index.ts";
import type { Context } from "../../base/index.ts";
import { lateEscalations } from "../records/escalations.ts";
import { tellOnce } from "./news.ts";

/** Over its day: at the ministry it is overdue and goes up to the coordinator; at the desk its lead is told. Once each. */
export function watchEscalations(context: Context): Promise<number> {
  return context.db.transaction({ role: "system" }, async (tx) => {
    const late = await lateEscalations(tx, dayOf(context.clock.now()));
    await tellOnce(tx, late.map(({ side, team, held }) => ({ event: side === "ministry" ? "escalation.late" : "escalation.waiting", team, held })));
    return late.length;
  });
}
