/** Queries of a worker's day. Row-level security asks again what every query here asks. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { CaseState } from "../rules.ts";

/* ------------------------------------------------------------------ filters */

export type FilterRow = { readonly id: string; readonly states: readonly Exclude<CaseState, "removed">[]; readonly holder: "me" | "nobody" | "absent" | null; readonly urgent: boolean; readonly due: "late" | "today" | "week" | null };

export async function filtersOf(tx: Transaction, member: string): Promise<readonly FilterRow[]> {
  return (await sql<FilterRow>`select id, states, holder, urgent, due from saved_filters where member = ${member} order by id`.execute(tx.sql)).rows;
}

/** False: the same choice is kept already. */
export async function insertFilter(tx: Transaction, filter: FilterRow, of: { readonly member: string; readonly organisation: string }): Promise<boolean> {
  const found = await sql`
    insert into saved_filters (id, member, organisation, states, holder, urgent, due)
    values (${filter.id}, ${of.member}, ${of.organisation}, ${filter.states}::text[], ${filter.holder}, ${filter.urgent}, ${filter.due}) on conflict do nothing returning id`.execute(tx.sql);
  return found.rows.length > 0;
}

export async function deleteFilter(tx: Transaction, id: string, member: string): Promise<boolean> {
  return (await sql`delete from saved_filters where id = ${id} and member = ${member} returning id`.execute(tx.sql)).rows.length > 0;
}

/* ------------------------------------------------------- work and hand-over */

export type LoadRow = { readonly team: string; readonly member: string | null; readonly open: number; readonly due: number; readonly unread: number; readonly urgent: number };

export async function workloadOf(tx: Transaction, teams: readonly string[], today: Day): Promise<readonly LoadRow[]> {
  const found = await sql<LoadRow>`
    select team, assignee as member, count(*)::int as open, count(*) filter (where due_day <= ${today} and state in ('new', 'open', 'unread'))::int as due,
      count(*) filter (where state in ('new', 'unread'))::int as unread, count(*) filter (where urgent)::int as urgent
    from cases where team = any (${teams}::text[]) and state not in ('closed', 'removed') group by team, assignee order by team, assignee`.execute(tx.sql);
  return found.rows;
}

export type Handover = { readonly team: string; readonly from: string; readonly to: string | null; readonly count: number };

/** The ids of what was moved: what is most pressing first. */
export async function handOver(tx: Transaction, { team, from, to, count }: Handover): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    update cases set assignee = ${to} where id in (
      select id from cases where team = ${team} and assignee = ${from} and state not in ('closed', 'removed')
        and (${to}::uuid is null or gehoord_may_see(id, ${to}::uuid)) order by not urgent, due_day, id limit ${count}
    ) returning id`.execute(tx.sql);
  return found.rows.map((row) => row.id);
}

export async function leftWith(tx: Transaction, team: string, member: string): Promise<number> {
  const found = await sql<{ left: number }>`select count(*)::int as left from cases where team = ${team} and assignee = ${member} and state not in ('closed', 'removed')`.execute(tx.sql);
  return found.rows[0]?.left ?? 0;
}

/* ------------------------------------------------------------------ absence */

export type AbsenceRow = { readonly member: string; readonly from_day: Day; readonly until_day: Day };

/** Of members of these teams, what is not past. */
export async function absencesOf(tx: Transaction, teams: readonly string[], today: Day): Promise<readonly AbsenceRow[]> {
  const found = await sql<AbsenceRow>`
    select a.member, a.from_day, a.until_day from absences a
    where a.until_day >= ${today} and exists (select from team_members tm where tm.member = a.member and tm.team = any (${teams}::text[])) order by a.from_day, a.member`.execute(tx.sql);
  return found.rows;
}

export async function sharesTeam(tx: Transaction, member: string, teams: readonly string[]): Promise<boolean> {
  const found = await sql<{ is: boolean }>`select exists (select from team_members where member = ${member} and team = any (${teams}::text[])) as is`.execute(tx.sql);
  return found.rows[0]?.is === true;
}

export async function setAbsence(tx: Transaction, row: AbsenceRow & { readonly organisation: string }): Promise<void> {
  await sql`
    insert into absences (member, organisation, from_day, until_day) values (${row.member}, ${row.organisation}, ${row.from_day}, ${row.until_day})
    on conflict (member) do update set from_day = excluded.from_day, until_day = excluded.until_day`.execute(tx.sql);
}

export async function endAbsence(tx: Transaction, member: string): Promise<boolean> {
  return (await sql`delete from absences where member = ${member} returning member`.execute(tx.sql)).rows.length > 0;
}

/* -------------------------------------------------------------- text blocks */

export type BlockRow = { readonly id: string; readonly language: "nl" | "en"; readonly title: string; readonly body: string; readonly owner: string; readonly review_day: Day; readonly changed_day: Day };

export async function textBlocksOf(tx: Transaction, organisation: string): Promise<readonly BlockRow[]> {
  return (await sql<BlockRow>`select id, language, title, body, owner, review_day, changed_day from text_blocks where organisation = ${organisation} order by language desc, title, id`.execute(tx.sql)).rows;
}

export async function isColleague(tx: Transaction, member: string, organisation: string): Promise<boolean> {
  const found = await sql<{ is: boolean }>`select exists (select from members where id = ${member} and organisation = ${organisation} and status = 'active') as is`.execute(tx.sql);
  return found.rows[0]?.is === true;
}

export async function insertTextBlock(tx: Transaction, row: BlockRow & { readonly organisation: string }): Promise<void> {
  await sql`
    insert into text_blocks (id, organisation, language, title, body, owner, review_day, changed_day)
    values (${row.id}, ${row.organisation}, ${row.language}, ${row.title}, ${row.body}, ${row.owner}, ${row.review_day}, ${row.changed_day})`.execute(tx.sql);
}

export async function updateTextBlock(tx: Transaction, row: BlockRow & { readonly organisation: string }): Promise<boolean> {
  const found = await sql`
    update text_blocks set language = ${row.language}, title = ${row.title}, body = ${row.body}, owner = ${row.owner}, review_day = ${row.review_day}, changed_day = ${row.changed_day}
    where id = ${row.id} and organisation = ${row.organisation} returning id`.execute(tx.sql);
  return found.rows.length > 0;
}

export async function deleteTextBlock(tx: Transaction, id: string, organisation: string): Promise<boolean> {
  return (await sql`delete from text_blocks where id = ${id} and organisation = ${organisation} returning id`.execute(tx.sql)).rows.length > 0;
}

/* ----------------------------------------------------------------- timeline */

export type EventRow = { readonly act: string; readonly member: string | null; readonly day: Day };

export async function eventsOf(tx: Transaction, id: string): Promise<readonly EventRow[]> {
  return (await sql<EventRow>`select act, member, day from gehoord_case_events(${id})`.execute(tx.sql)).rows;
}
