-- The person's side of a case: who looked, check-ins after the end, signed proofs, and asking for the notes too.
-- A visitor's transaction still has no right on any table; it acts through the functions at the end.

insert into piece_kinds (kind, chain, by_reporter, by_member, with_file) values
  -- What happens next and on which day, after "no, not helped": the person reads it.
  ('next-step', 'shared', false, true, false),
  -- The person's answer to a check-in.
  ('check-in', 'shared', true, false, false),
  -- The team's notes with what concerns others masked, after the person asked for them.
  ('access', 'shared', false, true, false);

-- When the person is asked again how it is. What is asked and answered is sealed; only the day stands open, so that a job
-- can raise it. Ends: answered, missed (asked, no answer; the desk sees it), dropped (the person does not want it).
create table check_ins (
  id uuid primary key,
  case_id uuid not null references cases,
  day date not null,
  state text not null default 'planned' check (state in ('planned', 'asked', 'answered', 'missed', 'dropped')),
  chosen_by text not null check (chosen_by in ('person', 'team', 'default')),
  unique (case_id, day)
);
create index check_ins_to_raise on check_ins (day) where state in ('planned', 'asked');

-- One key pair a week that the whole network shares. The private half lies here sealed with a secret that is outside
-- database and backups, and is erased when its week is over: then nobody can sign for that week any more.
create table proof_keys (
  week text primary key check (week ~ '^\d{4}-W\d{2}$'),
  key text not null unique check (key ~ '^[A-Za-z0-9_-]{8}$'),
  public bytea not null unique check (octet_length(public) = 32),
  sealed text check (length(sealed) between 40 and 400)
);

-- Asked for with the code: the team's notes as well, by a day.
create table access_requests (
  case_id uuid primary key references cases,
  asked_day date not null,
  due_day date not null check (due_day >= asked_day),
  state text not null check (state in ('asked', 'given', 'withdrawn'))
);

-- A code that somebody else may hold can be kept from showing who looked.
alter table reporter_keys add column hides_looks boolean not null default false;

-- A check-in goes forward only.
create function gehoord_check_in_moves() returns trigger language plpgsql as $$
begin
  if new.id <> old.id or new.case_id <> old.case_id or new.day <> old.day or new.chosen_by <> old.chosen_by
    or not ((old.state, new.state) in (('planned', 'asked'), ('planned', 'answered'), ('planned', 'dropped'), ('asked', 'answered'), ('asked', 'missed'), ('asked', 'dropped'), ('missed', 'answered'), ('missed', 'dropped'))
      or old.state = new.state) then
    raise exception 'a check-in goes forward only' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger check_in_moves before update on check_ins for each row execute function gehoord_check_in_moves();

-- As before, and only where a case becomes "helped": what was proven once is not asked again when something else changes.
create or replace function gehoord_helped_needs_a_yes() returns trigger language plpgsql as $$
begin
  if new.outcome = 'helped' and old.outcome is distinct from 'helped' and not exists (
    select from pieces h where h.case_id = new.id and h.chain = 'shared' and h.kind = 'helped' and h.sender in ('reporter', 'server')
      and not exists (select from pieces a where a.case_id = new.id and a.chain = 'shared' and a.kind = 'answer' and a.sequence > h.sequence)
  ) then
    raise exception 'only the person says that the person was helped' using errcode = 'restrict_violation';
  end if;
  if old.state = 'removed' then
    raise exception 'what was removed stays removed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- A published key never changes; only its private half goes.
create function gehoord_proof_key_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.week <> old.week or new.key <> old.key or new.public <> old.public or new.sealed is not null then
    raise exception 'a published key stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger proof_key_stays before update or delete on proof_keys for each row execute function gehoord_proof_key_stays();

-- Goes with the case, whoever removes it.
create function gehoord_person_goes() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.check_ins where case_id = new.id;
  delete from public.access_requests where case_id = new.id;
  return null;
end $$;
create trigger person_goes after update on cases for each row when (new.state = 'removed') execute function gehoord_person_goes();
revoke execute on function gehoord_person_goes() from public;

grant select, insert, update, delete on check_ins, access_requests to gehoord_system;
grant select, insert, update on proof_keys to gehoord_system;
grant select (week, key, public) on proof_keys to gehoord_visitor, gehoord_member;
grant select, insert on check_ins to gehoord_member;
grant select on access_requests to gehoord_member;
grant update (state) on access_requests to gehoord_member;

alter table check_ins enable row level security;
alter table proof_keys enable row level security;
alter table access_requests enable row level security;
create policy system_all on check_ins to gehoord_system using (true) with check (true);
create policy system_all on proof_keys to gehoord_system using (true) with check (true);
create policy system_all on access_requests to gehoord_system using (true) with check (true);
create policy everybody_reads on proof_keys for select to gehoord_visitor, gehoord_member using (true);
create policy own_team on check_ins for select to gehoord_member using (exists (select from cases c where c.id = case_id));
create policy own_team_plans on check_ins for insert to gehoord_member with check (
  state = 'planned' and chosen_by in ('team', 'default') and exists (select from cases c where c.id = case_id and c.state <> 'removed')
);
create policy own_team on access_requests for select to gehoord_member using (exists (select from cases c where c.id = case_id));
-- The team hands over; it never asks in the person's place and never withdraws.
create policy own_team_gives on access_requests for update to gehoord_member
  using (state = 'asked' and exists (select from cases c where c.id = case_id))
  with check (state = 'given' and exists (select from cases c where c.id = case_id));

-- Who looked. The lines are those of the audit chain; role and size of the team are what they are now. A team of fewer
-- than three would name a person by its role, so the reader leaves the role out there.
create function gehoord_looks(lookup bytea) returns table (content text, organisation text, roles text[], team_size integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.content, coalesce(o.name, a.content::jsonb ->> 'organisation'), m.roles,
    coalesce((select min(sized.people) from (
      select count(*)::integer as people from public.team_members beside
      join public.members mate on mate.id = beside.member and mate.status = 'active'
      where beside.team in (select own.team from public.team_members own where own.member = m.id)
      group by beside.team) as sized), 0)
  from public.reporter_keys k
  join public.audit_contents a on a.record = k.case_id::text
  left join public.organisations o on o.id = a.content::jsonb ->> 'organisation'
  left join public.members m on m.id::text = a.content::jsonb ->> 'member'
  where k.lookup_hmac = lookup and not k.hides_looks and a.content::jsonb ->> 'by' = 'member'
  order by a.seq
$$;

-- Which of these cases this member saw in a list since `since` already: one line a day says it as well as fifty.
create function gehoord_seen_in_list(wanted text[], since text) returns setof text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select distinct a.record from public.audit_contents a
  where a.record = any (wanted) and a.content::jsonb ->> 'act' = 'case.listed'
    and a.content::jsonb ->> 'member' = public.gehoord_member() and a.content::jsonb ->> 'at' >= since
$$;

create function gehoord_hide_looks(lookup bytea, hidden boolean) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.reporter_keys set hides_looks = hidden where lookup_hmac = lookup
$$;

create function gehoord_follow_up(lookup bytea) returns jsonb
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_build_object(
    'hidden', k.hides_looks,
    'checkIns', coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'day', i.day, 'state', i.state) order by i.day) from public.check_ins i where i.case_id = k.case_id), '[]'),
    'access', (select jsonb_build_object('askedDay', r.asked_day, 'dueDay', r.due_day, 'state', r.state) from public.access_requests r where r.case_id = k.case_id))
  from public.reporter_keys k where k.lookup_hmac = lookup
$$;

-- False: that day is taken, or there are enough.
create function gehoord_plan_check_in(lookup bytea, new_id uuid, wanted date, chosen text, most integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  own uuid;
begin
  select k.case_id into strict own from public.reporter_keys k where k.lookup_hmac = lookup;
  if chosen not in ('person', 'default') or (select count(*) from public.check_ins i where i.case_id = own) >= most then
    return false;
  end if;
  insert into public.check_ins (id, case_id, day, chosen_by) values (new_id, own, wanted, chosen) on conflict do nothing;
  return found;
end $$;

-- What the person does with a check-in: answers it or does not want it. False: there is no such one, or it had its end.
create function gehoord_end_check_in(lookup bytea, wanted uuid, new_state text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new_state not in ('answered', 'dropped') then
    return false;
  end if;
  update public.check_ins i set state = new_state
  where i.id = wanted and i.state in ('planned', 'asked', 'missed') and i.case_id = (select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup);
  return found;
end $$;

-- False: it was asked already.
create function gehoord_ask_access(lookup bytea, today date, due date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  own uuid;
begin
  select k.case_id into strict own from public.reporter_keys k where k.lookup_hmac = lookup;
  insert into public.access_requests (case_id, asked_day, due_day, state) values (own, today, due, 'asked')
  on conflict (case_id) do update set asked_day = today, due_day = due, state = 'asked' where public.access_requests.state <> 'asked';
  return found;
end $$;
create function gehoord_withdraw_access(lookup bytea) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.access_requests r set state = 'withdrawn'
  where r.state = 'asked' and r.case_id = (select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup);
  return found;
end $$;

-- The week's key for a signed act: worthless without the secret that is outside the database.
create function gehoord_proof_key(wanted text) returns table (key text, sealed text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.key, p.sealed from public.proof_keys p where p.week = wanted and p.sealed is not null
$$;
-- Which steps of the closed list a case has behind it, for a proof: read from what stands open already.
create function gehoord_steps_of(lookup bytea) returns table (answered boolean, ended boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.pieces p where p.case_id = c.id and p.chain = 'shared' and p.kind = 'answer'), c.state = 'closed'
  from public.reporter_keys k join public.cases c on c.id = k.case_id where k.lookup_hmac = lookup
$$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_looks', 'gehoord_seen_in_list', 'gehoord_hide_looks', 'gehoord_follow_up', 'gehoord_plan_check_in', 'gehoord_end_check_in',
    'gehoord_ask_access', 'gehoord_withdraw_access', 'gehoord_proof_key', 'gehoord_steps_of')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_looks(bytea), gehoord_hide_looks(bytea, boolean), gehoord_follow_up(bytea), gehoord_plan_check_in(bytea, uuid, date, text, integer),
  gehoord_end_check_in(bytea, uuid, text), gehoord_ask_access(bytea, date, date), gehoord_withdraw_access(bytea), gehoord_proof_key(text), gehoord_steps_of(bytea) to gehoord_visitor;
grant execute on function gehoord_seen_in_list(text[], text) to gehoord_member;
