-- Call-backs: when a line calls back, who is on duty then, which half hours were given, and how a call-back stands.
--
-- What stands open: the moment that was agreed (whole and half hours: it is an appointment, not the time of an act), the
-- state and the number of attempts. Number, name and safe-to-call rules are in a sealed piece. Visitors learn counts only.
--
-- A place is one call of one person on duty. Its key is the promise "never given twice": team, begin and number of the place.

insert into piece_kinds (kind, chain, by_reporter, by_member) values
  ('call-back', 'shared', true, false),
  ('call-time', 'shared', true, false),
  ('attempt', 'desk', false, true);

create function gehoord_is_half_hour(at timestamptz) returns boolean language sql immutable as $$
  select extract(epoch from at)::bigint % 1800 = 0 and extract(microseconds from at)::bigint % 1000000 = 0
$$;

create table call_back_lines (
  team text primary key,
  organisation text not null,
  open boolean not null default false,
  -- Minutes that one call takes, with what must be written down after it.
  call_minutes smallint not null check (call_minutes in (10, 15, 30, 60)),
  foreign key (team, organisation) references teams (id, organisation)
);

create table duties (
  id uuid primary key,
  team text not null,
  organisation text not null,
  member uuid not null,
  starts timestamptz not null check (gehoord_is_half_hour(starts)),
  ends timestamptz not null check (gehoord_is_half_hour(ends)),
  check (ends > starts and ends <= starts + interval '24 hours'),
  foreign key (team, organisation) references teams (id, organisation),
  foreign key (member, organisation) references members (id, organisation),
  -- Who leaves the team is on duty there no longer.
  foreign key (team, member) references team_members (team, member) on delete cascade
);
create index duties_by_team on duties (team, starts);
create index duties_by_member on duties (member, starts);

-- `case_id`: the random id of the form that is being filled in and then of its case, one place each. `held_until` null: given.
create table call_back_places (
  team text not null references call_back_lines,
  starts timestamptz not null check (gehoord_is_half_hour(starts)),
  place smallint not null check (place between 1 and 1000),
  case_id uuid not null unique,
  held_until timestamptz,
  primary key (team, starts, place)
);

create table call_backs (
  case_id uuid primary key references cases,
  state text not null check (state in ('asked', 'missed', 'tried', 'spoken', 'wrong-person', 'other-way', 'cancelled')),
  slot timestamptz not null check (gehoord_is_half_hour(slot)),
  -- Minutes of the slot: 30, or 60 where a call takes an hour.
  slot_minutes smallint not null check (slot_minutes in (30, 60)),
  attempts smallint not null default 0 check (attempts between 0 and 1000),
  reminded boolean not null default false
);
create index call_backs_waiting on call_backs (slot) where state in ('asked', 'missed', 'tried');

-- One person is on duty at one place at a time: two teams would count the same hands twice.
create function gehoord_one_duty_at_a_time() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from public.members m where m.id = new.member for update;
  if exists (select from public.duties d where d.member = new.member and d.id <> new.id and d.starts < new.ends and d.ends > new.starts) then
    raise exception 'already on duty then' using errcode = 'unique_violation', constraint = 'one_duty_at_a_time';
  end if;
  return new;
end $$;
create trigger one_duty_at_a_time before insert or update on duties for each row execute function gehoord_one_duty_at_a_time();

-- A number that belongs to somebody else is never called again (security.md 3.5); attempts are never unsaid.
create function gehoord_call_back_moves() returns trigger language plpgsql as $$
begin
  if old.state = 'wrong-person' and new.state <> 'wrong-person' then
    raise exception 'this number was wrong' using errcode = 'restrict_violation';
  end if;
  if new.case_id <> old.case_id or new.attempts < old.attempts then
    raise exception 'an attempt stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger call_back_moves before update on call_backs for each row execute function gehoord_call_back_moves();

-- A case that ends takes its appointment along; what waits for nobody gives its place back.
create function gehoord_call_back_ends() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.call_back_places where case_id = new.id;
  if new.state = 'removed' then
    delete from public.call_backs where case_id = new.id;
  else
    update public.call_backs set state = 'cancelled' where case_id = new.id and state in ('asked', 'missed', 'tried');
  end if;
  return new;
end $$;
create trigger call_back_ends after update of state on cases
  for each row when (new.state in ('closed', 'removed') and old.state is distinct from new.state) execute function gehoord_call_back_ends();

-- Members of a team who are on duty from begin to end, are not away that day and hold a key that opens what is sealed for it.
-- The body is looked at when it runs: the table of absences comes with a later migration.
create function gehoord_on_duty(wanted text, begins timestamptz, finishes timestamptz) returns integer
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return (
    select count(distinct d.member)::integer
    from public.duties d
    join public.members m on m.id = d.member and m.status = 'active'
    join public.team_key_wraps w on w.team = d.team and w.member = d.member
      and w.epoch = (select max(k.epoch) from public.team_keys k where k.team = d.team)
    where d.team = wanted and d.starts <= begins and d.ends >= finishes
      and not exists (select from public.absences a where a.member = d.member and (begins at time zone 'Europe/Amsterdam')::date between a.from_day and a.until_day)
  );
end $$;

-- Which lines call back, for the pages; no people.
create function gehoord_call_back_lines() returns table (team text, call_minutes smallint)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select l.team, l.call_minutes from public.call_back_lines l where l.open order by l.team
$$;

-- How many calls are still free at each of these moments; the caller's own place counts as free. Numbers only.
create function gehoord_free_places(wanted text, given timestamptz[], minutes integer, at timestamptz, holder uuid) returns table (starts timestamptz, free integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.starts, (public.gehoord_on_duty(wanted, s.starts, s.starts + make_interval(mins => minutes)) * (minutes / l.call_minutes)
    - (select count(*) from public.call_back_places p
       where p.team = wanted and p.starts = s.starts and p.case_id is distinct from holder and (p.held_until is null or p.held_until > at)))::integer
  from unnest(given) as s (starts) join public.call_back_lines l on l.team = wanted and l.open
  order by s.starts
$$;

-- Holds (`until` given) or gives (`until` null) one place to one holder, who has one at most. One at a time per team: the row
-- of the line is the gate. At most 40 places of a team are held at once, so that who only opens forms cannot empty a day.
create function gehoord_take_place(wanted text, begins timestamptz, minutes integer, holder uuid, until timestamptz, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  line public.call_back_lines%rowtype;
  capacity integer;
  others integer;
begin
  select * into line from public.call_back_lines l where l.team = wanted for update;
  if not found or not line.open then
    return false;
  end if;
  -- What was given is never only held again.
  if until is not null and exists (select from public.call_backs b where b.case_id = holder) then
    return false;
  end if;
  delete from public.call_back_places p where p.team = wanted and p.held_until <= at;
  capacity := public.gehoord_on_duty(wanted, begins, begins + make_interval(mins => minutes)) * (minutes / line.call_minutes);
  select count(*) into others from public.call_back_places p where p.team = wanted and p.starts = begins and p.case_id <> holder;
  if others >= capacity then
    return false;
  end if;
  if until is not null and (select count(*) from public.call_back_places p where p.team = wanted and p.held_until is not null and p.case_id <> holder) >= 40 then
    return false;
  end if;
  -- Somebody who changes his mind keeps what was given to him until the new place is his.
  delete from public.call_back_places p where p.case_id = holder;
  insert into public.call_back_places (team, starts, place, case_id, held_until)
  select wanted, begins, n, holder, until from generate_series(1, others + 1) n
  where not exists (select from public.call_back_places p where p.team = wanted and p.starts = begins and p.place = n)
  order by n limit 1;
  return true;
end $$;

-- A request came in together with its case: the place becomes its own. False: taken meanwhile, and nothing is stored.
create function gehoord_call_back_ask(wanted uuid, begins timestamptz, minutes integer, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not public.gehoord_take_place((select c.team from public.cases c where c.id = wanted), begins, minutes, wanted, null, at) then
    return false;
  end if;
  insert into public.call_backs (case_id, state, slot, slot_minutes) values (wanted, 'asked', begins, minutes);
  return true;
end $$;

-- What was agreed with exactly this request when it came in the first time.
create function gehoord_call_back_received(wanted uuid, given bytea) returns table (team text, due_day date, slot timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.team, c.due_day, b.slot from public.cases c join public.call_backs b on b.case_id = c.id where c.id = wanted and c.post_hash = given
$$;

create function gehoord_call_back_of(lookup bytea) returns table (state text, slot timestamptz, slot_minutes smallint, attempts smallint)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select b.state, b.slot, b.slot_minutes, b.attempts from public.call_backs b
  where b.case_id = (select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup)
$$;

-- The person asks another moment, or (null) none any more. False: that moment is taken, and the old one stays.
create function gehoord_call_back_change(lookup bytea, begins timestamptz, minutes integer, day date, at timestamptz) returns boolean
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
  if not public.gehoord_take_place((select c.team from public.cases c where c.id = wanted), begins, minutes, wanted, null, at) then
    return false;
  end if;
  update public.call_backs set state = 'asked', slot = begins, slot_minutes = minutes, reminded = false where case_id = wanted;
  update public.cases set due_day = day, half_day = least(half_day, day) where id = wanted and state in ('new', 'unread');
  return true;
end $$;

-- A worker agrees another moment: within the same hours and hands as for everybody, and only for a case of the own team.
create function gehoord_plan_place(wanted uuid, begins timestamptz, minutes integer, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  of_team text;
begin
  select c.team into of_team from public.cases c where c.id = wanted and c.organisation = public.gehoord_organisation() and public.i_am_in_team(c.team);
  if of_team is null then
    return false;
  end if;
  return public.gehoord_take_place(of_team, begins, minutes, wanted, null, at);
end $$;
create function gehoord_leave_place(wanted uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from public.call_back_places p using public.cases c
  where p.case_id = wanted and c.id = wanted and c.organisation = public.gehoord_organisation() and public.i_am_in_team(c.team)
$$;

-- Rights.
grant select, insert, update, delete on call_back_lines, duties, call_back_places, call_backs to gehoord_system;
grant select on call_back_lines, duties, call_back_places, call_backs to gehoord_member;
grant insert, update on call_back_lines to gehoord_member;
grant insert, delete on duties to gehoord_member;
grant update (state, slot, slot_minutes, attempts, reminded) on call_backs to gehoord_member;

alter table call_back_lines enable row level security;
alter table duties enable row level security;
alter table call_back_places enable row level security;
alter table call_backs enable row level security;

create policy system_all on call_back_lines to gehoord_system using (true) with check (true);
create policy system_all on duties to gehoord_system using (true) with check (true);
create policy system_all on call_back_places to gehoord_system using (true) with check (true);
create policy system_all on call_backs to gehoord_system using (true) with check (true);

create policy own_team on call_back_lines for select to gehoord_member using (is_mine(organisation) and i_am_in_team(team));
create policy led on call_back_lines for insert to gehoord_member with check (is_mine(organisation) and i_am_in_team(team) and i_am('team-lead'));
create policy led_moves on call_back_lines for update to gehoord_member
  using (is_mine(organisation) and i_am_in_team(team) and i_am('team-lead')) with check (is_mine(organisation));
create policy own_team on duties for select to gehoord_member using (is_mine(organisation) and i_am_in_team(team));
create policy led on duties for insert to gehoord_member with check (is_mine(organisation) and i_am_in_team(team) and i_am('team-lead'));
create policy led_ends on duties for delete to gehoord_member using (is_mine(organisation) and i_am_in_team(team) and i_am('team-lead'));
create policy own_team on call_back_places for select to gehoord_member using (i_am_in_team(team));
create policy own_team on call_backs for select to gehoord_member using (exists (select from cases c where c.id = case_id));
create policy own_team_moves on call_backs for update to gehoord_member
  using (exists (select from cases c where c.id = case_id and c.state <> 'removed')) with check (exists (select from cases c where c.id = case_id));

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_one_duty_at_a_time', 'gehoord_call_back_ends', 'gehoord_on_duty', 'gehoord_call_back_lines', 'gehoord_free_places', 'gehoord_take_place',
    'gehoord_call_back_ask', 'gehoord_call_back_received', 'gehoord_call_back_of', 'gehoord_call_back_change', 'gehoord_plan_place', 'gehoord_leave_place')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_on_duty(text, timestamptz, timestamptz) to gehoord_member;
grant execute on function gehoord_call_back_lines(), gehoord_free_places(text, timestamptz[], integer, timestamptz, uuid) to gehoord_visitor, gehoord_member, gehoord_system;
grant execute on function gehoord_take_place(text, timestamptz, integer, uuid, timestamptz, timestamptz), gehoord_call_back_ask(uuid, timestamptz, integer, timestamptz),
  gehoord_call_back_received(uuid, bytea), gehoord_call_back_of(bytea), gehoord_call_back_change(bytea, timestamptz, integer, date, timestamptz) to gehoord_visitor;
grant execute on function gehoord_plan_place(uuid, timestamptz, integer, timestamptz), gehoord_leave_place(uuid) to gehoord_member;
