/** The ministry's term, and the desk's when the ministry asked something back. */
import { dayOf } from "../../base/index.ts";
import type { Context } from "../../base/index.ts";
import { lateEscalations } from "../records/escalations.ts";

/** Over its day: at the ministry it is overdue and goes up to the coordinator; at the desk its lead is told. Once each. */
export function watchEscalations(context: Context): Promise<number> {
  return context.db.transaction({ role: "system" }, async (tx) => {
    const late = await lateEscalations(tx, dayOf(context.clock.now()));
    const news = new Set(late.map(({ side, from_team, to_team }) => (side === "ministry" ? `escalation.late ${to_team}` : `escalation.waiting ${from_team}`)));
    for (const one of news) {
      const [event = "", team = ""] = one.split(" ");
      await tx.emit({ event, payload: { team } });
    }
    return late.length;
  });
}
