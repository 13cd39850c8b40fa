-- Retention (security.md 2.7): from when a record's time is counted, what is due, taking it away whole, and the proof of it.
--
-- The day on which a case ended is noted by a job, never guessed from what was written last: it can only be later than the end, so
-- nothing goes before its time. Whoever reopens a case loses the day at once; the next end counts anew.

create table case_ends (
  case_id uuid primary key references cases on delete cascade,
  day date not null
);
create table member_ends (
  member uuid primary key references members on delete cascade,
  day date not null
);

-- What was destroyed: class, how many, of which oldest week. No id, no organisation, no day. Signed by the house over the state of
-- the audit chain, whose last line then says that it happened; the same transaction deletes and proves.
create table destructions (
  id uuid primary key,
  class text not null check (class ~ '^[a-z][a-z-]{1,30}$'),
  week date not null check (extract(isodow from week) = 1),
  count integer not null check (count > 0),
  oldest_week date check (extract(isodow from oldest_week) = 1),
  seq bigint not null check (seq > 0),
  signed text not null check (length(signed) <= 2000)
);
create index destructions_in_order on destructions (seq);
create trigger destructions_grow before update or delete on destructions for each row execute function gehoord_append_only();
create trigger destructions_stay before truncate on destructions for each statement execute function gehoord_append_only();

grant select on case_ends, member_ends to gehoord_system;
grant select, insert on destructions to gehoord_system;
grant select on destructions to gehoord_member;
alter table case_ends enable row level security;
alter table member_ends enable row level security;
alter table destructions enable row level security;
create policy system_reads on case_ends for select to gehoord_system using (true);
create policy system_reads on member_ends for select to gehoord_system using (true);
create policy system_all on destructions to gehoord_system using (true) with check (true);
create policy network on destructions for select to gehoord_member using (i_am('coordinator'));

create function gehoord_end_is_over() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.case_ends where case_id = new.id;
  return null;
end $$;
create trigger end_is_over after update of state on cases for each row
  when (old.state = 'closed' and new.state <> 'closed') execute function gehoord_end_is_over();

-- Ends that nobody noted yet. Answers how many.
create function gehoord_note_case_ends(today date) returns integer
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with noted as (
    insert into public.case_ends (case_id, day)
    select c.id, today from public.cases c where c.state in ('closed', 'removed') and not exists (select from public.case_ends e where e.case_id = c.id)
    on conflict do nothing returning 1)
  select count(*)::integer from noted
$$;
create function gehoord_note_member_ends(today date) returns integer
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with noted as (
    insert into public.member_ends (member, day)
    select m.id, today from public.members m where m.status = 'ended' and not exists (select from public.member_ends e where e.member = m.id)
    on conflict do nothing returning 1)
  select count(*)::integer from noted
$$;

-- Something still has to happen about this case, although it is closed: then it stays, however long ago that was.
create function gehoord_is_held(wanted uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.terms t where t.owner = wanted and t.state = 'running')
    or exists (select from public.procedures p where p.case_id = wanted and p.state not in ('ended', 'removed'))
    or exists (select from public.procedures p join public.procedure_obligations o on o.procedure_id = p.id where p.case_id = wanted and o.settled is null)
    or exists (select from public.referrals r where wanted in (r.from_case, r.to_case) and r.state = 'offered')
    or exists (select from public.escalations e where wanted in (e.case_id, e.to_case) and e.state not in ('settled', 'withdrawn'))
    or exists (select from public.access_requests a where a.case_id = wanted and a.state = 'asked')
    or exists (select from public.check_ins i where i.case_id = wanted and i.state in ('planned', 'asked'))
    or exists (select from public.claims k where k.case_id = wanted and k.state = 'waiting')
$$;

-- One conversation is one thing, over however many organisations: it goes whole or stays. `before`: per class the last day of the end
-- on which it is due. A conversation with a procedure, or one that lay at the ministry, keeps that class's time.
create function gehoord_due_conversations(before jsonb, only_root uuid) returns table (root uuid, class text, ended date, cases uuid[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive trees (root, id) as (
    select c.id, c.id from public.cases c
    where c.state in ('closed', 'removed') and (only_root is null or c.id = only_root)
      and not exists (select from public.case_links l where l.to_case = c.id)
    union all
    select t.root, l.to_case from trees t join public.case_links l on l.from_case = t.id
  ), known as (
    select t.root, c.id, c.state, e.day,
      case when exists (select from public.procedures p where p.case_id = c.id and p.state <> 'removed') then 'procedure'
        when exists (select from public.escalations x where x.to_case = c.id) then 'escalation' else 'case' end as class
    from trees t join public.cases c on c.id = t.id left join public.case_ends e on e.case_id = c.id
  ), whole as (
    select k.root,
      case when bool_or(k.class = 'procedure') then 'procedure' when bool_or(k.class = 'escalation') then 'escalation' else 'case' end as class,
      max(k.day) as ended, array_agg(k.id order by k.id) as cases
    from known k where k.state <> 'removed' group by k.root having bool_and(k.state = 'closed') and count(k.day) = count(*)
  )
  select w.root, w.class, w.ended, w.cases from whole w
  where w.ended <= (before ->> w.class)::date and not exists (select from unnest(w.cases) as one (id) where public.gehoord_is_held(one.id))
  order by w.ended, w.root
$$;

-- Takes a conversation away when it is still due now that nobody else can write in it. Answers its cases; nothing when it is not due.
create function gehoord_destroy_conversation(before jsonb, wanted uuid) returns table (class text, ended date, cases uuid[])
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  due record;
begin
  select d.* into due from public.gehoord_due_conversations(before, wanted) d;
  if not found then
    return;
  end if;
  perform from public.cases c where c.id = any (due.cases) order by c.id for update;
  select d.* into due from public.gehoord_due_conversations(before, wanted) d;
  if not found then
    return;
  end if;
  perform public.gehoord_remove_case(one.id) from unnest(due.cases) as one (id);
  return query select due.class, due.ended, due.cases;
end $$;

-- The empty lines of conversations that were removed altogether: kept for a while so that an id cannot be used again.
create function gehoord_due_lines(before date) returns table (root uuid, ended date, cases uuid[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive trees (root, id) as (
    select c.id, c.id from public.cases c where c.state = 'removed' and not exists (select from public.case_links l where l.to_case = c.id)
    union all
    select t.root, l.to_case from trees t join public.case_links l on l.from_case = t.id
  )
  select t.root, max(e.day), array_agg(c.id order by c.id)
  from trees t join public.cases c on c.id = t.id left join public.case_ends e on e.case_id = c.id
  group by t.root having bool_and(c.state = 'removed') and count(e.day) = count(*) and max(e.day) <= before
  order by 2, 1
$$;
-- False: something still hangs on one of them, and they stay.
create function gehoord_destroy_lines(wanted uuid[]) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from public.cases c where c.id = any (wanted) and c.state <> 'removed') then
    return false;
  end if;
  delete from public.referrals where to_case = any (wanted) or from_case = any (wanted);
  delete from public.escalations where case_id = any (wanted) or to_case = any (wanted);
  delete from public.case_links where to_case = any (wanted) or from_case = any (wanted);
  delete from public.procedures where case_id = any (wanted);
  delete from public.cases where id = any (wanted);
  return found;
exception when foreign_key_violation then
  return false;
end $$;

-- Contents of the audit chain about nothing that lives. Older: by the day's published head, so that no content is read for it.
create function gehoord_aged_audit(before date) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.seq from public.audit_contents a
  where a.seq <= coalesce((select max(h.seq) from public.audit_heads h where h.day <= before), 0)
    and not exists (select from public.cases c where c.id::text = a.record and c.state <> 'removed')
$$;

-- What is left of somebody who left: a number that signed, and the public half of his keys, which the key log keeps for ever.
create function gehoord_forget_member(wanted uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.members set name = 'ended-' || id, shown_name = '-' where id = wanted and status = 'ended' and shown_name <> '-';
  if not found then
    return false;
  end if;
  delete from public.credentials where member = wanted;
  delete from public.passkeys where member = wanted;
  delete from public.sessions where member = wanted;
  delete from public.identities where member = wanted;
  delete from public.member_ties where member = wanted;
  delete from public.saved_filters where member = wanted;
  delete from public.absences where member = wanted;
  delete from public.duties where member = wanted;
  delete from public.team_key_wraps where member = wanted;
  delete from public.organisation_root_wraps where member = wanted;
  delete from public.reading_alerts where member = wanted;
  update public.member_keys set wrapped = ''::bytea where member = wanted;
  return true;
end $$;
create function gehoord_due_members(before date) returns table (member uuid, ended date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select e.member, e.day from public.member_ends e join public.members m on m.id = e.member
  where m.status = 'ended' and m.shown_name <> '-' and e.day <= before order by e.day, e.member
$$;

-- For who holds the code: from when the time of the whole conversation counts, and by which class. Nothing while something is open.
create function gehoord_kept(lookup bytea) returns table (class text, ended date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive up (id) as (
    select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup
    union all
    select l.from_case from up u join public.case_links l on l.to_case = u.id
  )
  select d.class, d.ended from up u
  cross join lateral public.gehoord_due_conversations('{"case": "9999-12-31", "escalation": "9999-12-31", "procedure": "9999-12-31"}', u.id) d
  where not exists (select from public.case_links l where l.to_case = u.id)
$$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_end_is_over', 'gehoord_note_case_ends', 'gehoord_note_member_ends', 'gehoord_is_held', 'gehoord_due_conversations', 'gehoord_destroy_conversation',
    'gehoord_due_lines', 'gehoord_destroy_lines', 'gehoord_aged_audit', 'gehoord_forget_member', 'gehoord_due_members', 'gehoord_kept')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_note_case_ends(date), gehoord_note_member_ends(date), gehoord_due_conversations(jsonb, uuid), gehoord_destroy_conversation(jsonb, uuid),
  gehoord_due_lines(date), gehoord_destroy_lines(uuid[]), gehoord_aged_audit(date), gehoord_forget_member(uuid), gehoord_due_members(date) to gehoord_system;
grant execute on function gehoord_kept(bytea) to gehoord_visitor;
