/** Which lines call back, and when they can: the directory's hours, the roster's hands, less what was given. */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, Day, Result, Transaction } from "../../base/index.ts";
import { allClosings } from "../../clock/index.ts";
import type { DaySpan, Hours } from "../../clock/index.ts";
import type { Channel, Service } from "../../directory/index.ts";
import { freeSlots, holdPlace, openLines } from "../records/call-backs.ts";
import { slotsFrom, someOf } from "../rules/slots.ts";
import { isCallMinutes, slotMinutes } from "../shape/call-back.ts";
import type { CallBackHold, CallBackHoldPost, CallMinutes } from "../shape/call-back.ts";
import { offeredPoints } from "./points.ts";
import type { OfferedPoint } from "./points.ts";
import { rolledBack } from "./rolled-back.ts";
import { readFormTicket } from "./tickets.ts";

/** A point that takes reports, is reached by telephone at known hours, and calls back. */
export type CallingPoint = OfferedPoint & { readonly phone: Channel; readonly hours: Hours; readonly minutes: 30 | 60; readonly closings: readonly DaySpan[] };

const visitor = { role: "visitor" } as const;

/** The line itself: a number that works, with hours that somebody published. */
export function phoneOf(service: Service | undefined): Channel | undefined {
  return service?.channels.find((channel) => channel.kind === "phone" && channel.value !== null && !channel.outdated && channel.opening !== "unknown");
}

function calling(point: OfferedPoint, callMinutes: CallMinutes, closings: readonly DaySpan[]): CallingPoint[] {
  const phone = phoneOf(point.directoryService);
  return phone === undefined ? [] : [{ ...point, phone, hours: phone.opening, minutes: slotMinutes(callMinutes), closings }];
}

/** Every moment of a line: within its published hours, and not on a day on which its organisation is closed. */
function momentsOf(point: CallingPoint, now: Date): readonly Date[] {
  const isClosed = (day: Day): boolean => point.closings.some(({ from, to }) => from <= day && day <= to);
  return slotsFrom(point.hours, now, point.minutes).filter((slot) => !isClosed(dayOf(slot)));
}

async function pointsIn(context: Context, tx: Transaction): Promise<readonly CallingPoint[]> {
  const lines = new Map((await openLines(tx)).map((line) => [line.team, line.call_minutes]));
  const closings = await allClosings(tx);
  return (await offeredPoints(context, tx)).flatMap((point) => {
    const minutes = lines.get(point.team);
    return minutes === undefined || !isCallMinutes(minutes) ? [] : calling(point, minutes, closings(point.organisation));
  });
}

export function callingPoints(context: Context): Promise<readonly CallingPoint[]> {
  return context.db.transaction(visitor, (tx) => pointsIn(context, tx));
}

export async function callingPoint(context: Context, team: string, tx?: Transaction): Promise<CallingPoint | undefined> {
  const points = tx === undefined ? await callingPoints(context) : await pointsIn(context, tx);
  return points.find((point) => point.team === team);
}

/** How many moments a page offers. */
const offered = { days: 3, perDay: 5 } as const;

/** Moments that are free now, a few of each day. `holder`: whose own place counts as free. */
export async function offeredSlots(context: Context, tx: Transaction, point: CallingPoint, holder?: string): Promise<readonly Date[]> {
  const now = context.clock.now();
  const slots = momentsOf(point, now);
  return someOf(await freeSlots(tx, { team: point.team, slots, minutes: point.minutes, now, holder }), offered);
}

export type LineOffer = { readonly point: CallingPoint; readonly slots: readonly Date[] };

/** Every line with its next free moments. */
export function lineOffers(context: Context): Promise<readonly LineOffer[]> {
  return context.db.transaction(visitor, async (tx) => {
    const offers: LineOffer[] = [];
    for (const point of await pointsIn(context, tx)) offers.push({ point, slots: await offeredSlots(context, tx, point) });
    return offers;
  });
}

/** Whether this moment lies within the line's hours. */
export function isMomentOf(context: Context, point: CallingPoint, slot: Date): boolean {
  return momentsOf(point, context.clock.now()).some((one) => one.getTime() === slot.getTime());
}

/** So long a moment is kept while somebody types. */
export const holdMinutes = 15;

/** Keeps a moment for the form with this case's ticket, when it can be had; what is free besides. */
export async function holdMoment(context: Context, asked: { readonly team: string; readonly case: string; readonly slot?: string | undefined }): Promise<Result<CallBackHold>> {
  return rolledBack(context, visitor, async (tx) => {
    const point = await callingPoint(context, asked.team, tx);
    if (point === undefined) return refused("intake-closed");
    const now = context.clock.now();
    const slot = asked.slot === undefined ? undefined : new Date(asked.slot);
    const until = new Date(now.getTime() + holdMinutes * 60_000);
    const held = slot !== undefined && isMomentOf(context, point, slot) && (await holdPlace(tx, { team: point.team, slot, minutes: point.minutes, holder: asked.case, until, now }));
    const slots = await offeredSlots(context, tx, point, asked.case);
    return ok({ held: held && slot !== undefined ? slot.toISOString() : null, slots: slots.map((one) => one.toISOString()) });
  });
}

/** The same for a script that has the form's ticket. Refuses form-expired. */
export async function holdWithTicket(context: Context, post: CallBackHoldPost): Promise<Result<CallBackHold>> {
  const ticket = await readFormTicket(context, post.ticket);
  if (ticket === undefined || ticket.late) return refused("form-expired");
  return holdMoment(context, { team: post.team, case: ticket.case, slot: post.slot });
}
