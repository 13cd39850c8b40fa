/**
 * One code, one conversation: the first case and every case that came from it. The person sees who has her words and why,
 * says yes or no, takes a yes back, and writes to whom she chooses.
 */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, Result, Transaction } from "../../base/index.ts";
import type { JsonValue } from "../../envelope/index.ts";
import { recordDeletion } from "../../store/index.ts";
import { answerConsent, consentsByCode, removeThreads, teamsUnder, threadsOf, withdrawByCode } from "../records/consent.ts";
import type { ConsentRow, ThreadRow } from "../records/consent.ts";
import { cardOf } from "../records/person.ts";
import { caseOf, reporterFileParts } from "../records/reports.ts";
import { mayDecide } from "../rules/way-back.ts";
import { signedFields } from "../shape.ts";
import type { MessageAnswer, PieceIn } from "../shape.ts";
import type { ConsentAnswerPost, Thread, ThreadEpochPost, ThreadFilePost, ThreadMessagePost, ThreadsAnswer, ThreadsPost, WithdrawPost } from "../shape/consent.ts";
import { consentEnded, consentLine, namesOfTeams } from "./consent.ts";
import { actOf, caseOfAct, collectParts, isDecision, isSound, readConversation, writeTo } from "./conversation.ts";
import type { Found } from "./conversation.ts";
import { beginEpochIn } from "./epochs.ts";
import { rolledBack } from "./rolled-back.ts";

const visitor = { role: "visitor" } as const;

async function threadIn(tx: Transaction, row: ThreadRow, held: boolean): Promise<Found | undefined> {
  if (row.thread === null) return undefined;
  const lookup = new Uint8Array(row.thread);
  const found = await caseOf(tx, lookup, held);
  return found === undefined ? undefined : { found, lookup };
}

/** The first case, or one that came from it; undefined: not of this conversation, or not to be opened with this code. */
async function caseIn(tx: Transaction, first: Found, id: string, held: boolean): Promise<Found | undefined> {
  if (first.found.id === id) return first;
  const row = (await threadsOf(tx, first.lookup)).find((one) => one.case_id === id);
  return row === undefined ? undefined : threadIn(tx, row, held);
}

/** Everything besides the first case. Leaves a line in each thread that is handed out. */
export async function readThreads(context: Context, tx: Transaction, first: Found): Promise<ThreadsAnswer> {
  const names = await namesOfTeams(context, tx);
  const threads: Thread[] = [];
  for (const row of await threadsOf(tx, first.lookup)) {
    const found = await threadIn(tx, row, false);
    const opening = found === undefined ? null : await readConversation(context, tx, found);
    threads.push({ case: row.case_id, from: row.from_case, kind: row.kind, team: row.team, organisation: row.organisation, teamName: names(row.team), referral: row.referral, reason: row.reason, opening });
  }
  return { consents: (await consentsByCode(tx, first.lookup)).map((row) => consentLine(row, names)), threads };
}

export function openThreads(context: Context, post: ThreadsPost): Promise<Result<ThreadsAnswer>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "threads", post, {}, false);
    return act.ok ? ok(await readThreads(context, tx, act.value)) : act;
  });
}

type Asked = { readonly row: ConsentRow; readonly place: Found };

async function consentIn(tx: Transaction, first: Found, id: string): Promise<Asked | undefined> {
  const row = (await consentsByCode(tx, first.lookup)).find((one) => one.id === id);
  const place = row === undefined ? undefined : await caseIn(tx, first, row.case_id, true);
  return row === undefined || place === undefined ? undefined : { row, place };
}

/** The word as it was sent before: an answer that was lost is given again. */
const isTold = (row: ConsentRow, kind: PieceIn["kind"]): boolean =>
  (kind === "consent" && row.state === "given") || (kind === "consent-refused" && row.state === "refused") || (kind === "withdrawal" && row.state === "withdrawn");

/**
 * The person's yes or no, signed, in the case where it was asked, and what it does, at once. Refuses state-changed (answered
 * before, or its day is over), person-only (a helper's code decides nothing), not-found, sequence-taken.
 */
export async function sayOnConsent(context: Context, tx: Transaction, first: Found, said: { readonly consent: string; readonly piece: PieceIn }): Promise<Result<MessageAnswer>> {
  if (!mayDecide(await cardOf(tx, first.lookup))) return refused("person-only");
  const asked = await consentIn(tx, first, said.consent);
  if (asked === undefined) return refused("not-found");
  const { row, place } = asked;
  if (isTold(row, said.piece.kind)) return ok({ state: place.found.state, promisedDay: place.found.due_day });
  if (said.piece.kind === "withdrawal") return withdrawn(context, tx, first, { ...asked, piece: said.piece });
  const written = await writeTo(context, tx, place, { pieces: [said.piece], act: "write", always: true });
  if (!written.ok) return written;
  const state = said.piece.kind === "consent" ? "given" : "refused";
  if (!(await answerConsent(tx, first.lookup, { consent: row.id, state, today: dayOf(context.clock.now()) }))) return refused("state-changed");
  await tx.audit({ act: `consent.${state}`, by: "reporter", organisation: place.found.organisation, record: place.found.id });
  return written;
}

/** Effective when this transaction commits: keys gone, what nobody accepted gone, both desks told. */
async function withdrawn(context: Context, tx: Transaction, first: Found, { row, place, piece }: Asked & { readonly piece: PieceIn }): Promise<Result<MessageAnswer>> {
  const written = await writeTo(context, tx, place, { pieces: [piece], act: "write", always: true });
  if (!written.ok) return written;
  const teams = await teamsUnder(tx, row.id);
  if (!(await withdrawByCode(tx, first.lookup, row.id))) return refused("state-changed");
  await consentEnded(context, tx, row.id, teams);
  await tx.audit({ act: "consent.withdrawn", by: "reporter", organisation: place.found.organisation, record: place.found.id });
  return written;
}

/** With script: signed over a one-time number. */
export function answerByCode(context: Context, post: ConsentAnswerPost): Promise<Result<MessageAnswer>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "consent", post, signedFields(post) as JsonValue, true);
    return act.ok ? sayOnConsent(context, tx, act.value, post) : act;
  });
}

export function withdrawWithCode(context: Context, post: WithdrawPost): Promise<Result<MessageAnswer>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "withdraw", post, signedFields(post) as JsonValue, true);
    return act.ok ? sayOnConsent(context, tx, act.value, post) : act;
  });
}

/** A thread that takes words: living, accepted where it was referred, and not the ministry's: to that one her own desk speaks. What is only offered may be gone tomorrow, with what was said to it. */
export async function writableThread(tx: Transaction, first: Found, id: string): Promise<Found | undefined> {
  if (first.found.id === id) return first;
  const row = (await threadsOf(tx, first.lookup)).find((one) => one.case_id === id);
  return row === undefined || row.kind === "escalation" || (row.referral !== null && row.referral !== "accepted") ? undefined : threadIn(tx, row, true);
}

/** Refuses what writing to the first case refuses; not-found when there is no such thread that takes words. */
export function writeToThread(context: Context, post: ThreadMessagePost): Promise<Result<MessageAnswer>> {
  if (!isSound(post)) return Promise.resolve(refused("input-invalid"));
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "write-thread", post, signedFields(post) as JsonValue, true);
    if (!act.ok) return act;
    if (isDecision(post) && !mayDecide(await cardOf(tx, act.value.lookup))) return refused("person-only");
    const thread = await writableThread(tx, act.value, post.thread);
    return thread === undefined ? refused("not-found") : writeTo(context, tx, thread, { pieces: post.pieces, act: actOf(post.helped), safety: post.safety });
  });
}

/** A new epoch of another desk's thread, with the code. Refuses what `beginEpochIn` refuses. */
export function beginThreadEpoch(context: Context, post: ThreadEpochPost): Promise<Result<Record<string, never>>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "thread-epoch", post, signedFields(post) as JsonValue, true);
    if (!act.ok) return act;
    const thread = await writableThread(tx, act.value, post.thread);
    return thread === undefined ? refused("not-found") : beginEpochIn(context, tx, thread, post);
  });
}

export function readThreadFile(context: Context, piece: string, post: ThreadFilePost): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "thread-file", post, { piece, thread: post.thread }, false);
    if (!act.ok) return act;
    const thread = await caseIn(tx, act.value, post.thread, false);
    const bytes = thread === undefined ? undefined : await collectParts((range) => reporterFileParts(tx, thread.lookup, piece, range));
    if (thread === undefined || bytes === undefined) return refused("not-found");
    await tx.audit({ act: "file.read", by: "reporter", organisation: thread.found.organisation, record: thread.found.id });
    return ok(bytes);
  });
}

/** Deleting with the code reaches every thread; each goes into the ledger. */
export async function removeEveryThread(context: Context, tx: Transaction, first: Found): Promise<void> {
  for (const id of await removeThreads(tx, first.lookup)) {
    await recordDeletion(tx, context.config.data, { kind: "case", id });
    await tx.audit({ act: "case.removed", by: "reporter", record: id });
  }
}
