/** All queries about closing days and terms. Whose they are, the query says and row-level security says again. */
import { sql } from "kysely";
import type { Day, Transaction } from "../base/index.ts";
import { changesOf, type NotedChange } from "./changes.ts";
import type { DaySpan, MoveLine, Term, TermCalendar, TermChange, TermReason, TermUnit, OnClosedDay } from "./shape.ts";
import type { DueDay } from "./terms.ts";

/** The days on which an organisation is closed, in order. Readable by every role: they are told to everybody. */
export async function closingsOf(tx: Transaction, organisation: string): Promise<readonly DaySpan[]> {
  const found = await sql<DaySpan>`select from_day as "from", to_day as "to" from calendar_closings where organisation = ${organisation} order by from_day`.execute(tx.sql);
  return found.rows;
}

/** The closing days of every organisation at once. */
export async function allClosings(tx: Transaction): Promise<(organisation: string) => readonly DaySpan[]> {
  const { rows } = await sql<DaySpan & { organisation: string }>`select organisation, from_day as "from", to_day as "to" from calendar_closings order by from_day`.execute(tx.sql);
  return (organisation) => rows.filter((row) => row.organisation === organisation).map(({ from, to }) => ({ from, to }));
}

/** Nobody else changes this organisation's closing days before the end of the transaction. */
export async function holdCalendar(tx: Transaction, organisation: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('calendar_closings'), hashtext(${organisation}))`.execute(tx.sql);
}

/** Days that are closed already break the uniqueness `calendar_closings_apart`. */
export async function insertClosing(tx: Transaction, organisation: string, { from, to }: DaySpan): Promise<void> {
  await sql`insert into calendar_closings (organisation, from_day, to_day) values (${organisation}, ${from}, ${to})`.execute(tx.sql);
}

/** False when there is none that begins on this day. */
export async function deleteClosing(tx: Transaction, organisation: string, from: Day): Promise<boolean> {
  const found = await sql`delete from calendar_closings where organisation = ${organisation} and from_day = ${from} returning from_day`.execute(tx.sql);
  return found.rows.length > 0;
}

export interface NewTerm {
  readonly organisation: string;
  readonly team: string;
  /** The id of what the term is about. */
  readonly owner: string;
  readonly kind: string;
  readonly start: Day;
  readonly term: Term;
  readonly calendar: TermCalendar;
  readonly due: DueDay;
}

const dayOrNone = (due: DueDay): Day | null => (due === "unknown" || due === "paused" ? null : due);

/** A term as the database takes it: for `startTerm`, or for a function that begins it beside something else. */
export const noted = (id: string, { term, due, ...rest }: NewTerm): object => ({ id, ...rest, ...term, dueDay: dayOrNone(due) });

/** Begins a term; the one of the same kind that ran for the same owner ends. Any role; a member only for an own team. */
export async function startTerm(tx: Transaction, id: string, term: NewTerm): Promise<void> {
  await sql`select gehoord_start_term(${JSON.stringify(noted(id, term))}::jsonb)`.execute(tx.sql);
}

/** A term that runs, as it is noted. `due`: what was computed last; `null` while it stands still or is not known. */
export interface KeptTerm {
  readonly id: string;
  readonly team: string;
  readonly kind: string;
  readonly start: Day;
  readonly term: Term;
  readonly calendar: TermCalendar;
  readonly due: Day | null;
  readonly changes: readonly TermChange[];
}
export type OwnedTerm = KeptTerm & { readonly owner: string; readonly organisation: string };

type ChangeRow = { readonly kind: NotedChange["kind"]; readonly from_day: Day | null; readonly to_day: Day | null; readonly count: number | null; readonly unit: TermUnit | null; readonly on_closed_day: OnClosedDay | null };
type TermRow = { readonly id: string; readonly team: string; readonly kind: string; readonly start_day: Day; readonly count: number; readonly unit: TermUnit; readonly on_closed_day: OnClosedDay; readonly calendar: TermCalendar; readonly due_day: Day | null; readonly changes: readonly ChangeRow[] };

function notedChange(row: ChangeRow): NotedChange {
  if (row.kind === "extension" && row.count !== null && row.unit !== null && row.on_closed_day !== null)
    return { kind: "extension", by: { count: row.count, unit: row.unit, onClosedDay: row.on_closed_day } };
  if (row.from_day === null || row.kind === "extension") throw new Error("a change of a term without its days");
  return row.kind === "resume" ? { kind: "resume", from: row.from_day } : { kind: "pause", from: row.from_day, to: row.to_day };
}

const keptTerm = (row: TermRow): KeptTerm => ({
  id: row.id,
  team: row.team,
  kind: row.kind,
  start: row.start_day,
  term: { count: row.count, unit: row.unit, onClosedDay: row.on_closed_day },
  calendar: row.calendar,
  due: row.due_day,
  changes: changesOf(row.changes.map(notedChange)),
});

/** Running terms without what they belong to. Nothing for a member who is not an administrator of this organisation. */
export async function runningTerms(tx: Transaction, organisation: string): Promise<readonly KeptTerm[]> {
  const found = await sql<TermRow>`select * from gehoord_running_terms(${organisation}) order by due_day, id`.execute(tx.sql);
  return found.rows.map(keptTerm);
}

const changesOfTerm = sql`coalesce((select jsonb_agg(to_jsonb(c) order by c.sequence) from term_changes c where c.term = t.id), '[]'::jsonb) as changes`;

/** The same with their owners, held until the end of the transaction: for the system, which moves them. */
export async function heldTerms(tx: Transaction, organisation: string): Promise<readonly OwnedTerm[]> {
  const found = await sql<TermRow & { owner: string; organisation: string }>`
    select t.*, ${changesOfTerm} from terms t where t.organisation = ${organisation} and t.state = 'running' order by t.id for update of t`.execute(tx.sql);
  return found.rows.map((row) => ({ ...keptTerm(row), owner: row.owner, organisation: row.organisation }));
}

/** The running term of this kind of one owner, held; nothing when there is none that this transaction may see. */
export async function runningTerm(tx: Transaction, owner: string, kind: string): Promise<OwnedTerm | undefined> {
  const found = await sql<TermRow & { owner: string; organisation: string }>`
    select t.*, ${changesOfTerm} from terms t where t.owner = ${owner} and t.kind = ${kind} and t.state = 'running' for update of t`.execute(tx.sql);
  const [row] = found.rows;
  return row === undefined ? undefined : { ...keptTerm(row), owner: row.owner, organisation: row.organisation };
}

export async function setDue(tx: Transaction, term: string, due: DueDay): Promise<void> {
  await sql`update terms set due_day = ${dayOrNone(due)} where id = ${term}`.execute(tx.sql);
}

export async function endTerm(tx: Transaction, term: string, how: "met" | "ended"): Promise<void> {
  await sql`update terms set state = ${how} where id = ${term}`.execute(tx.sql);
}

/** Adds a line to a term. Two at the same moment: one of them breaks the uniqueness of the line's number. */
export async function noteChange(tx: Transaction, term: string, change: NotedChange, { reason, day }: { readonly reason: TermReason; readonly day: Day }): Promise<void> {
  const by = change.kind === "extension" ? change.by : undefined;
  const [from, to] = change.kind === "extension" ? [null, null] : [change.from, change.kind === "pause" ? change.to : null];
  await sql`
    insert into term_changes (term, sequence, kind, from_day, to_day, count, unit, on_closed_day, reason, day)
    select ${term}, 1 + coalesce(max(sequence), 0), ${change.kind}, ${from}::date, ${to}::date, ${by?.count ?? null}::integer, ${by?.unit ?? null}, ${by?.onClosedDay ?? null}, ${reason}, ${day}::date
    from term_changes where term = ${term}`.execute(tx.sql);
}

/** Moves a term because a calendar changed, and keeps that it moved. */
export async function moveTerm(tx: Transaction, id: string, term: OwnedTerm, { to, day }: { readonly to: DueDay; readonly day: Day }): Promise<void> {
  await setDue(tx, term.id, to);
  await sql`
    insert into term_moves (id, term, organisation, team, kind, from_day, to_day, day)
    values (${id}, ${term.id}, ${term.organisation}, ${term.team}, ${term.kind}, ${term.due}, ${dayOrNone(to)}, ${day})`.execute(tx.sql);
}

/** What moved since a day, newest first, counted: no line tells which case it was. */
export async function movesSince(tx: Transaction, organisation: string, since: Day): Promise<readonly (MoveLine & { readonly day: Day })[]> {
  const found = await sql<MoveLine & { day: Day }>`
    select day, team, kind, from_day as "from", to_day as "to", count(*)::integer as count from term_moves
    where organisation = ${organisation} and day >= ${since}
    group by day, team, kind, from_day, to_day order by day desc, from_day, to_day, team, kind limit 200`.execute(tx.sql);
  return found.rows;
}
