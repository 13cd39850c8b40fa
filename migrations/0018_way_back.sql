-- The way back (security.md 1.10): second cards, new codes, and claims by an invented name and a secret sentence.

insert into piece_kinds (kind, chain, by_reporter, by_member, with_file) values
  -- Salt and hash of the secret sentence, and whether a recovered code may read back: only who opens the case can compare.
  ('way-back', 'shared', true, false, false);

-- `own`: of the person. `trusted`: a second card of the same strength. `helper`: reads and writes, decides nothing.
alter table reporter_keys add column card text not null default 'own' check (card in ('own', 'trusted', 'helper'));

-- HMAC of what the invented name gives, together with the team: found only by who knows both. Not unique: two people may
-- invent the same name, and nobody may learn that.
create table ways_back (
  case_id uuid primary key references cases,
  name_hmac bytea not null check (octet_length(name_hmac) = 32),
  claims smallint not null default 0 check (claims between 0 and 3)
);
create index ways_back_by_name on ways_back (name_hmac);

-- One row for every try, also for a name that nobody has (`case_id` empty): the same work, the same answer.
create table claims (
  id uuid primary key,
  case_id uuid references cases,
  -- Sentence and new public keys, sealed to the team.
  sealed bytea not null check (octet_length(sealed) between 1 and 8000),
  lookup_hmac bytea not null check (octet_length(lookup_hmac) = 32),
  recipient text not null check (recipient like 'age1pq1%' and length(recipient) <= 2100),
  sign_public bytea not null check (octet_length(sign_public) = 32),
  day date not null,
  -- The first day on which a worker's browser may compare.
  due_day date not null check (due_day >= day + 7),
  state text not null default 'waiting' check (state in ('waiting', 'stopped', 'refused', 'accepted')),
  -- The person was told by the neutral notice, where one was wanted.
  told boolean not null default false
);
create index claims_by_case on claims (case_id) where case_id is not null;
create index claims_of_nobody on claims (day) where case_id is null;

-- A claim goes forward once, and what was claimed never changes: nobody hastens or redirects it, staff neither.
create function gehoord_claim_stays() returns trigger language plpgsql as $$
begin
  if (new.id, new.case_id, new.sealed, new.lookup_hmac, new.recipient, new.sign_public, new.day, new.due_day)
    is distinct from (old.id, old.case_id, old.sealed, old.lookup_hmac, old.recipient, old.sign_public, old.day, old.due_day)
    or (old.state <> 'waiting' and new.state <> old.state) then
    raise exception 'a claim stays what it was' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger claim_stays before update on claims for each row execute function gehoord_claim_stays();

-- Three claims ever: the count never goes back.
create function gehoord_claims_count_up() returns trigger language plpgsql as $$
begin
  if new.claims < old.claims then
    raise exception 'claims are counted for ever' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger claims_count_up before update on ways_back for each row execute function gehoord_claims_count_up();

create function gehoord_way_back_goes() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.claims where case_id = new.id;
  delete from public.ways_back where case_id = new.id;
  return null;
end $$;
create trigger way_back_goes after update on cases for each row when (new.state = 'removed') execute function gehoord_way_back_goes();

grant select, insert, update, delete on ways_back, claims to gehoord_system;
grant select (id, case_id, day, due_day, state) on claims to gehoord_member;
grant select (card) on reporter_keys to gehoord_member;
alter table ways_back enable row level security;
alter table claims enable row level security;
create policy system_all on ways_back to gehoord_system using (true) with check (true);
create policy system_all on claims to gehoord_system using (true) with check (true);
create policy own_team on claims for select to gehoord_member using (exists (select from cases c where c.id = case_id));

create function gehoord_card_of(lookup bytea) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.card from public.reporter_keys k where k.lookup_hmac = lookup
$$;

-- The codes that count, and the claims there were, for whoever holds one of the codes. `next`: the name of a next holder.
create function gehoord_cards(lookup bytea) returns jsonb
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_build_object(
    'card', k.card,
    'cards', (select jsonb_agg(jsonb_build_object('holder', o.holder, 'card', o.card, 'mine', o.holder = k.holder, 'signKey', translate(encode(o.sign_public, 'base64'), '+/=' || chr(10), '-_')) order by o.epoch, o.holder)
      from public.reporter_keys o where o.case_id = k.case_id and not o.ended),
    'next', 'reporter-' || (1 + (select count(*) from public.reporter_keys o where o.case_id = k.case_id)),
    'wayBack', exists (select from public.ways_back w where w.case_id = k.case_id),
    'claims', coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'day', c.day, 'dueDay', c.due_day, 'state', c.state) order by c.day, c.id) from public.claims c where c.case_id = k.case_id), '[]'))
  from public.reporter_keys k where k.lookup_hmac = lookup
$$;

-- Ends a code, adds one, or both at once: a new code in place of an old one. The epoch that shuts the ended one out is begun in
-- the same transaction. Answers false when this may not be: a helper, the last code of the person, one that is not there.
create function gehoord_change_cards(lookup bytea, given jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  own public.reporter_keys%rowtype;
  ending public.reporter_keys%rowtype;
begin
  select * into strict own from public.reporter_keys k where k.lookup_hmac = lookup;
  if own.card = 'helper' then
    return false;
  end if;
  if given ? 'end' then
    select * into ending from public.reporter_keys k where k.case_id = own.case_id and k.holder = given ->> 'end' and not k.ended;
    if not found or (ending.holder = own.holder and not given ? 'add') then
      return false;
    end if;
    update public.reporter_keys set ended = true, lookup_hmac = null where case_id = own.case_id and holder = ending.holder;
    delete from public.case_wraps where case_id = own.case_id and holder_kind = 'reporter' and holder = ending.holder;
  end if;
  if given ? 'add' then
    if (select count(*) from public.reporter_keys k where k.case_id = own.case_id and not k.ended) >= 5 then
      return false;
    end if;
    insert into public.reporter_keys (case_id, epoch, holder, lookup_hmac, recipient, sign_public, card, hides_looks)
    values (own.case_id, (given ->> 'epoch')::integer, given #>> '{add,holder}', decode(given #>> '{add,lookup}', 'base64'), given #>> '{add,recipient}',
      decode(given #>> '{add,signKey}', 'base64'), coalesce(ending.card, given #>> '{add,card}'), coalesce(ending.hides_looks, given #>> '{add,card}' = 'helper'));
    insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, team_epoch, wrapped)
      select own.case_id, 'shared', w.epoch, 'reporter', given #>> '{add,holder}', null, decode(w.wrapped, 'base64')
      from jsonb_to_recordset(given #> '{add,back}') as w (epoch integer, wrapped text)
      where w.epoch < (given ->> 'epoch')::integer;
  end if;
  return true;
end $$;

create function gehoord_set_way_back(lookup bytea, name bytea) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into public.ways_back (case_id, name_hmac) select k.case_id, name from public.reporter_keys k where k.lookup_hmac = lookup
  on conflict (case_id) do update set name_hmac = excluded.name_hmac
$$;

-- Somebody says the name. One row for each case that has it and was not claimed three times; else one of nobody.
create function gehoord_claim(name bytea, given jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  with found as (
    update public.ways_back w set claims = w.claims + 1
    where w.name_hmac = name and w.claims < 3 and exists (select from public.cases c where c.id = w.case_id and c.state <> 'removed')
    returning w.case_id
  ), wanted as (
    select case_id from found union all select null where not exists (select from found)
  )
  insert into public.claims (id, case_id, sealed, lookup_hmac, recipient, sign_public, day, due_day)
  select gen_random_uuid(), wanted.case_id, decode(given ->> 'sealed', 'base64'), decode(given ->> 'lookup', 'base64'), given ->> 'recipient',
    decode(given ->> 'signKey', 'base64'), (given ->> 'day')::date, (given ->> 'dueDay')::date
  from wanted;
end $$;

create function gehoord_stop_claim(lookup bytea, wanted uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.claims c set state = 'stopped'
  where c.id = wanted and c.state = 'waiting' and c.case_id = (select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup);
  return found;
end $$;

create function gehoord_is_of_my_team(wanted uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.cases c join public.team_members t on t.team = c.team and t.member::text = public.gehoord_member()
    where c.id = wanted and c.state <> 'removed' and c.organisation = public.gehoord_organisation())
$$;

-- What a worker's browser compares: nothing before its day.
create function gehoord_due_claim(wanted uuid, today date) returns table (id uuid, case_id uuid, sealed bytea, recipient text, sign_public bytea, next text, stays jsonb)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.id, c.case_id, c.sealed, c.recipient, c.sign_public, 'reporter-' || (1 + (select count(*) from public.reporter_keys o where o.case_id = c.case_id)),
    -- Codes that were given to others, and stay.
    coalesce((select jsonb_agg(jsonb_build_object('holder', k.holder, 'signKey', translate(encode(k.sign_public, 'base64'), '+/=' || chr(10), '-_')))
      from public.reporter_keys k where k.case_id = c.case_id and not k.ended and k.card <> 'own'), '[]')
  from public.claims c
  where c.id = wanted and c.state = 'waiting' and c.due_day <= today and public.gehoord_is_of_my_team(c.case_id)
$$;

-- What was found. Accepted: the claim's own keys become the person's code, and no others; the codes that were the person's own
-- before find nothing any more. `back`: only when the person chose at the start that a recovered code reads back.
create function gehoord_decide_claim(wanted uuid, today date, given jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  one public.claims%rowtype;
begin
  select * into one from public.claims c where c.id = wanted and c.state = 'waiting' and c.due_day <= today and public.gehoord_is_of_my_team(c.case_id) for update;
  if not found then
    return false;
  end if;
  if not (given ->> 'matches')::boolean then
    update public.claims set state = 'refused' where id = wanted;
    return true;
  end if;
  update public.claims set state = 'accepted' where id = wanted;
  delete from public.case_wraps w using public.reporter_keys k
    where w.case_id = one.case_id and w.holder_kind = 'reporter' and k.case_id = one.case_id and w.holder = k.holder and k.card = 'own';
  update public.reporter_keys set ended = true, lookup_hmac = null where case_id = one.case_id and card = 'own' and not ended;
  insert into public.reporter_keys (case_id, epoch, holder, lookup_hmac, recipient, sign_public)
  values (one.case_id, (given ->> 'epoch')::integer, given ->> 'holder', one.lookup_hmac, one.recipient, one.sign_public);
  insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, team_epoch, wrapped)
    select one.case_id, 'shared', w.epoch, 'reporter', given ->> 'holder', null, decode(w.wrapped, 'base64')
    from jsonb_to_recordset(given -> 'back') as w (epoch integer, wrapped text)
    where w.epoch < (given ->> 'epoch')::integer;
  return true;
end $$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_way_back_goes', 'gehoord_card_of', 'gehoord_cards', 'gehoord_change_cards', 'gehoord_set_way_back', 'gehoord_claim', 'gehoord_stop_claim',
    'gehoord_is_of_my_team', 'gehoord_due_claim', 'gehoord_decide_claim')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_card_of(bytea), gehoord_cards(bytea), gehoord_change_cards(bytea, jsonb), gehoord_set_way_back(bytea, bytea), gehoord_claim(bytea, jsonb),
  gehoord_stop_claim(bytea, uuid) to gehoord_visitor;
grant execute on function gehoord_is_of_my_team(uuid), gehoord_due_claim(uuid, date), gehoord_decide_claim(uuid, date, jsonb) to gehoord_member;
