/** The call-back behind a code: how it stands, another moment, or none any more. With script signed; without, sealed here. */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, Result, Transaction } from "../../base/index.ts";
import type { JsonValue } from "../../envelope/index.ts";
import { callBackOfCode, changeCallBack } from "../records/call-backs.ts";
import { cardOf } from "../records/person.ts";
import { caseOf } from "../records/reports.ts";
import { callBackStep } from "../rules/call-back.ts";
import { mayDecide } from "../rules/way-back.ts";
import { signedFields } from "../shape.ts";
import type { OpeningPost, PieceIn } from "../shape.ts";
import type { CallBackAnswer, CallBackChangePost, CallTimeBody } from "../shape/call-back.ts";
import { beaten, foundOf, known, mostTries, placeFor, stateOf } from "./arrival.ts";
import type { Known } from "./arrival.ts";
import { caseOfAct, writeTo } from "./conversation.ts";
import type { Found } from "./conversation.ts";
import { callBackStanding } from "./call-back-standing.ts";
import { callingPoint, isMomentOf } from "./lines.ts";
import { rolledBack } from "./rolled-back.ts";
import { startAppointment } from "./terms.ts";
import { bodyOf, sealInOrder } from "./sealing.ts";

const visitor = { role: "visitor" } as const;

export async function readCallBack(context: Context, post: OpeningPost): Promise<Result<CallBackAnswer>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "call-back", post, {}, false);
    return act.ok ? ok(await callBackStanding(context, tx, act.value)) : act;
  });
}

/** The place, the state and the signed word in one transaction. Refuses person-only (a helper's code), slot-taken (the old moment stays), transition-not-allowed. */
async function changeIn(context: Context, tx: Transaction, found: Found, change: { readonly slot: string | null; readonly piece: PieceIn }): Promise<Result<CallBackAnswer>> {
  if (!mayDecide(await cardOf(tx, found.lookup))) return refused("person-only");
  const row = await callBackOfCode(tx, found.lookup);
  const step = row === undefined ? undefined : callBackStep(row.state, change.slot === null ? "cancel" : "change");
  if (step === undefined) return refused("transition-not-allowed");
  const point = await callingPoint(context, found.found.team, tx);
  const slot = change.slot === null ? undefined : new Date(change.slot);
  if (slot !== undefined && (point === undefined || !isMomentOf(context, point, slot))) return refused(point === undefined ? "intake-closed" : "slot-taken");
  const written = await writeTo(context, tx, found, { pieces: [change.piece], act: "write" });
  if (!written.ok) return written;
  const to = slot === undefined || point === undefined ? undefined : { slot, minutes: point.minutes, day: dayOf(slot) };
  if (!(await changeCallBack(tx, found.lookup, to, context.clock.now()))) return refused("slot-taken");
  const { id, organisation, team } = found.found;
  if (to !== undefined) await startAppointment(context, tx, { case: id, organisation, team, due: to.day });
  await tx.audit({ act: slot === undefined ? "call-back.cancelled" : "call-back.changed", by: "reporter", organisation, record: id });
  return ok(await callBackStanding(context, tx, found));
}

export async function changeCallBackMoment(context: Context, post: CallBackChangePost): Promise<Result<CallBackAnswer>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "call-back-change", post, signedFields(post) as JsonValue, true);
    return act.ok ? changeIn(context, tx, act.value, post) : act;
  });
}

/** For a page without script: the same, with the code in memory. */
export async function changeArrived(context: Context, code: string, change: ArrivedChange): Promise<Result<CallBackAnswer>> {
  const asked = await known(context, code);
  if (!asked.ok) return asked;
  for (let count = 1; ; count += 1) {
    const changed = await attempt(context, asked.value, change);
    if (changed.ok || !beaten.has(changed.because) || count === mostTries) return changed;
  }
}

type ArrivedChange = { readonly slot: string | null; readonly mark: string };

async function attempt(context: Context, asked: Known, change: ArrivedChange): Promise<Result<CallBackAnswer>> {
  const state = await stateOf(context, asked);
  if (!state.ok) return state;
  const isDone = state.value.rows.some((row) => row.id === change.mark);
  const place = isDone ? undefined : await placeFor(context, asked, state.value);
  if (place?.ok === false) return place;
  const body: CallTimeBody = { sealedOnArrival: true, slot: change.slot };
  const [piece] = place === undefined ? [] : await sealInOrder(context, place.value, [{ kind: "call-time", body: bodyOf(body), id: change.mark }]);
  return rolledBack(context, visitor, async (tx) => {
    const found = foundOf(asked, await caseOf(tx, asked.lookup, true));
    if (!found.ok) return found;
    // The same button twice: it is done, and nothing is written again.
    return piece === undefined ? ok(await callBackStanding(context, tx, found.value)) : changeIn(context, tx, found.value, { slot: change.slot, piece });
  });
}
