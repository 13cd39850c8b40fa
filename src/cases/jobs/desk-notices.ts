/**
 * Neutral mails to workers. An event is handed out to members in one transaction that also takes it from the outbox, so that a crash
 * hands it out once; each mail then is an event of its own, whose id is its Message-ID on every attempt. Of a case that members hold
 * one by one (the event names it) those hear and nobody else; nobody is told twice while a mail still waits.
 */
import { sql } from "kysely";
import { dayOf } from "../../base/index.ts";
import type { Context, Transaction } from "../../base/index.ts";
import { noticeAddress, waitsForHour, wantNotices } from "../../accounts/index.ts";
import type { NoticeKind, Told } from "../../accounts/index.ts";
import { instantsOf, plusDays } from "../../clock/index.ts";
import { takeDelivery } from "../../store/index.ts";
import type { Delivery, OutboxHandler } from "../../store/index.ts";
import { maySee } from "../records/kept-out.ts";
import { deskMail, deskMailFoot } from "../texts/mail.ts";
import type { DeskNews } from "../texts/mail.ts";
import { addressIn, messageId, type MailParts } from "./mail.ts";

const system = { role: "system" } as const;
const readers = ["worker", "team-lead", "secretary", "ministry"] as const;
const leads = ["team-lead", "secretary"] as const;

type Hearer = "team" | "team-lead" | "coordinator";
/** Who is told what, and whether it can wait for the hour of a daily mail. */
const about: Readonly<Record<DeskNews, { readonly to: Hearer; readonly kind: NoticeKind }>> = {
  "report.received": { to: "team", kind: "new" },
  "case.written": { to: "team", kind: "new" },
  "case.not-safe": { to: "team-lead", kind: "today" },
  "case.half-term": { to: "team-lead", kind: "late" },
  "case.overdue": { to: "coordinator", kind: "late" },
  "referral.offered": { to: "team", kind: "new" },
  "referral.answered": { to: "team", kind: "new" },
  "referral.late": { to: "team-lead", kind: "late" },
  "consent.ended": { to: "team", kind: "new" },
  "call-back.asked": { to: "team", kind: "new" },
  "call-back.missed": { to: "team-lead", kind: "today" },
  "case.held-not-safe": { to: "coordinator", kind: "today" },
  "case.held-waits": { to: "coordinator", kind: "late" },
  "case.handed-over": { to: "team-lead", kind: "new" },
  "reading.bulk": { to: "team-lead", kind: "today" },
  "escalation.sent": { to: "team", kind: "new" },
  "escalation.said": { to: "team", kind: "new" },
  "escalation.late": { to: "coordinator", kind: "late" },
  "escalation.waiting": { to: "team-lead", kind: "late" },
  "lesson.agreed": { to: "coordinator", kind: "new" },
  "member.recovering": { to: "team", kind: "today" },
  "procedure.written": { to: "team", kind: "new" },
  "procedure.late": { to: "team", kind: "late" },
  "procedure.long-late": { to: "coordinator", kind: "late" },
};
export const deskNews = Object.keys(about) as DeskNews[];

const wordOf = (delivery: Delivery, name: string): string | undefined => (typeof delivery.payload[name] === "string" && delivery.payload[name] !== "" ? String(delivery.payload[name]) : undefined);

/** The next time that the clock on the wall says this hour; today still, when it did not strike yet. */
export function nextStroke(hour: number, now: Date): Date {
  for (const ahead of [0, 1, 2]) {
    const [at] = instantsOf(plusDays(dayOf(now), ahead), hour * 60);
    if (at !== undefined && at.getTime() > now.getTime()) return at;
  }
  return now;
}

/** One that nobody began to send yet says this too. */
async function isWaiting(tx: Transaction, member: string, news: string): Promise<boolean> {
  const found = await sql<{ waits: boolean }>`
    select exists (select from outbox where event = 'member.notice' and attempts = 0 and payload ->> 'member' = ${member} and payload ->> 'news' = ${news}) as waits`.execute(tx.sql);
  return found.rows[0]?.waits === true;
}

async function plan(tx: Transaction, { member, digest, hour }: Told, news: DeskNews, now: Date): Promise<void> {
  const later = waitsForHour(digest, about[news].kind) && hour !== null;
  const said = later ? "digest" : news;
  if (await isWaiting(tx, member, said)) return;
  await tx.emit({ event: "member.notice", payload: { member, news: said }, notBefore: later ? nextStroke(hour, now) : now });
}

function whomFor(delivery: Delivery, to: Hearer): Parameters<typeof wantNotices>[1] | undefined {
  if (to === "coordinator") return { roles: ["coordinator"], team: undefined };
  const team = wordOf(delivery, "team");
  // Who leads the team may be kept out of a case that is held one by one: there, whoever holds it hears what a lead hears.
  const roles = to === "team" || wordOf(delivery, "case") !== undefined ? readers : leads;
  return team === undefined ? undefined : { roles, team };
}

/** `case` in the event: only for who may see that there is such a case. `except`: whom it is about. */
export function handOut(parts: MailParts, news: DeskNews): OutboxHandler {
  return (context, delivery) =>
    context.db.transaction(system, async (tx) => {
      if (!(await takeDelivery(tx, delivery)) || parts.mail === undefined) return;
      const whom = whomFor(delivery, about[news].to);
      const [id, except] = [wordOf(delivery, "case"), wordOf(delivery, "except")];
      for (const one of whom === undefined ? [] : await wantNotices(tx, whom)) {
        if (one.member === except || (id !== undefined && whom?.team !== undefined && !(await maySee(tx, id, one.member)))) continue;
        await plan(tx, one, news, context.clock.now());
      }
    });
}

/** Opens the address, in memory, for one mail. Nothing is sent to who left or wants none any more. */
export async function sendToMember(context: Context, parts: MailParts, delivery: Delivery): Promise<void> {
  const member = wordOf(delivery, "member") ?? "";
  const sealed = await context.db.transaction(system, (tx) => noticeAddress(tx, member));
  const address = sealed === undefined ? undefined : await addressIn(context, sealed).catch(() => undefined);
  if (address === undefined || parts.mail === undefined) return;
  const texts = deskMail[address.language];
  const said = deskNews.find((one) => one === delivery.payload["news"]) ?? "digest";
  const text = `${texts[said]}\n\n${deskMailFoot[address.language](`${context.config.origin}/desk`)}\n`;
  await parts.mail.sendMail({ from: parts.from, to: address.mail, subject: "Gehoord", text, messageId: messageId(context, delivery) });
}
