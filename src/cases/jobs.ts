/** What may wait: terms that pass unread, notices without content, files that nobody attached. */
import type { Context, Transaction } from "../base/index.ts";
import { dayOf, pathIn, wholeHour } from "../base/index.ts";
import type { Delivery, Job, OutboxHandler, OutboxHandlers } from "../store/index.ts";
import { plusDays } from "../clock/index.ts";
import { renewProofKey } from "./actions/proofs.ts";
import { callBackJobs } from "./jobs/call-backs.ts";
import { deskNews, handOut, sendToMember } from "./jobs/desk-notices.ts";
import { watchEscalations } from "./jobs/escalations.ts";
import { addressIn, messageId } from "./jobs/mail.ts";
import { tellOnce } from "./jobs/news.ts";
import type { MailParts } from "./jobs/mail.ts";
import { endsJob } from "./jobs/retention.ts";
import { sendingTime } from "./actions/sending-time.ts";
import { noteMissingTerms, recalculateTerms } from "./actions/terms.ts";
import { raiseCheckIns, tellClaims } from "./records/person.ts";
import { endConsent, lapseConsents, lateReferrals } from "./records/consent.ts";
import { removeCaseById } from "./records/removal.ts";
import { eraseNotice, isClosed, noticeHoursOf, noticeOf, noticeWaits, raiseAlerts } from "./records/terms.ts";
import { removeOrphans } from "./records/uploads.ts";
import { answerDays } from "./rules/follow-up.ts";
import { clearReadings } from "./records/readings.ts";
import { bulkReading } from "./rules/readings.ts";
import { raiseProcedureAlerts } from "./records/procedures.ts";
import { daysUntilCoordinator } from "./rules/procedure.ts";
import { noticeMail } from "./texts/mail.ts";

const system = { role: "system" } as const;
export type { MailOut, MailParts } from "./jobs/mail.ts";
const textOf = (delivery: Delivery, name: string): string => String(delivery.payload[name] ?? "");

/** An answer was written: plans the notice, when one was asked and none waits yet. */
const planNotice: OutboxHandler = (context, delivery) =>
  context.db.transaction(system, async (tx) => {
    const id = textOf(delivery, "case");
    const hours = await noticeHoursOf(tx, id);
    if (hours === undefined || (await noticeWaits(tx, id))) return;
    await tx.emit({ event: "notice.due", payload: { case: id }, notBefore: sendingTime(hours, context.clock.now(), context.random) });
  });

async function sendNotice(context: Context, parts: MailParts, delivery: Delivery): Promise<void> {
  const id = textOf(delivery, "case");
  const kept = await context.db.transaction(system, (tx) => noticeOf(tx, id));
  const address = kept === undefined ? undefined : await addressIn(context, kept.sealed).catch(() => undefined);
  if (address !== undefined && parts.mail !== undefined) {
    const { subject, text } = noticeMail[address.language];
    const page = `${context.config.origin}${pathIn(address.language, "/gesprek")}`;
    await parts.mail.sendMail({ from: parts.from, to: address.mail, subject, text: text(page), messageId: messageId(context, delivery) });
  }
  await context.db.transaction(system, async (tx) => {
    if (await isClosed(tx, id)) await eraseNotice(tx, id);
  });
}

/** Everything that cases write into the outbox has its handler here. */
export function caseEvents(parts: MailParts): OutboxHandlers {
  return {
    ...Object.fromEntries(deskNews.map((one) => [one, handOut(parts, one)])),
    "member.notice": (context, delivery) => sendToMember(context, parts, delivery),
    "case.answered": planNotice,
    "calendar.changed": (context, delivery) => recalculateTerms(context, textOf(delivery, "organisation")),
    "notice.due": (context, delivery) => sendNotice(context, parts, delivery),
  };
}

/**
 * Unread at half the term: the team lead is told; after the term: the coordinator (`security.md` 3.2). The person reads it
 * in the conversation, with what can be done next. Each team is told once a run.
 */
export function watchTerms(context: Context): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const raised = await raiseAlerts(tx, dayOf(context.clock.now()));
    // After the term the coordinator hears, who need not know of which case.
    await tellOnce(tx, raised.map(({ team, alert, held }) => (alert === 2 ? { event: "case.overdue", team, held: null } : { event: "case.half-term", team, held })));
    return raised.length;
  });
}

/** Check-ins that are due are asked, with the neutral notice where one was wanted; what nobody answered is shown to the desk. */
export function raiseDueCheckIns(context: Context): Promise<number> {
  const today = dayOf(context.clock.now());
  return context.db.transaction(system, async (tx) => {
    const asked = await raiseCheckIns(tx, { today, missedBefore: plusDays(today, -answerDays) });
    for (const id of asked) await tx.emit({ event: "case.answered", payload: { case: id } });
    return asked.length;
  });
}

/** A step or an obligation is over its day: the committee is told; over it for long: the coordinator. Each team once a run. */
export function watchProcedures(context: Context): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const today = dayOf(context.clock.now());
    const raised = await raiseProcedureAlerts(tx, today, plusDays(today, -daysUntilCoordinator));
    await tellOnce(tx, raised.map(({ team, alert, held }) => (alert === 2 ? { event: "procedure.long-late", team, held: null } : { event: "procedure.late", team, held })));
    return raised.length;
  });
}

/** Who holds the code hears that somebody claims the conversation; tries on names that nobody has are cleared. */
export function tellOfClaims(context: Context): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const claimed = await tellClaims(tx, dayOf(context.clock.now()));
    for (const id of claimed) await tx.emit({ event: "case.answered", payload: { case: id } });
    return claimed.length;
  });
}

const orphanHours = 24;

/** Files that were sent and never attached: somebody left in the middle. */
export function clearOrphans(context: Context): Promise<number> {
  const before = new Date(context.clock.now().getTime() - orphanHours * 3_600_000);
  return context.db.transaction(system, (tx) => removeOrphans(tx, before));
}

/** Consents whose last day is over end by themselves: their keys go, and the desks that worked under them are told. */
export function endLapsed(context: Context): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const ended = await lapseConsents(tx, dayOf(context.clock.now()));
    await tellOnce(tx, ended.map((one) => ({ event: "consent.ended", ...one })));
    return ended.length;
  });
}

/** An offer that nobody answered in its term: the leads of both teams are told, once. The sender still carries it. */
export function watchReferrals(context: Context): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const late = await lateReferrals(tx, dayOf(context.clock.now()));
    await tellOnce(tx, late.map((one) => ({ event: "referral.late", ...one })));
    return late.length;
  });
}

/** Who read what is forgotten after some hours; the sealed audit keeps it for who may know. */
export function forgetReadings(context: Context): Promise<number> {
  const before = wholeHour(new Date(context.clock.now().getTime() - bulkReading.keptHours * 3_600_000)).toISOString();
  return context.db.transaction(system, (tx) => clearReadings(tx, before));
}

export { agedErasers, caseRetention } from "./jobs/retention.ts";

export const caseJobs: readonly Job[] = [
  { name: "cases.consents", everyMinutes: 30, run: endLapsed },
  { name: "cases.referrals", everyMinutes: 30, run: watchReferrals },
  { name: "cases.readings", everyMinutes: 60, run: forgetReadings },
  { name: "cases.terms", everyMinutes: 30, run: watchTerms },
  { name: "cases.check-ins", everyMinutes: 60, run: raiseDueCheckIns },
  { name: "cases.claims", everyMinutes: 30, run: tellOfClaims },
  { name: "cases.proof-key", everyMinutes: 10, run: renewProofKey },
  { name: "cases.escalations", everyMinutes: 60, run: watchEscalations },
  { name: "cases.procedures", everyMinutes: 60, run: watchProcedures },
  { name: "cases.missing-terms", everyMinutes: 30, run: noteMissingTerms },
  { name: "cases.orphans", everyMinutes: 60, run: clearOrphans },
  endsJob,
  ...callBackJobs,
];

/** For `restore`: what the ledger of deletions calls a `case` is removed again. */
export function eraseCase(tx: Transaction, id: string): Promise<void> {
  return removeCaseById(tx, id);
}

/** For `restore`: a consent that ended stays ended. */
export function eraseConsent(tx: Transaction, id: string): Promise<void> {
  return endConsent(tx, id);
}
