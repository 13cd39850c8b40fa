-- News that already waits to be handed out is not said a second time: under a stream of reports every one cost three
-- transactions more, to tell the same team the same thing.
--
-- The row that waits is held until this transaction ends, so that nobody is told before what he is told of can be read. What
-- waits for a minute counts no more: a stream without end must not hold back the first mail.
create function gehoord_emit_unless_waiting(new_id uuid, what text, about jsonb, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from public.outbox o
    where o.event = what and o.payload = about and o.attempts = 0 and o.leased_until is null
      and o.not_before <= at and o.not_before > at - interval '1 minute'
    limit 1 for share skip locked;
  if not found then
    insert into public.outbox (id, event, payload, not_before) values (new_id, what, about, at);
  end if;
end $$;

create index outbox_waiting on outbox (event, not_before) where attempts = 0;

revoke execute on function gehoord_emit_unless_waiting(uuid, text, jsonb, timestamptz) from public;
grant execute on function gehoord_emit_unless_waiting(uuid, text, jsonb, timestamptz) to gehoord_visitor, gehoord_member, gehoord_system;

-- Asked at every report, and each time planned anew, which took longer than the answer: what stands in a function of this
-- language is planned once a connection.
create or replace function gehoord_readers(wanted_team text, school text, board text) returns table (member uuid, recipient text, tied boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query select m.id, k.recipient, exists (
    select from public.member_ties t where t.member = m.id
      and ((school is null and board is null) or (t.kind = 'school' and t.code = school) or (t.kind = 'board' and t.code = board)))
  from public.team_members tm
  join public.members m on m.id = tm.member and m.status = 'active' and m.certified
  join public.member_keys k on k.member = m.id
  where tm.team = wanted_team and exists (
    select from public.team_key_wraps w where w.team = wanted_team and w.member = m.id and w.epoch = (select max(n.epoch) from public.team_keys n where n.team = wanted_team))
  order by m.id;
end $$;

create function gehoord_support_points() returns setof support_points
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query select s.* from public.support_points s order by s.team;
end $$;
revoke execute on function gehoord_support_points() from public;
grant execute on function gehoord_support_points() to gehoord_visitor, gehoord_member, gehoord_system;
