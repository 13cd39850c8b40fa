/** Call-backs and their places. A visitor's transaction acts through functions only; a member's asks for the own teams. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { CallBackState } from "../rules/call-back.ts";
import type { ListRow } from "./desk.ts";
import type { Concerned } from "./terms.ts";

const iso = (moments: readonly Date[]): readonly string[] => moments.map((at) => at.toISOString());

export type OpenLine = { readonly team: string; readonly call_minutes: number };

/** Lines that call back now; no people. */
export async function openLines(tx: Transaction): Promise<readonly OpenLine[]> {
  return (await sql<OpenLine>`select * from gehoord_call_back_lines()`.execute(tx.sql)).rows;
}

export type FreeAsk = { readonly team: string; readonly slots: readonly Date[]; readonly minutes: number; readonly now: Date; readonly holder?: string | undefined };

/** Of these moments the ones with hands free; the holder's own place counts as free. */
export async function freeSlots(tx: Transaction, ask: FreeAsk): Promise<readonly Date[]> {
  if (ask.slots.length === 0) return [];
  const found = await sql<{ starts: Date; free: number }>`
    select * from gehoord_free_places(${ask.team}, ${iso(ask.slots)}::text[]::timestamptz[], ${ask.minutes}, ${ask.now}, ${ask.holder ?? null}::uuid)`.execute(tx.sql);
  return found.rows.filter((row) => row.free > 0).map((row) => new Date(row.starts));
}

export type PlaceAsk = { readonly team: string; readonly slot: Date; readonly minutes: number; readonly holder: string; readonly until: Date; readonly now: Date };

/** False: taken, or too many are held. */
export async function holdPlace(tx: Transaction, ask: PlaceAsk): Promise<boolean> {
  const found = await sql<{ held: boolean }>`select gehoord_take_place(${ask.team}, ${ask.slot}, ${ask.minutes}, ${ask.holder}::uuid, ${ask.until}, ${ask.now}) as held`.execute(tx.sql);
  return found.rows[0]?.held === true;
}

export type NewCallBack = { readonly case: string; readonly slot: Date; readonly minutes: number; readonly now: Date };

/** False: taken meanwhile. */
export async function askCallBack(tx: Transaction, { case: id, slot, minutes, now }: NewCallBack): Promise<boolean> {
  const found = await sql<{ asked: boolean }>`select gehoord_call_back_ask(${id}::uuid, ${slot}, ${minutes}, ${now}) as asked`.execute(tx.sql);
  return found.rows[0]?.asked === true;
}

export type ReceivedCallBack = { readonly team: string; readonly due_day: Day; readonly slot: Date };

/** What was agreed with exactly this request the first time. `hash` in base64. */
export async function receivedCallBack(tx: Transaction, caseId: string, hash: string): Promise<ReceivedCallBack | undefined> {
  return (await sql<ReceivedCallBack>`select * from gehoord_call_back_received(${caseId}, decode(${hash}, 'base64'))`.execute(tx.sql)).rows[0];
}

export type CallBackOf = { readonly state: CallBackState; readonly slot: Date; readonly slot_minutes: number; readonly attempts: number };

export async function callBackOfCode(tx: Transaction, lookup: Uint8Array): Promise<CallBackOf | undefined> {
  return (await sql<CallBackOf>`select * from gehoord_call_back_of(${lookup})`.execute(tx.sql)).rows[0];
}

export type Change = { readonly slot: Date; readonly minutes: number; readonly day: Day } | undefined;

/** `undefined`: no call any more. False: that moment is taken, and the old one stays. */
export async function changeCallBack(tx: Transaction, lookup: Uint8Array, to: Change, now: Date): Promise<boolean> {
  const found = await sql<{ changed: boolean }>`
    select gehoord_call_back_change(${lookup}, ${to?.slot ?? null}::timestamptz, ${to?.minutes ?? null}::integer, ${to?.day ?? null}::date, ${now}) as changed`.execute(tx.sql);
  return found.rows[0]?.changed === true;
}

/* ------------------------------------------------------------------ the desk */

export type CallBackListRow = ListRow & { readonly call_state: CallBackState; readonly slot: Date; readonly slot_minutes: number; readonly attempts: number };

/** Who waits for a call, soonest first. */
export async function waitingCallBacks(tx: Transaction, { member, teams }: { readonly member: string; readonly teams: readonly string[] }, count: number): Promise<readonly CallBackListRow[]> {
  const found = await sql<CallBackListRow>`
    select c.id, c.organisation, c.team, c.state, c.outcome, c.assignee, c.due_day, c.urgent, c.alert, c.size_class, said.kind as said_kind, said.day as said_day, w.wrapped, w.team_epoch,
      b.state as call_state, b.slot, b.slot_minutes, b.attempts
    from call_backs b join cases c on c.id = b.case_id
    join lateral (
      select wrapped, coalesce(team_epoch, 0) as team_epoch from case_wraps
      where case_id = c.id and chain = 'shared' and ((holder_kind = 'team' and holder = c.team) or (holder_kind = 'member' and holder = ${member}))
      order by epoch desc limit 1
    ) w on true
    left join lateral (
      select kind, day from pieces where case_id = c.id and chain = 'shared' and sender in ('reporter', 'server') order by sequence desc limit 1
    ) said on true
    where b.state in ('asked', 'missed', 'tried') and c.state not in ('closed', 'removed') and c.team = any (${teams}::text[])
    order by b.slot, c.id limit ${count}`.execute(tx.sql);
  return found.rows;
}

/** Held until the end of the transaction: two workers cannot both say what came of one call. */
export async function callBackOfCase(tx: Transaction, caseId: string, held: boolean): Promise<CallBackOf | undefined> {
  const lock = held ? sql`for update` : sql``;
  return (await sql<CallBackOf>`select state, slot, slot_minutes, attempts from call_backs where case_id = ${caseId} ${lock}`.execute(tx.sql)).rows[0];
}

export type Moved = { readonly state: CallBackState; readonly attempts: number };

export async function moveCallBack(tx: Transaction, caseId: string, to: Moved): Promise<void> {
  await sql`update call_backs set state = ${to.state}, attempts = ${to.attempts} where case_id = ${caseId}`.execute(tx.sql);
}

/** False: no hands free then. */
export async function planCallBack(tx: Transaction, { case: id, slot, minutes, now }: NewCallBack): Promise<boolean> {
  const found = await sql<{ planned: boolean }>`select gehoord_plan_place(${id}::uuid, ${slot}, ${minutes}, ${now}) as planned`.execute(tx.sql);
  if (found.rows[0]?.planned !== true) return false;
  await sql`update call_backs set slot = ${slot}, slot_minutes = ${minutes}, reminded = false where case_id = ${id}`.execute(tx.sql);
  return true;
}

export async function leavePlace(tx: Transaction, caseId: string): Promise<void> {
  await sql`select gehoord_leave_place(${caseId}::uuid)`.execute(tx.sql);
}

/* ------------------------------------------------------------------ jobs, system only */

/** Moments that went by without a call; the teams concerned, one entry a call-back. */
export async function passMoments(tx: Transaction, now: Date): Promise<readonly Concerned[]> {
  const found = await sql<Concerned>`
    update call_backs b set state = 'missed' from cases c
    where c.id = b.case_id and b.state = 'asked' and b.slot + make_interval(mins => b.slot_minutes) <= ${now}
    returning c.team, case when c.by_member then c.id end as held`.execute(tx.sql);
  return found.rows;
}

export type ToRemind = { readonly case_id: string; readonly slot: Date };

/** Marks who is reminded once of what was agreed between these instants and asked for a notice. */
export async function markReminded(tx: Transaction, from: Date, until: Date): Promise<readonly ToRemind[]> {
  const found = await sql<ToRemind>`
    update call_backs b set reminded = true
    where b.state = 'asked' and not b.reminded and b.slot > ${from} and b.slot <= ${until} and exists (select from notices n where n.case_id = b.case_id)
    returning b.case_id, b.slot`.execute(tx.sql);
  return found.rows;
}

/** Places that were held for a form and left. */
export async function clearHolds(tx: Transaction, now: Date): Promise<number> {
  const gone = await sql`delete from call_back_places where held_until <= ${now}`.execute(tx.sql);
  return Number(gone.numAffectedRows ?? 0);
}
