-- Calendars and terms: days on which an organisation is closed, what was promised by when, and why a day moved.
--
-- A term belongs to something of another room (`owner`: the id of a case). What stands open is what a due day already
-- tells: an organisation, a team, days, a kind and a reason from closed lists. Words are sealed by the room that owns it.

create table calendar_closings (
  organisation text not null references organisations,
  from_day date not null,
  to_day date not null,
  primary key (organisation, from_day),
  check (to_day between from_day and from_day + 365)
);

-- Two administrators at the same time: the second sees what the first did, and days are never closed twice.
create function gehoord_closings_apart() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('calendar_closings'), hashtext(new.organisation));
  if exists (select from public.calendar_closings c where c.organisation = new.organisation and c.from_day <= new.to_day and c.to_day >= new.from_day) then
    raise exception 'these days are closed already' using errcode = 'unique_violation', constraint = 'calendar_closings_apart';
  end if;
  return new;
end $$;
create trigger closings_apart before insert on calendar_closings for each row execute function gehoord_closings_apart();

create table terms (
  id uuid primary key,
  organisation text not null,
  team text not null,
  owner uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z0-9-]{1,30}$'),
  start_day date not null,
  count integer not null check (count between 0 and 4000),
  unit text not null check (unit in ('working-days', 'school-days', 'calendar-days', 'weeks', 'months', 'years')),
  on_closed_day text not null check (on_closed_day in ('stays', 'next-open-day')),
  -- Whose open days are counted: the team's own, or those of the law.
  calendar text not null check (calendar in ('desk', 'law')),
  -- Empty: it stands still, or nobody knows.
  due_day date,
  state text not null default 'running' check (state in ('running', 'met', 'ended')),
  foreign key (team, organisation) references teams (id, organisation)
);
create unique index terms_one_runs on terms (owner, kind) where state = 'running';
create index terms_by_owner on terms (owner);
create index terms_running on terms (organisation) where state = 'running';

create table term_changes (
  term uuid not null references terms on delete cascade,
  sequence integer not null check (sequence between 1 and 200),
  kind text not null check (kind in ('pause', 'resume', 'extension')),
  -- A pause: its first and last day. A resumption: the first day that counts again.
  from_day date,
  to_day date,
  count integer check (count between 0 and 4000),
  unit text check (unit in ('working-days', 'school-days', 'calendar-days', 'weeks', 'months', 'years')),
  on_closed_day text check (on_closed_day in ('stays', 'next-open-day')),
  reason text not null check (reason in ('asked-by-person', 'waiting-for-person', 'waiting-for-others', 'mediation', 'more-work', 'reason-gone')),
  day date not null,
  primary key (term, sequence),
  check ((kind = 'extension') = (count is not null) and (kind = 'extension') = (unit is not null) and (kind = 'extension') = (on_closed_day is not null)),
  check ((kind = 'extension') = (from_day is null)),
  check (to_day is null or (kind = 'pause' and to_day >= from_day))
);

-- What moved because a calendar changed: shown to the administrator, to the team, and to the person.
create table term_moves (
  id uuid primary key,
  term uuid not null references terms on delete cascade,
  organisation text not null,
  team text not null,
  kind text not null,
  from_day date,
  to_day date,
  day date not null,
  check (from_day is distinct from to_day)
);
create index term_moves_by_organisation on term_moves (organisation, day);
create index term_moves_by_term on term_moves (term);

create function gehoord_terms_stay() returns trigger language plpgsql as $$
begin
  raise exception '% only grows', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger term_changes_stay before update on term_changes for each row execute function gehoord_terms_stay();
create trigger term_moves_stay before update on term_moves for each row execute function gehoord_terms_stay();
-- What was promised, from when, is never rewritten; only where it ends now, and whether it still runs.
create function gehoord_term_keeps_its_start() returns trigger language plpgsql as $$
begin
  if (new.id, new.organisation, new.team, new.owner, new.kind, new.start_day, new.count, new.unit, new.on_closed_day, new.calendar)
     is distinct from (old.id, old.organisation, old.team, old.owner, old.kind, old.start_day, old.count, old.unit, old.on_closed_day, old.calendar)
     or (old.state <> 'running' and new.state is distinct from old.state) then
    raise exception 'a term keeps its start' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger term_keeps_its_start before update on terms for each row execute function gehoord_term_keeps_its_start();

-- Begins a term and ends the one of the same kind that ran. A member only for his own team.
create function gehoord_start_term(given jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if public.gehoord_member() is not null and not (public.is_mine(given ->> 'organisation') and public.i_am_in_team(given ->> 'team')) then
    raise exception 'a term of another team' using errcode = 'insufficient_privilege';
  end if;
  update public.terms set state = 'ended' where owner = (given ->> 'owner')::uuid and kind = given ->> 'kind' and state = 'running' and organisation = given ->> 'organisation';
  insert into public.terms (id, organisation, team, owner, kind, start_day, count, unit, on_closed_day, calendar, due_day)
  values ((given ->> 'id')::uuid, given ->> 'organisation', given ->> 'team', (given ->> 'owner')::uuid, given ->> 'kind', (given ->> 'start')::date,
    (given ->> 'count')::integer, given ->> 'unit', given ->> 'onClosedDay', given ->> 'calendar', (given ->> 'dueDay')::date);
end $$;

-- Running terms of an organisation without what they belong to: enough to say which days would move, and of how many.
create function gehoord_running_terms(wanted text) returns table (
    id uuid, team text, kind text, start_day date, count integer, unit text, on_closed_day text, calendar text, due_day date, changes jsonb)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select t.id, t.team, t.kind, t.start_day, t.count, t.unit, t.on_closed_day, t.calendar, t.due_day,
    coalesce((select jsonb_agg(to_jsonb(c) - 'term' - 'day' order by c.sequence) from public.term_changes c where c.term = t.id), '[]'::jsonb)
  from public.terms t
  where t.organisation = wanted and t.state = 'running'
    and (public.gehoord_member() is null or (public.is_mine(wanted) and public.i_am('organisation-admin')))
$$;

-- An answered, closed or removed case is not waited for any more; with what was removed its terms go too.
create function gehoord_case_ends_terms() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state = 'removed' then
    delete from public.terms where owner = new.id;
  elsif new.state in ('waiting', 'asked-helped', 'closed') and new.state is distinct from old.state then
    update public.terms set state = 'met' where owner = new.id and kind = 'answer' and state = 'running';
  end if;
  return new;
end $$;
create trigger case_ends_terms after update of state on cases for each row execute function gehoord_case_ends_terms();

-- What the code's holder may know: from which day to which the promised answer moved because a calendar changed.
create function gehoord_moved_promise(lookup bytea) returns table (from_day date, to_day date, day date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.from_day, m.to_day, m.day
  from public.reporter_keys k join public.terms t on t.owner = k.case_id and t.kind = 'answer' and t.state = 'running'
  join public.term_moves m on m.term = t.id
  where k.lookup_hmac = lookup
  order by m.day desc, m.to_day desc limit 1
$$;

grant select on calendar_closings to gehoord_visitor, gehoord_member, gehoord_system;
grant insert, delete on calendar_closings to gehoord_member;
grant select, insert, update, delete on calendar_closings, terms to gehoord_system;
grant select, insert, delete on term_changes, term_moves to gehoord_system;
grant select on terms, term_changes, term_moves to gehoord_member;
grant update (due_day, state) on terms to gehoord_member;
grant insert on term_changes to gehoord_member;

alter table calendar_closings enable row level security;
alter table terms enable row level security;
alter table term_changes enable row level security;
alter table term_moves enable row level security;

create policy system_all on calendar_closings to gehoord_system using (true) with check (true);
create policy system_all on terms to gehoord_system using (true) with check (true);
create policy system_all on term_changes to gehoord_system using (true) with check (true);
create policy system_all on term_moves to gehoord_system using (true) with check (true);

-- When a desk is closed is told to everybody; only its administrator changes it.
create policy everybody_knows on calendar_closings for select to gehoord_visitor using (true);
create policy everybody_knows_too on calendar_closings for select to gehoord_member using (true);
create policy closed on calendar_closings for insert to gehoord_member with check (is_mine(organisation) and i_am('organisation-admin'));
create policy opened on calendar_closings for delete to gehoord_member using (is_mine(organisation) and i_am('organisation-admin'));

create policy own_team on terms for select to gehoord_member using (is_mine(organisation) and i_am_in_team(team));
create policy own_team_moves on terms for update to gehoord_member using (is_mine(organisation) and i_am_in_team(team)) with check (is_mine(organisation));
create policy own_team on term_changes for select to gehoord_member using (exists (select from terms t where t.id = term));
create policy own_team_adds on term_changes for insert to gehoord_member with check (exists (select from terms t where t.id = term and t.state = 'running'));
-- The administrator sees days and teams, never to what they belong.
create policy own on term_moves for select to gehoord_member using (is_mine(organisation) and (i_am_in_team(team) or i_am('organisation-admin')));

revoke execute on function gehoord_start_term(jsonb), gehoord_running_terms(text), gehoord_case_ends_terms(), gehoord_closings_apart(), gehoord_moved_promise(bytea) from public;
grant execute on function gehoord_start_term(jsonb) to gehoord_visitor, gehoord_member, gehoord_system;
grant execute on function gehoord_running_terms(text) to gehoord_member, gehoord_system;
grant execute on function gehoord_moved_promise(bytea) to gehoord_visitor;

-- A change of a term with the message that the person reads.
insert into piece_kinds (kind, chain, by_reporter, by_member, with_file) values ('term', 'shared', false, true, false);
