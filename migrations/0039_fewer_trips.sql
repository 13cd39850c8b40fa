-- A report went nine times to the database and back. The embedded engine answers one question at a time, so every trip of one
-- report held up all others.

-- One team's point with the days on which its organisation is closed: what is asked before every report.
create function gehoord_support_point(wanted text) returns table (
    team text, organisation text, service text, recipient text, epoch integer, intake_open boolean, answer_days smallint, working_keys integer, closings jsonb)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query select s.team, s.organisation, s.service, s.recipient, s.epoch, s.intake_open, s.answer_days, s.working_keys,
    coalesce((select jsonb_agg(jsonb_build_object('from', c.from_day, 'to', c.to_day) order by c.from_day) from public.calendar_closings c where c.organisation = s.organisation), '[]'::jsonb)
  from public.support_points s where s.team = wanted;
end $$;
revoke execute on function gehoord_support_point(text) from public;
grant execute on function gehoord_support_point(text) to gehoord_visitor, gehoord_member, gehoord_system;

-- A first report: as before, but nothing is asked about files where there are none.
create or replace function gehoord_receive(given jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid := (given ->> 'case')::uuid;
  hash bytea := decode(given ->> 'hash', 'base64');
  files uuid[] := '{}';
  known public.cases%rowtype;
begin
  insert into public.cases (id, organisation, team, state, due_day, half_day, urgent, size_class, opened_hour, post_hash)
  values (wanted, given ->> 'organisation', given ->> 'team', 'new', (given ->> 'dueDay')::date, (given ->> 'halfDay')::date,
    (given ->> 'urgent')::boolean, 0, (given ->> 'hour')::timestamptz, hash)
  on conflict (id) do nothing;
  if not found then
    select * into known from public.cases where id = wanted;
    return jsonb_build_object('done', case when known.post_hash = hash then 'same' else 'different' end, 'dueDay', known.due_day, 'team', known.team);
  end if;
  insert into public.reporter_keys (case_id, epoch, lookup_hmac, recipient, sign_public)
  values (wanted, 1, decode(given ->> 'lookup', 'base64'), given ->> 'recipient', decode(given ->> 'signKey', 'base64'));
  insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, team_epoch, wrapped)
  values (wanted, 'shared', 1, 'team', given ->> 'team', (given ->> 'epoch')::integer, decode(given ->> 'teamWrap', 'base64')),
         (wanted, 'shared', 1, 'reporter', 'reporter', null, decode(given ->> 'reporterWrap', 'base64'));
  if jsonb_array_length(given -> 'uploads') > 0 then
    files := array(select jsonb_array_elements_text(given -> 'uploads')::uuid);
    if not public.gehoord_attach(wanted, files) then
      return jsonb_build_object('done', 'file-incomplete');
    end if;
    if (select sum(size) from public.uploads where case_id = wanted) > (given ->> 'mostBytes')::bigint then
      return jsonb_build_object('done', 'files-too-many');
    end if;
  end if;
  perform public.gehoord_add_pieces(wanted, given -> 'pieces', (given ->> 'today')::date);
  if given ? 'notice' then
    insert into public.notices (case_id, sealed, hours) values (wanted, decode(given #>> '{notice,sealed}', 'base64'), given #>> '{notice,hours}');
  end if;
  if cardinality(files) > 0 then
    update public.cases set size_class = public.gehoord_size_class(wanted) where id = wanted;
  end if;
  return jsonb_build_object('done', 'stored', 'dueDay', given ->> 'dueDay', 'team', given ->> 'team');
end $$;

-- Who holds what came in, as before; who could hold it is only looked up where a school is named or somebody of the team has a tie.
create or replace function gehoord_hold_new(wanted uuid, school text, board text, for_team boolean, wraps jsonb) returns text
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
  if not named then
    if not exists (select from public.team_members tm join public.member_ties t on t.member = tm.member where tm.team = of_team) then
      return case when for_team then 'team' else 'wraps-missing' end;
    end if;
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

-- A first report with its term and its holders, whole or not at all. `held` says who holds it when it was stored now; where that is
-- "nobody-untied" or "wraps-missing" the one who asked rolls back. No term of it can run already: none is ended.
create function gehoord_receive_report(given jsonb, term jsonb, hold jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  answer jsonb := public.gehoord_receive(given);
begin
  if answer ->> 'done' <> 'stored' then
    return answer;
  end if;
  insert into public.terms (id, organisation, team, owner, kind, start_day, count, unit, on_closed_day, calendar, due_day)
  values ((term ->> 'id')::uuid, given ->> 'organisation', given ->> 'team', (given ->> 'case')::uuid, term ->> 'kind', (term ->> 'start')::date,
    (term ->> 'count')::integer, term ->> 'unit', term ->> 'onClosedDay', term ->> 'calendar', (term ->> 'dueDay')::date);
  return answer || jsonb_build_object('held', public.gehoord_hold_new((given ->> 'case')::uuid, hold ->> 'school', hold ->> 'board', (hold ->> 'forTeam')::boolean, hold -> 'wraps'));
end $$;
revoke execute on function gehoord_receive_report(jsonb, jsonb, jsonb) from public;
grant execute on function gehoord_receive_report(jsonb, jsonb, jsonb) to gehoord_visitor;

-- What guards every wrap and every piece, asked only where it can matter: a condition with a question in it is always asked whole.
create or replace function gehoord_epochs_follow() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.epoch > 1 then
    if new.epoch > 1 + coalesce((select max(w.epoch) from public.case_wraps w where w.case_id = new.case_id and w.chain = new.chain), 0) then
      raise exception 'this epoch does not follow' using errcode = 'unique_violation', constraint = 'pieces_epoch';
    end if;
  end if;
  return new;
end $$;
create or replace function gehoord_no_team_wrap() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.holder_kind = 'team' then
    if exists (select from public.cases c where c.id = new.case_id and c.by_member) then
      raise exception 'this case is held member by member' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create or replace function gehoord_out_holds_nothing() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.holder_kind = 'member' then
    if exists (select from public.case_exclusions e where e.case_id = new.case_id and e.member::text = new.holder) then
      raise exception 'this member is kept out' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create or replace function gehoord_old_key_is_due() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.holder_kind = 'team' then
    if new.team_epoch < (select max(k.epoch) from public.team_keys k where k.team = new.holder) then
      update public.cases set epoch_due = array_append(epoch_due, new.chain) where id = new.case_id and not new.chain = any (epoch_due);
    end if;
  end if;
  return null;
end $$;

-- Planned once a connection, and every piece decoded once.
create or replace function gehoord_add_pieces(wanted uuid, given jsonb, today date) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.pieces (case_id, id, chain, kind, sender, sequence, sealed, key, hash, upload, day, epoch)
  select wanted, p.id, 'shared', p.kind, 'reporter', p.sequence, d.sealed, decode(p.key, 'base64'), sha256(d.sealed), p.upload, today, coalesce(p.epoch, 1)
  from jsonb_to_recordset(given) as p (id uuid, kind text, sequence integer, sealed text, key text, upload uuid, epoch integer)
  cross join lateral (select decode(p.sealed, 'base64') as sealed offset 0) as d
  order by p.sequence;
end $$;
