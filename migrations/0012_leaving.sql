-- Somebody leaves (security.md 1.8, 1.9): a new team key is offered at once, what is sealed to the old one is taken for a day more
-- and re-wrapped, every case gets a new identity before its next word, and what the leaver had is handed over. Sessions that end
-- by themselves, and an alarm when somebody reads very much in an hour.

-- Whole hour in which this key was made; null: a key of the first release.
alter table team_keys add column since timestamptz check (extract(epoch from since)::bigint % 3600 = 0);

-- When the key of this epoch was replaced: until how long after it may still be sealed to, the rules say. Null: it was not.
create function gehoord_key_replaced(wanted text, old integer) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select min(k.since) from public.team_keys k where k.team = wanted and k.epoch > old
$$;

-- What comes in under an old key may be read by who left: its case gets a new identity before the next word.
create function gehoord_old_key_is_due() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.holder_kind = 'team' and new.team_epoch < (select max(k.epoch) from public.team_keys k where k.team = new.holder) then
    update public.cases set epoch_due = array_append(epoch_due, new.chain) where id = new.case_id and not new.chain = any (epoch_due);
  end if;
  return null;
end $$;
-- At the end of the transaction: the report itself is no next word.
create constraint trigger old_key_is_due after insert on case_wraps deferrable initially deferred for each row execute function gehoord_old_key_is_due();

-- Re-wrapping: only from an older key of the team to its current one, and nothing else of the line.
grant update (team_epoch, wrapped) on case_wraps to gehoord_member;
create policy own_team_rewraps on case_wraps for update to gehoord_member
  using (holder_kind = 'team' and exists (select from cases c where c.id = case_id and c.state <> 'removed')) with check (holder_kind = 'team');
create function gehoord_wraps_renew() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.holder_kind <> 'team' or new.team_epoch <= old.team_epoch or new.team_epoch <> (select max(k.epoch) from public.team_keys k where k.team = new.holder) then
    raise exception 'a wrap is only renewed to the current key' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger wraps_renew before update on case_wraps for each row execute function gehoord_wraps_renew();
create index case_wraps_by_team_key on case_wraps (holder, team_epoch) where holder_kind = 'team';

-- A member leaves teams, by an administrator of his organisation: his cases are nobody's, his own wraps are gone, every living
-- case of these teams needs a new identity. Answers per team how many cases wait for somebody.
create function gehoord_leaves_teams(leaver uuid, left_teams text[]) returns table (team text, handed_over integer)
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
      update public.cases c set assignee = null where c.team = any (left_teams) and c.assignee = leaver and c.state not in ('closed', 'removed') returning c.team
    )
    select w.id, (select count(*)::integer from handed h where h.team = w.id) from unnest(left_teams) as w (id);
end $$;

-- Signing in again is all that is lost; who lost a role or left must not go on.
alter table sessions add column seen timestamptz;
create function gehoord_end_sessions(wanted uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not public.i_am('organisation-admin') or not exists (select from public.members m where m.id = wanted and m.organisation = public.gehoord_organisation()) then
    raise exception 'only an administrator of this organisation' using errcode = 'insufficient_privilege';
  end if;
  delete from public.sessions where member = wanted;
end $$;

-- Who read which case in which hour, for a few hours: only to notice that somebody reads very much.
create table case_readings (
  member uuid not null references members,
  case_id uuid not null references cases on delete cascade,
  hour timestamptz not null check (extract(epoch from hour)::bigint % 3600 = 0),
  primary key (member, hour, case_id)
);
create index case_readings_by_case on case_readings (case_id);
create table reading_alerts (
  team text not null,
  organisation text not null,
  member uuid not null,
  day date not null,
  primary key (team, member, day),
  foreign key (team, organisation) references teams (id, organisation),
  foreign key (member, organisation) references members (id, organisation)
);
grant select, insert, delete on case_readings, reading_alerts to gehoord_system;
grant insert on case_readings to gehoord_member;
grant select on case_readings, reading_alerts to gehoord_member;
alter table case_readings enable row level security;
alter table reading_alerts enable row level security;
create policy system_all on case_readings to gehoord_system using (true) with check (true);
create policy system_all on reading_alerts to gehoord_system using (true) with check (true);
create policy own on case_readings for select to gehoord_member using (member::text = gehoord_member());
create policy own_adds on case_readings for insert to gehoord_member with check (member::text = gehoord_member() and exists (select from cases c where c.id = case_id));
-- A colleague who leads the team sees that somebody read much; the reader does not see his own.
create policy team_leads on reading_alerts for select to gehoord_member using (
  organisation = gehoord_organisation() and i_am('team-lead') and i_am_in_team(team) and member::text <> gehoord_member()
);

-- True once a day a member and team: more cases were read in this hour and the one before than `most`.
create function gehoord_reads_much(wanted_team text, now_hour timestamptz, today date, most integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  me uuid := public.gehoord_member()::uuid;
begin
  if (select count(distinct r.case_id) from public.case_readings r join public.cases c on c.id = r.case_id and c.team = wanted_team
      where r.member = me and r.hour > now_hour - interval '2 hours') <= most then
    return false;
  end if;
  insert into public.reading_alerts (team, organisation, member, day) values (wanted_team, public.gehoord_organisation(), me, today) on conflict do nothing;
  return found;
end $$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_key_replaced', 'gehoord_old_key_is_due', 'gehoord_wraps_renew', 'gehoord_leaves_teams', 'gehoord_end_sessions', 'gehoord_reads_much')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_key_replaced(text, integer) to gehoord_visitor;
grant execute on function gehoord_leaves_teams(uuid, text[]), gehoord_end_sessions(uuid), gehoord_reads_much(text, timestamptz, date, integer) to gehoord_member;
