-- Epochs of cases (security.md 1.8): a case's identity never changes; a new one begins before the next write when somebody who
-- could open the case no longer may. The first piece under it says so, signed, so that nobody can slip in an identity.

alter table pieces add column epoch integer not null default 1 check (epoch >= 1);
-- Chains whose next write needs a new epoch first. Tells no reason.
alter table cases add column epoch_due text[] not null default '{}' check (epoch_due <@ array['shared', 'desk']);
grant update (epoch_due) on cases to gehoord_member;

insert into piece_kinds (kind, chain, by_reporter, by_member, with_file) values
  ('epoch', 'shared', true, true, false),
  ('desk-epoch', 'desk', false, true, false);

-- A person may hold more than one code (a second card), and a code may be replaced. `epoch`: the case's epoch from which this
-- code is given wraps. `holder`: the name of its wraps. An ended code finds nothing; its public key stays, because what it signed
-- stays.
alter table reporter_keys add column holder text not null default 'reporter' check (holder ~ '^reporter(-[0-9]{1,3})?$');
alter table reporter_keys add column ended boolean not null default false;
alter table reporter_keys drop constraint reporter_keys_pkey;
alter table reporter_keys add primary key (case_id, holder);
alter table reporter_keys alter column lookup_hmac drop not null;
alter table reporter_keys add constraint ended_codes_find_nothing check (ended = (lookup_hmac is null));
grant select (holder, ended) on reporter_keys to gehoord_member;

-- A member sees the team's wraps and his own; who else holds one by himself is nobody's business.
drop policy own_team on case_wraps;
create policy own_team on case_wraps for select to gehoord_member using (
  (holder_kind = 'team' or (holder_kind = 'member' and holder = gehoord_member())) and exists (select from cases c where c.id = case_id)
);
drop policy own_team_adds on case_wraps;
create policy own_team_adds on case_wraps for insert to gehoord_member with check (
  (holder_kind <> 'team' or exists (select from cases c where c.id = case_id and c.team = holder))
  and exists (select from cases c where c.id = case_id and c.state <> 'removed')
);

-- Epochs follow each other without a gap, and nobody wraps what came before to somebody by the way of a new epoch.
create function gehoord_epochs_follow() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.epoch > 1 + coalesce((select max(w.epoch) from public.case_wraps w where w.case_id = new.case_id and w.chain = new.chain), 0) then
    raise exception 'this epoch does not follow' using errcode = 'unique_violation', constraint = 'pieces_epoch';
  end if;
  return new;
end $$;
create trigger epochs_follow before insert on case_wraps for each row execute function gehoord_epochs_follow();

-- Pieces only grow, one after another, under the newest epoch, whose first piece says that it began.
create or replace function gehoord_pieces_grow() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'a piece never changes' using errcode = 'restrict_violation';
  end if;
  if new.sequence <> 1 + coalesce((select max(p.sequence) from public.pieces p where p.case_id = new.case_id and p.chain = new.chain), 0) then
    raise exception 'this place in the chain is taken' using errcode = 'unique_violation', constraint = 'pieces_pkey';
  end if;
  if new.epoch <> coalesce((select max(w.epoch) from public.case_wraps w where w.case_id = new.case_id and w.chain = new.chain), 1)
    or exists (select from public.cases c where c.id = new.case_id and new.chain = any (c.epoch_due))
    or (new.epoch > 1 and new.kind not in ('epoch', 'desk-epoch')
      and not exists (select from public.pieces p where p.case_id = new.case_id and p.chain = new.chain and p.epoch = new.epoch)) then
    raise exception 'this epoch is over' using errcode = 'unique_violation', constraint = 'pieces_epoch';
  end if;
  return new;
end $$;

-- To whom a new epoch of a case is wrapped: the team's current key, and every code that counts (shared chain only).
create function gehoord_epoch_holders(wanted uuid, wanted_chain text) returns table (kind text, holder text, recipient text, team_epoch integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select 'team', k.team, k.recipient, k.epoch from public.cases c
    join lateral (select * from public.team_keys t where t.team = c.team order by t.epoch desc limit 1) k on true
    where c.id = wanted
  union all
  select 'reporter', r.holder, r.recipient, null from public.reporter_keys r where r.case_id = wanted and not r.ended and wanted_chain = 'shared'
$$;

-- A person begins an epoch of the shared chain: wraps and the piece that says so, in one transaction.
create function gehoord_begin_epoch(lookup bytea, given jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid;
begin
  select k.case_id into strict wanted from public.reporter_keys k where k.lookup_hmac = lookup;
  if (given ->> 'epoch')::integer <> 1 + (select max(w.epoch) from public.case_wraps w where w.case_id = wanted and w.chain = 'shared') then
    raise exception 'this epoch does not follow' using errcode = 'unique_violation', constraint = 'pieces_epoch';
  end if;
  insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, team_epoch, wrapped)
    select wanted, 'shared', (given ->> 'epoch')::integer, w.kind, w.holder, w."teamEpoch", decode(w.wrapped, 'base64')
    from jsonb_to_recordset(given -> 'wraps') as w (kind text, holder text, "teamEpoch" integer, wrapped text);
  update public.cases set epoch_due = array_remove(epoch_due, 'shared') where id = wanted;
  perform public.gehoord_add_pieces(wanted, given -> 'pieces', (given ->> 'today')::date);
end $$;

create or replace function gehoord_add_pieces(wanted uuid, given jsonb, today date) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into public.pieces (case_id, id, chain, kind, sender, sequence, sealed, key, hash, upload, day, epoch)
  select wanted, p.id, 'shared', p.kind, 'reporter', p.sequence, decode(p.sealed, 'base64'), decode(p.key, 'base64'), sha256(decode(p.sealed, 'base64')), p.upload, today, coalesce(p.epoch, 1)
  from jsonb_to_recordset(given) as p (id uuid, kind text, sequence integer, sealed text, key text, upload uuid, epoch integer)
  order by p.sequence
$$;

-- `wrapped`: of the newest epoch that this code has. `due`: a new epoch must begin first.
drop function gehoord_case_of(bytea, boolean);
create function gehoord_case_of(lookup bytea, held boolean) returns table (
    id uuid, organisation text, team text, state text, outcome text, due_day date, half_day date, urgent boolean, epoch integer, sign_public bytea,
    wrapped bytea, opened boolean, notice boolean, due boolean, holder text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if held then
    perform from public.cases c where c.id = (select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup) for update;
  end if;
  return query
    select c.id, c.organisation, c.team, c.state, c.outcome, c.due_day, c.half_day, c.urgent, w.epoch, k.sign_public, w.wrapped,
      exists (select from public.case_wraps d where d.case_id = c.id and d.chain = 'desk'),
      exists (select from public.notices n where n.case_id = c.id),
      'shared' = any (c.epoch_due), k.holder
    from public.reporter_keys k
    join public.cases c on c.id = k.case_id and c.state <> 'removed'
    join lateral (
      select v.epoch, v.wrapped from public.case_wraps v
      where v.case_id = c.id and v.chain = 'shared' and v.holder_kind = 'reporter' and v.holder = k.holder order by v.epoch desc limit 1
    ) w on true
    where k.lookup_hmac = lookup;
end $$;

-- Everything a code may open its case with, oldest first; and the public keys that sign as the person.
create function gehoord_code_wraps(lookup bytea) returns table (epoch integer, wrapped bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select w.epoch, w.wrapped from public.reporter_keys k
  join public.case_wraps w on w.case_id = k.case_id and w.chain = 'shared' and w.holder_kind = 'reporter' and w.holder = k.holder
  where k.lookup_hmac = lookup order by w.epoch
$$;
create function gehoord_code_signers(lookup bytea) returns table (sign_public bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select o.sign_public from public.reporter_keys k join public.reporter_keys o on o.case_id = k.case_id
  where k.lookup_hmac = lookup order by o.epoch, o.holder
$$;

drop function gehoord_conversation(bytea);
create function gehoord_conversation(lookup bytea) returns table (id uuid, kind text, sender text, sequence integer, sealed bytea, key bytea, hash bytea, upload uuid, day date, epoch integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.id, p.kind, p.sender, p.sequence, p.sealed, p.key, p.hash, p.upload, p.day, p.epoch
  from public.pieces p where p.chain = 'shared' and p.case_id = (select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup)
  order by p.sequence
$$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_epoch_holders', 'gehoord_begin_epoch', 'gehoord_case_of', 'gehoord_code_wraps', 'gehoord_code_signers', 'gehoord_conversation', 'gehoord_epochs_follow', 'gehoord_pieces_grow')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_begin_epoch(bytea, jsonb), gehoord_case_of(bytea, boolean), gehoord_code_wraps(bytea), gehoord_code_signers(bytea), gehoord_conversation(bytea) to gehoord_visitor;
grant execute on function gehoord_epoch_holders(uuid, text) to gehoord_visitor, gehoord_member;
