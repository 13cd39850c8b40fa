-- How a case may go, in the database too; what ends when the person stops; and news of a case for those who hold it one by one.

-- 1. The table of states, as `src/cases/rules.ts` has it; a test holds the two against each other. `outcome`: '' beside a state that
-- is no end.
create table case_moves (
  act text not null,
  side text not null check (side in ('member', 'reporter')),
  from_state text not null,
  to_state text not null,
  outcome text not null check (outcome in ('', 'helped', 'not-known', 'referred', 'no-longer-wanted')),
  primary key (act, side, from_state, outcome),
  check ((to_state = 'closed') = (outcome <> '')),
  -- Nobody but the person says it.
  check (outcome <> 'helped' or (side = 'reporter' and from_state = 'asked-helped'))
);
insert into case_moves (act, side, from_state, to_state, outcome) values
  ('take', 'member', 'new', 'open', ''), ('take', 'member', 'unread', 'open', ''),
  ('answer', 'member', 'new', 'waiting', ''), ('answer', 'member', 'open', 'waiting', ''), ('answer', 'member', 'unread', 'waiting', ''), ('answer', 'member', 'waiting', 'waiting', ''),
  ('ask-helped', 'member', 'open', 'asked-helped', ''), ('ask-helped', 'member', 'waiting', 'asked-helped', ''),
  ('close', 'member', 'open', 'closed', 'not-known'), ('close', 'member', 'open', 'closed', 'referred'), ('close', 'member', 'open', 'closed', 'no-longer-wanted'),
  ('close', 'member', 'waiting', 'closed', 'not-known'), ('close', 'member', 'waiting', 'closed', 'referred'), ('close', 'member', 'waiting', 'closed', 'no-longer-wanted'),
  ('close', 'member', 'asked-helped', 'closed', 'not-known'), ('close', 'member', 'asked-helped', 'closed', 'referred'), ('close', 'member', 'asked-helped', 'closed', 'no-longer-wanted'),
  ('reopen', 'member', 'closed', 'open', ''), ('reopen', 'member', 'asked-helped', 'open', ''), ('reopen', 'member', 'waiting', 'open', ''),
  ('write', 'reporter', 'new', 'new', ''),
  ('write', 'reporter', 'open', 'unread', ''), ('write', 'reporter', 'waiting', 'unread', ''), ('write', 'reporter', 'unread', 'unread', ''), ('write', 'reporter', 'asked-helped', 'unread', ''), ('write', 'reporter', 'closed', 'unread', ''),
  ('say-helped', 'reporter', 'asked-helped', 'closed', 'helped'),
  ('say-not-helped', 'reporter', 'asked-helped', 'open', ''),
  ('stop', 'reporter', 'new', 'closed', 'no-longer-wanted'), ('stop', 'reporter', 'open', 'closed', 'no-longer-wanted'), ('stop', 'reporter', 'waiting', 'closed', 'no-longer-wanted'),
  ('stop', 'reporter', 'unread', 'closed', 'no-longer-wanted'), ('stop', 'reporter', 'asked-helped', 'closed', 'no-longer-wanted');
grant select on case_moves to gehoord_member, gehoord_visitor, gehoord_system;
alter table case_moves enable row level security;
create policy everybody on case_moves for select to gehoord_member, gehoord_visitor, gehoord_system using (true);

-- Who acts in this transaction, however deep in functions it is asked: jobs and the owner are neither.
create function gehoord_side() returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case current_setting('role', true) when 'gehoord_member' then 'member' when 'gehoord_visitor' then 'reporter' end
$$;

-- A member and a person move a case along the table only. Removal has functions of its own, and no way back.
create function gehoord_case_goes() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  hand text := public.gehoord_side();
begin
  if hand is not null and new.state <> 'removed' and not exists (
    select from public.case_moves m where m.side = hand and m.from_state = old.state and m.to_state = new.state and m.outcome = coalesce(new.outcome, '')) then
    raise exception 'a case does not go from % to % (%)', old.state, new.state, coalesce(new.outcome, '-') using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger case_goes before update on cases for each row
  when ((new.state, new.outcome) is distinct from (old.state, old.outcome)) execute function gehoord_case_goes();

-- As before, and closer: `helped` comes in the transaction in which the person's word comes, as the last word of the chain, and in
-- answer to a question. A word that lay there before, or a "no" of another day, closes nothing.
create or replace function gehoord_helped_needs_a_yes() returns trigger language plpgsql as $$
begin
  if new.outcome = 'helped' and old.outcome is distinct from 'helped' and (old.state <> 'asked-helped' or public.gehoord_side() is distinct from 'reporter' or not exists (
    select from pieces h where h.case_id = new.id and h.chain = 'shared' and h.kind = 'helped' and h.sender in ('reporter', 'server')
      and h.xmin = pg_current_xact_id()::xid
      and not exists (select from pieces a where a.case_id = new.id and a.chain = 'shared' and a.kind = 'answer' and a.sequence > h.sequence))) then
    raise exception 'only the person says that the person was helped' using errcode = 'restrict_violation';
  end if;
  if old.state = 'removed' then
    raise exception 'what was removed stays removed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- 2. As before: what was asked lapses, what was offered and not accepted is gone there. And when the person stops, a yes under which
-- nobody works ends too, so that nothing is offered under it later. The yes first, then the offer: whoever accepts holds them in that order.
create or replace function gehoord_case_ends() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  offered uuid;
begin
  update public.consents set state = 'lapsed' where case_id = new.id and state = 'asked';
  if new.state = 'closed' and new.outcome = 'no-longer-wanted' and public.gehoord_side() = 'reporter' then
    perform public.gehoord_end_consent(a.id, 'withdrawn') from public.consents a
      where a.case_id = new.id and a.state = 'given' and not exists (
        select from public.case_links l join public.cases c on c.id = l.to_case and c.team = a.team and c.state <> 'removed'
        left join public.referrals r on r.to_case = l.to_case left join public.escalations e on e.to_case = l.to_case
        where l.from_case = a.case_id and coalesce(r.state, '') <> 'offered' and coalesce(e.state, '') not in ('sent', 'taken', 'questioned', 'overdue'))
      order by a.id;
  end if;
  for offered in update public.referrals set state = 'withdrawn' where from_case = new.id and state = 'offered' returning to_case loop
    perform public.gehoord_remove_case(offered);
  end loop;
  if new.state = 'removed' then
    update public.referrals set state = 'withdrawn' where to_case = new.id and state = 'offered';
    delete from public.given_pieces where to_case = new.id;
  end if;
  return null;
end $$;

-- 3. News of a case that its members hold one by one names the case, so that the handing out of mails asks who may know of it.
-- Decided here as before: whoever sends it learns nothing of a case of others.
create or replace function gehoord_emit_to_box(new_id uuid, event text, about uuid, payload jsonb, not_before timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select public.gehoord_emit(new_id, event, case when public.gehoord_box_hears(about) then payload else payload || jsonb_build_object('case', about) end, not_before)
$$;

-- Of what a person sent in this very transaction: its team, where members hold it one by one. For the news of it.
create function gehoord_held_team(wanted uuid) returns text language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.team from public.cases c where c.id = wanted and c.by_member and c.state = 'new' and c.xmin = pg_current_xact_id()::xid and public.gehoord_side() = 'reporter'
$$;

-- What jobs do, with `held`: the case, where only those who hold it may hear.
create function gehoord_lapse_consents(today date) returns table (team text, held uuid)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  one record;
begin
  for one in select a.id, a.state from public.consents a where a.until < today and a.state in ('asked', 'given') loop
    return query select u.team, case when not public.gehoord_box_hears(u.case_id) then u.case_id end from public.gehoord_teams_under(one.id) u where one.state = 'given';
    perform public.gehoord_end_consent(one.id, 'lapsed');
  end loop;
end $$;
create function gehoord_referrals_past(today date) returns table (team text, held uuid)
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with late as (
    -- Whoever looks sees it as late by the day; the alert only keeps anybody from being told twice.
    update public.referrals r set alert = 1 where r.state = 'offered' and r.alert = 0 and r.due_day < today returning r.from_case, r.to_case
  )
  select c.team, case when c.by_member then c.id end from late l join public.cases c on c.id in (l.from_case, l.to_case)
$$;
create function gehoord_escalations_past(today date) returns table (team text, side text, held uuid)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    with late as (
      update public.escalations e set state = case when e.state = 'questioned' then e.state else 'overdue' end, alert = 1
      where e.due_day < today and (e.state in ('sent', 'taken') or (e.state = 'questioned' and e.alert = 0))
      returning e.case_id, e.to_case, case when e.state = 'questioned' then 'desk' else 'ministry' end as waits_for
    )
    select c.team, l.waits_for, case when c.by_member and l.waits_for = 'desk' then c.id end
    from late l join public.cases c on c.id = case l.waits_for when 'desk' then l.case_id else l.to_case end;
end $$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_case_goes', 'gehoord_held_team', 'gehoord_lapse_consents', 'gehoord_referrals_past', 'gehoord_escalations_past')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_held_team(uuid) to gehoord_visitor, gehoord_member;
grant execute on function gehoord_lapse_consents(date), gehoord_referrals_past(date), gehoord_escalations_past(date) to gehoord_system;
