/** A request to be called back comes in: is the line open, is the moment free, is it whole; store it, tell the team. */
import { createHash } from "node:crypto";
import type { TiedTo } from "../../accounts/index.ts";
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, Result, Transaction } from "../../base/index.ts";
import { askCallBack, receivedCallBack } from "../records/call-backs.ts";
import { receive } from "../records/reports.ts";
import type { CallBackPost, CallBackReceipt } from "../shape/call-back.ts";
import { callBackKinds } from "../shape/call-back.ts";
import { callingPoint, isMomentOf } from "./lines.ts";
import type { CallingPoint } from "./lines.ts";
import { holdStored, namedIn } from "./kept-out.ts";
import { isTaken, newReport } from "./report.ts";
import { rolledBack } from "./rolled-back.ts";
import { startAppointment } from "./terms.ts";
import { readFormTicket } from "./tickets.ts";

/** A request for which the door was opened already. */
export type UnticketedCallBack = Omit<CallBackPost, "ticket">;

/** Two pieces in their order. */
const isInOrder = ({ pieces }: UnticketedCallBack): boolean => pieces.every((piece, at) => piece.kind === callBackKinds[at] && piece.sequence === at + 1);

const receiptOf = (id: string, team: string, promisedDay: string, slot: Date): CallBackReceipt => ({ case: id, team, promisedDay, slot: slot.toISOString() });

/** The receipt of what was received before, also when the line closed since. */
async function repeatOf(tx: Transaction, id: string, hash: string): Promise<CallBackReceipt | undefined> {
  const before = await receivedCallBack(tx, id, hash);
  return before === undefined ? undefined : receiptOf(id, before.team, before.due_day, new Date(before.slot));
}

export async function receiptOfCallBack(context: Context, id: string, hash: string): Promise<CallBackReceipt | undefined> {
  return context.db.transaction({ role: "visitor" }, (tx) => repeatOf(tx, id, hash));
}

/** The case is due on the day of the call. */
function withDay(point: CallingPoint, slot: Date): CallingPoint {
  const day = dayOf(slot);
  return { ...point, promised: { dueDay: day, halfDay: day, hoursKnown: true } };
}

async function storeIn(context: Context, tx: Transaction, post: UnticketedCallBack, { hash, to }: { readonly hash: string; readonly to: Result<TiedTo> }): Promise<Result<CallBackReceipt>> {
  const repeat = await repeatOf(tx, post.case, hash);
  if (repeat !== undefined) return ok(repeat);
  if (!to.ok) return to;
  const point = await callingPoint(context, post.team, tx);
  if (point === undefined) return refused("intake-closed");
  if (!(await isTaken(context, tx, point, post.epoch))) return refused("key-outdated");
  const slot = new Date(post.slot);
  if (!isMomentOf(context, point, slot)) return refused("slot-taken");
  const answer = await receive(tx, newReport(context, { ...post, urgent: false }, withDay(point, slot), hash));
  if (answer.done !== "stored") return refused("input-invalid");
  const held = await holdStored(tx, post.case, post.shared.wraps, to.value);
  if (!held.ok) return held;
  if (!(await askCallBack(tx, { case: post.case, slot, minutes: point.minutes, now: context.clock.now() }))) return refused("slot-taken");
  await startAppointment(context, tx, { case: post.case, organisation: point.organisation, team: point.team, due: dayOf(slot) });
  if (held.value === "team") await tx.emit({ event: "call-back.asked", payload: { team: point.team }, unlessWaiting: true });
  await tx.audit({ act: "call-back.asked", by: "visitor", organisation: point.organisation, record: post.case });
  return ok(receiptOf(post.case, point.team, dayOf(slot), slot));
}

/**
 * All or nothing: case, sealed pieces, place. Durable when it answers. Refuses slot-taken (ask the free moments and send
 * again; also when nobody who may hold it is on duty then), intake-closed, key-outdated, input-invalid, school-not-found, nobody-untied.
 */
export async function storeCallBack(context: Context, post: UnticketedCallBack, hash: string): Promise<Result<CallBackReceipt>> {
  if (!isInOrder(post)) return refused("input-invalid");
  const to = await namedIn(context, post.untiedTo);
  return rolledBack(context, { role: "visitor" }, (tx) => storeIn(context, tx, post, { hash, to }));
}

/** What a repeat is compared with; the ticket is not part of it. */
function hashOfPost({ ticket: _ticket, ...post }: CallBackPost): string {
  return createHash("sha256").update(JSON.stringify(post)).digest("base64");
}

/** A request that was sealed in the browser. Refuses form-expired besides what `storeCallBack` refuses. */
export async function receiveCallBack(context: Context, post: CallBackPost): Promise<Result<CallBackReceipt>> {
  const ticket = await readFormTicket(context, post.ticket);
  if (ticket === undefined) return refused("form-expired");
  if (ticket.case !== post.case) return refused("input-invalid");
  const hash = hashOfPost(post);
  if (!ticket.late) return storeCallBack(context, post, hash);
  const repeat = await receiptOfCallBack(context, post.case, hash);
  return repeat === undefined ? refused("form-expired") : ok(repeat);
}
