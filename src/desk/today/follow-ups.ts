/** Under today: check-ins that nobody answered, notes that were asked for, and lost codes whose day has come. */
import { OpenFollowUps } from "../../cases/shape/person.ts";
import { ask } from "../api.ts";
import { todaySource } from "./source.ts";
import type { TodayRow } from "./source.ts";

export const followUps = todaySource({
  name: "follow-ups",
  permission: "case.list",
  query: () => ask("/follow-ups", { out: OpenFollowUps }),
  rows: ({ missed, access, claims }, { t, today, near }) => {
    const words = t.follow.today;
    const row = (key: string, id: string, more: Pick<TodayRow, "band" | "at" | "reason">): TodayRow => ({ key, kind: words.kind, subject: words.subject, to: `/zaken/${id}`, ...more });
    return [
      ...claims.map((one) => row(`claim ${one.claim}`, one.case, { band: "today", at: today, reason: words.claim })),
      ...access.map((one) => row(`access ${one.case}`, one.case, { band: one.dueDay <= today ? "first" : "later", at: one.dueDay, reason: words.access(near(one.dueDay)) })),
      ...missed.map((one) => row(`missed ${one.case} ${one.day}`, one.case, { band: "today", at: one.day, reason: words.missed })),
    ];
  },
});
