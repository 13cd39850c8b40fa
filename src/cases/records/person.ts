/** The person's own side in the database: through functions for a visitor, by row-level security for members, in jobs for the system. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { CheckInState } from "../rules/follow-up.ts";
import type { Card } from "../rules/way-back.ts";
import type { CardsOut, ClaimOut } from "../shape/person.ts";

export type LookRow = { readonly content: string; readonly organisation: string; readonly roles: readonly string[] | null; readonly team_size: number };

export async function looks(tx: Transaction, lookup: Uint8Array): Promise<readonly LookRow[]> {
  return (await sql<LookRow>`select * from gehoord_looks(${lookup})`.execute(tx.sql)).rows;
}

/** Which of these cases this member saw in a list since `since` (whole hour, ISO) already. */
export async function seenInList(tx: Transaction, cases: readonly string[], since: string): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`select gehoord_seen_in_list(${cases}::text[], ${since}) as id`.execute(tx.sql);
  return new Set(found.rows.map(({ id }) => id));
}

export type CheckInRow = { readonly id: string; readonly day: Day; readonly state: CheckInState };
export type AccessRow = { readonly askedDay: Day; readonly dueDay: Day; readonly state: "asked" | "given" | "withdrawn" };
export type FollowUpRow = { readonly hidden: boolean; readonly checkIns: readonly CheckInRow[]; readonly access: AccessRow | null };

export async function followUp(tx: Transaction, lookup: Uint8Array): Promise<FollowUpRow> {
  const [row] = (await sql<{ found: FollowUpRow | null }>`select gehoord_follow_up(${lookup}) as found`.execute(tx.sql)).rows;
  return row?.found ?? { hidden: true, checkIns: [], access: null };
}

async function did(query: Promise<{ readonly rows: readonly { readonly done: boolean }[] }>): Promise<boolean> {
  return (await query).rows[0]?.done === true;
}

export async function hideLooks(tx: Transaction, lookup: Uint8Array, hidden: boolean): Promise<void> {
  await sql`select gehoord_hide_looks(${lookup}, ${hidden})`.execute(tx.sql);
}

export type NewCheckIn = { readonly id: string; readonly day: Day; readonly chosenBy: "person" | "default"; readonly most: number };

export function planCheckIn(tx: Transaction, lookup: Uint8Array, { id, day, chosenBy, most }: NewCheckIn): Promise<boolean> {
  return did(sql<{ done: boolean }>`select gehoord_plan_check_in(${lookup}, ${id}, ${day}, ${chosenBy}, ${most}) as done`.execute(tx.sql));
}

export function endCheckIn(tx: Transaction, lookup: Uint8Array, id: string, state: "answered" | "dropped"): Promise<boolean> {
  return did(sql<{ done: boolean }>`select gehoord_end_check_in(${lookup}, ${id}, ${state}) as done`.execute(tx.sql));
}

export function askAccess(tx: Transaction, lookup: Uint8Array, days: { readonly today: Day; readonly due: Day }): Promise<boolean> {
  return did(sql<{ done: boolean }>`select gehoord_ask_access(${lookup}, ${days.today}, ${days.due}) as done`.execute(tx.sql));
}

export function withdrawAccess(tx: Transaction, lookup: Uint8Array): Promise<boolean> {
  return did(sql<{ done: boolean }>`select gehoord_withdraw_access(${lookup}) as done`.execute(tx.sql));
}

/* ------------------------------------------------------------------ members */

export async function checkInsOf(tx: Transaction, id: string): Promise<readonly CheckInRow[]> {
  return (await sql<CheckInRow>`select id, day, state from check_ins where case_id = ${id} order by day`.execute(tx.sql)).rows;
}

export async function accessOf(tx: Transaction, id: string): Promise<AccessRow | undefined> {
  return (await sql<AccessRow>`select asked_day as "askedDay", due_day as "dueDay", state from access_requests where case_id = ${id}`.execute(tx.sql)).rows[0];
}

/** False: that day is taken. */
export async function planForCase(tx: Transaction, at: { readonly case: string; readonly id: string; readonly day: Day; readonly chosenBy: "team" | "default" }): Promise<boolean> {
  const found = await sql<{ id: string }>`
    insert into check_ins (id, case_id, day, chosen_by) values (${at.id}, ${at.case}, ${at.day}, ${at.chosenBy}) on conflict do nothing returning id`.execute(tx.sql);
  return found.rows.length > 0;
}

/** False: nobody asked, or it was handed over already. */
export async function giveAccess(tx: Transaction, id: string): Promise<boolean> {
  const found = await sql<{ id: string }>`update access_requests set state = 'given' where case_id = ${id} and state = 'asked' returning case_id as id`.execute(tx.sql);
  return found.rows.length > 0;
}

export type OpenRow = { readonly case: string; readonly day: Day };

export async function missedOf(tx: Transaction, teams: readonly string[]): Promise<readonly OpenRow[]> {
  return (await sql<OpenRow>`
    select i.case_id as case, i.day from check_ins i join cases c on c.id = i.case_id
    where i.state = 'missed' and c.team = any (${teams}::text[]) order by i.day, i.case_id limit 100`.execute(tx.sql)).rows;
}

/** Ended cases in which the person said later how it is, and of which no colleague noted anything since. Kinds and days only. */
export async function saidLaterOf(tx: Transaction, teams: readonly string[]): Promise<readonly OpenRow[]> {
  return (await sql<OpenRow>`
    select p.case_id as case, p.day from check_ins i join cases c on c.id = i.case_id
    cross join lateral (select max(s.day) as day, i.case_id from pieces s where s.case_id = i.case_id and s.chain = 'shared' and s.kind = 'check-in') p
    where i.state = 'answered' and c.state = 'closed' and c.team = any (${teams}::text[]) and p.day is not null
      and not exists (select from pieces n where n.case_id = i.case_id and n.chain = 'desk' and n.kind = 'note' and n.day >= p.day)
    group by p.case_id, p.day order by p.day, p.case_id limit 100`.execute(tx.sql)).rows;
}

export async function accessAsked(tx: Transaction, teams: readonly string[]): Promise<readonly OpenRow[]> {
  return (await sql<OpenRow>`
    select r.case_id as case, r.due_day as day from access_requests r join cases c on c.id = r.case_id
    where r.state = 'asked' and c.team = any (${teams}::text[]) order by r.due_day, r.case_id limit 100`.execute(tx.sql)).rows;
}

/** Kinds and places of the shared chain: what stands open about its pieces. */
export async function placesOf(tx: Transaction, id: string): Promise<readonly { readonly kind: string; readonly sequence: number }[]> {
  return (await sql<{ kind: string; sequence: number }>`
    select kind, sequence from pieces where case_id = ${id} and chain = 'shared' and kind in ('helped', 'next-step')`.execute(tx.sql)).rows;
}

/* ------------------------------------------------------------------ jobs */

/** What is due is asked; what waited too long is missed. The cases in which something is asked now. */
export async function raiseCheckIns(tx: Transaction, days: { readonly today: Day; readonly missedBefore: Day }): Promise<readonly string[]> {
  await sql`update check_ins set state = 'missed' where state = 'asked' and day < ${days.missedBefore}`.execute(tx.sql);
  const found = await sql<{ case_id: string }>`update check_ins set state = 'asked' where state = 'planned' and day <= ${days.today} returning case_id`.execute(tx.sql);
  return [...new Set(found.rows.map((row) => row.case_id))];
}

export type ProofKeyRow = { readonly key: string; readonly week: string; readonly public: Uint8Array };

export async function proofKeys(tx: Transaction): Promise<readonly ProofKeyRow[]> {
  return (await sql<ProofKeyRow>`select key, week, public from proof_keys order by week`.execute(tx.sql)).rows;
}

export async function proofKeyOf(tx: Transaction, week: string): Promise<{ readonly key: string; readonly sealed: string } | undefined> {
  return (await sql<{ key: string; sealed: string }>`select * from gehoord_proof_key(${week})`.execute(tx.sql)).rows[0];
}

/** Makes a week's key when there is none; erases the private halves of all other weeks. Answers whether it was new. */
export async function keepProofKey(tx: Transaction, key: ProofKeyRow & { readonly sealed: string }): Promise<boolean> {
  await sql`update proof_keys set sealed = null where sealed is not null and week <> ${key.week}`.execute(tx.sql);
  const found = await sql<{ key: string }>`
    insert into proof_keys (key, week, public, sealed) values (${key.key}, ${key.week}, ${key.public}, ${key.sealed}) on conflict do nothing returning key`.execute(tx.sql);
  return found.rows.length > 0;
}

export async function stepsOf(tx: Transaction, lookup: Uint8Array): Promise<{ readonly answered: boolean; readonly ended: boolean }> {
  const [row] = (await sql<{ answered: boolean; ended: boolean }>`select * from gehoord_steps_of(${lookup})`.execute(tx.sql)).rows;
  return row ?? { answered: false, ended: false };
}

/* ----------------------------------------------------------------- way back */

export async function cardOf(tx: Transaction, lookup: Uint8Array): Promise<Card> {
  const [row] = (await sql<{ card: Card }>`select gehoord_card_of(${lookup}) as card`.execute(tx.sql)).rows;
  return row?.card ?? "helper";
}

export async function cardsOf(tx: Transaction, lookup: Uint8Array): Promise<CardsOut> {
  const [row] = (await sql<{ found: CardsOut | null }>`select gehoord_cards(${lookup}) as found`.execute(tx.sql)).rows;
  return row?.found ?? { card: "helper", cards: [], next: "reporter", wayBack: false, claims: [] };
}

/** Bytes are base64. */
export type CardChangeRow = {
  readonly epoch: number;
  readonly end?: string;
  readonly add?: { readonly holder: string; readonly card: Card; readonly lookup: string; readonly recipient: string; readonly signKey: string; readonly back: readonly { readonly epoch: number; readonly wrapped: string }[] };
};

export function changeCards(tx: Transaction, lookup: Uint8Array, given: CardChangeRow): Promise<boolean> {
  return did(sql<{ done: boolean }>`select gehoord_change_cards(${lookup}, ${JSON.stringify(given)}::jsonb) as done`.execute(tx.sql));
}

export type ThreadChangeRow = { readonly end?: string; readonly add?: string; readonly lookup?: string; readonly epoch?: number; readonly back?: readonly { readonly epoch: number; readonly wrapped: string }[] };

/** The same in a thread, after the first case. What begins the epoch there; undefined: nothing of this code's. */
export async function changeThreadCards(tx: Transaction, lookup: Uint8Array, thread: string, given: ThreadChangeRow): Promise<Uint8Array | undefined> {
  const found = await sql<{ thread: Uint8Array | null }>`select gehoord_change_thread_cards(${lookup}, ${thread}, ${JSON.stringify(given)}::jsonb) as thread`.execute(tx.sql);
  const begins = found.rows[0]?.thread ?? undefined;
  return begins === undefined ? undefined : new Uint8Array(begins);
}

export async function setWayBack(tx: Transaction, lookup: Uint8Array, name: Uint8Array): Promise<void> {
  await sql`select gehoord_set_way_back(${lookup}, ${name})`.execute(tx.sql);
}

export type NewClaim = { readonly sealed: string; readonly lookup: string; readonly recipient: string; readonly signKey: string; readonly day: Day; readonly dueDay: Day };

/** The same work whether anybody has this name. */
export async function claim(tx: Transaction, name: Uint8Array, given: NewClaim): Promise<void> {
  await sql`select gehoord_claim(${name}, ${JSON.stringify(given)}::jsonb)`.execute(tx.sql);
}

export function stopClaim(tx: Transaction, lookup: Uint8Array, id: string): Promise<boolean> {
  return did(sql<{ done: boolean }>`select gehoord_stop_claim(${lookup}, ${id}) as done`.execute(tx.sql));
}

export async function claimsOf(tx: Transaction, id: string): Promise<readonly ClaimOut[]> {
  return (await sql<ClaimOut>`select id, day, due_day as "dueDay", state from claims where case_id = ${id} order by day, id`.execute(tx.sql)).rows;
}

export async function claimsDue(tx: Transaction, teams: readonly string[], today: Day): Promise<readonly { readonly case: string; readonly claim: string }[]> {
  return (await sql<{ case: string; claim: string }>`
    select c.case_id as case, c.id as claim from claims c join cases k on k.id = c.case_id
    where c.state = 'waiting' and c.due_day <= ${today} and k.team = any (${teams}::text[]) order by c.due_day, c.id limit 100`.execute(tx.sql)).rows;
}

export type DueClaimRow = { readonly id: string; readonly case_id: string; readonly sealed: Uint8Array; readonly recipient: string; readonly sign_public: Uint8Array; readonly next: string; readonly stays: readonly { readonly holder: string; readonly signKey: string }[] };

export async function dueClaim(tx: Transaction, id: string, today: Day): Promise<DueClaimRow | undefined> {
  return (await sql<DueClaimRow>`select * from gehoord_due_claim(${id}, ${today})`.execute(tx.sql)).rows[0];
}

export type DecisionRow = { readonly matches: boolean; readonly holder?: string; readonly epoch?: number; readonly back: readonly { readonly epoch: number; readonly wrapped: string }[] };

export function decideClaim(tx: Transaction, id: string, today: Day, given: DecisionRow): Promise<boolean> {
  return did(sql<{ done: boolean }>`select gehoord_decide_claim(${id}, ${today}, ${JSON.stringify(given)}::jsonb) as done`.execute(tx.sql));
}

/** Claims of which the person was not told yet; and claims of nobody that are a day old go. */
export async function tellClaims(tx: Transaction, today: Day): Promise<readonly string[]> {
  await sql`delete from claims where case_id is null and day < ${today}`.execute(tx.sql);
  const found = await sql<{ case_id: string }>`update claims set told = true where not told and case_id is not null returning case_id`.execute(tx.sql);
  return [...new Set(found.rows.map((row) => row.case_id))];
}
