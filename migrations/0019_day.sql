-- A worker's day: answers that are known to be right, own filters, absence, hand-over, and what happened to a case.
--
-- None of this holds anything about a person who reports. Text blocks are an organisation's own general words; a filter is
-- a choice of open fields and has no name of its own, because people write names of people into names.

-- Lists leave closed cases out; those pile up, so that the index does as well.
create index cases_living_in_order on cases (team, (not urgent), due_day, id) where state not in ('closed', 'removed');
create index cases_living_by_assignee on cases (assignee, team) where state not in ('closed', 'removed');

create table text_blocks (
  id uuid primary key,
  organisation text not null references organisations,
  language text not null check (language in ('nl', 'en')),
  title text not null check (length(title) between 2 and 120),
  body text not null check (length(body) between 2 and 4000),
  -- Who answers for it, and the day on which somebody looks whether it is still right.
  owner uuid not null,
  review_day date not null,
  changed_day date not null,
  foreign key (owner, organisation) references members (id, organisation)
);
create index text_blocks_in_order on text_blocks (organisation, language, title);

create table saved_filters (
  id uuid primary key,
  member uuid not null,
  organisation text not null,
  states text[] not null check (states <@ array['new', 'open', 'waiting', 'unread', 'asked-helped', 'closed']),
  holder text check (holder in ('me', 'nobody', 'absent')),
  urgent boolean not null,
  due text check (due in ('late', 'today', 'week')),
  foreign key (member, organisation) references members (id, organisation),
  unique nulls not distinct (member, states, holder, urgent, due)
);

-- From which day until which; never why.
create table absences (
  member uuid primary key,
  organisation text not null,
  from_day date not null,
  until_day date not null check (until_day between from_day and from_day + 366),
  foreign key (member, organisation) references members (id, organisation)
);

grant select, insert, update, delete on text_blocks to gehoord_member;
grant select, insert, delete on saved_filters to gehoord_member;
grant select, insert, update, delete on absences to gehoord_member;
grant select, delete on text_blocks, saved_filters, absences to gehoord_system;

alter table text_blocks enable row level security;
alter table saved_filters enable row level security;
alter table absences enable row level security;
create policy system_all on text_blocks to gehoord_system using (true) with check (true);
create policy system_all on saved_filters to gehoord_system using (true) with check (true);
create policy system_all on absences to gehoord_system using (true) with check (true);

create policy own on text_blocks for select to gehoord_member using (is_mine(organisation));
create policy written on text_blocks for insert to gehoord_member
  with check (is_mine(organisation) and (i_am('team-lead') or i_am('organisation-admin') or i_am('editor')));
create policy kept on text_blocks for update to gehoord_member
  using (is_mine(organisation) and (i_am('team-lead') or i_am('organisation-admin') or i_am('editor'))) with check (is_mine(organisation));
create policy removed on text_blocks for delete to gehoord_member
  using (is_mine(organisation) and (i_am('team-lead') or i_am('organisation-admin') or i_am('editor')));

create policy own on saved_filters for select to gehoord_member using (member::text = gehoord_member());
create policy made on saved_filters for insert to gehoord_member with check (member::text = gehoord_member() and is_mine(organisation));
create policy removed on saved_filters for delete to gehoord_member using (member::text = gehoord_member());

-- The own team sees who is away; oneself and the lead of a shared team say so.
create policy own on absences for select to gehoord_member using (is_mine(organisation));
create policy said on absences for insert to gehoord_member with check (
  is_mine(organisation) and (member::text = gehoord_member() or (i_am('team-lead') and exists (
    select from team_members his where his.member = absences.member and i_am_in_team(his.team)))));
create policy changed on absences for update to gehoord_member using (
  is_mine(organisation) and (member::text = gehoord_member() or (i_am('team-lead') and exists (
    select from team_members his where his.member = absences.member and i_am_in_team(his.team))))) with check (is_mine(organisation));
create policy ended on absences for delete to gehoord_member using (
  is_mine(organisation) and (member::text = gehoord_member() or (i_am('team-lead') and exists (
    select from team_members his where his.member = absences.member and i_am_in_team(his.team)))));

-- What members did with a case, by day: for the timeline. Never who only looked; that is another list, for other eyes.
create function gehoord_case_events(wanted uuid) returns table (act text, member text, day date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select line.content ->> 'act', line.content ->> 'member', ((line.content ->> 'at')::timestamptz at time zone 'Europe/Amsterdam')::date
  from (select seq, content::jsonb as content from public.audit_contents where record = wanted::text) as line
  where line.content ->> 'act' = any (array['case.opened', 'case.take', 'case.assign', 'case.ask-helped', 'case.close', 'case.reopen', 'case.handed-over', 'case.export', 'case.print'])
    and exists (select from public.cases c where c.id = wanted and c.organisation = public.gehoord_organisation() and public.i_am_in_team(c.team))
  order by line.seq
$$;
revoke execute on function gehoord_case_events(uuid) from public;
grant execute on function gehoord_case_events(uuid) to gehoord_member;

-- The talk guide's marks: what was asked in a conversation, for the team only.
insert into piece_kinds (kind, chain, by_reporter, by_member) values ('guide', 'desk', false, true);
