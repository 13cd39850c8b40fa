-- Escalation to the ministry: prepared by one worker, agreed by another, sent under the person's consent, answered in a term.
--
-- The server keeps open what it must enforce: of which case, under which consent, for which reason of a closed list, who
-- prepared it and who agreed, in which state, by when. The dossier, and what desk and ministry say to each other, is sealed.

insert into piece_kinds (kind, chain, by_reporter, by_member) values
  ('dossier-draft', 'desk', false, true),
  ('dossier-second', 'desk', false, true),
  -- The first word of the case at the ministry.
  ('dossier', 'shared', false, true);

create table escalations (
  id uuid primary key,
  case_id uuid not null references cases,
  consent uuid references consents on delete set null,
  reason text not null check (reason in ('term-passed', 'two-desks', 'urgent')),
  form text not null check (form in ('parts', 'anonymised')),
  state text not null check (state in ('prepared', 'seconded', 'sent', 'taken', 'questioned', 'overdue', 'answered', 'returned', 'settled', 'withdrawn')),
  -- The sealed piece that the second pair of eyes agreed to.
  draft uuid references pieces (id) on delete set null,
  prepared_by uuid not null references members,
  seconded_by uuid references members,
  to_case uuid unique references cases,
  due_day date,
  alert smallint not null default 0 check (alert between 0 and 1),
  constraint nobody_seconds_himself check (seconded_by <> prepared_by),
  constraint two_people_before_it_goes check (state in ('prepared', 'withdrawn') or seconded_by is not null),
  constraint sent_is_somewhere check ((state in ('prepared', 'seconded')) <= (to_case is null) and (state in ('prepared', 'seconded', 'withdrawn') or (to_case is not null and due_day is not null)))
);
create unique index escalations_one_at_a_time on escalations (case_id) where state in ('prepared', 'seconded', 'sent', 'taken', 'questioned', 'overdue');
create index escalations_by_case on escalations (case_id);
create index escalations_by_consent on escalations (consent);
create index escalations_due on escalations (due_day) where state in ('sent', 'taken', 'questioned');

-- The table of states, as `src/cases/rules/escalation.ts` has it; a test holds the two against each other.
create table escalation_moves (
  act text not null,
  side text not null check (side in ('desk', 'ministry', 'reporter', 'calendar')),
  from_state text not null,
  to_state text not null,
  words boolean not null default false,
  primary key (act, side, from_state)
);
insert into escalation_moves (act, side, from_state, to_state, words) values
  ('prepare', 'desk', 'prepared', 'prepared', false), ('prepare', 'desk', 'seconded', 'prepared', false),
  ('second', 'desk', 'prepared', 'seconded', false),
  ('send', 'desk', 'seconded', 'sent', false),
  ('take', 'ministry', 'sent', 'taken', false), ('take', 'ministry', 'overdue', 'taken', false),
  ('question', 'ministry', 'sent', 'questioned', true), ('question', 'ministry', 'taken', 'questioned', true), ('question', 'ministry', 'overdue', 'questioned', true),
  ('reply', 'desk', 'questioned', 'taken', true),
  ('answer', 'ministry', 'sent', 'answered', true), ('answer', 'ministry', 'taken', 'answered', true), ('answer', 'ministry', 'questioned', 'answered', true), ('answer', 'ministry', 'overdue', 'answered', true),
  ('return', 'ministry', 'sent', 'returned', true), ('return', 'ministry', 'taken', 'returned', true), ('return', 'ministry', 'questioned', 'returned', true), ('return', 'ministry', 'overdue', 'returned', true),
  ('miss', 'calendar', 'sent', 'overdue', false), ('miss', 'calendar', 'taken', 'overdue', false),
  ('settle', 'desk', 'answered', 'settled', false), ('settle', 'desk', 'returned', 'settled', false),
  ('withdraw', 'reporter', 'prepared', 'withdrawn', false), ('withdraw', 'reporter', 'seconded', 'withdrawn', false), ('withdraw', 'reporter', 'sent', 'withdrawn', false),
  ('withdraw', 'reporter', 'taken', 'withdrawn', false), ('withdraw', 'reporter', 'questioned', 'withdrawn', false), ('withdraw', 'reporter', 'overdue', 'withdrawn', false),
  ('withdraw', 'reporter', 'answered', 'withdrawn', false), ('withdraw', 'reporter', 'returned', 'withdrawn', false), ('withdraw', 'reporter', 'settled', 'withdrawn', false);

-- What desk and ministry say to each other about it: a chain of its own, sealed to a key that both found in what they hold.
create table escalation_words (
  id uuid primary key,
  escalation uuid not null references escalations on delete cascade,
  act text not null check (act in ('question', 'reply', 'answer', 'return')),
  sender text not null,
  sequence integer not null check (sequence >= 1),
  sealed bytea not null check (octet_length(sealed) between 1 and 70000),
  key bytea not null check (octet_length(key) between 1 and 4000),
  hash bytea not null check (octet_length(hash) = 32),
  day date not null,
  unique (escalation, sequence)
);

-- What the network may learn, without anything of a case; two people of the ministry agreed. Nothing leads back.
create table lessons (
  id uuid primary key,
  organisation text not null references organisations,
  week date not null check (extract(isodow from week) = 1),
  state text not null check (state in ('proposed', 'agreed')),
  text text not null check (length(text) between 1 and 2000),
  -- Only until somebody agreed: afterwards it is the organisation's word.
  proposed_by uuid references members,
  check ((state = 'proposed') = (proposed_by is not null))
);

create function gehoord_escalation_goes() returns trigger language plpgsql as $$
begin
  if (new.id, new.case_id) is distinct from (old.id, old.case_id) or (old.to_case is not null and new.to_case is distinct from old.to_case) then
    raise exception 'where it came from and went never changes' using errcode = 'restrict_violation';
  end if;
  if (new.state <> old.state or new.draft is distinct from old.draft) and new.state <> 'withdrawn' and new.draft is not null
    and not exists (select from escalation_moves m where m.from_state = old.state and m.to_state = new.state) then
    raise exception 'this step does not follow' using errcode = 'restrict_violation';
  end if;
  if old.state <> 'prepared' and new.state not in ('prepared', 'withdrawn') and (new.draft, new.seconded_by, new.prepared_by) is distinct from (old.draft, old.seconded_by, old.prepared_by) and new.draft is not null then
    raise exception 'what two people agreed to never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger goes before update on escalations for each row execute function gehoord_escalation_goes();

create function gehoord_escalation_words_grow() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'a word never changes' using errcode = 'restrict_violation';
  end if;
  if new.sequence <> 1 + coalesce((select max(w.sequence) from escalation_words w where w.escalation = new.escalation), 0) then
    raise exception 'this place in the chain is taken' using errcode = 'unique_violation', constraint = 'pieces_pkey';
  end if;
  return new;
end $$;
create trigger words_grow before insert or update on escalation_words for each row execute function gehoord_escalation_words_grow();

-- No case comes to be by escalation without two people: whichever way it was placed.
create function gehoord_escalation_is_seconded() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.kind = 'escalation' and not exists (select from public.escalations e where e.case_id = new.from_case and e.state = 'seconded') then
    raise exception 'nobody agreed to this dossier' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger is_seconded before insert on case_links for each row execute function gehoord_escalation_is_seconded();

-- Ends one: what lay at the ministry is gone there, with what was said about it.
create function gehoord_end_escalation(wanted uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  place uuid;
begin
  update public.escalations set state = 'withdrawn' where id = wanted and state <> 'withdrawn' returning to_case into place;
  delete from public.escalation_words where escalation = wanted;
  if place is not null then
    perform public.gehoord_remove_case(place);
  end if;
end $$;

create function gehoord_consent_ends_escalation() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.gehoord_end_escalation(e.id) from public.escalations e where e.consent = new.id and e.state <> 'withdrawn';
  return null;
end $$;
create trigger ends_escalation after update of state on consents for each row
  when (old.state = 'given' and new.state in ('withdrawn', 'lapsed')) execute function gehoord_consent_ends_escalation();

-- The desk does not close while the ministry has it. The person may always stop or delete, and then it is gone there too.
create function gehoord_close_after_ministry() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if nullif(public.gehoord_member(), '') is not null
    and exists (select from public.escalations e where e.case_id = new.id and e.state in ('sent', 'taken', 'questioned', 'overdue')) then
    raise exception 'the ministry still has this' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger close_after_ministry before update of state on cases for each row
  when (new.state = 'closed' and old.state <> 'closed') execute function gehoord_close_after_ministry();

create function gehoord_case_ends_escalation() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.gehoord_end_escalation(e.id) from public.escalations e
    where (e.case_id = new.id and (new.state = 'removed' or e.state in ('prepared', 'seconded', 'sent', 'taken', 'questioned', 'overdue')) or (e.to_case = new.id and new.state = 'removed'))
      and e.state <> 'withdrawn';
  return null;
end $$;
create trigger ends_escalation after update of state on cases for each row
  when (new.state in ('closed', 'removed') and new.state <> old.state) execute function gehoord_case_ends_escalation();

-- Rights.
grant select on escalations, escalation_words, lessons to gehoord_member;
grant insert on lessons to gehoord_member;
grant update (state, proposed_by) on lessons to gehoord_member;
grant select, update, delete on escalations, escalation_words, lessons to gehoord_system;
grant select on escalation_moves to gehoord_member, gehoord_visitor, gehoord_system;

alter table escalations enable row level security;
alter table escalation_moves enable row level security;
alter table escalation_words enable row level security;
alter table lessons enable row level security;
create policy system_all on escalations to gehoord_system using (true) with check (true);
create policy system_all on escalation_words to gehoord_system using (true) with check (true);
create policy system_all on lessons to gehoord_system using (true) with check (true);
create policy everybody on escalation_moves for select to gehoord_member, gehoord_visitor, gehoord_system using (true);
create policy both_sides on escalations for select to gehoord_member using (exists (select from cases c where c.id in (case_id, to_case) and c.state <> 'removed'));
create policy both_sides on escalation_words for select to gehoord_member using (exists (select from escalations e where e.id = escalation));
-- What two agreed to is for the whole network; before that for the organisation alone.
create policy network on lessons for select to gehoord_member using (state = 'agreed' or organisation = gehoord_organisation());
create policy own_proposes on lessons for insert to gehoord_member with check (organisation = gehoord_organisation() and state = 'proposed' and proposed_by::text = gehoord_member());
create policy another_agrees on lessons for update to gehoord_member using (organisation = gehoord_organisation() and state = 'proposed' and proposed_by::text <> gehoord_member()) with check (state = 'agreed');

-- What the desk does. ------------------------------------------------------------------------------------------------

-- How many other desks of this conversation were asked.
create function gehoord_other_desks(wanted uuid) returns integer
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*)::integer from public.case_links l where l.kind <> 'escalation' and wanted in (l.from_case, l.to_case)
$$;

-- The draft stands in the desk's chain already. Answers: done, not-found, state-changed, no-consent, no-reason.
create function gehoord_prepare_escalation(given jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid := (given ->> 'id')::uuid;
  of_case uuid := (given ->> 'case')::uuid;
  today date := (given ->> 'today')::date;
  me uuid := public.gehoord_member()::uuid;
  known public.escalations%rowtype;
  place public.cases%rowtype;
begin
  if not public.gehoord_is_my_case(of_case) then
    return 'not-found';
  end if;
  select * into place from public.cases c where c.id = of_case and c.state not in ('closed', 'removed') for update;
  if not found or not exists (select from public.pieces p where p.id = (given ->> 'draft')::uuid and p.case_id = of_case and p.kind = 'dossier-draft' and p.sender = 'member:' || me) then
    return 'not-found';
  end if;
  if not exists (select from public.consents a where a.id = (given ->> 'consent')::uuid and public.gehoord_holds(a.id, of_case, a.team, 'escalation', today)) then
    return 'no-consent';
  end if;
  if not (case given ->> 'reason' when 'term-passed' then place.due_day < today when 'two-desks' then public.gehoord_other_desks(of_case) > 0 when 'urgent' then place.urgent else false end) then
    return 'no-reason';
  end if;
  select * into known from public.escalations e where e.id = wanted for update;
  if found then
    if known.case_id <> of_case then
      return 'not-found';
    elsif known.state not in ('prepared', 'seconded') then
      return 'state-changed';
    end if;
    update public.escalations set state = 'prepared', seconded_by = null, prepared_by = me, draft = (given ->> 'draft')::uuid, consent = (given ->> 'consent')::uuid,
      reason = given ->> 'reason', form = given ->> 'form' where id = wanted;
    return 'done';
  end if;
  insert into public.escalations (id, case_id, consent, reason, form, state, draft, prepared_by)
  values (wanted, of_case, (given ->> 'consent')::uuid, given ->> 'reason', given ->> 'form', 'prepared', (given ->> 'draft')::uuid, me)
  on conflict do nothing;
  return case when found then 'done' else 'state-changed' end;
end $$;

-- Every other step of a member, by the table of states. `word`: what is said with it. Answers: done, not-found, state-changed,
-- second-person-required, sequence-taken by the trigger.
create function gehoord_move_escalation(wanted uuid, act text, today date, due date, word jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  one public.escalations%rowtype;
  move public.escalation_moves%rowtype;
  my_side text;
  me text := public.gehoord_member();
begin
  select * into one from public.escalations e where e.id = wanted;
  my_side := case when one.id is null then null when public.gehoord_is_my_case(one.case_id) then 'desk' when public.gehoord_is_my_case(one.to_case) then 'ministry' end;
  if my_side is null or not exists (select from public.escalation_moves m where m.act = gehoord_move_escalation.act and m.side = my_side) then
    return 'not-found';
  end if;
  select * into one from public.escalations e where e.id = wanted for update;
  if word is not null and exists (select from public.escalation_words w where w.id = (word ->> 'id')::uuid and w.escalation = wanted and w.hash = sha256(decode(word ->> 'sealed', 'base64'))) then
    return 'done';
  end if;
  select * into move from public.escalation_moves m where m.act = gehoord_move_escalation.act and m.side = my_side and m.from_state = one.state and m.act not in ('prepare', 'send');
  if not found or move.words is distinct from (word is not null) then
    return 'state-changed';
  end if;
  if act = 'second' and one.prepared_by::text = me then
    return 'second-person-required';
  end if;
  if act = 'second' and not exists (
    select from public.pieces p join public.pieces d on d.id = one.draft where p.case_id = one.case_id and p.kind = 'dossier-second' and p.sender = 'member:' || me and p.sequence > d.sequence) then
    return 'state-changed';
  end if;
  update public.escalations set state = move.to_state, seconded_by = case when act = 'second' then me::uuid else seconded_by end,
    due_day = case when act = 'reply' then greatest(due_day, due) else due_day end, alert = case when act = 'reply' then 0 else alert end where id = wanted;
  if word is not null then
    insert into public.escalation_words (id, escalation, act, sender, sequence, sealed, key, hash, day)
    values ((word ->> 'id')::uuid, wanted, act, 'member:' || me, (word ->> 'sequence')::integer, decode(word ->> 'sealed', 'base64'), decode(word ->> 'key', 'base64'), sha256(decode(word ->> 'sealed', 'base64')), today);
  end if;
  if my_side = 'ministry' then
    update public.cases set state = 'open', assignee = coalesce(assignee, me::uuid), alert = 0 where id = one.to_case and state in ('new', 'unread', 'open');
  elsif act = 'settle' then
    update public.cases set state = 'closed', outcome = 'not-known' where id = one.to_case and state not in ('closed', 'removed');
  end if;
  return 'done';
end $$;

-- Sends it: the case at the ministry, its dossier, its parts, whole or not at all. Answers what `gehoord_place` answers, and state-changed.
create function gehoord_escalate(wanted uuid, given jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  one public.escalations%rowtype;
  done text;
begin
  select * into one from public.escalations e where e.id = wanted for update;
  if not found or not public.gehoord_is_my_case(one.case_id) or one.case_id <> (given ->> 'from')::uuid then
    return 'not-found';
  end if;
  if given ->> 'kind' <> 'escalation' or one.consent is distinct from (given ->> 'consent')::uuid then
    return 'no-consent';
  end if;
  if one.state <> 'seconded' and one.to_case is distinct from (given ->> 'case')::uuid then
    return 'state-changed';
  end if;
  done := public.gehoord_place(given);
  if done = 'stored' then
    update public.escalations set state = 'sent', to_case = (given ->> 'case')::uuid, due_day = (given ->> 'dueDay')::date where id = wanted;
  end if;
  return done;
end $$;

create function gehoord_escalation_teams(wanted uuid) returns table (from_team text, to_team text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select f.team, coalesce(t.team, a.team) from public.escalations e join public.cases f on f.id = e.case_id
  left join public.cases t on t.id = e.to_case left join public.consents a on a.id = e.consent
  where e.id = wanted and (public.gehoord_is_my_team(f.team) or public.gehoord_is_my_team(t.team))
$$;

-- What the person sees: where it stands, in every desk of this conversation.
create function gehoord_escalations_by_code(lookup bytea) returns table (id uuid, state text, due_day date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select e.id, e.state, e.due_day from public.escalations e where e.case_id in (select public.gehoord_thread_cases(lookup)) order by e.due_day nulls first, e.id
$$;

-- What jobs do: over its day, once each. `side`: who has to do something.
create function gehoord_late_escalations(today date) returns table (from_team text, to_team text, side text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    with late as (
      update public.escalations e set state = case when e.state = 'questioned' then e.state else 'overdue' end, alert = 1
      where e.due_day < today and (e.state in ('sent', 'taken') or (e.state = 'questioned' and e.alert = 0))
      returning e.case_id, e.to_case, e.state
    )
    select f.team, t.team, case when l.state = 'questioned' then 'desk' else 'ministry' end from late l join public.cases f on f.id = l.case_id join public.cases t on t.id = l.to_case;
end $$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_escalation_goes', 'gehoord_escalation_words_grow', 'gehoord_escalation_is_seconded', 'gehoord_end_escalation', 'gehoord_consent_ends_escalation',
    'gehoord_close_after_ministry', 'gehoord_case_ends_escalation', 'gehoord_other_desks', 'gehoord_prepare_escalation', 'gehoord_move_escalation', 'gehoord_escalate',
    'gehoord_escalation_teams', 'gehoord_escalations_by_code', 'gehoord_late_escalations')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_other_desks(uuid), gehoord_prepare_escalation(jsonb), gehoord_move_escalation(uuid, text, date, date, jsonb), gehoord_escalate(uuid, jsonb),
  gehoord_escalation_teams(uuid) to gehoord_member;
grant execute on function gehoord_escalations_by_code(bytea) to gehoord_visitor;
grant execute on function gehoord_late_escalations(date) to gehoord_system;
