/**
 * Makes a small network large: copies of cases that were really sealed and really worked on, with ids of their own, spread over
 * organisations, members, states and days as in life: a few have most, most have a few. Written past triggers and foreign keys,
 * because every copy is of rows that passed them; columns that later releases add are copied as they are.
 */

/** Statements as the owner of the database, who may set `session_replication_role`. */
export type Run = (sql: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

export type Size = {
  /** Living cases of the organisation that is looked at. */
  readonly own: number;
  /** Living cases of the whole network, these included. */
  readonly network: number;
  /** Members of the organisation that is looked at. */
  readonly members: number;
};

export const ownTeam = "kindertelefoon";
/** Domain notes 1.1: sixteen members. Four of them, and the ministry, are in the example network. */
const others = 12;

async function columnsOf(run: Run, table: string): Promise<readonly string[]> {
  const rows = await run("select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum", [table]);
  return rows.map(({ name }) => String(name));
}

type Copying = { readonly table: string; readonly from: string; readonly as: Readonly<Record<string, string>> };

/** Rows of `table` named `x`, joined to `made` named `m`, with some columns another. */
async function copy(run: Run, { table, from, as }: Copying): Promise<void> {
  const columns = await columnsOf(run, table);
  await run(`insert into ${table} (${columns.join(", ")}) select ${columns.map((one) => as[one] ?? `x.${one}`).join(", ")} from ${from}`);
}

const uuid = "gen_random_uuid()";
const hash = `sha256(uuid_send(${uuid}))`;

async function peopleAndPlaces(run: Run, { members }: Size): Promise<void> {
  await run(`insert into organisations (id, name, since) select 'netwerk-' || n, 'Organisatie ' || n, date_trunc('hour', now()) from generate_series(1, ${others}) n`);
  await run(`insert into teams (id, organisation, service, name, answer_days) select 'netwerk-' || n, 'netwerk-' || n, 'netwerk-' || n, 'Steunpunt ' || n, 3 from generate_series(1, ${others}) n`);
  await run(`insert into team_keys (team, organisation, epoch, recipient) select 'netwerk-' || n, 'netwerk-' || n, 1, 'age1pq1' || repeat('q', 1950) || n from generate_series(1, ${others}) n`);
  // Everybody else of the organisation that is looked at, and ten of each other one.
  await run(`create temp table newcomers as
    select ${uuid} as id, t.organisation, t.id as team, t.id || '-' || n as name
    from teams t cross join lateral generate_series(1, case when t.id = '${ownTeam}' then ${members} else 10 end) n where t.id <> 'ocw-veiligheid'`);
  await run("insert into members (id, organisation, name, shown_name, roles, certified) select id, organisation, name, name, '{worker}', true from newcomers");
  await run("insert into team_members (team, member, organisation) select team, id, organisation from newcomers");
  await run("insert into member_keys (member, organisation, recipient, sign_public, wrapped) select id, organisation, 'age1pq1' || repeat('q', 1900) || replace(id::text, '-', ''), sha256(uuid_send(id)), '\\x00' from newcomers");
  await run("insert into team_key_wraps (team, organisation, epoch, member, wrapped) select team, organisation, 1, id, '\\x00' from newcomers where team = $1", [ownTeam]);
  await run("create temp table workers as select tm.team, tm.member, row_number() over (partition by tm.team order by tm.member) - 1 as n, count(*) over (partition by tm.team) as of from team_members tm");
}

/** Which case is copied from which, for which team. The other organisations' shares fall as 1, 1/2, 1/3 … */
async function plan(run: Run, size: Size): Promise<void> {
  await run(`create temp table template as
    select c.id, opened, row_number() over (partition by opened order by c.id) - 1 as n, count(*) over (partition by opened) as of
    from cases c cross join lateral (select exists (select from case_wraps w where w.case_id = c.id and w.chain = 'desk') as opened) o
    where c.team = $1 and c.state not in ('closed', 'removed') and not c.by_member and not exists (select from call_backs b where b.case_id = c.id)
      and not exists (select from pieces p where p.case_id = c.id and (p.upload is not null or p.epoch > 1)) and not exists (select from case_links l where c.id in (l.to_case, l.from_case))`, [ownTeam]);
  await run(`create temp table places as
    select t.id as team, t.organisation, sum(1.0 / r) over (order by r) / sum(1.0 / r) over () as upto, coalesce(sum(1.0 / r) over (order by r rows between unbounded preceding and 1 preceding), 0) / sum(1.0 / r) over () as from_
    from (select id, organisation, row_number() over (order by id) as r from teams where id not in ('${ownTeam}', 'ocw-veiligheid')) t`);
  const there = Number((await run("select count(*)::int as n from cases where team = $1 and state not in ('closed', 'removed')", [ownTeam]))[0]?.["n"]);
  await run("select setseed(0.42)");
  await run(`create temp table made as
    select ${uuid} as id, d.g, d.own, t.id as template, d.opened, p.team, p.organisation, d.r1, d.r2, d.r3, d.r4, w.member as assignee
    from (select g, g <= ${size.own - there} as own, random() < 0.82 as opened, random() as r0, random() as r1, random() as r2, random() as r3, random() as r4 from generate_series(1, ${size.network - there}) g) d
    join template t on t.opened = d.opened and t.n = d.g % t.of
    join lateral (select '${ownTeam}' as team, (select organisation from teams where id = '${ownTeam}') as organisation where d.own
      union all select q.team, q.organisation from places q where not d.own and d.r0 >= q.from_ and d.r0 < q.upto) p on true
    left join workers w on d.opened and d.r3 < 0.95 and w.team = p.team and w.n = floor(w.of * power(d.r4, 2))`);
  await run("create index on made (template)");
  await run("analyze made");
}

const state = `case when not m.opened then case when m.r1 < 0.8 then 'new' else 'unread' end
  when m.r1 < 0.3 then 'open' when m.r1 < 0.78 then 'waiting' when m.r1 < 0.88 then 'unread' else 'asked-helped' end`;
/** One in twelve is late, one in eight for today, the others within three weeks. */
const due = "current_date + case when m.r2 < 0.08 then -1 - floor(m.r2 * 100)::int when m.r2 < 0.2 then 0 else 1 + floor(20 * power(m.r2, 3))::int end";

async function cases(run: Run): Promise<void> {
  await copy(run, {
    table: "cases", from: "made m join cases x on x.id = m.template",
    as: { id: "m.id", organisation: "m.organisation", team: "m.team", state, outcome: "null", assignee: "m.assignee", due_day: due, half_day: `${due} - 1`, urgent: "m.r3 < 0.04", alert: "0", size_class: "case when m.r4 < 0.8 then 0 when m.r4 < 0.95 then 1 else 2 end", post_hash: hash, epoch_due: "'{}'" },
  });
  await copy(run, { table: "reporter_keys", from: "made m join reporter_keys x on x.case_id = m.template", as: { case_id: "m.id", lookup_hmac: hash } });
  await copy(run, { table: "case_wraps", from: "made m join case_wraps x on x.case_id = m.template", as: { case_id: "m.id", holder: "case when x.holder_kind = 'team' then m.team else x.holder end" } });
  await copy(run, { table: "pieces", from: "made m join pieces x on x.case_id = m.template", as: { case_id: "m.id", id: uuid } });
  await copy(run, { table: "terms", from: "made m join terms x on x.owner = m.template", as: { id: uuid, owner: "m.id", organisation: "m.organisation", team: "m.team", due_day: due } });
}

/** Call-backs, referrals both ways, cases held member by member, and lines about who looked. */
async function aroundThem(run: Run): Promise<void> {
  await run(`insert into call_backs (case_id, state, slot, slot_minutes)
    select id, case when r4 < 0.6 then 'asked' when r4 < 0.8 then 'tried' else 'spoken' end, date_trunc('day', now()) + make_interval(days => floor(5 * r2)::int, mins => 30 * (18 + floor(14 * r3)::int)), 30 from made where r1 < 0.1`);
  await run("create temp table moved as select f.id as from_case, t.id as to_case, t.team as to_team, t.r4 from (select id, row_number() over () n from made where own and opened and r2 > 0.93) f join (select id, team, r4, row_number() over () n from made where not own and not opened) t on t.n = f.n union all select f.id, t.id, t.team, t.r4 from (select id, row_number() over () n from made where not own and opened and r2 > 0.93) f join (select id, team, r4, row_number() over () n from made where own and not opened and r2 > 0.6) t on t.n = f.n");
  await run("insert into consents (id, case_id, purpose, team, until, state) select (select p.id from pieces p where p.case_id = v.from_case order by p.sequence limit 1), v.from_case, 'referral', v.to_team, current_date + 30, 'given' from moved v");
  await run("insert into case_links (to_case, from_case, kind) select to_case, from_case, 'referral' from moved");
  await run("insert into referrals (to_case, from_case, consent, state, due_day) select v.to_case, v.from_case, c.id, case when v.r4 < 0.3 then 'offered' else 'accepted' end, current_date + 3 from moved v join consents c on c.case_id = v.from_case");
  await run("update cases c set by_member = true from made m where m.id = c.id and m.own and m.r3 between 0.5 and 0.51");
  await run("delete from case_wraps w using cases c where c.id = w.case_id and c.by_member and w.holder_kind = 'team' and exists (select from made m where m.id = c.id)");
  await run("insert into case_wraps (case_id, chain, epoch, holder_kind, holder, wrapped) select c.id, 'shared', 1, 'member', w.member::text, '\\x00' from cases c join made m on m.id = c.id join workers w on w.team = c.team and w.n % 3 > 0 join newcomers k on k.id = w.member where c.by_member");
  await run("insert into case_exclusions (case_id, member, organisation) select c.id, w.member, c.organisation from cases c join made m on m.id = c.id join workers w on w.team = c.team and w.n % 3 = 0 where c.by_member");
  await run(`create temp table lines as select row_number() over (order by random()) + (select seq from audit_tip) as seq, m.id, coalesce(m.assignee, (select w.member from workers w where w.team = m.team and w.n = 0)) as member, m.organisation, (array['case.listed', 'case.read', 'case.listed', 'case.answer', 'case.listed'])[1 + n % 5] as act from made m cross join lateral generate_series(1, case when m.own then 12 else 3 end) n`);
  await run(`insert into audit_lines (seq, commitment, previous, chain) select seq, ${hash}, ${hash}, ${hash} from lines order by seq`);
  await run(`insert into audit_contents (seq, salt, content, record) select seq, ${hash}, jsonb_build_object('act', act, 'at', to_char(date_trunc('hour', now() - make_interval(hours => (seq % 300)::int + 24)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', 'member', 'member', member, 'organisation', organisation, 'record', id)::text, id from lines order by seq`);
  await run("update audit_tip set seq = (select max(seq) from audit_lines)");
}

/** Everything, in one transaction of `run`; afterwards the planner's figures are made, as a running server does by itself. */
export async function fillNetwork(run: Run, size: Size): Promise<void> {
  const real = (await run("select id from cases where team = $1 and state not in ('closed', 'removed')", [ownTeam])).map(({ id }) => id);
  await run("begin");
  await run("set local session_replication_role = replica");
  await run("set local statement_timeout = 0");
  await peopleAndPlaces(run, size);
  await plan(run, size);
  await cases(run);
  await aroundThem(run);
  // What was really sealed comes first in every list, so that what is opened are no copies, whose signatures rightly name another case.
  await run("update cases set urgent = true, due_day = current_date - 60, half_day = current_date - 61 where id = any ($1)", [real]);
  await run("commit");
  await run("analyze");
}

export type Counted = { readonly own: number; readonly network: number; readonly pieces: number; readonly lines: number; readonly megabytes: number };

export async function countNetwork(run: Run): Promise<Counted> {
  const [row] = await run(`select (select count(*) from cases where team = $1 and state not in ('closed', 'removed'))::int as own, (select count(*) from cases where state not in ('closed', 'removed'))::int as network,
    (select count(*) from pieces)::int as pieces, (select count(*) from audit_lines)::int as lines, (pg_database_size(current_database()) / 1000000)::int as megabytes`, [ownTeam]);
  return row as Counted;
}
