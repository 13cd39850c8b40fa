-- Recovery of a member's key by two holders (security.md 1.9). The person's key lies in two shares, each sealed to a holder whom
-- the person chose; one share says nothing. A holder begins, the person answers by a one-time link with a new passphrase, everybody
-- around sees it for three days and the person can stop it; only then both holders pass their share on, in their own browsers.

create table recovery_shares (
  member uuid not null,
  organisation text not null,
  part smallint not null check (part in (1, 2)),
  holder uuid not null,
  sealed bytea not null check (octet_length(sealed) between 100 and 12000),
  primary key (member, part),
  unique (member, holder),
  check (holder <> member),
  foreign key (member, organisation) references members (id, organisation),
  foreign key (holder, organisation) references members (id, organisation)
);
create index recovery_shares_by_holder on recovery_shares (holder);

-- `asked`: the whole hour after the person chose a new passphrase, so that the wait is never shorter than it says.
create table recoveries (
  id uuid primary key,
  member uuid not null,
  organisation text not null,
  begun_by uuid not null,
  state text not null check (state in ('begun', 'waiting', 'done', 'stopped')),
  since timestamptz not null check (extract(epoch from since)::bigint % 3600 = 0),
  asked timestamptz check (extract(epoch from asked)::bigint % 3600 = 0),
  opens_at timestamptz check (extract(epoch from opens_at)::bigint % 3600 = 0),
  ends_at timestamptz not null check (extract(epoch from ends_at)::bigint % 3600 = 0),
  token_hash bytea unique check (length(token_hash) = 32),
  recipient text check (length(recipient) between 100 and 2100),
  salt bytea check (length(salt) = 16),
  auth_salt bytea check (length(auth_salt) = 16),
  auth_hash bytea check (length(auth_hash) = 32),
  totp_sealed bytea,
  foreign key (member, organisation) references members (id, organisation),
  foreign key (begun_by, organisation) references members (id, organisation),
  constraint nobody_begins_his_own check (begun_by <> member),
  constraint waits_three_days check (opens_at >= asked + interval '72 hours'),
  constraint waiting_is_whole check (state <> 'waiting' or (asked is not null and opens_at is not null and token_hash is not null and recipient is not null
    and salt is not null and auth_salt is not null and auth_hash is not null and totp_sealed is not null)),
  constraint over_is_empty check (state not in ('done', 'stopped') or (token_hash is null and recipient is null and salt is null
    and auth_salt is null and auth_hash is null and totp_sealed is null))
);
create unique index one_recovery_at_a_time on recoveries (member) where state in ('begun', 'waiting');
create index recoveries_by_end on recoveries (ends_at);

-- What a holder passed on: his share, sealed anew to the key that the person's new passphrase makes.
create table recovery_gifts (
  recovery uuid not null references recoveries on delete cascade,
  organisation text not null,
  holder uuid not null,
  part smallint not null check (part in (1, 2)),
  sealed bytea not null check (octet_length(sealed) between 100 and 12000),
  primary key (recovery, holder),
  unique (recovery, part),
  foreign key (holder, organisation) references members (id, organisation)
);

-- Two parts or none, with two people who can open something and whose roles are not the same.
create function gehoord_two_holders() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  good integer;
begin
  select count(*) into good from public.recovery_shares one
    join public.recovery_shares two on two.member = one.member and two.part = 2
    join public.members a on a.id = one.holder and a.status = 'active' and a.certified
    join public.members b on b.id = two.holder and b.status = 'active' and b.certified
    where one.member = new.member and one.part = 1 and not (a.roles @> b.roles and b.roles @> a.roles);
  if good <> 1 and exists (select from public.recovery_shares s where s.member = new.member) then
    raise exception 'two holders in different roles' using errcode = 'check_violation', constraint = 'two_holders';
  end if;
  return null;
end $$;
create constraint trigger two_holders after insert on recovery_shares deferrable initially deferred for each row execute function gehoord_two_holders();

-- The steps of a recovery; what was asked never changes; what is over keeps no secret.
create function gehoord_recovery_steps() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.state, new.state) not in (('begun', 'waiting'), ('begun', 'stopped'), ('waiting', 'stopped'), ('waiting', 'done')) then
    raise exception 'a recovery does not go from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if (new.id, new.member, new.organisation, new.begun_by, new.since) is distinct from (old.id, old.member, old.organisation, old.begun_by, old.since)
    or (old.state = 'waiting' and (new.asked, new.opens_at) is distinct from (old.asked, old.opens_at)) then
    raise exception 'what was asked stays' using errcode = 'restrict_violation';
  end if;
  if new.state = 'done' and (select count(*) from public.recovery_gifts g where g.recovery = new.id) <> 2 then
    raise exception 'both holders are needed' using errcode = 'restrict_violation';
  end if;
  if new.state in ('done', 'stopped') then
    delete from public.recovery_gifts g where g.recovery = new.id;
    new.token_hash := null;
    new.recipient := null;
    new.salt := null;
    new.auth_salt := null;
    new.auth_hash := null;
    new.totp_sealed := null;
  end if;
  return new;
end $$;
create trigger recovery_steps before update on recoveries for each row execute function gehoord_recovery_steps();

-- Who leaves holds nothing any more: the people whose share he had choose anew, and what was running for them stops.
create function gehoord_holder_leaves() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whose uuid[] := array(select s.member from public.recovery_shares s where s.holder = new.id) || new.id;
begin
  update public.recoveries r set state = 'stopped' where r.member = any (whose) and r.state in ('begun', 'waiting');
  delete from public.recovery_shares s where s.member = any (whose);
  return null;
end $$;
create trigger holder_leaves after update of status on members for each row when (new.status = 'ended' and old.status <> 'ended') execute function gehoord_holder_leaves();

-- Shown to the person, the holders, the team and the administrators of the organisation; to nobody else.
create function gehoord_sees_recovery_of(wanted uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.members m where m.id = wanted and m.organisation = public.gehoord_organisation()) and (
    wanted::text = public.gehoord_member()
    or public.i_am('organisation-admin')
    or exists (select from public.recovery_shares s where s.member = wanted and s.holder::text = public.gehoord_member())
    or exists (select from public.team_members a join public.team_members b using (team) where a.member = wanted and b.member::text = public.gehoord_member()))
$$;

-- A holder's own share, for a recovery whose wait is over. `at`: the time of the house.
create function gehoord_recovery_share(wanted uuid, at timestamptz) returns table (part smallint, sealed bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select s.part, s.sealed from public.recoveries r join public.recovery_shares s on s.member = r.member
  where r.id = wanted and r.state = 'waiting' and r.opens_at <= at and r.ends_at > at
    and r.organisation = public.gehoord_organisation() and s.holder::text = public.gehoord_member()
$$;

-- False where there is no such share. Once for every holder, by the primary key.
create function gehoord_give_share(wanted uuid, given bytea, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from public.recoveries r where r.id = wanted for update;
  insert into public.recovery_gifts (recovery, organisation, holder, part, sealed)
    select wanted, public.gehoord_organisation(), public.gehoord_member()::uuid, s.part, given from public.gehoord_recovery_share(wanted, at) s;
  return found;
end $$;

grant select, insert, update, delete on recovery_shares, recoveries, recovery_gifts to gehoord_system;
grant select (member, organisation, part, holder), delete on recovery_shares to gehoord_member;
grant insert on recovery_shares, recoveries to gehoord_member;
grant select (id, member, organisation, begun_by, state, since, asked, opens_at, ends_at, recipient) on recoveries to gehoord_member;
grant update (state) on recoveries to gehoord_member;
grant select (recovery, organisation, holder) on recovery_gifts to gehoord_member;
alter table recovery_shares enable row level security;
alter table recoveries enable row level security;
alter table recovery_gifts enable row level security;
create policy system_all on recovery_shares to gehoord_system using (true) with check (true);
create policy system_all on recoveries to gehoord_system using (true) with check (true);
create policy system_all on recovery_gifts to gehoord_system using (true) with check (true);
create policy own on recovery_shares for select to gehoord_member using (member::text = gehoord_member() or holder::text = gehoord_member());
create policy chosen on recovery_shares for insert to gehoord_member with check (member::text = gehoord_member() and is_mine(organisation));
create policy taken on recovery_shares for delete to gehoord_member using (member::text = gehoord_member());
create policy around on recoveries for select to gehoord_member using (gehoord_sees_recovery_of(member));
create policy begun on recoveries for insert to gehoord_member with check (
  is_mine(organisation) and begun_by::text = gehoord_member() and state = 'begun'
  and exists (select from recovery_shares s where s.member = recoveries.member and s.holder::text = gehoord_member())
);
create policy stopped on recoveries for update to gehoord_member
  using (member::text = gehoord_member() or exists (select from recovery_shares s where s.member = recoveries.member and s.holder::text = gehoord_member()))
  with check (state = 'stopped');
create policy around on recovery_gifts for select to gehoord_member using (exists (select from recoveries r where r.id = recovery));

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_two_holders', 'gehoord_recovery_steps', 'gehoord_holder_leaves', 'gehoord_sees_recovery_of', 'gehoord_recovery_share', 'gehoord_give_share')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_sees_recovery_of(uuid), gehoord_recovery_share(uuid, timestamptz), gehoord_give_share(uuid, bytea, timestamptz) to gehoord_member;

-- A code that is added, ended or replaced goes along into every thread of the person's conversation (security.md 1.8, 1.10).

-- One thread follows what was just changed in the first case. The added key is taken from there, so that nothing else can be let in.
-- `back` is left out for a thread that the asking code does not open: then the ended code goes there all the same, and the next word
-- needs a new identity. Answers what begins the epoch there; null: no such living thread, or not by this code.
create function gehoord_change_thread_cards(lookup bytea, wanted uuid, given jsonb) returns bytea
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  own public.reporter_keys%rowtype;
begin
  select * into own from public.reporter_keys k where k.lookup_hmac = lookup;
  if own.case_id is null or own.card = 'helper' or own.case_id = wanted
    or not exists (select from public.gehoord_thread_cases(lookup) t where t = wanted)
    or not exists (select from public.cases c where c.id = wanted and c.state <> 'removed') then
    return null;
  end if;
  perform from public.cases c where c.id = wanted for update;
  if given ? 'end' then
    update public.reporter_keys set ended = true, lookup_hmac = null where case_id = wanted and holder = given ->> 'end';
    delete from public.case_wraps where case_id = wanted and holder_kind = 'reporter' and holder = given ->> 'end';
    perform public.gehoord_renew(wanted);
  end if;
  if given ? 'add' and given ? 'back' then
    insert into public.reporter_keys (case_id, epoch, holder, lookup_hmac, recipient, sign_public, card, hides_looks)
    select wanted, (given ->> 'epoch')::integer, k.holder, decode(given ->> 'lookup', 'base64'), k.recipient, k.sign_public, k.card, k.hides_looks
    from public.reporter_keys k where k.case_id = own.case_id and k.holder = given ->> 'add' and not k.ended;
    insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, team_epoch, wrapped)
    select wanted, 'shared', w.epoch, 'reporter', k.holder, null, decode(w.wrapped, 'base64')
    from jsonb_to_recordset(given -> 'back') as w (epoch integer, wrapped text)
    join public.reporter_keys k on k.case_id = wanted and k.holder = given ->> 'add'
    where w.epoch < (given ->> 'epoch')::integer;
  end if;
  return (select k.lookup_hmac from public.reporter_keys k where k.case_id = wanted and k.holder = own.holder and not k.ended);
end $$;
revoke execute on function gehoord_change_thread_cards(bytea, uuid, jsonb) from public;
grant execute on function gehoord_change_thread_cards(bytea, uuid, jsonb) to gehoord_visitor;
