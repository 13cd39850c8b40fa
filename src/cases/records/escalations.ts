/** Escalations, what is said about them, and lessons. Members read by row-level security; every step is a function of the database. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { DossierForm, EscalationReason, EscalationState, WaitingForDesk } from "../rules/escalation.ts";
import type { ExchangeAct } from "../shape/escalation.ts";
import type { ListRow } from "./desk.ts";
import type { Concerned } from "./terms.ts";

export type EscalationRow = {
  readonly id: string;
  readonly case_id: string;
  readonly to_case: string | null;
  readonly consent: string | null;
  readonly reason: EscalationReason;
  readonly form: DossierForm;
  readonly state: EscalationState;
  readonly draft: string | null;
  readonly prepared_by: string;
  readonly seconded_by: string | null;
  readonly due_day: Day | null;
  readonly from_team: string;
  readonly to_team: string | null;
};

/** From this case, or the one that brought it here; the newest last. */
export async function escalationsOf(tx: Transaction, id: string): Promise<readonly EscalationRow[]> {
  const found = await sql<EscalationRow>`
    select e.id, e.case_id, e.to_case, e.consent, e.reason, e.form, e.state, e.draft, e.prepared_by, e.seconded_by, e.due_day, t.from_team, t.to_team
    from escalations e cross join lateral gehoord_escalation_teams(e.id) t
    where ${id} in (e.case_id, e.to_case) order by e.state in ('withdrawn', 'settled') desc, e.due_day, e.id`.execute(tx.sql);
  return found.rows;
}

export type ExchangeRow = { readonly id: string; readonly escalation: string; readonly act: ExchangeAct; readonly sender: string; readonly sequence: number; readonly sealed: Uint8Array; readonly key: Uint8Array; readonly day: Day };

export async function wordsOf(tx: Transaction, escalations: readonly string[]): Promise<readonly ExchangeRow[]> {
  if (escalations.length === 0) return [];
  return (await sql<ExchangeRow>`select id, escalation, act, sender, sequence, sealed, key, day from escalation_words where escalation = any (${escalations}::uuid[]) order by escalation, sequence`.execute(tx.sql)).rows;
}

export async function otherDesks(tx: Transaction, id: string): Promise<number> {
  return (await sql<{ count: number }>`select gehoord_other_desks(${id}) as count`.execute(tx.sql)).rows[0]?.count ?? 0;
}

export type PreparedDone = "done" | "not-found" | "state-changed" | "no-consent" | "no-reason";
export type NewEscalation = { readonly id: string; readonly case: string; readonly consent: string; readonly reason: EscalationReason; readonly form: DossierForm; readonly draft: string; readonly today: Day };

export async function prepareEscalation(tx: Transaction, one: NewEscalation): Promise<PreparedDone> {
  const found = await sql<{ done: PreparedDone }>`select gehoord_prepare_escalation(${JSON.stringify(one)}::jsonb) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}

export type MovedDone = "done" | "not-found" | "state-changed" | "second-person-required";
/** `word`: base64. */
export type Move = {
  readonly id: string;
  readonly act: "second" | "take" | "question" | "reply" | "answer" | "return" | "settle";
  readonly today: Day;
  readonly due: Day;
  readonly word?: { readonly id: string; readonly sequence: number; readonly sealed: string; readonly key: string };
};

export async function moveEscalation(tx: Transaction, { id, act, today, due, word }: Move): Promise<MovedDone> {
  const said = word === undefined ? null : JSON.stringify(word);
  const found = await sql<{ done: MovedDone }>`select gehoord_move_escalation(${id}, ${act}, ${today}, ${due}, ${said}::jsonb) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}

/** Whether the ministry has something of this case now. */
export async function isAtMinistry(tx: Transaction, id: string): Promise<boolean> {
  const found = await sql<{ is: boolean }>`select exists (select from escalations where case_id = ${id} and state in ('sent', 'taken', 'questioned', 'overdue')) as is`.execute(tx.sql);
  return found.rows[0]?.is === true;
}

export type EscalatedRow = ListRow & { readonly escalation: string; readonly standing: EscalationState; readonly reason: EscalationReason; readonly answer_by: Day; readonly from_team: string };

/** What lies at these teams of the ministry, what must be answered first on top. */
export async function escalatedTo(tx: Transaction, me: { readonly member: string; readonly teams: readonly string[] }): Promise<readonly EscalatedRow[]> {
  const found = await sql<EscalatedRow>`
    select c.id, c.organisation, c.team, c.state, c.outcome, c.assignee, c.due_day, c.urgent, c.alert, c.size_class, null as said_kind, null as said_day, w.wrapped, w.team_epoch,
      e.id as escalation, e.state as standing, e.reason, e.due_day as answer_by, t.from_team
    from escalations e join cases c on c.id = e.to_case and c.team = any (${me.teams}::text[]) and c.state <> 'removed'
    cross join lateral gehoord_escalation_teams(e.id) t
    join lateral (
      select wrapped, coalesce(team_epoch, 0) as team_epoch from case_wraps
      where case_id = c.id and chain = 'shared' and ((holder_kind = 'team' and holder = c.team) or (holder_kind = 'member' and holder = ${me.member}))
      order by epoch desc limit 1
    ) w on true
    where e.state not in ('settled', 'withdrawn')
    order by e.state in ('answered', 'returned'), not c.urgent, e.due_day, e.id limit 200`.execute(tx.sql);
  return found.rows;
}

export type WaitingRow = { readonly id: string; readonly case: string; readonly state: WaitingForDesk; readonly prepared_by: string; readonly urgent: boolean; readonly due_day: Day | null };

/** Dossiers of these teams that wait for somebody of the desk. */
export async function dossiersWaiting(tx: Transaction, teams: readonly string[], states: readonly WaitingForDesk[]): Promise<readonly WaitingRow[]> {
  return (await sql<WaitingRow>`
    select e.id, e.case_id as case, e.state, e.prepared_by, c.urgent, e.due_day from escalations e join cases c on c.id = e.case_id
    where e.state = any (${states}::text[]) and c.team = any (${teams}::text[]) and c.state <> 'removed' order by e.due_day nulls first, e.id limit 100`.execute(tx.sql)).rows;
}

/* ------------------------------------------------------------- the person */

export async function escalationsByCode(tx: Transaction, lookup: Uint8Array): Promise<readonly { readonly id: string; readonly state: EscalationState; readonly dueDay: Day | null }[]> {
  return (await sql<{ id: string; state: EscalationState; dueDay: Day | null }>`select id, state, due_day as "dueDay" from gehoord_escalations_by_code(${lookup})`.execute(tx.sql)).rows;
}

/* ------------------------------------------------------------------ jobs */

export type LateEscalation = Concerned & { readonly side: "desk" | "ministry" };

/** `team`: of the side that has to do something. */
export async function lateEscalations(tx: Transaction, today: Day): Promise<readonly LateEscalation[]> {
  return (await sql<LateEscalation>`select team, side, held from gehoord_escalations_past(${today})`.execute(tx.sql)).rows;
}

/* ------------------------------------------------------------- the network */

export type LessonRow = { readonly id: string; readonly organisation: string; readonly week: Day; readonly state: "proposed" | "agreed"; readonly text: string; readonly mine: boolean };

export async function lessonsFor(tx: Transaction, member: string): Promise<readonly LessonRow[]> {
  return (await sql<LessonRow>`select id, organisation, week, state, text, coalesce(proposed_by::text = ${member}, false) as mine from lessons order by state desc, week desc, id`.execute(tx.sql)).rows;
}

export async function proposeLesson(tx: Transaction, one: { readonly id: string; readonly organisation: string; readonly week: Day; readonly text: string; readonly member: string }): Promise<void> {
  await sql`insert into lessons (id, organisation, week, state, text, proposed_by) values (${one.id}, ${one.organisation}, ${one.week}, 'proposed', ${one.text}, ${one.member})`.execute(tx.sql);
}

/** False: there is none that waits for this member's word. */
export async function agreeLesson(tx: Transaction, id: string): Promise<boolean> {
  const found = await sql<{ id: string }>`update lessons set state = 'agreed', proposed_by = null where id = ${id} and state = 'proposed' returning id`.execute(tx.sql);
  return found.rows.length > 0;
}
