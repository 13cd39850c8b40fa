/** What may wait of call-backs: moments that went by, reminders without content, places that were left. */
import { dayOf } from "../../base/index.ts";
import type { Context } from "../../base/index.ts";
import { instantsOf } from "../../clock/index.ts";
import type { Job } from "../../store/index.ts";
import { sendingTime } from "../actions/sending-time.ts";
import { tellOnce } from "./news.ts";
import { clearHolds, markReminded, passMoments } from "../records/call-backs.ts";
import { noticeHoursOf, noticeWaits } from "../records/terms.ts";
import { NoticeHours } from "../shape.ts";

const system = { role: "system" } as const;
const hour = 3_600_000;

/** The moment went by and nobody called: the team lead is told, each team once a run; the person reads it with the code. */
export function watchMoments(context: Context): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const missed = await passMoments(tx, context.clock.now());
    const news = missed.map((one) => ({ event: "call-back.missed", ...one }));
    // Who leads the team may be kept out of it: then the coordinator hears as well, who need not know of which case.
    const held = missed.filter((one) => one.held !== null).map(({ team }) => ({ event: "case.held-waits", team, held: null }));
    await tellOnce(tx, [...news, ...held]);
    return missed.length;
  });
}

/** A reminder comes within a day before the call, and never so late that it rings with it. */
const remindAhead = 24 * hour;
const quiet = hour;

/** Within the person's hours and before the call; nothing when no such time is left. */
function reminderTime(context: Context, hours: NoticeHours, slot: Date): Date | undefined {
  const now = context.clock.now();
  const last = slot.getTime() - quiet;
  const planned = sendingTime(hours, now, context.random);
  if (planned.getTime() <= last) return planned;
  const [from, to] = NoticeHours[hours];
  const [begin, end] = [from, to].map((at) => instantsOf(dayOf(now), at * 60)[0]?.getTime() ?? 0);
  return begin !== undefined && end !== undefined && begin <= now.getTime() && now.getTime() < Math.min(end, last) ? now : undefined;
}

/** The neutral notice that the person asked for; what it is about stands nowhere in it. */
export function remind(context: Context): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const now = context.clock.now();
    let planned = 0;
    for (const { case_id: id, slot } of await markReminded(tx, now, new Date(now.getTime() + remindAhead))) {
      const hours = await noticeHoursOf(tx, id);
      const notBefore = hours === undefined || (await noticeWaits(tx, id)) ? undefined : reminderTime(context, hours, new Date(slot));
      if (notBefore === undefined) continue;
      await tx.emit({ event: "notice.due", payload: { case: id }, notBefore });
      planned += 1;
    }
    return planned;
  });
}

export const callBackJobs: readonly Job[] = [
  { name: "cases.call-back-moments", everyMinutes: 10, run: watchMoments },
  { name: "cases.call-back-reminders", everyMinutes: 30, run: remind },
  { name: "cases.call-back-holds", everyMinutes: 30, run: (context) => context.db.transaction(system, (tx) => clearHolds(tx, context.clock.now())) },
];
