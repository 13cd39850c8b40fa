/** How the call-back behind a code stands, for who holds that code. */
import type { Context, Transaction } from "../../base/index.ts";
import { callBackOfCode } from "../records/call-backs.ts";
import { callBackStep } from "../rules/call-back.ts";
import type { CallBackAnswer } from "../shape/call-back.ts";
import type { Found } from "./conversation.ts";
import { callingPoint, offeredSlots } from "./lines.ts";

/** Free moments only where another one can be asked. */
export async function callBackStanding(context: Context, tx: Transaction, { found, lookup }: Found): Promise<CallBackAnswer> {
  const row = await callBackOfCode(tx, lookup);
  if (row === undefined) return { callBack: null, slots: [] };
  const point = callBackStep(row.state, "change") === undefined ? undefined : await callingPoint(context, found.team, tx);
  const slots = point === undefined ? [] : await offeredSlots(context, tx, point, found.id);
  return { callBack: { state: row.state, slot: new Date(row.slot).toISOString(), attempts: row.attempts }, slots: slots.map((slot) => slot.toISOString()) };
}

