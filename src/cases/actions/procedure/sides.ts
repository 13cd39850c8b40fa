/**
 * What complainant and board do in a procedure, each with the own code. Which side speaks comes from the code, never from
 * what was sent; an unknown code, a wrong signature and a procedure that is gone get the same answer after the same work.
 */
import { keyLog } from "../../../accounts/index.ts";
import { dayOf, ok, refused } from "../../../base/index.ts";
import type { AuditLine, Context, Day, RefusalReference, Result, Transaction } from "../../../base/index.ts";
import { fromBase64Url, toBase64Url, verifyAct } from "../../../envelope/index.ts";
import type { JsonValue } from "../../../envelope/index.ts";
import { boardWrapsByCode, obligationsByCode, partsByCode, piecesByCode, procedureBehind, sayByCode } from "../../records/procedures.ts";
import type { BehindCode, ProcedurePieceRow } from "../../records/procedures.ts";
import { useNonce } from "../../records/reports.ts";
import { heldBack, stepOf } from "../../rules/procedure.ts";
import type { ProcedureStep } from "../../rules/procedure.ts";
import { Limits, signedFields } from "../../shape.ts";
import type { ReporterAct } from "../../shape.ts";
import type { ProcedureAnswer, ProcedureOpening, ProcedureOpeningPost, ProcedurePieceIn, ProcedurePieceOut, ProcedureSayPost } from "../../shape/procedure.ts";
import { collectParts } from "../conversation.ts";
import { installationIn, peppered } from "../installation.ts";
import { tellTeam } from "../kept-out.ts";
import { readNonce } from "../nonces.ts";
import { serviceOfTeam } from "../points.ts";
import { rolledBack } from "../rolled-back.ts";
import { nextDay, standingOf } from "./standing.ts";
import type { Known } from "./standing.ts";

const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();
/** PostgreSQL writes base64 in lines. */
const fromStored = (text: string): string => Buffer.from(text, "base64").toString("base64url");
const visitor = { role: "visitor" } as const;
/** For lookups that are not there: something must be verified all the same. */
const nobody = new Uint8Array(32).fill(1);

export type FoundProcedure = BehindCode;

type Signed = { readonly lookup: string; readonly nonce: string; readonly signature: string };

async function procedureOfAct(context: Context, tx: Transaction, act: ReporterAct, signed: Signed, fields: JsonValue, held: boolean): Promise<Result<FoundProcedure>> {
  const raw = bytesOf(signed.lookup);
  const nonce = readNonce(context, raw, signed.nonce);
  if (nonce === undefined) return refused("challenge-expired");
  const behind = await procedureBehind(tx, peppered(context, raw), held);
  const genuine = verifyAct(behind?.found.sign_public ?? nobody, { act, nonce: signed.nonce, fields }, bytesOf(signed.signature));
  if (behind === undefined || !genuine) return refused("code-not-recognised");
  if (!(await useNonce(tx, nonce.bytes, nonce.until))) return refused("challenge-expired");
  return ok(behind);
}

export function procedurePieceOut({ upload, sealed, key, hash, ...row }: ProcedurePieceRow): ProcedurePieceOut {
  return { id: row.id, kind: row.kind, sender: row.sender, sequence: row.sequence, day: row.day, epoch: row.epoch, sealed: toBase64Url(sealed), key: toBase64Url(key), hash: toBase64Url(hash), ...(upload === null ? {} : { upload }) };
}

async function knownOf(tx: Transaction, { found, lookup }: FoundProcedure): Promise<Known> {
  return { row: found, boardInvited: found.board_epoch !== null, obligations: await obligationsByCode(tx, lookup, found.id) };
}

/** Audit lines of the board name the board; they belong to the case, as everything of it does. */
const lineOf = ({ found }: FoundProcedure, act: string): AuditLine => ({ act: `procedure.${found.side}-${act}`, by: found.side === "board" ? "visitor" : "reporter", organisation: found.organisation, record: found.case_id });

/** Everything of the procedure and nothing of the case. Leaves a line first. */
export async function readProcedure(context: Context, tx: Transaction, at: FoundProcedure): Promise<ProcedureOpening> {
  const { found, lookup } = at;
  const { installation } = await installationIn(context, tx);
  const pieces = await piecesByCode(tx, lookup, found.id);
  const { obligations } = await knownOf(tx, at);
  const log = await keyLog(tx);
  const { service } = await serviceOfTeam(context, tx, found.team);
  await tx.audit(lineOf(at, "read"));
  return {
    procedure: found.id,
    side: found.side,
    state: found.state,
    ...(found.outcome === null ? {} : { outcome: found.outcome }),
    dueDay: found.due_day,
    pausedSince: found.paused_since,
    advisedDay: found.advised_day,
    binding: found.binding,
    boardInvited: found.board_epoch !== null,
    obligations: [...obligations],
    today: dayOf(context.clock.now()),
    installation,
    organisation: found.organisation,
    serviceName: service?.name ?? { nl: found.team, en: found.team },
    ...(found.wrapped === null ? {} : { wrap: toBase64Url(found.wrapped) }),
    wraps: found.side === "board" ? (await boardWrapsByCode(tx, lookup)).map(({ epoch, wrapped }) => ({ epoch, wrapped: toBase64Url(wrapped) })) : [],
    pieces: pieces.map(procedurePieceOut),
    boards: found.boards.map(({ epoch, signPublic }) => ({ epoch, signPublic: fromStored(signPublic) })),
    reporters: found.reporters.map(fromStored),
    keyLog: log.entries,
  };
}

export function openProcedure(context: Context, post: ProcedureOpeningPost): Promise<Result<ProcedureOpening>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await procedureOfAct(context, tx, "procedure-open", post, {}, false);
    return act.ok ? ok(await readProcedure(context, tx, act.value)) : act;
  });
}

/** The piece of the step, then files, each behind the one before it. */
function isSound(pieces: readonly ProcedurePieceIn[], step: ProcedureStep): boolean {
  const follow = pieces.every((piece, at) => at === 0 || piece.sequence === (pieces[at - 1]?.sequence ?? 0) + 1);
  return follow && pieces.every((piece, at) => (at === 0 ? piece.kind === step.kind && piece.upload === undefined : piece.kind === "file" && piece.upload !== undefined));
}

/** Files of one side; half of what a case may hold, so that the complainant keeps room for the own conversation. */
const sideBytes = Limits.caseBytes / 2;

const base64 = (text: string): string => Buffer.from(text, "base64url").toString("base64");

const refusals = { different: "input-invalid", "file-incomplete": "file-incomplete", "files-too-many": "files-too-many" } as const satisfies Record<string, RefusalReference>;

export type Said = Pick<ProcedureSayPost, "act" | "pieces" | "obligation">;

async function isRepeat(tx: Transaction, { found, lookup }: FoundProcedure, pieces: readonly ProcedurePieceIn[]): Promise<boolean> {
  const there = new Set((await piecesByCode(tx, lookup, found.id)).map((row) => `${row.id} ${toBase64Url(row.sealed)}`));
  return pieces.every((piece) => there.has(`${piece.id} ${piece.sealed}`));
}

/** The obligation that a word is about must be one that is open here; a word about none must name none. */
function namesRightly(step: ProcedureStep, said: Said, known: Known): boolean {
  if (step.kind !== "done-answer") return said.obligation === undefined;
  return known.obligations.some((one) => one.id === said.obligation && one.settled === null);
}

/** Each side has its own places: neither can shut the other out by writing without end. */
async function isFull(tx: Transaction, { found, lookup }: FoundProcedure): Promise<boolean> {
  const isOwn = (sender: string): boolean => sender.startsWith("board:") === (found.side === "board") && !sender.startsWith("member:");
  return (await piecesByCode(tx, lookup, found.id)).filter(({ sender }) => isOwn(sender)).length >= Limits.places;
}

/** Adds what a side says and moves the procedure by the one table of steps. The procedure is held by this transaction. */
export async function sayIn(context: Context, tx: Transaction, at: FoundProcedure, said: Said): Promise<Result<ProcedureAnswer>> {
  const { found, lookup } = at;
  const now: ProcedureAnswer = { state: found.state, dueDay: found.due_day };
  if (await isRepeat(tx, at, said.pieces)) return ok(now);
  if (!at.decides && said.act !== "write") return refused("person-only");
  const known = await knownOf(tx, at);
  const step = stepOf(found.state, said.act, found.side);
  if (step === undefined || heldBack(step, standingOf(context, known)) !== undefined) return refused("transition-not-allowed");
  if (!isSound(said.pieces, step) || !namesRightly(step, said, known)) return refused("input-invalid");
  if (await isFull(tx, at)) return refused("conversation-full");
  const dueDay = await nextDay(context, tx, { row: found, step });
  const [state, outcome] = [step.to ?? found.state, step.to === "ended" ? (step.outcomes?.[0] ?? null) : null];
  const says = step.kind === "done-answer" ? { obligation: said.obligation ?? "", says: said.act === "say-done" ? ("yes" as const) : ("no" as const) } : {};
  const done = await sayByCode(tx, lookup, {
    pieces: said.pieces.map((piece) => ({ ...piece, sealed: base64(piece.sealed), key: base64(piece.key) })),
    uploads: said.pieces.flatMap((piece) => piece.upload ?? []),
    mostBytes: sideBytes,
    today: dayOf(context.clock.now()),
    state,
    outcome,
    dueDay: (dueDay ?? null) as Day | null,
    ...says,
  });
  if (done !== "stored") return done === "same" ? ok(now) : refused(refusals[done]);
  await tellTeam(context, tx, { about: found.case_id, event: "procedure.written", team: found.team });
  await tx.audit(lineOf(at, said.act));
  return ok({ state, dueDay: dueDay ?? null });
}

/** Refuses person-only (a helper's code takes no step), sequence-taken (fetch, seal again), transition-not-allowed, file-incomplete, files-too-many. */
export function sayInProcedure(context: Context, post: ProcedureSayPost): Promise<Result<ProcedureAnswer>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await procedureOfAct(context, tx, "procedure-say", post, signedFields(post) as JsonValue, true);
    return act.ok ? sayIn(context, tx, act.value, post) : act;
  });
}

/** The sealed bytes of a file of the procedure; both sides read the same. */
export function readProcedureFile(context: Context, piece: string, post: ProcedureOpeningPost): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await procedureOfAct(context, tx, "procedure-file", post, { piece }, false);
    if (!act.ok) return act;
    const { lookup } = act.value;
    const bytes = await collectParts((range) => partsByCode(tx, lookup, piece, range));
    if (bytes === undefined) return refused("not-found");
    await tx.audit(lineOf(act.value, "file-read"));
    return ok(bytes);
  });
}
