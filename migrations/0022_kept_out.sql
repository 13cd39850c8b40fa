-- Kept out (security.md 2.6, product.md promise 9): who is tied to a school or board, or marked by a colleague, does not find a case:
-- not in its wraps, and not in any list, search, count, assignment or reading. What no colleague holds by himself, he cannot see.

-- Wrapped to members one by one: only who holds a wrap of his own sees that there is such a case.
alter table cases add column by_member boolean not null default false;

-- What a member says about himself. Nobody else reads it; functions below only ask.
create table member_ties (
  member uuid not null,
  organisation text not null,
  kind text not null check (kind in ('school', 'board')),
  code text not null check (code ~ '^[0-9A-Z]{2,8}$'),
  primary key (member, kind, code),
  foreign key (member, organisation) references members (id, organisation)
);
-- Whom a case stays closed for, whatever happens. Members, never schools: no school of a case stands open.
create table case_exclusions (
  case_id uuid not null references cases on delete cascade,
  member uuid not null,
  organisation text not null,
  primary key (case_id, member),
  foreign key (member, organisation) references members (id, organisation)
);
create index case_exclusions_by_member on case_exclusions (member);
create index case_wraps_of_members on case_wraps (holder) where holder_kind = 'member';

-- Cases that a member holds by himself, and cases that he is kept out of.
create function gehoord_held_by_me() returns setof uuid language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case_id from public.case_wraps where holder_kind = 'member' and holder = public.gehoord_member()
$$;
create function gehoord_closed_for_me() returns setof uuid language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case_id from public.case_exclusions where member::text = public.gehoord_member()
$$;
-- The same about one case and any member of its team.
create function gehoord_may_see(wanted uuid, who uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from public.cases c join public.team_members tm on tm.team = c.team and tm.member = who
    where c.id = wanted and c.state <> 'removed' and not exists (select from public.case_exclusions e where e.case_id = wanted and e.member = who)
      and (not c.by_member or exists (select from public.case_wraps w where w.case_id = wanted and w.holder_kind = 'member' and w.holder = who::text))
  )
$$;

-- On top of every other rule, for whatever was or will be allowed.
create policy kept_out on cases as restrictive for all to gehoord_member
  using ((not by_member or id in (select gehoord_held_by_me())) and id not in (select gehoord_closed_for_me()));

grant select, insert, delete on member_ties, case_exclusions to gehoord_system;
grant select, insert, delete on member_ties to gehoord_member;
grant select on case_exclusions to gehoord_member;
alter table member_ties enable row level security;
alter table case_exclusions enable row level security;
create policy system_all on member_ties to gehoord_system using (true) with check (true);
create policy system_all on case_exclusions to gehoord_system using (true) with check (true);
create policy own on member_ties for select to gehoord_member using (member::text = gehoord_member());
create policy own_says on member_ties for insert to gehoord_member with check (member::text = gehoord_member() and organisation = gehoord_organisation());
create policy own_ends on member_ties for delete to gehoord_member using (member::text = gehoord_member());
create policy own_team on case_exclusions for select to gehoord_member using (exists (select from cases c where c.id = case_id));

-- A case that is held member by member has no wrap for the team.
create function gehoord_no_team_wrap() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.holder_kind = 'team' and exists (select from public.cases c where c.id = new.case_id and c.by_member) then
    raise exception 'this case is held member by member' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger no_team_wrap before insert on case_wraps for each row execute function gehoord_no_team_wrap();

-- Members of a team who can open what is sealed for them: active, certified, with the team's current key. `tied`: to this school or
-- board, or, when none is given, to any.
create function gehoord_readers(wanted_team text, school text, board text) returns table (member uuid, recipient text, tied boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.id, k.recipient, exists (
    select from public.member_ties t where t.member = m.id
      and ((school is null and board is null) or (t.kind = 'school' and t.code = school) or (t.kind = 'board' and t.code = board)))
  from public.team_members tm
  join public.members m on m.id = tm.member and m.status = 'active' and m.certified
  join public.member_keys k on k.member = m.id
  where tm.team = wanted_team and exists (
    select from public.team_key_wraps w where w.team = wanted_team and w.member = m.id and w.epoch = (select max(n.epoch) from public.team_keys n where n.team = wanted_team))
  order by m.id
$$;

-- A report that came in in this very transaction is held by these members, and closed for those.
create function gehoord_hold_by_members(wanted uuid, wraps jsonb, closed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from public.cases c where c.id = wanted and c.state = 'new' and c.xmin = pg_current_xact_id()::xid) then
    raise exception 'only what came in just now' using errcode = 'insufficient_privilege';
  end if;
  delete from public.case_wraps where case_id = wanted and holder_kind = 'team';
  update public.cases set by_member = true where id = wanted;
  insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, wrapped)
    select wanted, 'shared', 1, 'member', w.member::text, decode(w.wrapped, 'base64') from jsonb_to_recordset(wraps) as w (member uuid, wrapped text);
  insert into public.case_exclusions (case_id, member, organisation)
    select wanted, m.id, m.organisation from public.members m where m.id = any (closed);
end $$;

-- Who of the team reads a case: in, out (kept out), or not yet (nobody admitted him).
create function gehoord_case_readers(wanted uuid, school text, board text) returns table (member uuid, recipient text, tied boolean, place text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.member, r.recipient, r.tied and (school is not null or board is not null),
    case when exists (select from public.case_exclusions e where e.case_id = wanted and e.member = r.member) then 'out'
      when public.gehoord_may_see(wanted, r.member) then 'in' else 'not-yet' end
  from public.cases c cross join lateral public.gehoord_readers(c.team, school, board) r
  where c.id = wanted and public.gehoord_may_see(wanted, public.gehoord_member()::uuid)
$$;

-- Every identity of a case, each of which a reader needs.
create function gehoord_lacks_wraps(wanted uuid, who uuid[], wraps jsonb) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from (select distinct chain, epoch from public.case_wraps where case_id = wanted and holder_kind in ('team', 'member')) i
    cross join unnest(who) as m (id)
    where not exists (select from jsonb_to_recordset(wraps) as w (chain text, epoch integer, member uuid) where w.chain = i.chain and w.epoch = i.epoch and w.member = m.id)
      and not exists (select from public.case_wraps h where h.case_id = wanted and h.chain = i.chain and h.epoch = i.epoch and h.holder_kind = 'member' and h.holder = m.id::text))
$$;

create function gehoord_add_member_wraps(wanted uuid, who uuid[], wraps jsonb) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, wrapped)
  select wanted, w.chain, w.epoch, 'member', w.member::text, decode(w.wrapped, 'base64')
  from jsonb_to_recordset(wraps) as w (chain text, epoch integer, member uuid, wrapped text)
  where w.member = any (who) and exists (select from public.case_wraps i where i.case_id = wanted and i.chain = w.chain and i.epoch = w.epoch)
  on conflict do nothing
$$;

-- A colleague keeps members out: their wraps and the team's go, the rest hold it one by one, and a new identity begins before the next
-- word. Answers: done, not-found, nobody-left, wraps-missing.
create function gehoord_keep_out(wanted uuid, closed uuid[], wraps jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  rest uuid[];
begin
  perform from public.cases c where c.id = wanted for update;
  rest := array(select r.member from public.gehoord_case_readers(wanted, null, null) r where r.place = 'in' and not r.member = any (closed));
  if not public.gehoord_may_see(wanted, public.gehoord_member()::uuid)
    or exists (select from unnest(closed) as o (id) where not exists (select from public.cases c join public.team_members tm on tm.team = c.team where c.id = wanted and tm.member = o.id)) then
    return 'not-found';
  end if;
  if cardinality(rest) = 0 then
    return 'nobody-left';
  end if;
  if public.gehoord_lacks_wraps(wanted, rest, wraps) then
    return 'wraps-missing';
  end if;
  perform public.gehoord_add_member_wraps(wanted, rest, wraps);
  delete from public.case_wraps w where w.case_id = wanted and (w.holder_kind = 'team' or (w.holder_kind = 'member' and not w.holder::uuid = any (rest)));
  insert into public.case_exclusions (case_id, member, organisation)
    select wanted, m.id, m.organisation from public.members m where m.id = any (closed) on conflict do nothing;
  update public.cases c set by_member = true, epoch_due = (select array_agg(distinct w.chain) from public.case_wraps w where w.case_id = wanted),
    assignee = case when c.assignee = any (closed) then null else c.assignee end where c.id = wanted;
  return 'done';
end $$;

-- Somebody who holds it lets colleagues in who are not kept out. Answers as above.
create function gehoord_admit(wanted uuid, admitted uuid[], wraps jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from public.cases c where c.id = wanted for update;
  if exists (select from unnest(admitted) as a (id) where not exists (select from public.gehoord_case_readers(wanted, null, null) r where r.member = a.id and r.place <> 'out')) then
    return 'not-found';
  end if;
  if public.gehoord_lacks_wraps(wanted, admitted, wraps) then
    return 'wraps-missing';
  end if;
  perform public.gehoord_add_member_wraps(wanted, admitted, wraps);
  return 'done';
end $$;

-- Nobody is given a case that he may not see; and what is removed leaves no word of who was kept out.
create function gehoord_assignee_may_see() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state = 'removed' then
    delete from public.case_exclusions where case_id = new.id;
    delete from public.case_readings where case_id = new.id;
  elsif new.assignee is distinct from old.assignee and new.assignee is not null and not public.gehoord_may_see(new.id, new.assignee) then
    raise exception 'this member may not see the case' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger assignee_may_see before update on cases for each row execute function gehoord_assignee_may_see();

create function gehoord_is_by_member(wanted uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.by_member from public.cases c where c.id = wanted
$$;
-- Cases that nobody else could open any more.
create function gehoord_held_alone(who uuid, in_teams text[]) returns integer
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*)::integer from public.cases c
  where c.team = any (in_teams) and c.organisation = public.gehoord_organisation() and c.by_member and c.state <> 'removed'
    and exists (select from public.case_wraps w where w.case_id = c.id and w.holder_kind = 'member' and w.holder = who::text)
    and not exists (select from public.case_wraps w where w.case_id = c.id and w.holder_kind = 'member' and w.holder <> who::text)
$$;

-- What was there before and asked teams only, asks this too.
create or replace function gehoord_is_my_case(wanted uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.cases c where c.id = wanted and c.state <> 'removed' and c.organisation = public.gehoord_organisation() and public.gehoord_is_my_team(c.team))
    and public.gehoord_may_see(wanted, public.gehoord_member()::uuid)
$$;
create or replace function gehoord_epoch_holders(wanted uuid, wanted_chain text) returns table (kind text, holder text, recipient text, team_epoch integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select 'team', k.team, k.recipient, k.epoch from public.cases c
    join lateral (select * from public.team_keys t where t.team = c.team order by t.epoch desc limit 1) k on true
    where c.id = wanted and not c.by_member
  union all
  select distinct 'member', w.holder, k.recipient, null::integer from public.cases c
    join public.case_wraps w on w.case_id = c.id and w.holder_kind = 'member'
    join public.members m on m.id::text = w.holder and m.status = 'active' and m.certified
    join public.member_keys k on k.member = m.id
    where c.id = wanted and c.by_member
  union all
  select 'reporter', r.holder, r.recipient, null from public.reporter_keys r where r.case_id = wanted and not r.ended and wanted_chain = 'shared'
$$;
create or replace function gehoord_case_events(wanted uuid) returns table (act text, member text, day date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select line.content ->> 'act', line.content ->> 'member', ((line.content ->> 'at')::timestamptz at time zone 'Europe/Amsterdam')::date
  from (select seq, content::jsonb as content from public.audit_contents where record = wanted::text) as line
  where line.content ->> 'act' = any (array['case.opened', 'case.take', 'case.assign', 'case.ask-helped', 'case.close', 'case.reopen', 'case.handed-over', 'case.export', 'case.print'])
    and exists (select from public.cases c where c.id = wanted and c.organisation = public.gehoord_organisation() and public.i_am_in_team(c.team))
    and public.gehoord_may_see(wanted, public.gehoord_member()::uuid)
  order by line.seq
$$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_held_by_me', 'gehoord_closed_for_me', 'gehoord_may_see', 'gehoord_no_team_wrap', 'gehoord_readers', 'gehoord_hold_by_members', 'gehoord_case_readers',
    'gehoord_lacks_wraps', 'gehoord_add_member_wraps', 'gehoord_keep_out', 'gehoord_admit', 'gehoord_is_by_member', 'gehoord_held_alone', 'gehoord_assignee_may_see')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_held_by_me(), gehoord_closed_for_me(), gehoord_may_see(uuid, uuid), gehoord_case_readers(uuid, text, text), gehoord_keep_out(uuid, uuid[], jsonb),
  gehoord_admit(uuid, uuid[], jsonb), gehoord_held_alone(uuid, text[]) to gehoord_member;
grant execute on function gehoord_readers(text, text, text), gehoord_hold_by_members(uuid, jsonb, uuid[]), gehoord_is_by_member(uuid) to gehoord_visitor;
