/** What a committee's secretary does with procedures. Every query asks the team; row-level security asks again. */
import { keyLogHead } from "../../../accounts/index.ts";
import { dayOf, ok, refused, wholeHour } from "../../../base/index.ts";
import type { Day, RequestContext, Result, Transaction } from "../../../base/index.ts";
import { fromBase64Url, toBase64Url } from "../../../envelope/index.ts";
import { addDeskPiece, signersOf } from "../../records/desk.ts";
import { addBoardWrap, addMemberPiece, addObligation, beginProcedure, boardsOf, hasMemberPiece, inviteBoard, listProcedures, memberFileParts, moveProcedure, obligationsOf, overdueProcedures, procedureOfCase, procedurePieces, settleObligation } from "../../records/procedures.ts";
import type { DeskProcedureRow, ProcedureMove } from "../../records/procedures.ts";
import { endingOf, heldBack, mayBind, stepOf, Turns } from "../../rules/procedure.ts";
import type { Obligation, ProcedureOutcome, ProcedureStep } from "../../rules/procedure.ts";
import type { DeskProcedure, InvitationPost, ProcedureAnswer, ProcedureList, ProcedurePieceIn, ProcedurePost, ProcedureStepPost, ProcedureSummary, RenewalPost } from "../../shape/procedure.ts";
import { asMember, line, mine } from "../acting.ts";
import type { Member } from "../acting.ts";
import { collectParts } from "../conversation.ts";
import { installationIn, peppered } from "../installation.ts";
import { daysFrom, lawOf } from "./law.ts";
import { procedurePieceOut } from "./sides.ts";
import { afterPause, nextDay, ownPromise, standingOf } from "./standing.ts";

const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();
const listSize = 200;

function summaryOf(context: RequestContext, row: DeskProcedureRow, obligations: readonly Obligation[]): ProcedureSummary {
  return {
    procedure: row.id,
    case: row.case_id,
    team: row.team,
    state: row.state,
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    dueDay: row.due_day,
    pausedSince: row.paused_since,
    advisedDay: row.advised_day,
    binding: row.binding,
    boardInvited: row.invited,
    obligations: [...obligations],
    today: dayOf(context.clock.now()),
    turn: Turns[row.state] ?? "committee",
    alert: row.alert,
    summary: row.summary,
  };
}

/** Due first on top. Leaves one line: "seen in a list". */
export function procedureList(context: RequestContext): Promise<Result<ProcedureList>> {
  return asMember(context, async (tx, me) => {
    const rows = await listProcedures(tx, me.teams, listSize);
    const obligations = await obligationsOf(tx, rows.map(({ id }) => id));
    await tx.audit(line(me, "procedure.list"));
    return ok({ procedures: rows.map((row) => summaryOf(context, row, obligations.get(row.id) ?? [])) });
  });
}

async function ours(tx: Transaction, me: Member, caseId: string, held: boolean): Promise<Result<DeskProcedureRow>> {
  const row = await procedureOfCase(tx, caseId, me.teams, held);
  return row === undefined ? refused("not-found") : ok(row);
}

/** Everything sealed of one procedure; the line about it is committed before the bytes leave. */
export function readDeskProcedure(context: RequestContext, caseId: string): Promise<Result<DeskProcedure>> {
  return asMember(context, async (tx, me) => {
    const found = await ours(tx, me, caseId, false);
    if (!found.ok) return found;
    const { value: row } = found;
    const { installation, salt } = await installationIn(context, tx);
    const obligations = (await obligationsOf(tx, [row.id])).get(row.id) ?? [];
    const boards = await boardsOf(tx, row.id);
    const pieces = await procedurePieces(tx, row.id);
    const reporters = await signersOf(tx, caseId);
    const head = await keyLogHead(tx);
    const law = lawOf(context.config.root);
    await tx.audit(line(me, "procedure.read", caseId));
    return ok({
      ...summaryOf(context, row, obligations),
      installation,
      salt: toBase64Url(salt),
      keyLogHead: head,
      reporters: reporters.map(toBase64Url),
      boards: boards.map(({ epoch, sign_public, ended }) => ({ epoch, ended, signPublic: toBase64Url(sign_public) })),
      pieces: pieces.map(procedurePieceOut),
      summaryBy: row.summary_by,
      due: row.epoch_due,
      recipient: boards.find(({ ended }) => !ended)?.recipient ?? null,
      law: { ...law, advice: [...law.advice].map((one) => ({ ...one, sectors: [...one.sectors] })), affiliations: [...law.affiliations] },
      days: daysFrom(law, dayOf(context.clock.now())),
    });
  });
}

export function readDeskProcedureFile(context: RequestContext, at: { readonly case: string; readonly piece: string }): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return asMember(context, async (tx, me) => {
    const found = await ours(tx, me, at.case, false);
    if (!found.ok) return found;
    const bytes = await collectParts((range) => memberFileParts(tx, { procedure: found.value.id, piece: at.piece }, range));
    if (bytes === undefined) return refused("not-found");
    await tx.audit(line(me, "procedure.file-read", at.case));
    return ok(bytes);
  });
}

type Place = { readonly procedure: string; readonly member: string; readonly today: Day };

async function addPieces(tx: Transaction, at: Place, pieces: readonly ProcedurePieceIn[]): Promise<void> {
  for (const piece of pieces) await addMemberPiece(tx, at, { id: piece.id, kind: piece.kind, sequence: piece.sequence, sealed: bytesOf(piece.sealed), key: bytesOf(piece.key), epoch: piece.epoch ?? 1 });
}

/** Turns a case into a procedure. Its identity went to the complainant before, in the chain of the case. A second one is `state-changed`. */
export function startProcedure(context: RequestContext, post: ProcedurePost): Promise<Result<ProcedureAnswer>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, post.case, true);
    if (!found.ok) return found;
    const { organisation, team } = found.value;
    const known = await procedureOfCase(tx, post.case, me.teams, true);
    if (known?.id === post.procedure && (await hasMemberPiece(tx, { procedure: known.id, id: post.piece.id, sealed: bytesOf(post.piece.sealed) }))) return ok({ state: known.state, dueDay: known.due_day });
    const dueDay = await ownPromise(context, tx, team);
    const begun = await beginProcedure(tx, { id: post.procedure, case: post.case, organisation, team, dueDay, hour: wholeHour(context.clock.now()) });
    if (!begun) return refused("state-changed");
    await addPieces(tx, { procedure: post.procedure, member: me.member, today: dayOf(context.clock.now()) }, [post.piece]);
    await tx.emit({ event: "case.answered", payload: { case: post.case } });
    await tx.audit(line(me, "procedure.start", post.case));
    return ok({ state: "started" as const, dueDay });
  });
}

/** A code for the school's board. The server gets what the code is worth without the code, as for a reporter. */
export function invite(context: RequestContext, caseId: string, post: InvitationPost): Promise<Result<ProcedureAnswer>> {
  return asMember(context, async (tx, me) => {
    const found = await ours(tx, me, caseId, true);
    if (!found.ok) return found;
    const { value: row } = found;
    if (row.state === "started" || row.state === "received") return refused("transition-not-allowed");
    const boards = await boardsOf(tx, row.id);
    if (post.epoch !== boards.length + 1) return refused("state-changed");
    // Before the old invitation ends: from then on the next word needs a new identity.
    await addPieces(tx, { procedure: row.id, member: me.member, today: dayOf(context.clock.now()) }, [post.piece]);
    await inviteBoard(tx, { procedure: row.id, epoch: post.epoch, lookup: peppered(context, bytesOf(post.lookup)), recipient: post.recipient, signPublic: bytesOf(post.signKey), wrapped: bytesOf(post.wrap) });
    for (const { epoch, wrapped } of post.wraps ?? []) await addBoardWrap(tx, { procedure: row.id, board: post.epoch, epoch }, bytesOf(wrapped));
    await tx.audit(line(me, "procedure.invite", caseId));
    return ok({ state: row.state, dueDay: row.due_day });
  });
}

/**
 * A new identity of the dossier, in one act with the piece of the case that gives it to the complainant. Refuses epoch-outdated
 * (somebody was first, or the board has another key now: fetch, seal again), sequence-taken, input-invalid.
 */
export function renewProcedure(context: RequestContext, caseId: string, post: RenewalPost): Promise<Result<ProcedureAnswer>> {
  if (post.piece.epoch !== post.epoch || post.piece.upload !== undefined || post.key.upload !== undefined) return Promise.resolve(refused("input-invalid"));
  return asMember(context, async (tx, me) => {
    const found = await ours(tx, me, caseId, true);
    if (!found.ok) return found;
    const { value: row } = found;
    const board = (await boardsOf(tx, row.id)).find(({ ended }) => !ended);
    if (post.epoch !== row.epoch + 1 || (board === undefined) !== (post.wrap === null)) return refused("epoch-outdated");
    const today = dayOf(context.clock.now());
    const { key } = post;
    await addDeskPiece(tx, { id: key.id, kind: key.kind, sequence: key.sequence, epoch: key.epoch ?? 1, sealed: bytesOf(key.sealed), key: bytesOf(key.key), case: caseId, chain: "shared", member: me.member, today });
    await addPieces(tx, { procedure: row.id, member: me.member, today }, [post.piece]);
    if (board !== undefined && post.wrap !== null) await addBoardWrap(tx, { procedure: row.id, board: board.epoch, epoch: post.epoch }, bytesOf(post.wrap));
    await tx.audit(line(me, "procedure.epoch-begun", caseId));
    return ok({ state: row.state, dueDay: row.due_day });
  });
}

type Stepping = { readonly row: DeskProcedureRow; readonly step: ProcedureStep; readonly obligations: readonly Obligation[]; readonly post: ProcedureStepPost };

/** As many pieces as the step says: one, or one for every obligation. */
function isSound({ step, post, obligations }: Stepping): boolean {
  const kinds = post.pieces.every((piece) => piece.kind === step.kind && piece.upload === undefined);
  const ids = (post.obligations ?? []).map(({ id }) => id);
  const named = step.kind === "obligation" ? ids.length === post.pieces.length && post.pieces.every(({ id }, at) => id === ids[at]) : ids.length === 0 && post.pieces.length === 1;
  const settles = (step.act === "settle") === (post.settle !== undefined) && (post.settle === undefined || obligations.some(({ id, settled }) => id === post.settle?.obligation && settled === null));
  return kinds && named && settles && (step.act === "advise") === (post.binding !== undefined);
}

/** `finish` ends as what the obligations say, not as what somebody wishes. */
function outcomeOf({ step, obligations }: Stepping): ProcedureOutcome | null {
  if (step.to !== "ended") return null;
  return step.act === "finish" ? (endingOf(obligations) ?? "not-followed") : (step.outcomes?.[0] ?? null);
}

function movedTo({ row, step, post }: Stepping, at: { readonly me: Member; readonly today: Day; readonly dueDay: Day | null }, outcome: ProcedureOutcome | null): ProcedureMove {
  const { me, today, dueDay } = at;
  const state = step.to ?? row.state;
  const resumed = step.act === "resume" && row.paused_since !== null;
  return {
    state,
    outcome: state === "ended" ? (step.to === undefined ? row.outcome : outcome) : null,
    due_day: resumed ? afterPause(row.due_day, row.paused_since, today) : dueDay,
    forwarded_day: step.act === "forward" ? today : row.forwarded_day,
    paused_since: step.act === "pause" ? today : resumed || step.to !== undefined ? null : row.paused_since,
    advised_day: step.act === "advise" ? today : row.advised_day,
    binding: step.act === "advise" ? (post.binding ?? false) : row.binding,
    alert: step.next === "kept" ? row.alert : 0,
    summary: step.act === "propose-summary" ? "proposed" : state === "ended" ? row.summary : "none",
    summary_by: step.act === "propose-summary" ? me.member : state === "ended" ? row.summary_by : null,
  };
}

async function carryOut(context: RequestContext, tx: Transaction, me: Member, stepping: Stepping): Promise<Result<ProcedureAnswer>> {
  const { row, step, post } = stepping;
  const today = dayOf(context.clock.now());
  // Binding is what the law of this day says, never what somebody types.
  if (post.binding === true && !mayBind(lawOf(context.config.root), today)) return refused("advice-not-binding");
  const dueDay = await nextDay(context, tx, { row, step, chosen: post.dueDay as Day | undefined });
  if (dueDay === undefined) return refused("day-required");
  if ((post.obligations ?? []).some((one) => one.dueDay < today)) return refused("day-required");
  await addPieces(tx, { procedure: row.id, member: me.member, today }, post.pieces);
  for (const one of post.obligations ?? []) await addObligation(tx, row.id, one);
  if (post.settle !== undefined) await settleObligation(tx, row.id, post.settle.obligation, post.settle.as);
  const to = movedTo(stepping, { me, today, dueDay }, outcomeOf(stepping));
  await moveProcedure(tx, row.id, to);
  await tx.emit({ event: "case.answered", payload: { case: row.case_id } });
  await tx.audit(line(me, `procedure.${step.act}`, row.case_id));
  return ok({ state: to.state, dueDay: to.due_day });
}

/** By the one table of steps. Refuses state-changed, transition-not-allowed, sequence-taken, day-required, advice-not-binding. */
export function takeStep(context: RequestContext, caseId: string, post: ProcedureStepPost): Promise<Result<ProcedureAnswer>> {
  return asMember(context, async (tx, me) => {
    const found = await ours(tx, me, caseId, true);
    if (!found.ok) return found;
    const { value: row } = found;
    const [first] = post.pieces;
    if (first !== undefined && (await hasMemberPiece(tx, { procedure: row.id, id: first.id, sealed: bytesOf(first.sealed) }))) return ok({ state: row.state, dueDay: row.due_day });
    if (row.state !== post.expected) return refused("state-changed");
    const step = stepOf(row.state, post.act, "committee");
    const obligations = (await obligationsOf(tx, [row.id])).get(row.id) ?? [];
    if (step === undefined || heldBack(step, standingOf(context, { row, boardInvited: row.invited, obligations })) !== undefined) return refused("transition-not-allowed");
    if (step.act === "propose-summary" && row.summary === "published") return refused("transition-not-allowed");
    const stepping: Stepping = { row, step, obligations, post };
    return isSound(stepping) ? carryOut(context, tx, me, stepping) : refused("input-invalid");
  });
}

export function procedureOverdue(context: RequestContext): Promise<Result<{ teams: { organisation: string; team: string; overdue: number }[] }>> {
  return asMember(context, async (tx) => ok({ teams: [...(await overdueProcedures(tx))] }));
}
