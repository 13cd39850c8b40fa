-- Cases: reports, their conversation, files on their way, and what was promised when.
--
-- Everything a person told is ciphertext here. What stands open is a closed list (security.md 2.1): a random id, the
-- organisation and team, state, outcome, assignee, due days, size class, urgent yes or no. No recipient of a case is
-- kept: who holds the identity derives it. A visitor's transaction has no right on any table of this file; it acts
-- through the functions at the end, which find a case only by what the code looks up.

create table cases (
  id uuid primary key,
  organisation text not null,
  team text not null,
  state text not null check (state in ('new', 'open', 'waiting', 'unread', 'asked-helped', 'closed', 'removed')),
  outcome text check (outcome in ('helped', 'not-known', 'referred', 'no-longer-wanted')),
  assignee uuid,
  -- By when somebody answers, and half of that: who is told when nobody read it.
  due_day date not null,
  half_day date not null check (half_day <= due_day),
  alert smallint not null default 0 check (alert between 0 and 2),
  urgent boolean not null,
  size_class smallint not null check (size_class between 0 and 3),
  opened_hour timestamptz not null check (extract(epoch from opened_hour)::bigint % 3600 = 0 and extract(microseconds from opened_hour) = 0),
  -- SHA-256 of what was posted, so that a repeat is known: the same gets the same receipt, another is refused.
  post_hash bytea check (octet_length(post_hash) = 32),
  check ((state = 'closed') = (outcome is not null)),
  check (state <> 'removed' or (assignee is null and post_hash is null)),
  unique (id, team),
  foreign key (team, organisation) references teams (id, organisation),
  foreign key (assignee, organisation) references members (id, organisation)
);
create index cases_in_order on cases (team, (not urgent), due_day, id);
create index cases_unread on cases (half_day) where state in ('new', 'unread');

-- What a code is worth, without the code. `lookup_hmac` is keyed with a pepper outside database and backups.
create table reporter_keys (
  case_id uuid not null references cases,
  epoch integer not null check (epoch >= 1),
  lookup_hmac bytea not null unique check (octet_length(lookup_hmac) = 32),
  recipient text not null check (recipient like 'age1pq1%' and length(recipient) <= 2100),
  sign_public bytea not null check (octet_length(sign_public) = 32),
  primary key (case_id, epoch)
);

create table case_wraps (
  case_id uuid not null references cases,
  chain text not null check (chain in ('shared', 'desk')),
  epoch integer not null check (epoch >= 1),
  holder_kind text not null check (holder_kind in ('team', 'reporter', 'member')),
  holder text not null,
  -- Epoch of the team key that opens it; only for teams.
  team_epoch integer check (team_epoch >= 1),
  wrapped bytea not null check (octet_length(wrapped) between 1 and 4000),
  primary key (case_id, chain, epoch, holder_kind, holder),
  check ((holder_kind = 'team') = (team_epoch is not null)),
  -- The code opens no note.
  check (chain = 'shared' or holder_kind <> 'reporter')
);

create table uploads (
  id uuid primary key,
  case_id uuid references cases,
  size integer not null check (size between 1 and 28065536),
  received integer not null default 0 check (received between 0 and size),
  opened_hour timestamptz not null
);
create index uploads_waiting on uploads (opened_hour) where case_id is null;
create index uploads_by_case on uploads (case_id) where case_id is not null;

create table upload_chunks (
  upload uuid not null references uploads on delete cascade,
  number smallint not null check (number >= 0),
  bytes bytea not null check (octet_length(bytes) between 1 and 262144),
  primary key (upload, number)
);
-- Ciphertext does not compress.
alter table upload_chunks alter column bytes set storage external;

create table pieces (
  case_id uuid not null references cases,
  id uuid not null unique,
  chain text not null check (chain in ('shared', 'desk')),
  kind text not null check (kind in ('label', 'report', 'contact', 'file', 'message', 'safety', 'helped', 'ending', 'answer', 'note')),
  sender text not null check (sender in ('reporter', 'server') or sender ~ '^member:[0-9a-f-]{36}$'),
  sequence integer not null check (sequence between 1 and 10000),
  sealed bytea not null check (octet_length(sealed) between 1 and 70000),
  key bytea not null check (octet_length(key) between 1 and 4000),
  hash bytea not null check (hash = sha256(sealed)),
  upload uuid unique references uploads,
  day date not null,
  primary key (case_id, chain, sequence),
  check ((kind = 'file') = (upload is not null)),
  check ((chain = 'desk') = (kind = 'note')),
  check ((kind in ('answer', 'note')) = (sender like 'member:%'))
);
alter table pieces alter column sealed set storage external;

-- Where somebody may be told "something is ready for you". Sealed to a key outside database and backups.
create table notices (
  case_id uuid primary key references cases,
  sealed bytea not null check (octet_length(sealed) between 1 and 4000),
  hours text not null check (hours in ('any', 'morning', 'afternoon', 'evening'))
);

-- Pieces only grow, one after another: a gap or a taken place is the same refusal, so that the sender fetches and seals again.
create function gehoord_pieces_grow() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'a piece never changes' using errcode = 'restrict_violation';
  end if;
  if new.sequence <> 1 + coalesce((select max(sequence) from pieces where case_id = new.case_id and chain = new.chain), 0) then
    raise exception 'this place in the chain is taken' using errcode = 'unique_violation', constraint = 'pieces_pkey';
  end if;
  return new;
end $$;
create trigger pieces_grow before insert or update on pieces for each row execute function gehoord_pieces_grow();

-- Nobody but the person says that the person was helped (product.md promise 7): the signed word must lie in the chain,
-- after the last answer that could have asked for it.
create function gehoord_helped_needs_a_yes() returns trigger language plpgsql as $$
begin
  if new.outcome = 'helped' and not exists (
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
create trigger helped_needs_a_yes before update on cases for each row execute function gehoord_helped_needs_a_yes();

-- Rights. A visitor has none on tables.
grant select, update, delete on cases, reporter_keys, case_wraps, pieces, uploads, upload_chunks, notices to gehoord_system;
grant select on cases, case_wraps, pieces, uploads, upload_chunks to gehoord_member;
grant select (case_id, epoch, sign_public, recipient) on reporter_keys to gehoord_member;
grant insert on pieces, case_wraps to gehoord_member;
grant update (state, outcome, assignee, due_day, half_day, alert) on cases to gehoord_member;

alter table cases enable row level security;
alter table reporter_keys enable row level security;
alter table case_wraps enable row level security;
alter table pieces enable row level security;
alter table uploads enable row level security;
alter table upload_chunks enable row level security;
alter table notices enable row level security;

create policy system_all on cases to gehoord_system using (true) with check (true);
create policy system_all on reporter_keys to gehoord_system using (true) with check (true);
create policy system_all on case_wraps to gehoord_system using (true) with check (true);
create policy system_all on pieces to gehoord_system using (true) with check (true);
create policy system_all on uploads to gehoord_system using (true) with check (true);
create policy system_all on upload_chunks to gehoord_system using (true) with check (true);
create policy system_all on notices to gehoord_system using (true) with check (true);

-- A member sees the cases of the own teams in the own organisation, and what hangs under them.
create policy own_team on cases for select to gehoord_member using (
  organisation = gehoord_organisation() and team in (select tm.team from team_members tm where tm.member::text = gehoord_member())
);
create policy own_team_moves on cases for update to gehoord_member using (
  state <> 'removed' and organisation = gehoord_organisation() and team in (select tm.team from team_members tm where tm.member::text = gehoord_member())
) with check (state <> 'removed' and organisation = gehoord_organisation() and outcome is distinct from 'helped');
create policy own_team on reporter_keys for select to gehoord_member using (exists (select from cases c where c.id = case_id));
create policy own_team on case_wraps for select to gehoord_member using (exists (select from cases c where c.id = case_id) and holder_kind <> 'reporter');
create policy own_team_adds on case_wraps for insert to gehoord_member with check (
  chain = 'desk' and holder_kind = 'team' and exists (select from cases c where c.id = case_id and c.team = holder and c.state <> 'removed')
);
create policy own_team on pieces for select to gehoord_member using (exists (select from cases c where c.id = case_id));
create policy own_team_adds on pieces for insert to gehoord_member with check (
  kind in ('answer', 'note') and sender = 'member:' || gehoord_member() and exists (select from cases c where c.id = case_id and c.state <> 'removed')
);
create policy own_team on uploads for select to gehoord_member using (case_id is not null and exists (select from cases c where c.id = case_id));
create policy own_team on upload_chunks for select to gehoord_member using (exists (select from uploads u where u.id = upload));

-- What a visitor can do. -------------------------------------------------------------------------------------------

-- Gives complete, free uploads to a case. False when one is not complete, not there, already given, or it gets too much.
create function gehoord_attach(wanted uuid, given uuid[]) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  attached integer;
begin
  if cardinality(given) = 0 then
    return true;
  end if;
  update public.uploads set case_id = wanted where id = any (given) and case_id is null and received = size;
  get diagnostics attached = row_count;
  return attached = cardinality(given);
end $$;

create function gehoord_size_class(wanted uuid) returns smallint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select (case when bytes > 10000000 then 3 when bytes > 1000000 then 2 when bytes > 100000 then 1 else 0 end)::smallint
  from (select coalesce((select sum(octet_length(sealed)) from public.pieces where case_id = wanted), 0)
             + coalesce((select sum(size) from public.uploads where case_id = wanted), 0) as bytes) as counted
$$;

create function gehoord_add_pieces(wanted uuid, given jsonb, today date) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into public.pieces (case_id, id, chain, kind, sender, sequence, sealed, key, hash, upload, day)
  select wanted, p.id, 'shared', p.kind, 'reporter', p.sequence, decode(p.sealed, 'base64'), decode(p.key, 'base64'), sha256(decode(p.sealed, 'base64')), p.upload, today
  from jsonb_to_recordset(given) as p (id uuid, kind text, sequence integer, sealed text, key text, upload uuid)
  order by p.sequence
$$;

-- A first report, whole or not at all. Answers: stored, same (a repeat), different, file-incomplete, files-too-many.
create function gehoord_receive(given jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid := (given ->> 'case')::uuid;
  hash bytea := decode(given ->> 'hash', 'base64');
  files uuid[] := array(select jsonb_array_elements_text(given -> 'uploads')::uuid);
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
  if not public.gehoord_attach(wanted, files) then
    return jsonb_build_object('done', 'file-incomplete');
  end if;
  if (select sum(size) from public.uploads where case_id = wanted) > (given ->> 'mostBytes')::bigint then
    return jsonb_build_object('done', 'files-too-many');
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

-- Whether exactly this was received before, and what was promised then: so that a repeat is answered also when intake closed since.
create function gehoord_received(wanted uuid, given bytea) returns table (team text, due_day date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.team, c.due_day from public.cases c where c.id = wanted and c.post_hash = given
$$;

-- The living case behind a code, nothing when there is none. `held`: keeps others off until the end of the transaction.
create function gehoord_case_of(lookup bytea, held boolean) returns table (
    id uuid, organisation text, team text, state text, outcome text, due_day date, half_day date, urgent boolean, epoch integer, sign_public bytea,
    wrapped bytea, opened boolean, notice boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if held then
    perform from public.cases c where c.id = (select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup) for update;
  end if;
  return query
    select c.id, c.organisation, c.team, c.state, c.outcome, c.due_day, c.half_day, c.urgent, k.epoch, k.sign_public, w.wrapped,
      exists (select from public.case_wraps d where d.case_id = c.id and d.chain = 'desk'),
      exists (select from public.notices n where n.case_id = c.id)
    from public.reporter_keys k
    join public.cases c on c.id = k.case_id and c.state <> 'removed'
    join public.case_wraps w on w.case_id = c.id and w.chain = 'shared' and w.epoch = k.epoch and w.holder_kind = 'reporter'
    where k.lookup_hmac = lookup
    order by k.epoch desc limit 1;
end $$;

create function gehoord_conversation(lookup bytea) returns table (id uuid, kind text, sender text, sequence integer, sealed bytea, key bytea, hash bytea, upload uuid, day date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.id, p.kind, p.sender, p.sequence, p.sealed, p.key, p.hash, p.upload, p.day
  from public.pieces p where p.chain = 'shared' and p.case_id = (select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup)
  order by p.sequence
$$;

-- What the person adds, whole or not at all, with where the case goes by it. Answers: stored, same, different, file-incomplete, files-too-many.
create function gehoord_write(lookup bytea, given jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid;
  files uuid[] := array(select jsonb_array_elements_text(given -> 'uploads')::uuid);
  present integer;
  equal integer;
begin
  select k.case_id into strict wanted from public.reporter_keys k where k.lookup_hmac = lookup;
  select count(*), count(*) filter (where p.sealed = decode(g.sealed, 'base64') and p.case_id = wanted) into present, equal
    from jsonb_to_recordset(given -> 'pieces') as g (id uuid, sealed text) join public.pieces p on p.id = g.id;
  if present > 0 then
    return case when equal = jsonb_array_length(given -> 'pieces') then 'same' else 'different' end;
  end if;
  if not public.gehoord_attach(wanted, files) then
    return 'file-incomplete';
  end if;
  if (select sum(size) from public.uploads where case_id = wanted) > (given ->> 'mostBytes')::bigint then
    return 'files-too-many';
  end if;
  perform public.gehoord_add_pieces(wanted, given -> 'pieces', (given ->> 'today')::date);
  update public.cases set state = given ->> 'state', outcome = given ->> 'outcome', urgent = (given ->> 'urgent')::boolean,
    due_day = (given ->> 'dueDay')::date, half_day = (given ->> 'halfDay')::date,
    alert = case when state in ('new', 'unread') then alert else 0 end, size_class = public.gehoord_size_class(wanted)
  where id = wanted;
  if given ->> 'state' = 'closed' then
    delete from public.notices where case_id = wanted;
  end if;
  return 'stored';
end $$;

create function gehoord_set_notice(lookup bytea, new_sealed bytea, new_hours text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid;
begin
  select k.case_id into strict wanted from public.reporter_keys k where k.lookup_hmac = lookup;
  delete from public.notices where case_id = wanted;
  if new_sealed is not null then
    insert into public.notices (case_id, sealed, hours) values (wanted, new_sealed, new_hours);
  end if;
end $$;

-- Everything of a case goes; a line without content stays, so that the id cannot be used again.
create function gehoord_remove_case(wanted uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.pieces where case_id = wanted;
  delete from public.uploads where case_id = wanted;
  delete from public.case_wraps where case_id = wanted;
  delete from public.reporter_keys where case_id = wanted;
  delete from public.notices where case_id = wanted;
  delete from public.audit_contents where record = wanted::text;
  update public.cases set state = 'removed', outcome = null, assignee = null, post_hash = null, urgent = false, size_class = 0, alert = 0 where id = wanted and state <> 'removed';
end $$;
create function gehoord_remove_by_code(lookup bytea) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid;
begin
  select k.case_id into strict wanted from public.reporter_keys k where k.lookup_hmac = lookup;
  perform public.gehoord_remove_case(wanted);
  return wanted;
end $$;

-- Uses a one-time number. False when it was used before.
create function gehoord_use_nonce(given bytea, until timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.used_nonces (nonce, expires) values (given, until) on conflict do nothing;
  return found;
end $$;

-- Files on their way. `most`: bytes of uploads that belong to nothing yet; beyond it no new one begins, so that text can still come in.
create function gehoord_upload_start(new_id uuid, new_size integer, hour timestamptz, most bigint) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if coalesce((select sum(size) from public.uploads where case_id is null), 0) + new_size > most then
    return false;
  end if;
  insert into public.uploads (id, size, opened_hour) values (new_id, new_size, hour);
  return true;
end $$;

-- Answers: ok, not-found, wrong-size, different. The same part again is ok.
create function gehoord_upload_part(wanted uuid, part integer, part_bytes integer, given bytea) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  known public.uploads%rowtype;
begin
  select * into known from public.uploads where id = wanted and case_id is null for update;
  if not found then
    return 'not-found';
  end if;
  if part::bigint * part_bytes >= known.size or octet_length(given) <> least(part_bytes, known.size - part * part_bytes) then
    return 'wrong-size';
  end if;
  insert into public.upload_chunks (upload, number, bytes) values (wanted, part, given) on conflict do nothing;
  if not found then
    return case when (select c.bytes = given from public.upload_chunks c where c.upload = wanted and c.number = part) then 'ok' else 'different' end;
  end if;
  update public.uploads set received = received + octet_length(given) where id = wanted;
  return 'ok';
end $$;

create function gehoord_upload_state(wanted uuid) returns table (size integer, complete boolean, numbers integer[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.size, u.received = u.size, array(select c.number::integer from public.upload_chunks c where c.upload = u.id order by c.number)
  from public.uploads u where u.id = wanted and u.case_id is null
$$;

-- A few parts of a file of the conversation behind a code, from `first` on; only after a worker opened the case.
create function gehoord_file_parts(lookup bytea, piece uuid, first integer, count integer) returns table (number smallint, bytes bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.number, c.bytes from public.reporter_keys k
  join public.pieces p on p.case_id = k.case_id and p.id = piece and p.chain = 'shared' and p.kind = 'file'
  join public.upload_chunks c on c.upload = p.upload and c.number >= first and c.number < first + count
  where k.lookup_hmac = lookup and exists (select from public.case_wraps d where d.case_id = k.case_id and d.chain = 'desk')
  order by c.number
$$;

-- How many cases per team nobody read in time: numbers, for the coordinator only.
create function gehoord_overdue() returns table (organisation text, team text, overdue integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.organisation, c.team, count(*)::integer from public.cases c
  where public.i_am('coordinator') and c.alert = 2 and c.state in ('new', 'unread') group by c.organisation, c.team order by c.organisation, c.team
$$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_attach', 'gehoord_size_class', 'gehoord_add_pieces', 'gehoord_receive', 'gehoord_received', 'gehoord_case_of', 'gehoord_conversation', 'gehoord_write',
    'gehoord_set_notice', 'gehoord_remove_case', 'gehoord_remove_by_code', 'gehoord_use_nonce', 'gehoord_upload_start', 'gehoord_upload_part',
    'gehoord_upload_state', 'gehoord_file_parts', 'gehoord_overdue')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_receive(jsonb), gehoord_received(uuid, bytea), gehoord_case_of(bytea, boolean), gehoord_conversation(bytea), gehoord_write(bytea, jsonb),
  gehoord_set_notice(bytea, bytea, text), gehoord_remove_by_code(bytea), gehoord_upload_start(uuid, integer, timestamptz, bigint),
  gehoord_upload_part(uuid, integer, integer, bytea), gehoord_upload_state(uuid), gehoord_file_parts(bytea, uuid, integer, integer) to gehoord_visitor;
grant execute on function gehoord_use_nonce(bytea, timestamptz) to gehoord_visitor, gehoord_member, gehoord_system;
grant execute on function gehoord_remove_case(uuid) to gehoord_system;
grant execute on function gehoord_overdue() to gehoord_member;
