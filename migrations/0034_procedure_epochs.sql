-- Epochs of a complaint procedure (security.md 1.8), as cases have: a new identity before the committee's next word when somebody
-- who could open the dossier no longer may. The identity reaches the complainant in the chain of the case, as the first one did, and
-- the board as a wrap to the key of its living invitation.

insert into procedure_kinds (kind, by_complainant, by_board, by_member) values ('epoch', false, false, true);
alter table procedures add column epoch integer not null default 1 check (epoch >= 1);
alter table procedures add column epoch_due boolean not null default false;
alter table procedure_pieces add column epoch integer not null default 1 check (epoch >= 1);

-- What a living invitation opens beside the first identity, which stands with the invitation itself.
create table procedure_board_wraps (
  procedure_id uuid not null,
  board integer not null,
  epoch integer not null check (epoch >= 2),
  wrapped bytea not null check (octet_length(wrapped) between 1 and 4000),
  primary key (procedure_id, board, epoch),
  foreign key (procedure_id, board) references procedure_boards (procedure_id, epoch) on delete cascade
);

-- Who must not read on: a member who left (a new key of the team), an invitation or a code that ended, a colleague who is kept out.
create function gehoord_procedure_is_due(wanted_case uuid, wanted_team text, wanted uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.procedures p set epoch_due = true
  where p.state <> 'removed' and not p.epoch_due and (p.case_id = wanted_case or p.team = wanted_team or p.id = wanted)
$$;
create function gehoord_procedure_due() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  case tg_table_name
    when 'team_keys' then perform public.gehoord_procedure_is_due(null, new.team, null);
    when 'procedure_boards' then
      perform public.gehoord_procedure_is_due(null, null, new.procedure_id);
      delete from public.procedure_board_wraps w where w.procedure_id = new.procedure_id and w.board = new.epoch;
    else perform public.gehoord_procedure_is_due(new.case_id, null, null);
  end case;
  return null;
end $$;
create trigger procedure_due after insert on team_keys for each row when (new.epoch > 1) execute function gehoord_procedure_due();
create trigger procedure_due after update of ended on procedure_boards for each row when (new.ended and not old.ended) execute function gehoord_procedure_due();
create trigger procedure_due after update of ended on reporter_keys for each row when (new.ended and not old.ended) execute function gehoord_procedure_due();
create trigger procedure_due after insert on case_exclusions for each row execute function gehoord_procedure_due();

-- As before, and in its epoch: the committee writes nothing under one that is over, and nobody else begins one.
create or replace function gehoord_procedure_grows() returns trigger language plpgsql as $$
declare
  known procedure_kinds%rowtype;
  now_epoch integer;
  due boolean;
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
  select p.epoch, p.epoch_due into now_epoch, due from procedures p where p.id = new.procedure_id;
  if new.kind = 'epoch' and new.epoch = now_epoch + 1 then
    update procedures set epoch = new.epoch, epoch_due = false where id = new.procedure_id;
  elsif new.kind = 'epoch' or new.epoch <> now_epoch or (due and new.sender like 'member:%') then
    raise exception 'this epoch is over' using errcode = 'unique_violation', constraint = 'pieces_epoch';
  end if;
  return new;
end $$;

-- The board is never shut out by a new epoch: what its living invitation opens is there when the epoch is.
create function gehoord_board_reads_on() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from public.procedure_boards b join public.procedures p on p.id = b.procedure_id where b.procedure_id = new.procedure_id and not b.ended and p.state <> 'removed'
      and not exists (select from public.procedure_board_wraps w where w.procedure_id = b.procedure_id and w.board = b.epoch and w.epoch = new.epoch)) then
    raise exception 'the board must be able to read on' using errcode = 'check_violation', constraint = 'board_reads_on';
  end if;
  return null;
end $$;
create constraint trigger board_reads_on after insert on procedure_pieces deferrable initially deferred for each row when (new.kind = 'epoch') execute function gehoord_board_reads_on();

grant select, update, delete on procedure_board_wraps to gehoord_system;
grant insert on procedure_board_wraps to gehoord_member;
grant select (recipient) on procedure_boards to gehoord_member;
grant update (epoch, epoch_due) on procedures to gehoord_member;
alter table procedure_board_wraps enable row level security;
create policy system_all on procedure_board_wraps to gehoord_system using (true) with check (true);
create policy own_case_wraps on procedure_board_wraps for insert to gehoord_member with check (
  exists (select from procedures p where p.id = procedure_id and p.state <> 'removed') and exists (select from procedure_boards b where b.procedure_id = procedure_board_wraps.procedure_id and b.epoch = board and not b.ended)
);

-- Pieces say their epoch; what a side adds goes under the one it names.
drop function gehoord_procedure_pieces(uuid, bytea);
create function gehoord_procedure_pieces(wanted uuid, lookup bytea) returns table (id uuid, kind text, sender text, sequence integer, sealed bytea, key bytea, hash bytea, upload uuid, day date, epoch integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.id, p.kind, p.sender, p.sequence, p.sealed, p.key, p.hash, p.upload, p.day, p.epoch
  from public.procedure_pieces p where p.procedure_id = wanted and wanted = (select o.id from public.gehoord_procedure_of(lookup, false) o)
  order by p.sequence
$$;
create function gehoord_procedure_board_wraps(lookup bytea) returns table (epoch integer, wrapped bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select w.epoch, w.wrapped from public.procedure_boards b join public.procedure_board_wraps w on w.procedure_id = b.procedure_id and w.board = b.epoch
  where b.lookup_hmac = lookup and not b.ended order by w.epoch
$$;

create or replace function gehoord_procedure_write(lookup bytea, given jsonb) returns text
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
  insert into public.procedure_pieces (procedure_id, id, kind, sender, sequence, sealed, key, hash, upload, day, epoch)
  select found.id, p.id, p.kind, case found.side when 'board' then 'board:' || found.board_epoch else 'reporter' end, p.sequence, decode(p.sealed, 'base64'), decode(p.key, 'base64'),
    sha256(decode(p.sealed, 'base64')), p.upload, (given ->> 'today')::date, coalesce(p.epoch, 1)
  from jsonb_to_recordset(given -> 'pieces') as p (id uuid, kind text, sequence integer, sealed text, key text, upload uuid, epoch integer)
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

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_procedure_is_due', 'gehoord_procedure_due', 'gehoord_board_reads_on', 'gehoord_procedure_pieces', 'gehoord_procedure_board_wraps')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_procedure_pieces(uuid, bytea), gehoord_procedure_board_wraps(bytea) to gehoord_visitor;
