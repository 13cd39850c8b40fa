/**
 * What a person does with the code. Every act is signed over a one-time number with the key from the code; the lookup only
 * finds. A code that does not exist, a wrong signature and a removed case get the same answer after the same work.
 */
import { keyLog } from "../../accounts/index.ts";
import { dayOf, ok, refused } from "../../base/index.ts";
import { closingsOf } from "../../clock/index.ts";
import type { Context, Day, RefusalReference, Result, Transaction } from "../../base/index.ts";
import { fromBase64Url, toBase64Url, verifyAct } from "../../envelope/index.ts";
import type { JsonValue } from "../../envelope/index.ts";
import { caseOf, conversation, movedPromise, removeByCode, reporterFileParts, setNotice, useNonce, write } from "../records/reports.ts";
import type { CaseOfCode, PieceRow, Received } from "../records/reports.ts";
import { boxHears } from "../records/kept-out.ts";
import { codeSigners, codeWraps, epochHolders } from "../records/epochs.ts";
import { holderOut } from "./epochs.ts";
import { cardOf } from "../records/person.ts";
import { transition } from "../rules.ts";
import type { CaseAct, CaseState, Outcome } from "../rules.ts";
import { mayDecide } from "../rules/way-back.ts";
import { Limits, signedFields } from "../shape.ts";
import type { ChallengeAnswer, EndingAnswer, EndingPost, FilePost, MessageAnswer, MessagePost, NoticePost, Opening, OpeningPost, PieceIn, PieceOut, ReporterAct } from "../shape.ts";
import { recordDeletion } from "../../store/index.ts";
import { hangingOn, noteEnded } from "./ended.ts";
import { planByDefault } from "./planning.ts";
import { installationIn, peppered, serverKeyOf } from "./installation.ts";
import { tellTeam } from "./kept-out.ts";
import { newNonce, readNonce } from "./nonces.ts";
import { promiseOf, serviceOfTeam } from "./points.ts";
import { startAnswer } from "./terms.ts";
import { removeEveryThread, writableThread } from "./threads.ts";
import { newPieces, uploadsOf } from "./report.ts";
import { rolledBack } from "./rolled-back.ts";

type Signed = { readonly lookup: string; readonly nonce: string; readonly signature: string };

/** So many days after a deletion the last backup that still held it is gone (`security.md` 2.7). */
export const backupDays = 35;

const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();

export function challenge(context: Context, lookup: string): Result<ChallengeAnswer> {
  return ok({ nonce: newNonce(context, bytesOf(lookup)) });
}

/** For lookups that are not there: something must be verified all the same. */
const nobody = new Uint8Array(32).fill(1);

export type Found = { readonly found: CaseOfCode; readonly lookup: Uint8Array };

/** The case behind a signed act, held until the end of the transaction when something changes. */
export async function caseOfAct(context: Context, tx: Transaction, act: ReporterAct, signed: Signed, fields: JsonValue, held: boolean): Promise<Result<Found>> {
  const raw = bytesOf(signed.lookup);
  const nonce = readNonce(context, raw, signed.nonce);
  if (nonce === undefined) return refused("challenge-expired");
  const lookup = peppered(context, raw);
  const found = await caseOf(tx, lookup, held);
  const genuine = verifyAct(found?.sign_public ?? nobody, { act, nonce: signed.nonce, fields }, bytesOf(signed.signature));
  if (found === undefined || !genuine) return refused("code-not-recognised");
  if (!(await useNonce(tx, nonce.bytes, nonce.until))) return refused("challenge-expired");
  return ok({ found, lookup });
}

export function pieceOut(row: PieceRow): PieceOut {
  const { id, chain, kind, sender, sequence, day, epoch } = row;
  return { id, chain, kind, sender, sequence, day, epoch, sealed: toBase64Url(row.sealed), key: toBase64Url(row.key), hash: toBase64Url(row.hash), ...(row.upload === null ? {} : { upload: row.upload }) };
}

/** Everything the code may see of its case. Leaves a line first: reading is handing out what is sealed. */
export async function readConversation(context: Context, tx: Transaction, { found, lookup }: Found): Promise<Opening> {
  const installation = await installationIn(context, tx);
  const wraps = await codeWraps(tx, lookup);
  // A recovered code that may not read back gets nothing of before: not even the number of its pieces would be hidden otherwise.
  const from = wraps[0]?.epoch ?? 1;
  const pieces = (await conversation(tx, lookup)).filter((piece) => piece.epoch >= from);
  const holders = await epochHolders(tx, { case: found.id, chain: "shared" });
  const signers = await codeSigners(tx, lookup);
  const log = await keyLog(tx);
  const service = await serviceOfTeam(context, tx, found.team);
  const moved = await movedPromise(tx, lookup);
  await tx.audit({ act: "conversation.read", by: "reporter", organisation: found.organisation, record: found.id });
  return {
    case: found.id,
    installation: installation.installation,
    organisation: found.organisation,
    team: found.team,
    service: service.id,
    serviceName: service.service?.name ?? { nl: found.team, en: found.team },
    page: service.service?.member ?? null,
    state: found.state,
    ...(found.outcome === null ? {} : { outcome: found.outcome }),
    promisedDay: found.due_day,
    // Later only: a promise that came nearer needs no excuse, and one that was moved again by hand has its own words.
    ...(moved?.to_day === found.due_day && moved.from_day !== null && moved.from_day < found.due_day ? { movedFrom: moved.from_day } : {}),
    wraps: wraps.map(({ epoch, wrapped }) => ({ epoch, wrapped: toBase64Url(wrapped) })),
    due: found.due,
    holders: holders.map(holderOut),
    signers: signers.map(toBase64Url),
    pieces: pieces.map(pieceOut),
    serverKey: toBase64Url(serverKeyOf(context)),
    keyLog: log.entries,
    filesReadable: found.opened,
    notice: found.notice,
  };
}

export async function openConversation(context: Context, post: OpeningPost): Promise<Result<Opening>> {
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const act = await caseOfAct(context, tx, "open", post, {}, false);
    return act.ok ? ok(await readConversation(context, tx, act.value)) : act;
  });
}

/** Pieces follow each other; files come with uploads; `safety` and `helped` with what they say in the open, once. */
export function isSound(post: Pick<MessagePost, "pieces" | "safety" | "helped">): boolean {
  const count = (kind: PieceIn["kind"]): number => post.pieces.filter((piece) => piece.kind === kind).length;
  const follow = post.pieces.every((piece, at) => at === 0 || piece.sequence === (post.pieces[at - 1]?.sequence ?? 0) + 1);
  const files = post.pieces.every((piece) => (piece.kind === "file") === (piece.upload !== undefined));
  return follow && files && count("safety") === (post.safety === undefined ? 0 : 1) && count("helped") === (post.helped === undefined ? 0 : 1);
}

/** What a helper's code may not say: whether it helped, and how the person is reached. */
export const isDecision = ({ pieces, helped }: Pick<MessagePost, "pieces" | "helped">): boolean => helped !== undefined || pieces.some(({ kind }) => kind === "contact");

export const actOf = (helped: MessagePost["helped"]): CaseAct => (helped === undefined ? "write" : helped === "yes" ? "say-helped" : "say-not-helped");

/** `stay`: a word that asks nothing of anybody (a check-in: all is well); the case stays as it is. */
export type WritingAct = CaseAct | "stay";
type Move = { readonly state: CaseState; readonly outcome: Outcome | null };

function moveOf(found: CaseOfCode, act: WritingAct): Move | undefined {
  if (act === "stay") return { state: found.state, outcome: found.outcome };
  const to = transition(found.state, act);
  return to === undefined ? undefined : { state: to.to, outcome: to.to === "closed" ? (to.outcomes?.[0] ?? null) : null };
}

/** `answerDays`: a new term begins. */
type Days = { readonly dueDay: Day; readonly halfDay: Day; readonly answerDays?: number };

/** A first unread word gets a new promise; "no" is due today; what nobody read yet keeps its day. */
async function daysAfter(context: Context, tx: Transaction, found: CaseOfCode, act: WritingAct): Promise<Days> {
  const today = dayOf(context.clock.now());
  if (act === "say-not-helped") return { dueDay: today, halfDay: today };
  if (act !== "write" || found.state === "new" || found.state === "unread") return { dueDay: found.due_day, halfDay: found.half_day };
  const { service, answerDays } = await serviceOfTeam(context, tx, found.team);
  return { ...promiseOf(service, answerDays, context.clock.now(), await closingsOf(tx, found.organisation)), answerDays };
}

const refusals: Readonly<Record<Exclude<Received["done"], "stored" | "same">, RefusalReference>> = {
  different: "input-invalid",
  "file-incomplete": "file-incomplete",
  "files-too-many": "files-too-many",
};

type Writing = { readonly pieces: readonly PieceIn[]; readonly act: WritingAct; readonly safety?: MessagePost["safety"]; /** Yes, no, and taking a yes back: never refused for want of room. */ readonly always?: true };

/** Stopping is always possible. */
function isFull({ pieces, act, safety, always }: Writing): boolean {
  if (always === true) return false;
  const most = act === "write" && safety === undefined ? Limits.places : Limits.lastPlaces;
  return act !== "stop" && (pieces.at(-1)?.sequence ?? 0) > most;
}

/** Of a case that members hold one by one those hear; danger goes on to the coordinator too, because who leads the team may be kept out. */
async function tell(context: Context, tx: Transaction, { id, team }: CaseOfCode, notSafe: boolean): Promise<void> {
  await tellTeam(context, tx, { about: id, event: notSafe ? "case.not-safe" : "case.written", team });
  if (notSafe && !(await boxHears(tx, id))) await tx.emit({ event: "case.held-not-safe", payload: { team } });
}

/** Adds pieces and moves the case by the one table of states. The case is held by this transaction. */
export async function writeTo(context: Context, tx: Transaction, at: Found, writing: Writing): Promise<Result<MessageAnswer>> {
  const { found, lookup } = at;
  const move = moveOf(found, writing.act);
  if (move === undefined) return refused("transition-not-allowed");
  if (isFull(writing)) return refused("conversation-full");
  const days = await daysAfter(context, tx, found, writing.act);
  const hanging = move.state === "closed" && found.state !== "closed" ? await hangingOn(tx, at) : undefined;
  const done = await write(tx, lookup, {
    pieces: newPieces(writing.pieces),
    uploads: uploadsOf(writing.pieces),
    mostBytes: Limits.caseBytes,
    today: dayOf(context.clock.now()),
    state: move.state,
    outcome: move.outcome,
    urgent: writing.safety === "not-safe" || (writing.safety === undefined && found.urgent),
    dueDay: days.dueDay,
    halfDay: days.halfDay,
  });
  if (done === "same") return ok({ state: found.state, promisedDay: found.due_day });
  if (done !== "stored") return refused(refusals[done]);
  if (days.answerDays !== undefined) await startAnswer(context, tx, { case: found.id, organisation: found.organisation, team: found.team, due: days.dueDay }, days.answerDays);
  if (hanging !== undefined) await noteEnded(context, tx, at, hanging);
  if (writing.act === "say-helped") await planByDefault(context, tx, { lookup });
  if (writing.act !== "stay") await tell(context, tx, found, writing.safety === "not-safe");
  await tx.audit({ act: `conversation.${writing.act}`, by: "reporter", organisation: found.organisation, record: found.id });
  return ok({ state: move.state, promisedDay: days.dueDay });
}

/** A repeat of pieces that were stored is answered before the state is asked: the first time may have changed it. */
export async function isStored(tx: Transaction, { lookup }: Found, pieces: readonly PieceIn[]): Promise<boolean> {
  const there = new Set((await conversation(tx, lookup)).map((row) => `${row.id} ${toBase64Url(row.sealed)}`));
  return pieces.every((piece) => there.has(`${piece.id} ${piece.sealed}`));
}

/** Refuses sequence-taken (fetch, seal again), transition-not-allowed, file-incomplete, files-too-many. */
export async function writeMessage(context: Context, post: MessagePost): Promise<Result<MessageAnswer>> {
  if (!isSound(post)) return refused("input-invalid");
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const act = await caseOfAct(context, tx, "write", post, signedFields(post) as JsonValue, true);
    if (!act.ok) return act;
    const { found } = act.value;
    if (isDecision(post) && !mayDecide(await cardOf(tx, act.value.lookup))) return refused("person-only");
    const writing: Writing = { pieces: post.pieces, act: actOf(post.helped), safety: post.safety };
    if (moveOf(found, writing.act) === undefined && (await isStored(tx, act.value, post.pieces))) return ok({ state: found.state, promisedDay: found.due_day });
    return writeTo(context, tx, act.value, writing);
  });
}

const partsAtOnce = 16;

/** The sealed bytes of a file, only after a worker opened the case. */
export async function collectParts(read: (range: { first: number; count: number }) => Promise<readonly Uint8Array[]>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array[] = [];
  for (let first = 0; ; first += partsAtOnce) {
    const some = await read({ first, count: partsAtOnce });
    parts.push(...some);
    if (some.length < partsAtOnce) break;
  }
  return parts.length === 0 ? undefined : new Uint8Array(Buffer.concat(parts));
}

/** `not-found`: no such file, or nobody of the team opened the case yet. */
export async function readReporterFile(context: Context, piece: string, post: FilePost): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const act = await caseOfAct(context, tx, "file", post, { piece }, false);
    if (!act.ok) return act;
    const { found, lookup } = act.value;
    const bytes = await collectParts((range) => reporterFileParts(tx, lookup, piece, range));
    if (bytes === undefined) return refused("not-found");
    await tx.audit({ act: "file.read", by: "reporter", organisation: found.organisation, record: found.id });
    return ok(bytes);
  });
}

export async function changeNotice(context: Context, post: NoticePost): Promise<Result<Record<string, never>>> {
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const act = await caseOfAct(context, tx, "notice", post, signedFields(post) as JsonValue, true);
    if (!act.ok) return act;
    const { found, lookup } = act.value;
    if (!mayDecide(await cardOf(tx, lookup))) return refused("person-only");
    if (post.notice !== null && found.state === "closed") return refused("transition-not-allowed");
    await setNotice(tx, lookup, post.notice === null ? undefined : { sealed: bytesOf(post.notice.sealed), hours: post.notice.hours });
    await tx.audit({ act: "notice.changed", by: "reporter", organisation: found.organisation, record: found.id });
    return ok({});
  });
}

/** Everything goes in this transaction; the ledger outside the database is written before it commits, so no backup brings it back. */
export async function removeCase(context: Context, tx: Transaction, { found, lookup }: Found): Promise<Result<EndingAnswer>> {
  await removeEveryThread(context, tx, { found, lookup });
  const id = await removeByCode(tx, lookup);
  await recordDeletion(tx, context.config.data, { kind: "case", id });
  await tx.audit({ act: "case.removed", by: "reporter", organisation: found.organisation, record: id });
  return ok({ state: "removed", backupDays });
}

/** With a last word; where it was closed in the meantime it is stopped already. */
async function stopAt(context: Context, tx: Transaction, at: Found, piece: PieceIn): Promise<Result<unknown>> {
  return moveOf(at.found, "stop") === undefined ? ok({}) : writeTo(context, tx, at, { pieces: [piece], act: "stop" });
}

async function stopThreads(context: Context, tx: Transaction, first: Found, threads: NonNullable<EndingPost["threads"]>): Promise<Result<unknown>> {
  for (const { thread, piece } of threads) {
    const found = await writableThread(tx, first, thread);
    const stopped = found === undefined ? refused("not-found") : await stopAt(context, tx, found, piece);
    if (!stopped.ok) return stopped;
  }
  return ok({});
}

/** Everywhere at once. A first conversation that is over holds nobody to the desks that go on: those are stopped all the same. */
async function stopAll(context: Context, tx: Transaction, first: Found, { piece, threads }: { readonly piece: PieceIn; readonly threads: NonNullable<EndingPost["threads"]> }): Promise<Result<EndingAnswer>> {
  if (threads.length === 0 && moveOf(first.found, "stop") === undefined) return refused("transition-not-allowed");
  const stopped = await stopAt(context, tx, first, piece);
  if (!stopped.ok) return stopped;
  const others = await stopThreads(context, tx, first, threads);
  return others.ok ? ok({ state: "closed", backupDays }) : others;
}

export async function endConversation(context: Context, post: EndingPost): Promise<Result<EndingAnswer>> {
  if ((post.mode === "stop") !== (post.piece !== undefined) || (post.mode === "delete" && post.threads !== undefined)) return refused("input-invalid");
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const act = await caseOfAct(context, tx, "end", post, signedFields(post) as JsonValue, true);
    if (!act.ok) return act;
    if (!mayDecide(await cardOf(tx, act.value.lookup))) return refused("person-only");
    if (post.piece === undefined) return removeCase(context, tx, act.value);
    return stopAll(context, tx, act.value, { piece: post.piece, threads: post.threads ?? [] });
  });
}
