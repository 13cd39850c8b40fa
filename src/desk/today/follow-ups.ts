/** Under today: check-ins that nobody answered, answers that wait to be read and counted, notes that were asked for, lost codes whose day has come, and dossiers for the ministry. */
import { OpenFollowUps } from "../../cases/shape/person.ts";
import { ask } from "../api.ts";
import type { Around } from "./reasons.ts";
import { todaySource } from "./source.ts";
import type { TodayRow } from "./source.ts";

type Dossier = OpenFollowUps["dossiers"][number];

/** A dossier has no day of its own before it is sent: it stands with what is for today. */
function dossierRow(one: Dossier, { t, today, near }: Around): TodayRow {
  const words = t.escalation.today;
  const { state } = one;
  const asked = state === "questioned";
  const day = asked ? (one.dueDay ?? today) : today;
  const late = day < today;
  return {
    key: `dossier ${one.escalation}`,
    band: one.urgent || late ? "first" : "today",
    at: day,
    kind: words.kind,
    subject: words.subject,
    reason: asked ? words.reasons[late ? "late" : "questioned"](near(day)) : words.reasons[state],
    to: `/zaken/${one.case}`,
  };
}

export const followUps = todaySource({
  name: "follow-ups",
  permission: "case.list",
  query: () => ask("/follow-ups", { out: OpenFollowUps }),
  rows: ({ missed, said, access, claims, dossiers }, around) => {
    const { t, today, near } = around;
    const words = t.follow.today;
    const row = (key: string, id: string, more: Pick<TodayRow, "band" | "at" | "reason">): TodayRow => ({ key, kind: words.kind, subject: words.subject, to: `/zaken/${id}`, ...more });
    return [
      ...dossiers.map((one) => dossierRow(one, around)),
      ...claims.map((one) => row(`claim ${one.claim}`, one.case, { band: "today", at: today, reason: words.claim })),
      ...access.map((one) => row(`access ${one.case}`, one.case, { band: one.dueDay <= today ? "first" : "later", at: one.dueDay, reason: words.access(near(one.dueDay)) })),
      ...said.map((one) => row(`said ${one.case}`, one.case, { band: "today", at: one.day, reason: words.said })),
      ...missed.map((one) => row(`missed ${one.case} ${one.day}`, one.case, { band: "today", at: one.day, reason: words.missed })),
    ];
  },
});
