/** What members do with the call-backs of their own teams: the list in order, what came of an attempt, the next moment. */
import { ok, refused } from "../../base/index.ts";
import type { Context, RequestContext, Result, Transaction } from "../../base/index.ts";
import { fromBase64Url } from "../../envelope/index.ts";
import { callBackOfCase, leavePlace, moveCallBack, planCallBack, waitingCallBacks } from "../records/call-backs.ts";
import type { CallBackListRow, CallBackOf } from "../records/call-backs.ts";
import { addDeskPiece, hasPiece } from "../records/desk.ts";
import type { CaseRow } from "../records/desk.ts";
import { givenMoments } from "../records/duties.ts";
import { callBackStep, isWaiting } from "../rules/call-back.ts";
import type { CallBackStep } from "../rules/call-back.ts";
import { aheadDays } from "../rules/slots.ts";
import { transition } from "../rules.ts";
import { dayOf } from "../../base/index.ts";
import type { AttemptPost, CallBackList, CallBackMoment, CallBackRow, CaseCallBack } from "../shape/call-back-wire.ts";
import { asMember, line, mine } from "./acting.ts";
import type { Member } from "./acting.ts";
import { move, summary } from "./desk.ts";
import { callingPoint, isMomentOf, offeredSlots } from "./lines.ts";

const momentOf = (row: CallBackOf): CallBackMoment => ({ state: row.state, slot: new Date(row.slot).toISOString(), attempts: row.attempts });

function rowOf(row: CallBackListRow): CallBackRow {
  const { call_state: state, slot, slot_minutes: minutes, attempts } = row;
  return { ...summary(row), callBack: { state, slot: new Date(slot).toISOString(), attempts, minutes } };
}

/** More than a team can call in days: who has so many waiting sees the most pressing. */
const mostShown = 200;

/** Who waits for a call, soonest first, and moments with more calls than hands. Leaves one line: "seen in a list". */
export function callBackList(context: RequestContext): Promise<Result<CallBackList>> {
  return asMember(context, async (tx, me) => {
    const rows = await waitingCallBacks(tx, me, mostShown);
    const now = context.clock.now();
    const given = await givenMoments(tx, me.teams, now, new Date(now.getTime() + aheadDays * 86_400_000));
    const overfull = given.filter(({ calls, hands }) => calls > hands).map(({ team, slot, calls, hands }) => ({ team, slot: new Date(slot).toISOString(), calls, hands }));
    await tx.audit(line(me, "call-back.list"));
    return ok({ callBacks: rows.map(rowOf), overfull });
  });
}

async function slotsFor(context: Context, tx: Transaction, row: CaseRow, callBack: CallBackOf): Promise<readonly string[]> {
  const point = isWaiting(callBack.state) ? await callingPoint(context, row.team, tx) : undefined;
  return point === undefined ? [] : (await offeredSlots(context, tx, point, row.id)).map((slot) => slot.toISOString());
}

/** The call-back of one case, with moments to plan. A case without one: null. */
export function readCaseCallBack(context: RequestContext, id: string): Promise<Result<CaseCallBack>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    const row = await callBackOfCase(tx, id, false);
    return ok(row === undefined ? { callBack: null, slots: [] } : { callBack: momentOf(row), slots: [...(await slotsFor(context, tx, found.value, row))] });
  });
}

/** False: no hands, or outside the line's hours. */
async function planned(context: Context, tx: Transaction, row: CaseRow, slot: Date): Promise<boolean> {
  const point = await callingPoint(context, row.team, tx);
  if (point === undefined || !isMomentOf(context, point, slot)) return false;
  return planCallBack(tx, { case: row.id, slot, minutes: point.minutes, now: context.clock.now() });
}

/** Who calls about a case that nobody read has it from then on. */
async function takeUp(tx: Transaction, me: Member, row: CaseRow): Promise<void> {
  if (transition(row.state, "take")?.by === "member") await move(tx, me, row, "take", undefined);
}

type Attempting = { readonly row: CaseRow; readonly callBack: CallBackOf; readonly step: CallBackStep; readonly post: AttemptPost };

async function keep(context: Context, tx: Transaction, me: Member, { row, callBack, step, post }: Attempting): Promise<Result<CallBackMoment>> {
  const { piece } = post;
  await addDeskPiece(tx, { id: piece.id, kind: piece.kind, sequence: piece.sequence, epoch: piece.epoch, sealed: bytesOf(piece.sealed), key: bytesOf(piece.key), case: row.id, chain: "desk", member: me.member, today: dayOf(context.clock.now()) });
  if (post.slot !== undefined && !(await planned(context, tx, row, new Date(post.slot)))) return refused("slot-taken");
  const to = { state: step.to ?? callBack.state, attempts: callBack.attempts + (step.attempt === true ? 1 : 0) };
  await moveCallBack(tx, row.id, to);
  if (!isWaiting(to.state) || (step.attempt === true && post.slot === undefined)) await leavePlace(tx, row.id);
  await takeUp(tx, me, row);
  await tx.audit(line(me, `call-back.${post.act}`, row.id));
  return ok({ state: to.state, attempts: to.attempts, slot: post.slot ?? new Date(callBack.slot).toISOString() });
}

const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();

/**
 * What came of it, by the one table: the sealed `attempt` on the desk's chain, the state, the next moment, in one transaction.
 * Refuses state-changed (a colleague was first), transition-not-allowed, slot-taken, sequence-taken.
 */
export function attemptCall(context: RequestContext, id: string, post: AttemptPost): Promise<Result<CallBackMoment>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    const callBack = await callBackOfCase(tx, id, true);
    if (callBack === undefined) return refused("not-found");
    if (await hasPiece(tx, { case: id, id: post.piece.id, sealed: bytesOf(post.piece.sealed) })) return ok(momentOf(callBack));
    if (callBack.state !== post.expected) return refused("state-changed");
    const step = callBackStep(callBack.state, post.act);
    if (step?.by !== "member") return refused("transition-not-allowed");
    if ((step.slot === "required") !== (post.slot !== undefined)) return refused("input-invalid");
    return keep(context, tx, me, { row: found.value, callBack, step, post });
  });
}
