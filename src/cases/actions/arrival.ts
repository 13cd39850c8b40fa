/**
 * A conversation for a browser without script (`security.md` 1.5): the server has the code for a moment, in memory, after
 * the person was warned. It opens and seals with the same functions as the script, and keeps neither code nor text.
 */
import { ok, refused } from "../../base/index.ts";
import type { Context, RefusalReference, Result, Transaction } from "../../base/index.ts";
import { EnvelopeRefusal, fromUtf8, readCode, recipientOf, reporterIdentities, toBase64Url, fromBase64Url, verifyKeyLog } from "../../envelope/index.ts";
import type { Bytes, EpochWrap, ExaminedPiece, KeyLogEntry, ReporterKeys } from "../../envelope/index.ts";
import { areCertified, sealEpoch } from "../shape/epoch.ts";
import { codeWraps } from "../records/epochs.ts";
import { beginEpochIn } from "./epochs.ts";
import { caseOf, conversation, setNotice } from "../records/reports.ts";
import type { CaseOfCode, PieceRow } from "../records/reports.ts";
import type { CaseAct } from "../rules.ts";
import { cardOf } from "../records/person.ts";
import { mayDecide } from "../rules/way-back.ts";
import { asksAttention } from "../rules/follow-up.ts";
import type { CheckInBody, ContactBody, EndingAnswer, FollowUp, LabelBody, MessageAnswer, MessagePost, Opening, ReportForm, WayBackBody } from "../shape.ts";
import { readConversation, removeCase, writeTo } from "./conversation.ts";
import type { Found } from "./conversation.ts";
import type { CallBackAnswer } from "../shape/call-back.ts";
import { callBackStanding } from "./call-back-standing.ts";
import { installationOf, peppered } from "./installation.ts";
import { answerCheckIn, followUpOf } from "./person.ts";
import { keepWayBack } from "./way-back.ts";
import { rolledBack } from "./rolled-back.ts";
import { readThreads } from "./threads.ts";
import { openWhole } from "./whole.ts";
import type { ArrivedWhole } from "./whole.ts";
import { bodyOf, keysOfCode, sealInOrder, sealedNotice, uploadFiles } from "./sealing.ts";
import type { ArrivedFile, Entry, Place } from "./sealing.ts";

const visitor = { role: "visitor" } as const;

export type ArrivedTalk = { readonly code: string; readonly keys: ReporterKeys; readonly opening: Opening; readonly followUp: FollowUp; readonly pieces: readonly ExaminedPiece[]; readonly callBack: CallBackAnswer; readonly whole: ArrivedWhole };

export type Known = { readonly keys: ReporterKeys; readonly lookup: Uint8Array; readonly code: string };

/** Argon2 runs for every code that has the form of one, whether it exists or not: the answer takes as long. */
export async function known(context: Context, typed: string): Promise<Result<Known>> {
  const code = readCode(typed);
  if (code === undefined) return refused("code-wrong-form");
  const keys = await keysOfCode(context, code);
  return ok({ keys, code, lookup: peppered(context, keys.lookup) });
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

export function foundOf({ keys, lookup }: Known, found: CaseOfCode | undefined): Result<Found> {
  return found !== undefined && isSame(found.sign_public, keys.signer.publicKey) ? ok({ found, lookup }) : refused("code-not-recognised");
}

const bytes = (text: string): Bytes => fromBase64Url(text) ?? new Uint8Array();

export const identitiesOf = (opening: Opening, keys: ReporterKeys): Promise<Map<number, string>> =>
  reporterIdentities(opening.wraps.map(({ epoch, wrapped }) => ({ epoch, wrapped: bytes(wrapped) })), keys.identity);

/** Everything the code opens, opened. Refuses code-wrong-form and code-not-recognised. */
export async function openArrived(context: Context, typed: string): Promise<Result<ArrivedTalk>> {
  const asked = await known(context, typed);
  if (!asked.ok) return asked;
  const read = await rolledBack(context, visitor, async (tx) => {
    const found = foundOf(asked.value, await caseOf(tx, asked.value.lookup, false));
    if (!found.ok) return found;
    const callBack = await callBackStanding(context, tx, found.value);
    const followUp = await followUpOf(context, tx, found.value);
    const threads = await readThreads(context, tx, found.value);
    return ok({ opening: await readConversation(context, tx, found.value), threads, followUp, callBack });
  });
  if (!read.ok) return read;
  try {
    const { threads, ...more } = read.value;
    const whole = await openWhole(asked.value.keys, more.opening, threads);
    return ok({ code: asked.value.code, keys: asked.value.keys, ...more, pieces: whole.first.pieces, whole });
  } catch (error) {
    if (error instanceof EnvelopeRefusal) return refused("code-not-recognised");
    throw error;
  }
}

export type Arrived = {
  readonly text: string;
  readonly files: readonly ArrivedFile[];
  readonly safety?: MessagePost["safety"];
  readonly helped?: MessagePost["helped"];
  readonly ending?: "stop";
  readonly contact?: ContactBody;
  /** Name and sentence for who loses the code, with nothing beside it. */
  readonly wayBack?: { readonly name: string; readonly body: WayBackBody };
  /** The answer to a check-in, with nothing beside it. */
  readonly checkIn?: { readonly id: string; readonly body: CheckInBody };
  /** Id of the first piece: a form that is sent twice is stored once. */
  readonly mark: string;
};

const mark = { sealedOnArrival: true } as const;

/** What was sent, as pieces in their order; the first has the id of the form. */
export async function entriesOf(context: Context, arrived: Arrived): Promise<Result<Entry[]>> {
  const uploaded = await uploadFiles(context, arrived.files);
  if (!uploaded.ok) return uploaded;
  const { text, safety, helped, ending, contact, checkIn, wayBack } = arrived;
  const entries: Entry[] = [
    ...(text === "" ? [] : [{ kind: "message" as const, body: bodyOf({ ...mark, text }) }]),
    ...(safety === undefined ? [] : [{ kind: "safety" as const, body: bodyOf({ ...mark, safe: safety === "safe" }) }]),
    ...(helped === undefined ? [] : [{ kind: "helped" as const, body: bodyOf({ ...mark, answer: helped }) }]),
    ...(contact === undefined ? [] : [{ kind: "contact" as const, body: bodyOf({ ...mark, ...contact }) }]),
    ...(checkIn === undefined ? [] : [{ kind: "check-in" as const, body: bodyOf({ ...mark, ...checkIn.body }) }]),
    ...(wayBack === undefined ? [] : [{ kind: "way-back" as const, body: bodyOf({ ...mark, ...wayBack.body }) }]),
    ...(ending === undefined ? [] : [{ kind: "ending" as const, body: bodyOf({ ...mark, mode: "stop" }) }]),
    ...uploaded.value,
  ];
  const [first, ...rest] = entries;
  return first === undefined ? refused("input-invalid") : ok([{ ...first, id: arrived.mark }, ...rest]);
}

export const actOf = ({ helped, ending }: Arrived): CaseAct => (ending === "stop" ? "stop" : helped === undefined ? "write" : helped === "yes" ? "say-helped" : "say-not-helped");

/** What a helper's code may not do. */
export const decides = ({ helped, ending, contact }: Arrived): boolean => helped !== undefined || ending !== undefined || contact !== undefined;

type State = { readonly found: CaseOfCode; readonly rows: readonly PieceRow[]; readonly wraps: readonly EpochWrap[] };

export function stateOf(context: Context, asked: Known): Promise<Result<State>> {
  return rolledBack(context, visitor, async (tx) => {
    const found = foundOf(asked, await caseOf(tx, asked.lookup, false));
    return found.ok ? ok({ found: found.value.found, rows: await conversation(tx, asked.lookup), wraps: await codeWraps(tx, asked.lookup) }) : found;
  });
}

/** Somebody else wrote at the same moment: look again, seal again behind it. */
export const mostTries = 3;
/** The second: the same button was pressed twice, and the other one was first; looking again finds the message there. */
export const beaten: ReadonlySet<RefusalReference> = new Set(["sequence-taken", "epoch-outdated", "input-invalid"]);

/** A new epoch is due (`security.md` 1.8): begun here, in memory, because this browser has no script to do it. */
async function begin(context: Context, asked: Known): Promise<Result<unknown>> {
  const arrived = await openArrived(context, asked.code);
  if (!arrived.ok) return arrived;
  const { opening, pieces } = arrived.value;
  const last = pieces.at(-1);
  const log = opening.keyLog as readonly KeyLogEntry[];
  if (last?.ok !== true || !pieces.every((piece) => piece.ok) || !verifyKeyLog(log).ok || !areCertified(opening.holders, log, opening)) return refused("key-not-certified");
  const label = pieces.flatMap((one) => (one.ok && one.piece.header.kind === "label" ? [JSON.parse(fromUtf8(one.piece.body)) as LabelBody] : []))[0];
  const identities = await identitiesOf(opening, asked.keys);
  const epoch = Math.max(...identities.keys());
  const place = { installation: opening.installation, case: opening.case, chain: "shared", sequence: last.piece.header.sequence + 1, previous: last.piece.hash } as const;
  const post = await sealEpoch({ place, epoch: epoch + 1, sender: "reporter", signer: asked.keys.signer, before: identities.get(epoch), holders: opening.holders, label });
  return rolledBack(context, visitor, async (tx) => {
    const held = foundOf(asked, await caseOf(tx, asked.lookup, true));
    return held.ok ? beginEpochIn(context, tx, held.value, post) : held;
  });
}

/** Where the next piece goes. A due epoch is begun first, and then it is `epoch-outdated`: look again. */
export async function placeFor(context: Context, asked: Known, { found, rows, wraps }: State): Promise<Result<Place>> {
  if (found.due) {
    const begun = await begin(context, asked);
    return begun.ok ? refused("epoch-outdated") : begun;
  }
  const caseIdentity = (await reporterIdentities(wraps, asked.keys.identity)).get(found.epoch) ?? "";
  const { installation } = await installationOf(context);
  const last = rows.at(-1);
  return ok({ installation, case: found.id, signer: asked.keys.signer, caseRecipient: await recipientOf(caseIdentity), epoch: found.epoch, sequence: (last?.sequence ?? 0) + 1, previous: last === undefined ? "" : toBase64Url(last.hash) });
}

async function attempt(context: Context, asked: Known, arrived: Arrived, entries: readonly Entry[]): Promise<Result<MessageAnswer>> {
  const state = await stateOf(context, asked);
  if (!state.ok) return state;
  const { found, rows } = state.value;
  if (rows.some((row) => row.id === arrived.mark)) return ok({ state: found.state, promisedDay: found.due_day });
  const ready = await placeFor(context, asked, state.value);
  if (!ready.ok) return ready;
  const { value: place } = ready;
  const pieces = await sealInOrder(context, place, entries);
  return rolledBack(context, visitor, async (tx) => {
    const held = foundOf(asked, await caseOf(tx, asked.lookup, true));
    if (!held.ok) return held;
    const [first] = pieces;
    const { checkIn, wayBack } = arrived;
    if (wayBack !== undefined && first !== undefined) return keepWayBack(context, tx, held.value, { name: wayBack.name, piece: first });
    if (checkIn !== undefined && first !== undefined) return answerCheckIn(context, tx, held.value, { checkIn: checkIn.id, attention: asksAttention(checkIn.body), piece: first });
    if (decides(arrived) && !mayDecide(await cardOf(tx, asked.lookup))) return refused("person-only");
    return writeTo(context, tx, held.value, { pieces, act: actOf(arrived), safety: arrived.safety });
  });
}

/** Refuses what writing with script refuses. */
export async function writeArrived(context: Context, code: string, arrived: Arrived): Promise<Result<MessageAnswer>> {
  const asked = await known(context, code);
  if (!asked.ok) return asked;
  const entries = await entriesOf(context, arrived);
  if (!entries.ok) return entries;
  for (let count = 1; ; count += 1) {
    const written = await attempt(context, asked.value, arrived, entries.value);
    if (written.ok || !beaten.has(written.because) || count === mostTries) return written;
  }
}

/** Takes everything away. */
export async function removeArrived(context: Context, code: string): Promise<Result<EndingAnswer>> {
  const asked = await known(context, code);
  if (!asked.ok) return asked;
  return rolledBack(context, visitor, async (tx) => {
    const found = foundOf(asked.value, await caseOf(tx, asked.value.lookup, true));
    if (!found.ok) return found;
    return mayDecide(await cardOf(tx, asked.value.lookup)) ? removeCase(context, tx, found.value) : refused("person-only");
  });
}

/** Keeps a notice address, or erases it when none is given. */
export async function noticeArrived(context: Context, code: string, form: Pick<ReportForm, "noticeMail" | "noticeHours">, language: string): Promise<Result<Record<string, never>>> {
  const asked = await known(context, code);
  if (!asked.ok) return asked;
  const sealed = await sealedNotice(context, form, language);
  return rolledBack(context, visitor, async (tx) => {
    const found = foundOf(asked.value, await caseOf(tx, asked.value.lookup, true));
    if (!found.ok) return found;
    const notice = sealed === undefined ? undefined : { sealed: fromBase64Url(sealed.sealed) ?? new Uint8Array(), hours: sealed.hours };
    if (!mayDecide(await cardOf(tx, asked.value.lookup))) return refused("person-only");
    if (notice !== undefined && found.value.found.state === "closed") return refused("transition-not-allowed");
    await setNotice(tx, asked.value.lookup, notice);
    await tx.audit({ act: "notice.changed", by: "reporter", organisation: found.value.found.organisation, record: found.value.found.id });
    return ok({});
  });
}

/** Anything else that a person does with the code, in one transaction that holds the case. */
export async function actArrived<T>(context: Context, code: string, work: (tx: Transaction, found: Found) => Promise<Result<T>>): Promise<Result<T>> {
  const asked = await known(context, code);
  if (!asked.ok) return asked;
  return rolledBack(context, visitor, async (tx) => {
    const found = foundOf(asked.value, await caseOf(tx, asked.value.lookup, true));
    return found.ok ? work(tx, found.value) : found;
  });
}

/** What was promised to a report that came in under this code before; for a form that was sent again with other words. */
export async function promisedBefore(context: Context, tx: Transaction, keys: ReporterKeys): Promise<string | undefined> {
  return (await caseOf(tx, peppered(context, keys.lookup), false))?.due_day;
}
