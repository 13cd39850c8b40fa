/** Who is on duty when, and whether a line calls back. Members of the team read; its lead writes. */
import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";

export type LineRow = { readonly open: boolean; readonly call_minutes: number };

export async function lineOf(tx: Transaction, team: string): Promise<LineRow | undefined> {
  return (await sql<LineRow>`select open, call_minutes from call_back_lines where team = ${team}`.execute(tx.sql)).rows[0];
}

export async function setLine(tx: Transaction, line: { readonly team: string; readonly organisation: string; readonly open: boolean; readonly callMinutes: number }): Promise<void> {
  await sql`
    insert into call_back_lines (team, organisation, open, call_minutes) values (${line.team}, ${line.organisation}, ${line.open}, ${line.callMinutes})
    on conflict (team) do update set open = excluded.open, call_minutes = excluded.call_minutes`.execute(tx.sql);
}

export type DutyRow = { readonly id: string; readonly member: string; readonly starts: Date; readonly ends: Date };

export async function dutiesOf(tx: Transaction, team: string, from: Date, until: Date): Promise<readonly DutyRow[]> {
  const found = await sql<DutyRow>`select id, member, starts, ends from duties where team = ${team} and ends > ${from} and starts < ${until} order by starts, member`.execute(tx.sql);
  return found.rows;
}

export type NewDuty = { readonly id: string; readonly team: string; readonly organisation: string; readonly member: string; readonly starts: Date; readonly ends: Date };

/** Breaks the database's rule `one_duty_at_a_time` when the member is on duty then already, here or in another team. */
export async function addDuty(tx: Transaction, duty: NewDuty): Promise<void> {
  await sql`insert into duties (id, team, organisation, member, starts, ends) values (${duty.id}, ${duty.team}, ${duty.organisation}, ${duty.member}, ${duty.starts}, ${duty.ends})`.execute(tx.sql);
}

export async function removeDuty(tx: Transaction, team: string, duty: string): Promise<boolean> {
  const gone = await sql<{ id: string }>`delete from duties where id = ${duty} and team = ${team} returning id`.execute(tx.sql);
  return gone.rows.length > 0;
}

export type GivenRow = { readonly team: string; readonly slot: Date; readonly calls: number; readonly hands: number };

/** Moments that were given, with how many calls the people on duty can make then: fewer than agreed means that somebody must be found. */
export async function givenMoments(tx: Transaction, teams: readonly string[], from: Date, until: Date): Promise<readonly GivenRow[]> {
  const found = await sql<GivenRow>`
    select g.team, g.slot, g.calls, gehoord_on_duty(g.team, g.slot, g.slot + make_interval(mins => g.minutes)) * (g.minutes / l.call_minutes)::integer as hands
    from (
      select p.team, p.starts as slot, count(*)::integer as calls, max(b.slot_minutes)::integer as minutes
      from call_back_places p join call_backs b on b.case_id = p.case_id
      where p.team = any (${teams}::text[]) and p.starts >= ${from} and p.starts < ${until} and p.held_until is null
      group by p.team, p.starts) g
    join call_back_lines l on l.team = g.team
    order by g.slot, g.team`.execute(tx.sql);
  return found.rows;
}
