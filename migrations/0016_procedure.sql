-- The complaint procedure of a committee. A procedure is a record of its own beside the case it grew from: its sealed pieces
-- hang under an identity that committee, complainant and board share, so that both sides read the same dossier. What the
-- complainant told before stays in the case; it comes in here only by the complainant's own hand.
--
-- Open: ids, state, whose turn, days, whether the advice binds, and of each obligation its day and who said it was done.
-- What was complained, defended, decided and advised is ciphertext.

insert into piece_kinds (kind, chain, by_reporter, by_member, with_file) values ('procedure', 'shared', false, true, false);

create table procedures (
  id uuid primary key,
  case_id uuid not null unique references cases,
  organisation text not null,
  team text not null,
  state text not null check (state in ('started', 'received', 'admissibility', 'forwarded', 'answered', 'handling', 'mediation', 'defence',
    'defended', 'hearing', 'decided', 'advised', 'reacted', 'following', 'ended', 'removed')),
  outcome text check (outcome in ('not-affiliated', 'inadmissible', 'solved-by-board', 'mediated', 'withdrawn', 'not-pursued', 'decided', 'not-adopted', 'followed', 'not-followed')),
  -- By when whoever's turn it is has acted; null once it ended.
  due_day date,
  forwarded_day date,
  paused_since date,
  advised_day date,
  -- Null until there is an advice; then fixed.
  binding boolean,
  alert smallint not null default 0 check (alert between 0 and 2),
  opened_hour timestamptz not null check (extract(epoch from opened_hour)::bigint % 3600 = 0 and extract(microseconds from opened_hour) = 0),
  summary text not null default 'none' check (summary in ('none', 'proposed', 'published')),
  summary_by uuid,
  check ((state = 'ended') = (outcome is not null)),
  check ((advised_day is null) = (binding is null)),
  check (summary = 'none' or state in ('ended', 'removed')),
  check (outcome <> 'not-adopted' or binding is false),
  unique (id, case_id),
  foreign key (team, organisation) references teams (id, organisation),
  foreign key (summary_by, organisation) references members (id, organisation)
);
create index procedures_by_day on procedures (team, due_day, id);

-- The board's own code, as a reporter's: worthless without it. A new invitation ends the one before it.
create table procedure_boards (
  procedure_id uuid not null references procedures,
  epoch integer not null check (epoch >= 1),
  lookup_hmac bytea not null unique check (octet_length(lookup_hmac) = 32),
  recipient text not null check (recipient like 'age1pq1%' and length(recipient) <= 2100),
  sign_public bytea not null check (octet_length(sign_public) = 32),
  wrapped bytea not null check (octet_length(wrapped) between 1 and 4000),
  ended boolean not null default false,
  primary key (procedure_id, epoch)
);
create unique index procedure_boards_living on procedure_boards (procedure_id) where not ended;

-- Kinds of pieces of a procedure: who writes each, and whether a file belongs to it.
create table procedure_kinds (
  kind text primary key check (kind ~ '^[a-z][a-z0-9-]{1,30}$'),
  by_complainant boolean not null,
  by_board boolean not null,
  by_member boolean not null,
  with_file boolean not null default false
);
insert into procedure_kinds (kind, by_complainant, by_board, by_member, with_file) values
  ('complaint', true, false, false, false),
  ('statement', true, true, true, false),
  ('file', true, true, false, true),
  ('step', false, false, true, false),
  ('defence', false, true, false, false),
  ('hearing', false, false, true, false),
  ('decision', false, false, true, false),
  ('advice', false, false, true, false),
  ('reaction', false, true, false, false),
  ('obligation', false, false, true, false),
  ('done-answer', true, true, true, false),
  ('summary', false, false, true, false);

create table procedure_pieces (
  procedure_id uuid not null references procedures,
  id uuid not null unique,
  kind text not null references procedure_kinds,
  sender text not null check (sender = 'reporter' or sender ~ '^board:[0-9]{1,4}$' or sender ~ '^member:[0-9a-f-]{36}$'),
  sequence integer not null check (sequence between 1 and 10000),
  sealed bytea not null check (octet_length(sealed) between 1 and 70000),
  key bytea not null check (octet_length(key) between 1 and 4000),
  hash bytea not null check (hash = sha256(sealed)),
  -- Goes with its upload, when everything of the case is taken away.
  upload uuid unique references uploads on delete cascade,
  day date not null,
  primary key (procedure_id, sequence)
);
alter table procedure_pieces alter column sealed set storage external;

create table procedure_obligations (
  -- The id of the piece that says what has to be done.
  id uuid primary key,
  procedure_id uuid not null references procedures,
  addressee text not null check (addressee in ('board', 'committee')),
  due_day date not null,
  board_says text check (board_says in ('yes', 'no')),
  complainant_says text check (complainant_says in ('yes', 'no')),
  settled text check (settled in ('followed', 'not-followed', 'not-known')),
  alert smallint not null default 0 check (alert between 0 and 2),
  -- "Was it done?" is asked to both sides: nobody writes "followed" for them.
  check (settled <> 'followed' or (board_says = 'yes' and complainant_says = 'yes'))
);
create index obligations_by_procedure on procedure_obligations (procedure_id);
create index obligations_due on procedure_obligations (due_day) where settled is null;

-- A summary without names that two members agreed on. Nothing here leads back to a procedure.
create table published_summaries (
  id uuid primary key,
  organisation text not null references organisations,
  week date not null check (extract(isodow from week) = 1),
  outcome text not null,
  text text not null check (length(text) between 1 and 6000)
);

-- Pieces only grow, one behind another, and fit their kind and writer.
create function gehoord_procedure_grows() returns trigger language plpgsql as $$
declare known procedure_kinds%rowtype;
begin
  if tg_op = 'UPDATE' then
    raise exception 'a piece never changes' using errcode = 'restrict_violation';
  end if;
  if new.sequence <> 1 + coalesce((select max(sequence) from procedure_pieces where procedure_id = new.procedure_id), 0) then
    raise exception 'this place in the chain is taken' using errcode = 'unique_violation', constraint = 'pieces_pkey';
  end if;
  select * into known from procedure_kinds where kind = new.kind;
  if not found or known.with_file <> (new.upload is not null)
    or not (case when new.sender = 'reporter' then known.by_complainant when new.sender like 'board:%' then known.by_board else known.by_member end) then
    raise exception 'this piece does not fit its kind' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger procedure_grows before insert or update on procedure_pieces for each row execute function gehoord_procedure_grows();

-- What stands, stands: an advice binds or not from its day on; nothing is "followed" while something is open; two pairs of eyes.
create function gehoord_procedure_keeps() returns trigger language plpgsql as $$
begin
  if old.state = 'removed' and new is distinct from old then
    raise exception 'what was removed stays removed' using errcode = 'restrict_violation';
  end if;
  if old.advised_day is not null and (new.advised_day, new.binding) is distinct from (old.advised_day, old.binding) and new.state <> 'removed' then
    raise exception 'an advice stands as it was given' using errcode = 'restrict_violation';
  end if;
  if new.summary = 'published' and old.summary <> 'published' and (old.summary <> 'proposed' or old.summary_by::text = gehoord_member()) then
    raise exception 'a summary needs a second pair of eyes' using errcode = 'restrict_violation';
  end if;
  if new.outcome = 'followed' and new.state = 'ended' and (
    not exists (select from procedure_obligations o where o.procedure_id = new.id)
    or exists (select from procedure_obligations o where o.procedure_id = new.id and o.settled is distinct from 'followed')) then
    raise exception 'followed needs the yes of both sides' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger procedure_keeps before update on procedures for each row execute function gehoord_procedure_keeps();

-- Everything of a procedure goes with the case it grew from.
create function gehoord_procedure_goes() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare wanted uuid;
begin
  select p.id into wanted from public.procedures p where p.case_id = new.id;
  if wanted is null then
    return new;
  end if;
  delete from public.procedure_pieces where procedure_id = wanted;
  delete from public.procedure_obligations where procedure_id = wanted;
  delete from public.procedure_boards where procedure_id = wanted;
  update public.procedures set state = 'removed', outcome = null, due_day = null, forwarded_day = null, paused_since = null, advised_day = null, binding = null,
    alert = 0, summary = 'none', summary_by = null where id = wanted;
  return new;
end $$;
create trigger procedure_goes after update of state on cases for each row when (new.state = 'removed' and old.state <> 'removed') execute function gehoord_procedure_goes();
revoke execute on function gehoord_procedure_goes() from public;

-- Rights. A visitor has none on tables.
grant select, update, delete on procedures, procedure_boards, procedure_pieces, procedure_obligations to gehoord_system;
grant select on procedure_kinds to gehoord_visitor, gehoord_member, gehoord_system;
grant select on procedures, procedure_pieces, procedure_obligations to gehoord_member;
grant select (procedure_id, epoch, sign_public, ended) on procedure_boards to gehoord_member;
grant insert on procedures, procedure_boards, procedure_pieces, procedure_obligations, published_summaries to gehoord_member;
grant update (state, outcome, due_day, forwarded_day, paused_since, advised_day, binding, alert, summary, summary_by) on procedures to gehoord_member;
grant update (ended) on procedure_boards to gehoord_member;
-- What a side says is written by that side only.
grant update (due_day, settled, alert) on procedure_obligations to gehoord_member;
grant select on published_summaries to gehoord_visitor, gehoord_member, gehoord_system;

alter table procedures enable row level security;
alter table procedure_boards enable row level security;
alter table procedure_kinds enable row level security;
alter table procedure_pieces enable row level security;
alter table procedure_obligations enable row level security;
alter table published_summaries enable row level security;
create policy system_all on procedures to gehoord_system using (true) with check (true);
create policy system_all on procedure_boards to gehoord_system using (true) with check (true);
create policy system_all on procedure_pieces to gehoord_system using (true) with check (true);
create policy system_all on procedure_obligations to gehoord_system using (true) with check (true);
create policy everybody on procedure_kinds for select to gehoord_visitor, gehoord_member, gehoord_system using (true);
create policy everybody on published_summaries for select to gehoord_visitor, gehoord_member, gehoord_system using (true);

-- A member sees the procedures of the cases that he sees, and what hangs under them.
create policy own_case on procedures for select to gehoord_member using (exists (select from cases c where c.id = case_id));
create policy own_case_begins on procedures for insert to gehoord_member with check (
  exists (select from cases c where c.id = case_id and c.state <> 'removed' and c.team = procedures.team and c.organisation = procedures.organisation)
);
create policy own_case_moves on procedures for update to gehoord_member using (state <> 'removed' and exists (select from cases c where c.id = case_id))
  with check (state <> 'removed');
create policy own_case on procedure_boards for select to gehoord_member using (exists (select from procedures p where p.id = procedure_id));
create policy own_case_invites on procedure_boards for insert to gehoord_member with check (exists (select from procedures p where p.id = procedure_id and p.state <> 'removed'));
create policy own_case_ends on procedure_boards for update to gehoord_member using (exists (select from procedures p where p.id = procedure_id)) with check (ended);
create policy own_case on procedure_pieces for select to gehoord_member using (exists (select from procedures p where p.id = procedure_id));
create policy own_case_adds on procedure_pieces for insert to gehoord_member with check (
  sender = 'member:' || gehoord_member() and exists (select from procedures p where p.id = procedure_id and p.state <> 'removed')
);
create policy own_case on procedure_obligations for select to gehoord_member using (exists (select from procedures p where p.id = procedure_id));
create policy own_case_sets on procedure_obligations for insert to gehoord_member with check (
  board_says is null and complainant_says is null and settled is null and exists (select from procedures p where p.id = procedure_id and p.state <> 'removed')
);
create policy own_case_settles on procedure_obligations for update to gehoord_member using (exists (select from procedures p where p.id = procedure_id));
create policy own_organisation on published_summaries for insert to gehoord_member with check (organisation = gehoord_organisation());

-- What the two sides can do. -----------------------------------------------------------------------------------------

-- The living procedure behind a code, with the side that the code speaks for. `held`: keeps others off until the end.
create function gehoord_procedure_of(lookup bytea, held boolean) returns table (
    id uuid, case_id uuid, organisation text, team text, side text, state text, outcome text, due_day date, forwarded_day date, paused_since date,
    advised_day date, binding boolean, sign_public bytea, wrapped bytea, reporters jsonb, board_epoch integer, boards jsonb, summary text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid;
  side text := 'board';
begin
  select b.procedure_id into wanted from public.procedure_boards b where b.lookup_hmac = lookup and not b.ended;
  if wanted is null then
    side := 'complainant';
    select p.id into wanted from public.reporter_keys k join public.procedures p on p.case_id = k.case_id where k.lookup_hmac = lookup;
  end if;
  if held then
    perform from public.procedures p where p.id = wanted for update;
  end if;
  return query
    select p.id, p.case_id, p.organisation, p.team, side, p.state, p.outcome, p.due_day, p.forwarded_day, p.paused_since, p.advised_day, p.binding,
      case when side = 'board' then b.sign_public else r.sign_public end, case when side = 'board' then b.wrapped end,
      (select coalesce(jsonb_agg(encode(k.sign_public, 'base64') order by k.holder), '[]') from public.reporter_keys k where k.case_id = p.case_id), b.epoch,
      (select coalesce(jsonb_agg(jsonb_build_object('epoch', k.epoch, 'signPublic', encode(k.sign_public, 'base64')) order by k.epoch), '[]') from public.procedure_boards k where k.procedure_id = p.id),
      p.summary
    from public.procedures p
    left join public.reporter_keys r on r.case_id = p.case_id and r.lookup_hmac = lookup
    left join public.procedure_boards b on b.procedure_id = p.id and not b.ended
    where p.id = wanted and p.state <> 'removed';
end $$;

create function gehoord_procedure_pieces(wanted uuid, lookup bytea) returns table (id uuid, kind text, sender text, sequence integer, sealed bytea, key bytea, hash bytea, upload uuid, day date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.id, p.kind, p.sender, p.sequence, p.sealed, p.key, p.hash, p.upload, p.day
  from public.procedure_pieces p where p.procedure_id = wanted and wanted = (select o.id from public.gehoord_procedure_of(lookup, false) o)
  order by p.sequence
$$;

create function gehoord_procedure_duties(wanted uuid, lookup bytea) returns table (id uuid, addressee text, due_day date, board_says text, complainant_says text, settled text, alert smallint)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select o.id, o.addressee, o.due_day, o.board_says, o.complainant_says, o.settled, o.alert
  from public.procedure_obligations o where o.procedure_id = wanted and wanted = (select f.id from public.gehoord_procedure_of(lookup, false) f)
  order by o.due_day, o.id
$$;

-- What a side adds, whole or not at all, with where the procedure goes by it. The side comes from the code, never from what was
-- sent. Answers: stored, same, different, file-incomplete, files-too-many.
create function gehoord_procedure_write(lookup bytea, given jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  found record;
  files uuid[] := array(select jsonb_array_elements_text(given -> 'uploads')::uuid);
  present integer;
  equal integer;
begin
  select * into strict found from public.gehoord_procedure_of(lookup, true);
  select count(*), count(*) filter (where p.sealed = decode(g.sealed, 'base64') and p.procedure_id = found.id) into present, equal
    from jsonb_to_recordset(given -> 'pieces') as g (id uuid, sealed text) join public.procedure_pieces p on p.id = g.id;
  if present > 0 then
    return case when equal = jsonb_array_length(given -> 'pieces') then 'same' else 'different' end;
  end if;
  if not public.gehoord_attach(found.case_id, files) then
    return 'file-incomplete';
  end if;
  -- Each side has room of its own: neither can fill the other's.
  if (select coalesce(sum(u.size), 0) from public.uploads u where u.id = any (files) or u.id in (
        select p.upload from public.procedure_pieces p where p.procedure_id = found.id and (p.sender like 'board:%') = (found.side = 'board'))) > (given ->> 'mostBytes')::bigint then
    return 'files-too-many';
  end if;
  insert into public.procedure_pieces (procedure_id, id, kind, sender, sequence, sealed, key, hash, upload, day)
  select found.id, p.id, p.kind, case found.side when 'board' then 'board:' || found.board_epoch else 'reporter' end, p.sequence, decode(p.sealed, 'base64'), decode(p.key, 'base64'),
    sha256(decode(p.sealed, 'base64')), p.upload, (given ->> 'today')::date
  from jsonb_to_recordset(given -> 'pieces') as p (id uuid, kind text, sequence integer, sealed text, key text, upload uuid)
  order by p.sequence;
  if given ? 'obligation' then
    update public.procedure_obligations set
      board_says = case found.side when 'board' then given ->> 'says' else board_says end,
      complainant_says = case found.side when 'complainant' then given ->> 'says' else complainant_says end
    where id = (given ->> 'obligation')::uuid and procedure_id = found.id;
    update public.procedure_obligations set settled = case when board_says = 'yes' and complainant_says = 'yes' then 'followed' end
    where id = (given ->> 'obligation')::uuid and procedure_id = found.id and settled is distinct from 'not-known' and settled is distinct from 'not-followed';
  end if;
  update public.procedures set state = given ->> 'state', outcome = given ->> 'outcome', due_day = (given ->> 'dueDay')::date,
    alert = case when state = given ->> 'state' then alert else 0 end
  where id = found.id;
  return 'stored';
end $$;

create function gehoord_procedure_parts(lookup bytea, piece uuid, first integer, count integer) returns table (number smallint, bytes bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.number, c.bytes from public.gehoord_procedure_of(lookup, false) o
  join public.procedure_pieces p on p.procedure_id = o.id and p.id = piece and p.kind = 'file'
  join public.upload_chunks c on c.upload = p.upload and c.number >= first and c.number < first + count
  order by c.number
$$;

-- How many obligations and steps per team are over their day by so much that the coordinator is told: numbers only.
create function gehoord_procedures_overdue() returns table (organisation text, team text, overdue integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.organisation, p.team, count(*)::integer from public.procedures p
  where public.i_am('coordinator') and (p.alert = 2 or exists (select from public.procedure_obligations o where o.procedure_id = p.id and o.alert = 2 and o.settled is null))
  group by p.organisation, p.team order by p.organisation, p.team
$$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_procedure_of', 'gehoord_procedure_pieces', 'gehoord_procedure_duties', 'gehoord_procedure_write', 'gehoord_procedure_parts', 'gehoord_procedures_overdue')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_procedure_of(bytea, boolean), gehoord_procedure_pieces(uuid, bytea), gehoord_procedure_duties(uuid, bytea),
  gehoord_procedure_write(bytea, jsonb), gehoord_procedure_parts(bytea, uuid, integer, integer) to gehoord_visitor;
grant execute on function gehoord_procedures_overdue() to gehoord_member;
