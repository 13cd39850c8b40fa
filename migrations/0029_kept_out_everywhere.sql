-- Kept out, in every room (security.md 2.6). Who holds a case that comes in is decided here, in the transaction that stores it: whoever
-- asks learns who could hold it, never who is tied to what. And what runs with its owner's rights asks what the policies ask.

-- Who can open what is sealed for a team, without a word on ties: for a report to which a school is named, or where somebody but not
-- everybody of the team has a tie. Nobody: it is sealed for the team.
create function gehoord_recipients(wanted_team text, named boolean) returns table (member uuid, recipient text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with readers as (select r.member, r.recipient, r.tied from public.gehoord_readers(wanted_team, null, null) r)
  select r.member, r.recipient from readers r
  where named or (exists (select from readers t where t.tied) and exists (select from readers u where not u.tied))
  order by r.member
$$;

-- Who holds a case that came in in this very transaction. Wraps of who is tied are dropped unread. `for_team`: it was sealed for the
-- team. Answers: team, members, nobody-untied, wraps-missing (ties or members changed meanwhile: ask again, seal again).
create function gehoord_hold_new(wanted uuid, school text, board text, for_team boolean, wraps jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  of_team text;
  named boolean := school is not null or board is not null;
  tied uuid[];
  untied uuid[];
begin
  select c.team into of_team from public.cases c where c.id = wanted and c.state = 'new' and c.xmin = pg_current_xact_id()::xid;
  if of_team is null then
    raise exception 'only what came in just now' using errcode = 'insufficient_privilege';
  end if;
  select coalesce(array_agg(r.member) filter (where r.tied), '{}'), coalesce(array_agg(r.member) filter (where not r.tied), '{}') into tied, untied
  from public.gehoord_readers(of_team, school, board) r;
  if not named and (cardinality(tied) = 0 or cardinality(untied) = 0) then
    return case when for_team then 'team' else 'wraps-missing' end;
  end if;
  if cardinality(untied) = 0 then
    return 'nobody-untied';
  end if;
  if exists (select from unnest(untied) as u (id) where not exists (select from jsonb_to_recordset(wraps) as w (member uuid) where w.member = u.id)) then
    return 'wraps-missing';
  end if;
  delete from public.case_wraps where case_id = wanted and holder_kind = 'team';
  update public.cases set by_member = true where id = wanted;
  insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, wrapped)
    select wanted, 'shared', 1, 'member', w.member::text, decode(w.wrapped, 'base64') from jsonb_to_recordset(wraps) as w (member uuid, wrapped text) where w.member = any (untied);
  if named then
    insert into public.case_exclusions (case_id, member, organisation)
      select wanted, m.id, m.organisation from public.members m where m.id = any (tied);
  end if;
  return 'members';
end $$;

-- Who is kept out holds nothing, whoever wraps what; so the policy needs no list of what is closed for somebody, which would itself
-- be a list of what he may not know.
create function gehoord_out_holds_nothing() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.holder_kind = 'member' and exists (select from public.case_exclusions e where e.case_id = new.case_id and e.member::text = new.holder) then
    raise exception 'this member is kept out' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger out_holds_nothing before insert or update on case_wraps for each row execute function gehoord_out_holds_nothing();
create function gehoord_out_loses_all() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.case_wraps where case_id = new.case_id and holder_kind = 'member' and holder = new.member::text;
  if not exists (select from public.cases c where c.id = new.case_id and c.by_member) and exists (select from public.case_wraps w where w.case_id = new.case_id and w.holder_kind = 'team') then
    raise exception 'a case that somebody is kept out of is held member by member' using errcode = 'check_violation';
  end if;
  return null;
end $$;
-- At the end of the transaction: keeping out is several steps.
create constraint trigger out_loses_all after insert on case_exclusions deferrable initially deferred for each row execute function gehoord_out_loses_all();

drop policy kept_out on cases;
create policy kept_out on cases as restrictive for all to gehoord_member
  using (not by_member or id in (select gehoord_held_by_me()));
drop function gehoord_closed_for_me();

-- Whether somebody may see a case is told to who sees it himself. Without a member (a person with a code, a job) to whoever asks.
create function gehoord_member_sees(wanted uuid, who uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from public.cases c join public.team_members tm on tm.team = c.team and tm.member = who
    where c.id = wanted and c.state <> 'removed' and not exists (select from public.case_exclusions e where e.case_id = wanted and e.member = who)
      and (not c.by_member or exists (select from public.case_wraps w where w.case_id = wanted and w.holder_kind = 'member' and w.holder = who::text))
  )
$$;
create or replace function gehoord_may_see(wanted uuid, who uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select public.gehoord_member_sees(wanted, who) and (public.gehoord_member() is null or public.gehoord_member_sees(wanted, public.gehoord_member()::uuid))
$$;
create or replace function gehoord_is_my_case(wanted uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.cases c where c.id = wanted and c.organisation = public.gehoord_organisation())
    and public.gehoord_member_sees(wanted, public.gehoord_member()::uuid)
$$;
create function gehoord_mine_or_no_member(wanted uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select public.gehoord_member() is null or public.gehoord_is_my_case(wanted)
$$;
-- Whether a case is hidden from the member who asks because others hold it one by one. For a case that is not there: no.
create function gehoord_is_hidden(wanted uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from public.cases c where c.id = wanted and c.by_member
      and not exists (select from public.case_wraps w where w.case_id = wanted and w.holder_kind = 'member' and w.holder = public.gehoord_member())
  )
$$;

create or replace function gehoord_epoch_holders(wanted uuid, wanted_chain text) returns table (kind text, holder text, recipient text, team_epoch integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select h.kind, h.holder, h.recipient, h.team_epoch from (
    select 'team' as kind, k.team as holder, k.recipient, k.epoch as team_epoch from public.cases c
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
  ) h
  where public.gehoord_mine_or_no_member(wanted)
$$;

create or replace function gehoord_other_desks(wanted uuid) returns integer
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*)::integer from public.case_links l where l.kind <> 'escalation' and wanted in (l.from_case, l.to_case) and public.gehoord_is_my_case(wanted)
$$;

create or replace function gehoord_teams_under(agreed uuid) returns table (case_id uuid, team text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.id, c.team from public.consents a join public.case_links l on l.from_case = a.case_id
  join public.cases c on c.id = l.to_case and c.team = a.team and c.state <> 'removed'
  where a.id = agreed and public.gehoord_mine_or_no_member(a.case_id)
$$;

-- Both sides of an escalation, for either of them, where that case is his to see. A case that was just removed is asked by its team.
create or replace function gehoord_escalation_teams(wanted uuid) returns table (from_team text, to_team text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select f.team, coalesce(t.team, a.team) from public.escalations e join public.cases f on f.id = e.case_id
  left join public.cases t on t.id = e.to_case left join public.consents a on a.id = e.consent
  where e.id = wanted and (
    (public.gehoord_is_my_team(f.team) and (f.state = 'removed' or public.gehoord_is_my_case(f.id)))
    or (public.gehoord_is_my_team(t.team) and (t.state = 'removed' or public.gehoord_is_my_case(t.id))))
$$;

create or replace function gehoord_held_alone(who uuid, in_teams text[]) returns integer
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*)::integer from public.cases c
  where public.i_am('organisation-admin') and c.team = any (in_teams) and c.organisation = public.gehoord_organisation() and c.by_member and c.state <> 'removed'
    and exists (select from public.case_wraps w where w.case_id = c.id and w.holder_kind = 'member' and w.holder = who::text)
    and not exists (select from public.case_wraps w where w.case_id = c.id and w.holder_kind = 'member' and w.holder <> who::text)
$$;

-- As before; cases that are held one by one are handed over too, and counted nowhere.
create or replace function gehoord_leaves_teams(leaver uuid, left_teams text[]) returns table (team text, handed_over integer)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not public.i_am('organisation-admin')
    or exists (select from unnest(left_teams) as w (id) where not exists (select from public.teams t where t.id = w.id and t.organisation = public.gehoord_organisation())) then
    raise exception 'only an administrator of this organisation' using errcode = 'insufficient_privilege';
  end if;
  delete from public.case_wraps w using public.cases c
    where c.id = w.case_id and c.team = any (left_teams) and w.holder_kind = 'member' and w.holder = leaver::text;
  update public.cases c set epoch_due = (select array_agg(distinct w.chain) from public.case_wraps w where w.case_id = c.id)
    where c.team = any (left_teams) and c.state <> 'removed' and exists (select from public.case_wraps w where w.case_id = c.id);
  return query
    with handed as (
      update public.cases c set assignee = null where c.team = any (left_teams) and c.assignee = leaver and c.state not in ('closed', 'removed') returning c.team, c.by_member
    )
    select w.id, (select count(*)::integer from handed h where h.team = w.id and not h.by_member) from unnest(left_teams) as w (id);
end $$;

-- Numbers for the coordinator, who may work at a desk too: not of what is hidden from him there.
create or replace function gehoord_overdue() returns table (organisation text, team text, overdue integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.organisation, c.team, count(*)::integer from public.cases c
  where public.i_am('coordinator') and c.alert = 2 and c.state in ('new', 'unread') and not (public.i_am_in_team(c.team) and public.gehoord_is_hidden(c.id))
  group by c.organisation, c.team order by c.organisation, c.team
$$;
create or replace function gehoord_procedures_overdue() returns table (organisation text, team text, overdue integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.organisation, p.team, count(*)::integer from public.procedures p
  where public.i_am('coordinator') and (p.alert = 2 or exists (select from public.procedure_obligations o where o.procedure_id = p.id and o.alert = 2 and o.settled is null))
    and not (public.i_am_in_team(p.team) and public.gehoord_is_hidden(p.case_id))
  group by p.organisation, p.team order by p.organisation, p.team
$$;

-- Terms hang under cases: with these they are hidden, one by one and in the numbers of who changes a calendar.
create policy kept_out on terms as restrictive for all to gehoord_member using (exists (select from cases c where c.id = owner)) with check (true);
create or replace function gehoord_start_term(given jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if public.gehoord_member() is not null and not public.gehoord_is_my_case((given ->> 'owner')::uuid) then
    raise exception 'a term of another team' using errcode = 'insufficient_privilege';
  end if;
  update public.terms set state = 'ended' where owner = (given ->> 'owner')::uuid and kind = given ->> 'kind' and state = 'running' and organisation = given ->> 'organisation';
  insert into public.terms (id, organisation, team, owner, kind, start_day, count, unit, on_closed_day, calendar, due_day)
  values ((given ->> 'id')::uuid, given ->> 'organisation', given ->> 'team', (given ->> 'owner')::uuid, given ->> 'kind', (given ->> 'start')::date,
    (given ->> 'count')::integer, given ->> 'unit', given ->> 'onClosedDay', given ->> 'calendar', (given ->> 'dueDay')::date);
end $$;
create function gehoord_is_hidden_term(wanted uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.terms t where t.id = wanted and public.gehoord_is_hidden(t.owner))
$$;
create policy kept_out on term_moves as restrictive for select to gehoord_member using (not gehoord_is_hidden_term(term));
create or replace function gehoord_running_terms(wanted text) returns table (
    id uuid, team text, kind text, start_day date, count integer, unit text, on_closed_day text, calendar text, due_day date, changes jsonb)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select t.id, t.team, t.kind, t.start_day, t.count, t.unit, t.on_closed_day, t.calendar, t.due_day,
    coalesce((select jsonb_agg(to_jsonb(c) - 'term' - 'day' order by c.sequence) from public.term_changes c where c.term = t.id), '[]'::jsonb)
  from public.terms t
  where t.organisation = wanted and t.state = 'running'
    and (public.gehoord_member() is null or (public.is_mine(wanted) and public.i_am('organisation-admin') and not public.gehoord_is_hidden(t.owner)))
$$;

-- Call-backs. A place names its case: it is seen with the case, and not without. Hands are those of who would hold a new request.
drop policy own_team on call_back_places;
create policy own_team on call_back_places for select to gehoord_member using (exists (select from cases c where c.id = case_id));

create or replace function gehoord_on_duty(wanted text, begins timestamptz, finishes timestamptz) returns integer
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with readers as materialized (select r.member, r.tied from public.gehoord_readers(wanted, null, null) r)
  select count(distinct d.member)::integer from public.duties d join readers r on r.member = d.member
  where d.team = wanted and d.starts <= begins and d.ends >= finishes
    and (not r.tied or not exists (select from readers u where not u.tied))
    and not exists (select from public.absences a where a.member = d.member and (begins at time zone 'Europe/Amsterdam')::date between a.from_day and a.until_day)
$$;
-- Whether somebody on duty then holds this case; of a case that the team holds, and of a form that is no case yet: yes.
create function gehoord_is_called_by_holder(wanted uuid, begins timestamptz, finishes timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select not exists (select from public.cases c where c.id = wanted and c.by_member) or exists (
    select from public.cases c join public.duties d on d.team = c.team and d.starts <= begins and d.ends >= finishes
    join public.case_wraps w on w.case_id = c.id and w.holder_kind = 'member' and w.holder = d.member::text
    where c.id = wanted
      and not exists (select from public.absences a where a.member = d.member and (begins at time zone 'Europe/Amsterdam')::date between a.from_day and a.until_day))
$$;
create or replace function gehoord_free_places(wanted text, given timestamptz[], minutes integer, at timestamptz, holder uuid) returns table (starts timestamptz, free integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.starts, (public.gehoord_on_duty(wanted, s.starts, s.starts + make_interval(mins => minutes)) * (minutes / l.call_minutes)
    - (select count(*) from public.call_back_places p
       where p.team = wanted and p.starts = s.starts and p.case_id is distinct from h.own and (p.held_until is null or p.held_until > at)))::integer
  from unnest(given) as s (starts) join public.call_back_lines l on l.team = wanted and l.open
  -- A member asks for the case that is his, or for nobody.
  cross join (select case when public.gehoord_mine_or_no_member(holder) then holder end as own) h
  where h.own is null or public.gehoord_is_called_by_holder(h.own, s.starts, s.starts + make_interval(mins => minutes))
  order by s.starts
$$;
create or replace function gehoord_call_back_ask(wanted uuid, begins timestamptz, minutes integer, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from public.cases c where c.id = wanted and c.state = 'new' and c.xmin = pg_current_xact_id()::xid) then
    raise exception 'only what came in just now' using errcode = 'insufficient_privilege';
  end if;
  if not public.gehoord_is_called_by_holder(wanted, begins, begins + make_interval(mins => minutes))
    or not public.gehoord_take_place((select c.team from public.cases c where c.id = wanted), begins, minutes, wanted, null, at) then
    return false;
  end if;
  insert into public.call_backs (case_id, state, slot, slot_minutes) values (wanted, 'asked', begins, minutes);
  return true;
end $$;
create or replace function gehoord_call_back_change(lookup bytea, begins timestamptz, minutes integer, day date, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid;
begin
  select k.case_id into strict wanted from public.reporter_keys k where k.lookup_hmac = lookup;
  if begins is null then
    delete from public.call_back_places p where p.case_id = wanted;
    update public.call_backs set state = 'cancelled' where case_id = wanted;
    return true;
  end if;
  if not public.gehoord_is_called_by_holder(wanted, begins, begins + make_interval(mins => minutes))
    or not public.gehoord_take_place((select c.team from public.cases c where c.id = wanted), begins, minutes, wanted, null, at) then
    return false;
  end if;
  update public.call_backs set state = 'asked', slot = begins, slot_minutes = minutes, reminded = false where case_id = wanted;
  update public.cases set due_day = day, half_day = least(half_day, day) where id = wanted and state in ('new', 'unread');
  return true;
end $$;

-- Whether a mailbox that a team shares may hear of a case: not of one that its members hold one by one.
create function gehoord_box_hears(about uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select not exists (select from public.cases c where c.id = about and c.by_member)
$$;

-- News for that mailbox, where it may hear: decided here, so that whoever sends it learns nothing of a case of others.
create function gehoord_emit_to_box(new_id uuid, event text, about uuid, payload jsonb, not_before timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select public.gehoord_emit(new_id, event, payload, not_before) where public.gehoord_box_hears(about)
$$;

-- Jobs: of a side that is held one by one the other is told in its place; of two such sides nobody's box.
create or replace function gehoord_lapse(today date) returns table (team text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  one record;
begin
  for one in select a.id, a.state from public.consents a where a.until < today and a.state in ('asked', 'given') loop
    return query select u.team from public.gehoord_teams_under(one.id) u where one.state = 'given' and public.gehoord_box_hears(u.case_id);
    perform public.gehoord_end_consent(one.id, 'lapsed');
  end loop;
end $$;
create or replace function gehoord_late_referrals(today date) returns table (from_team text, to_team text)
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with late as (
    -- Whoever looks sees it as late by the day; the alert only keeps anybody from being told twice.
    update public.referrals r set alert = 1 from public.cases f, public.cases t
    where r.state = 'offered' and r.alert = 0 and r.due_day < today and f.id = r.from_case and t.id = r.to_case
    returning f.team as from_team, t.team as to_team, f.by_member as from_held, t.by_member as to_held
  )
  select case when l.from_held then l.to_team else l.from_team end, case when l.to_held then l.from_team else l.to_team end
  from late l where not (l.from_held and l.to_held)
$$;
create or replace function gehoord_late_escalations(today date) returns table (from_team text, to_team text, side text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    with late as (
      update public.escalations e set state = case when e.state = 'questioned' then e.state else 'overdue' end, alert = 1
      where e.due_day < today and (e.state in ('sent', 'taken') or (e.state = 'questioned' and e.alert = 0))
      returning e.case_id, e.to_case, case when e.state = 'questioned' then 'desk' else 'ministry' end as side
    )
    select f.team, t.team, l.side from late l join public.cases f on f.id = l.case_id join public.cases t on t.id = l.to_case
    where l.side = 'ministry' or not f.by_member;
end $$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_recipients', 'gehoord_hold_new', 'gehoord_out_holds_nothing', 'gehoord_out_loses_all', 'gehoord_member_sees', 'gehoord_mine_or_no_member', 'gehoord_is_hidden',
    'gehoord_is_hidden_term', 'gehoord_is_called_by_holder', 'gehoord_box_hears', 'gehoord_emit_to_box')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_recipients(text, boolean), gehoord_hold_new(uuid, text, text, boolean, jsonb), gehoord_emit_to_box(uuid, text, uuid, jsonb, timestamptz) to gehoord_visitor, gehoord_member;
grant execute on function gehoord_emit_to_box(uuid, text, uuid, jsonb, timestamptz) to gehoord_system;
grant execute on function gehoord_box_hears(uuid) to gehoord_visitor, gehoord_system;
grant execute on function gehoord_is_hidden_term(uuid) to gehoord_member;
-- What told ties to whoever asked, and what nothing asks any more.
revoke execute on function gehoord_readers(text, text, text), gehoord_hold_by_members(uuid, jsonb, uuid[]), gehoord_is_by_member(uuid) from gehoord_visitor;
