/**
 * What members do with the cases of their own teams. May I: the route asks the permission, every query asks the teams,
 * row-level security asks again. "Not yours" and "not there" are the same answer.
 */
import { keyLogHead } from "../../accounts/index.ts";
import { dayOf, ok, refused } from "../../base/index.ts";
import type { RequestContext, Result, Transaction } from "../../base/index.ts";
import { instantsOf } from "../../clock/index.ts";
import { fromBase64Url, toBase64Url } from "../../envelope/index.ts";
import { isOffered, referredFrom } from "../records/consent.ts";
import { addDeskPiece, addDeskWrap, fileParts, hasPiece, isOfTeam, listCases, moveCase, overdueTeams, piecesOf, signersOf, wrapsOf } from "../records/desk.ts";
import type { CaseRow, ListRow, Place, WrapRow } from "../records/desk.ts";
import { maySee } from "../records/kept-out.ts";
import { isAtMinistry } from "../records/escalations.ts";
import { epochHolders } from "../records/epochs.ts";
import { giveAccess, placesOf, seenInList } from "../records/person.ts";
import { CaseStates, transition } from "../rules.ts";
import type { CaseAct, Outcome } from "../rules.ts";
import { heldBeside, nothingBeside } from "../rules/beside.ts";
import type { Beside } from "../rules/beside.ts";
import { needsNextStep } from "../rules/follow-up.ts";
import { chainOf, packAge } from "../shape.ts";
import type { CaseListAnswer, CaseListQuery, CaseSummary, DeskCase, DeskKeyPost, DeskPiecePost, StatePost } from "../shape.ts";
import { asMember, line, mine } from "./acting.ts";
import type { Member } from "./acting.ts";
import { collectParts, pieceOut } from "./conversation.ts";
import { holderOut } from "./epochs.ts";
import { countReading } from "./readings.ts";
import { installationIn, serverKeyOf } from "./installation.ts";
import { planAfterClosing } from "./planning.ts";

export const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();

/* ------------------------------------------------------------------ the list */

export const pageSize = 50;

function placeOf(cursor: string | undefined): Place | undefined | "wrong" {
  if (cursor === undefined) return undefined;
  const [urgent, dueDay, id] = cursor.split("_");
  const fits = /^[01]_\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/.test(cursor);
  return fits && dueDay !== undefined && id !== undefined ? { urgent: urgent === "1", dueDay, id } : "wrong";
}

const cursorOf = (row: ListRow): string => `${row.urgent ? 1 : 0}_${row.due_day}_${row.id}`;

/** A stranger may have sent anything as a wrap: one that is no age file is shown as unreadable, and never hides the other cases. */
function packed(wrapped: Uint8Array): string {
  try {
    return packAge(wrapped);
  } catch {
    return "";
  }
}

export function summary(row: ListRow): CaseSummary {
  const { id, organisation, team, state, outcome, assignee, urgent, alert } = row;
  return {
    id, organisation, team, state, assignee, urgent, alert,
    ...(outcome === null ? {} : { outcome }),
    dueDay: row.due_day,
    sizeClass: row.size_class,
    said: row.said_kind === null || row.said_day === null ? null : { kind: row.said_kind, day: row.said_day },
    wrap: packed(row.wrapped),
    teamEpoch: row.team_epoch,
  };
}

/**
 * A line for the list, and one per case, once a day and member: a list hands out wrapped keys, so the person may see that it was in one
 * (`security.md` 2.4). All in one go: everybody who writes a line waits for who is writing.
 */
async function tellSeen(context: RequestContext, tx: Transaction, me: Member, shown: readonly ListRow[]): Promise<void> {
  const since = instantsOf(dayOf(context.clock.now()), 0)[0]?.toISOString() ?? "";
  const ids = shown.map(({ id }) => id);
  const told = ids.length === 0 ? new Set() : await seenInList(tx, ids, since);
  await tx.audit(...ids.filter((id) => !told.has(id)).map((id) => line(me, "case.listed", id)), line(me, "case.list"));
}

/** At most 50, urgent first, then what is due first. Leaves one line: "seen in a list". */
export function caseList(context: RequestContext, choice: CaseListQuery): Promise<Result<CaseListAnswer>> {
  const after = placeOf(choice.cursor);
  const states = choice.states?.split(",") ?? [];
  if (after === "wrong" || !states.every((one) => CaseStates.some((known) => known === one))) return Promise.resolve(refused("input-invalid"));
  const { filter, holder, urgent, due, member: assignee } = choice;
  return asMember(context, async (tx, me) => {
    const rows = await listCases(tx, { filter, states, holder, urgent: urgent !== undefined, due, assignee, member: me.member, teams: me.teams, today: dayOf(context.clock.now()), after, count: pageSize + 1 });
    const shown = rows.slice(0, pageSize);
    const last = shown.at(-1);
    await tellSeen(context, tx, me, shown);
    return ok({ cases: shown.map(summary), next: rows.length > pageSize && last !== undefined ? cursorOf(last) : null });
  });
}

/* ------------------------------------------------------------------ one case */

const wrapOut = (row: WrapRow): DeskCase["wraps"][number] => ({
  chain: row.chain,
  epoch: row.epoch,
  holderKind: row.holder_kind,
  holder: row.holder,
  teamEpoch: row.team_epoch ?? 0,
  wrapped: toBase64Url(row.wrapped),
});

/** Everything sealed of one case; the line about it is committed before the bytes leave. */
export function readCase(context: RequestContext, id: string): Promise<Result<DeskCase>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    const { organisation, team, state, outcome, assignee, due_day: dueDay, urgent } = found.value;
    const installation = await installationIn(context, tx);
    const pieces = await piecesOf(tx, id);
    const wraps = await wrapsOf(tx, id);
    const signers = await signersOf(tx, id);
    const holders = { shared: await epochHolders(tx, { case: id, chain: "shared" }), desk: await epochHolders(tx, { case: id, chain: "desk" }) };
    const head = await keyLogHead(tx);
    await countReading(context, tx, me, { case: id, team });
    await tx.audit(line(me, "case.read", id));
    return ok({
      id, organisation, team, state, assignee, dueDay, urgent,
      ...(outcome === null ? {} : { outcome }),
      installation: installation.installation,
      signPublic: toBase64Url(signers[0] ?? new Uint8Array(32)),
      signers: signers.map(toBase64Url),
      due: [...found.value.epoch_due],
      holders: { shared: holders.shared.map(holderOut), desk: holders.desk.map(holderOut) },
      serverKey: toBase64Url(serverKeyOf(context)),
      keyLogHead: head,
      wraps: wraps.map(wrapOut),
      pieces: pieces.map(pieceOut),
    });
  });
}

export function readCaseFile(context: RequestContext, at: { readonly case: string; readonly piece: string }): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, at.case, false);
    if (!found.ok) return found;
    const bytes = await collectParts((range) => fileParts(tx, at, range));
    if (bytes === undefined) return refused("not-found");
    await tx.audit(line(me, "file.read", at.case));
    return ok(bytes);
  });
}

/** The desk identity, made by who opens the case first. Somebody else was first: `state-changed`, fetch theirs. */
export function addDeskKey(context: RequestContext, id: string, post: DeskKeyPost): Promise<Result<Record<string, never>>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    const added = await addDeskWrap(tx, { case: id, team: found.value.team, teamEpoch: post.teamEpoch, wrapped: bytesOf(post.wrap) });
    if (!added) return refused("state-changed");
    await tx.audit(line(me, "case.opened", id));
    return ok({});
  });
}

type Now = { readonly state: CaseRow["state"]; readonly assignee: string | null; readonly dueDay: CaseRow["due_day"] };

/** What else runs for this person: read as far as the rule asks for it. */
async function besideOf(tx: Transaction, id: string, to: CaseRow["state"]): Promise<Beside> {
  const onOffer = await isOffered(tx, id);
  if (to !== "closed") return { ...nothingBeside, onOffer };
  return { onOffer, atMinistry: await isAtMinistry(tx, id), ...(await referredFrom(tx, id)) };
}

/** Who acts on a case that nobody has, has it from then on. */
export async function move(tx: Transaction, me: Member, row: CaseRow, act: CaseAct, outcome: Outcome | undefined): Promise<Result<Now>> {
  const step = transition(row.state, act);
  if (step?.by !== "member") return refused(outcome === "helped" ? "yes-of-person-required" : "transition-not-allowed");
  if (outcome === "helped") return refused("yes-of-person-required");
  if (step.outcomes !== undefined && (outcome === undefined || !step.outcomes.includes(outcome))) return refused("outcome-required");
  if (step.outcomes === undefined && outcome !== undefined) return refused("input-invalid");
  if ((act === "close" || act === "ask-helped") && needsNextStep(await placesOf(tx, row.id))) return refused("next-step-required");
  const held = heldBeside(step.to, outcome, await besideOf(tx, row.id, step.to));
  if (held !== undefined) return refused(held);
  const assignee = row.assignee ?? me.member;
  await moveCase(tx, row.id, { state: step.to, outcome: outcome ?? null, assignee });
  await tx.audit(line(me, `case.${act}`, row.id));
  return ok({ state: step.to, assignee, dueDay: row.due_day });
}

/** A neutral notice for who asked for one. When and whether, the job decides: no member may see that there is an address. */
export const notify = (tx: Transaction, id: string): Promise<void> => tx.emit({ event: "case.answered", payload: { case: id } });

/** An answer on the shared chain or a note on the desk's, and what it does to the case, at once. Refuses sequence-taken. */
export function addPiece(context: RequestContext, id: string, { piece, act }: DeskPiecePost): Promise<Result<Now>> {
  if (piece.upload !== undefined || (act !== undefined && piece.kind !== "answer")) return Promise.resolve(refused("input-invalid"));
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    const { value: row } = found;
    const now: Now = { state: row.state, assignee: row.assignee, dueDay: row.due_day };
    const sealed = bytesOf(piece.sealed);
    if (await hasPiece(tx, { case: id, id: piece.id, sealed })) return ok(now);
    const chain = chainOf(piece.kind);
    await addDeskPiece(tx, { id: piece.id, kind: piece.kind, sequence: piece.sequence, epoch: piece.epoch, sealed, key: bytesOf(piece.key), case: id, chain, member: me.member, today: dayOf(context.clock.now()) });
    if (piece.kind === "answer" && (await isOffered(tx, id))) return refused("referral-open");
    if (chain === "shared") await notify(tx, id);
    if (piece.kind === "access" && !(await giveAccess(tx, id))) return refused("transition-not-allowed");
    if (act !== undefined) return move(tx, me, row, act, undefined);
    await tx.audit(line(me, `case.${piece.kind}`, id));
    return ok(now);
  });
}

/** To a colleague of the same team, to oneself, or to nobody. */
export function assignCase(context: RequestContext, id: string, member: string | null): Promise<Result<Now>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    const { value: row } = found;
    // Nobody carries what is closed, and what the person closed with a yes is touched by nobody: first reopened, then given.
    if (row.state === "closed") return refused("transition-not-allowed");
    if (member !== null && !((await isOfTeam(tx, member, row.team)) && (await maySee(tx, id, member)))) return refused("not-found");
    await moveCase(tx, id, { state: row.state, outcome: row.outcome, assignee: member });
    await tx.audit(line(me, "case.assign", id));
    return ok({ state: row.state, assignee: member, dueDay: row.due_day });
  });
}

/** By the one table of states. Refuses state-changed, transition-not-allowed, outcome-required, yes-of-person-required. */
export function changeState(context: RequestContext, id: string, post: StatePost): Promise<Result<Now>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    if (found.value.state !== post.expected) return refused("state-changed");
    const moved = await move(tx, me, found.value, post.act, post.outcome);
    if (moved.ok && post.act === "close") {
      if (post.outcome !== "no-longer-wanted") await planAfterClosing(context, tx, id);
      await notify(tx, id);
    }
    return moved;
  });
}

export function overdue(context: RequestContext): Promise<Result<{ teams: { organisation: string; team: string; overdue: number }[] }>> {
  return asMember(context, async (tx) => ok({ teams: [...(await overdueTeams(tx))] }));
}
