-- Consent, referral, and cases that members place: for the own team (by phone), or at a team of another organisation.
--
-- What was agreed stands, signed, in sealed pieces, and is believed only after a browser checked it. The server keeps open
-- what it must enforce: which consent, of which case, for which team and purpose, until when, in which state. Names,
-- reasons in words and the list of parts are sealed. A part that was given keeps its sealed bytes; only its key is wrapped
-- once more, to the receiver's own case, and that wrap is deleted at the moment the consent ends.

insert into piece_kinds (kind, chain, by_reporter, by_member) values
  ('consent-asked', 'shared', false, true),
  ('consent', 'shared', true, false),
  ('consent-refused', 'shared', true, false),
  -- Said by phone, read back, signed by the worker; the person sees it so and can withdraw it.
  ('consent-spoken', 'shared', false, true),
  -- The person's; or a worker's, when the person said it by phone: ending is always possible.
  ('withdrawal', 'shared', true, true),
  ('step', 'shared', false, true),
  ('referral', 'shared', false, true);
-- What a worker writes down for somebody on the phone.
update piece_kinds set by_member = true where kind in ('label', 'report', 'contact');

create table consents (
  -- The piece in which it was asked, or said by phone.
  id uuid primary key references pieces (id) on delete cascade,
  case_id uuid not null references cases,
  purpose text not null check (purpose in ('referral', 'escalation', 'complaint-procedure', 'contact-school', 'contact-parents')),
  -- Nobody of the network: school and parents.
  team text references teams (id),
  until date not null,
  state text not null check (state in ('asked', 'given', 'refused', 'withdrawn', 'lapsed')),
  check ((purpose in ('contact-school', 'contact-parents')) = (team is null))
);
create index consents_by_case on consents (case_id);
create index consents_by_end on consents (until) where state in ('asked', 'given');

-- One conversation over several organisations: which case came from which. Each has one origin.
create table case_links (
  to_case uuid primary key references cases,
  from_case uuid not null references cases,
  kind text not null check (kind in ('referral', 'escalation', 'procedure')),
  check (to_case <> from_case)
);
create index case_links_by_origin on case_links (from_case);

-- Keys of pieces, wrapped to the receiver's case; never the identity of a case.
create table given_pieces (
  to_case uuid not null references cases,
  piece uuid not null references pieces (id) on delete cascade,
  consent uuid not null references consents on delete cascade,
  key bytea not null check (octet_length(key) between 1 and 4000),
  primary key (to_case, piece)
);
create index given_pieces_by_consent on given_pieces (consent);
create index given_pieces_by_piece on given_pieces (piece);

create table referrals (
  to_case uuid primary key references case_links,
  from_case uuid not null references cases,
  consent uuid references consents on delete set null,
  state text not null check (state in ('offered', 'accepted', 'declined', 'recalled', 'withdrawn')),
  reason text check (reason in ('not-our-work', 'no-room', 'too-close', 'other-desk', 'cannot-reach')),
  -- By when the receiver says yes or no.
  due_day date not null,
  alert smallint not null default 0 check (alert between 0 and 1),
  check ((state = 'declined') = (reason is not null))
);
create index referrals_by_origin on referrals (from_case);
create index referrals_waiting on referrals (due_day) where state = 'offered';

-- How a consent may go. A yes needs the person's word in the chain after the question (or the worker's record of a spoken one).
create function gehoord_consent_goes() returns trigger language plpgsql as $$
declare
  asked pieces%rowtype;
begin
  select * into asked from pieces p where p.id = new.id;
  if tg_op = 'INSERT' then
    if asked.case_id is distinct from new.case_id or asked.kind <> (case new.state when 'asked' then 'consent-asked' when 'given' then 'consent-spoken' else '' end) then
      raise exception 'a consent begins with its signed piece' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.id, new.case_id, new.purpose, new.until) is distinct from (old.id, old.case_id, old.purpose, old.until) or new.team is distinct from old.team then
    raise exception 'what was agreed never changes' using errcode = 'restrict_violation';
  end if;
  if new.state <> old.state and not ((old.state, new.state) in (('asked', 'given'), ('asked', 'refused'), ('asked', 'lapsed'), ('given', 'withdrawn'), ('given', 'lapsed'))) then
    raise exception 'a consent that ended does not come back' using errcode = 'restrict_violation';
  end if;
  if old.state = 'asked' and new.state = 'given' and not exists (
    select from pieces p where p.case_id = new.case_id and p.kind = 'consent' and p.sender = 'reporter' and p.sequence > asked.sequence) then
    raise exception 'only the person says yes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger goes before insert or update on consents for each row execute function gehoord_consent_goes();

-- A part goes only under a living consent, to the team that it names, from the case in which it was given.
create function gehoord_part_is_agreed() returns trigger language plpgsql as $$
begin
  if not exists (
    select from consents a
    join case_links l on l.to_case = new.to_case and l.from_case = a.case_id
    join cases c on c.id = new.to_case and c.team = a.team
    where a.id = new.consent and a.state = 'given' and (
      exists (select from pieces p where p.id = new.piece and p.case_id = a.case_id and p.chain = 'shared')
      or exists (select from given_pieces g where g.piece = new.piece and g.to_case = a.case_id))
  ) then
    raise exception 'this part was not agreed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger is_agreed before insert or update on given_pieces for each row execute function gehoord_part_is_agreed();

create function gehoord_referral_goes() returns trigger language plpgsql as $$
begin
  if (new.to_case, new.from_case) is distinct from (old.to_case, old.from_case) or (old.state <> 'offered' and new.state <> old.state) then
    raise exception 'what was answered stays answered' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger goes before update on referrals for each row execute function gehoord_referral_goes();

-- Who asks for help is never between two chairs: no closing as referred before somebody accepted, and no worker closes
-- while an offer is open.
create function gehoord_close_after_acceptance() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.outcome = 'referred' and old.outcome is distinct from 'referred'
    and not exists (select from public.referrals r where r.from_case = new.id and r.state = 'accepted') then
    raise exception 'nobody accepted this yet' using errcode = 'restrict_violation';
  end if;
  if new.state = 'closed' and old.state <> 'closed' and nullif(public.gehoord_member(), '') is not null
    and exists (select from public.referrals r where r.from_case = new.id and r.state = 'offered') then
    raise exception 'an offer is still open' using errcode = 'restrict_violation';
  end if;
  if new.state not in (old.state, 'removed') and exists (select from public.referrals r where r.to_case = new.id and r.state = 'offered') then
    raise exception 'it is accepted first' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger close_after_acceptance before update on cases for each row execute function gehoord_close_after_acceptance();

-- When a case ends: what was asked lapses, what was offered and not accepted is gone at the receiver, and what was given to it too.
create function gehoord_case_ends() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  offered uuid;
begin
  update public.consents set state = 'lapsed' where case_id = new.id and state = 'asked';
  for offered in update public.referrals set state = 'withdrawn' where from_case = new.id and state = 'offered' returning to_case loop
    perform public.gehoord_remove_case(offered);
  end loop;
  if new.state = 'removed' then
    update public.referrals set state = 'withdrawn' where to_case = new.id and state = 'offered';
    delete from public.given_pieces where to_case = new.id;
  end if;
  return null;
end $$;
create trigger case_ends after update of state on cases for each row
  when (new.state in ('closed', 'removed') and new.state <> old.state) execute function gehoord_case_ends();

-- Rights. A member sees what hangs under the cases of the own teams; the receiver sees the consent he works under.
grant select on consents, case_links, given_pieces, referrals to gehoord_member;
grant insert (id, case_id, purpose, team, until, state) on consents to gehoord_member;
grant select, update, delete on consents, case_links, given_pieces, referrals to gehoord_system;

alter table consents enable row level security;
alter table case_links enable row level security;
alter table given_pieces enable row level security;
alter table referrals enable row level security;

create policy system_all on consents to gehoord_system using (true) with check (true);
create policy system_all on case_links to gehoord_system using (true) with check (true);
create policy system_all on given_pieces to gehoord_system using (true) with check (true);
create policy system_all on referrals to gehoord_system using (true) with check (true);

create policy own_team on case_links for select to gehoord_member using (exists (select from cases c where c.id in (to_case, from_case)));
create policy own_team on referrals for select to gehoord_member using (exists (select from cases c where c.id in (to_case, from_case)));
create policy own_team on given_pieces for select to gehoord_member using (exists (select from cases c where c.id = to_case));
create policy own_team on consents for select to gehoord_member using (
  exists (select from cases c where c.id = case_id)
  or exists (select from case_links l join cases c on c.id = l.to_case where l.from_case = consents.case_id and c.team = consents.team)
);
create policy own_team_asks on consents for insert to gehoord_member with check (
  state in ('asked', 'given') and exists (select from cases c where c.id = case_id and c.state not in ('closed', 'removed'))
);

-- What members do. ---------------------------------------------------------------------------------------------------

create function gehoord_is_my_team(wanted text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.team_members tm where tm.team = wanted and tm.member::text = public.gehoord_member() and tm.organisation = public.gehoord_organisation())
$$;

-- Whether a member may act on this case: living, and of one of his teams.
create function gehoord_is_my_case(wanted uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.cases c where c.id = wanted and c.state <> 'removed' and c.organisation = public.gehoord_organisation() and public.gehoord_is_my_team(c.team))
$$;

create function gehoord_add_parts(receiver uuid, agreed uuid, parts jsonb) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into public.given_pieces (to_case, piece, consent, key)
  select receiver, p.piece, agreed, decode(p.key, 'base64') from jsonb_to_recordset(parts) as p (piece uuid, key text)
  on conflict (to_case, piece) do update set consent = excluded.consent, key = excluded.key
$$;

-- A consent that holds now, kept from changing until the end of the transaction.
create function gehoord_holds(agreed uuid, of_case uuid, for_team text, for_purpose text, today date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from public.consents a where a.id = agreed and a.case_id = of_case and a.team = for_team and a.purpose = for_purpose
    and a.state = 'given' and a.until >= today for update;
  return found;
end $$;

-- A new case by a member, whole or not at all. For the own team it is his at once; at another team it is new there, and he
-- does not see it afterwards. Answers: stored, same (a repeat), different, not-found, no-consent, key-outdated.
create function gehoord_place(given jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted uuid := (given ->> 'case')::uuid;
  source uuid := (given ->> 'from')::uuid;
  agreed uuid := (given ->> 'consent')::uuid;
  target text := given ->> 'team';
  way text := given ->> 'kind';
  own boolean := way = 'own';
  hash bytea := decode(given ->> 'hash', 'base64');
begin
  if own is distinct from (source is null) or (own and not public.gehoord_is_my_team(target)) or (source is not null and not public.gehoord_is_my_case(source)) then
    return 'not-found';
  end if;
  if exists (select from public.cases c where c.id = wanted) then
    return case when exists (select from public.cases c where c.id = wanted and c.post_hash = hash) then 'same' else 'different' end;
  end if;
  if source is not null then
    perform from public.cases c where c.id = source and c.state not in ('closed', 'removed') and c.team <> target for update;
    if not found then
      return 'not-found';
    end if;
  end if;
  if (way = 'referral' or agreed is not null)
    and not public.gehoord_holds(agreed, source, target, case way when 'procedure' then 'complaint-procedure' else way end, (given ->> 'today')::date) then
    return 'no-consent';
  end if;
  if not exists (select from public.support_points s where s.team = target and s.organisation = given ->> 'organisation' and s.epoch = (given ->> 'epoch')::integer) then
    return 'key-outdated';
  end if;
  insert into public.cases (id, organisation, team, state, assignee, due_day, half_day, urgent, size_class, opened_hour, post_hash)
  values (wanted, given ->> 'organisation', target, case when own then 'open' else 'new' end, case when own then public.gehoord_member()::uuid end,
    (given ->> 'dueDay')::date, (given ->> 'halfDay')::date, (given ->> 'urgent')::boolean, 0, (given ->> 'hour')::timestamptz, hash);
  if own and given ? 'recipient' then
    insert into public.reporter_keys (case_id, epoch, lookup_hmac, recipient, sign_public)
    select wanted, 1, decode(w.lookup, 'base64'), given ->> 'recipient', decode(given ->> 'signKey', 'base64')
    from jsonb_to_recordset(given -> 'reporterWraps') as w (holder text, lookup text);
  elsif not own then
    -- The same person, the same codes: found through the link, so what looks it up is a random number that no code gives.
    insert into public.reporter_keys (case_id, epoch, holder, lookup_hmac, recipient, sign_public)
    select wanted, 1, k.holder, decode(w.lookup, 'base64'), k.recipient, k.sign_public
    from jsonb_to_recordset(given -> 'reporterWraps') as w (holder text, lookup text)
    join public.reporter_keys k on k.case_id = source and k.holder = w.holder and not k.ended;
  end if;
  insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, team_epoch, wrapped)
  values (wanted, 'shared', 1, 'team', target, (given ->> 'epoch')::integer, decode(given ->> 'teamWrap', 'base64'));
  insert into public.case_wraps (case_id, chain, epoch, holder_kind, holder, wrapped)
  select wanted, 'shared', 1, 'reporter', k.holder, decode(w.wrapped, 'base64')
  from jsonb_to_recordset(given -> 'reporterWraps') as w (holder text, wrapped text)
  join public.reporter_keys k on k.case_id = wanted and k.holder = w.holder;
  insert into public.pieces (case_id, id, chain, kind, sender, sequence, sealed, key, hash, day)
  select wanted, p.id, 'shared', p.kind, 'member:' || public.gehoord_member(), p.sequence, decode(p.sealed, 'base64'), decode(p.key, 'base64'), sha256(decode(p.sealed, 'base64')), (given ->> 'today')::date
  from jsonb_to_recordset(given -> 'pieces') as p (id uuid, kind text, sequence integer, sealed text, key text)
  order by p.sequence;
  if source is not null then
    insert into public.case_links (to_case, from_case, kind) values (wanted, source, way);
  end if;
  if way = 'referral' then
    insert into public.referrals (to_case, from_case, consent, state, due_day) values (wanted, source, agreed, 'offered', (given ->> 'dueDay')::date);
  end if;
  if given ? 'given' then
    perform public.gehoord_add_parts(wanted, agreed, given -> 'given');
  end if;
  return 'stored';
end $$;

-- What came later, when that was agreed. Answers: stored, not-found, no-consent.
create function gehoord_give(receiver uuid, agreed uuid, parts jsonb, today date) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  source uuid;
  target text;
begin
  select l.from_case, c.team into source, target from public.case_links l join public.cases c on c.id = l.to_case and c.state <> 'removed' where l.to_case = receiver;
  if source is null or not public.gehoord_is_my_case(source) then
    return 'not-found';
  end if;
  if not exists (select from public.consents a where a.id = agreed and public.gehoord_holds(a.id, source, target, a.purpose, today)) then
    return 'no-consent';
  end if;
  perform public.gehoord_add_parts(receiver, agreed, parts);
  return 'stored';
end $$;

-- What was given to a case and still is.
create function gehoord_given(receiver uuid, today date) returns table (consent uuid, from_case uuid, id uuid, chain text, kind text, sender text, sequence integer, sealed bytea, key bytea, hash bytea, upload uuid, day date, epoch integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  -- Given keys go to the identity that the case began with: who gives knows no later one.
  select g.consent, p.case_id, p.id, p.chain, p.kind, p.sender, p.sequence, p.sealed, g.key, p.hash, p.upload, p.day, 1
  from public.given_pieces g
  join public.consents a on a.id = g.consent and a.state = 'given' and a.until >= today
  join public.pieces p on p.id = g.piece
  where g.to_case = receiver and public.gehoord_is_my_case(receiver)
  order by p.case_id, p.sequence
$$;

create function gehoord_given_parts(receiver uuid, wanted uuid, today date, first integer, count integer) returns table (number smallint, bytes bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.number, c.bytes from public.given_pieces g
  join public.consents a on a.id = g.consent and a.state = 'given' and a.until >= today
  join public.pieces p on p.id = g.piece and p.kind = 'file'
  join public.upload_chunks c on c.upload = p.upload and c.number >= first and c.number < first + count
  where g.to_case = receiver and g.piece = wanted and public.gehoord_is_my_case(receiver)
  order by c.number
$$;

-- The teams that worked under a consent: who is told that it ended.
create function gehoord_teams_under(agreed uuid) returns table (case_id uuid, team text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.id, c.team from public.consents a join public.case_links l on l.from_case = a.case_id
  join public.cases c on c.id = l.to_case and c.team = a.team and c.state <> 'removed' where a.id = agreed
$$;

-- The next word in a case goes under a new key: the sender's browser made the first one, and what ended must not read on.
create function gehoord_renew(wanted uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.cases set epoch_due = array_append(epoch_due, 'shared') where id = wanted and not 'shared' = any (epoch_due) and state <> 'removed'
$$;

-- Ends a consent: its keys go, and what was offered under it and not accepted goes too. False when it had ended before.
create function gehoord_end_consent(agreed uuid, how text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  offered uuid;
begin
  update public.consents set state = how where id = agreed and (state = 'given' or (state = 'asked' and how = 'lapsed'));
  if not found then
    return false;
  end if;
  delete from public.given_pieces where consent = agreed;
  for offered in update public.referrals set state = 'withdrawn' where consent = agreed and state = 'offered' returning to_case loop
    perform public.gehoord_remove_case(offered);
  end loop;
  perform public.gehoord_renew(u.case_id) from public.gehoord_teams_under(agreed) u;
  return true;
end $$;

-- By phone: a member of the case's team ends it for the person.
create function gehoord_withdraw_spoken(agreed uuid) returns boolean
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select public.gehoord_end_consent(a.id, 'withdrawn') from public.consents a where a.id = agreed and public.gehoord_is_my_case(a.case_id)
$$;

-- Accept and decline are the receiver's, recall the sender's. The consent is held first, as a withdrawal does: whoever is
-- second finds it ended. Answers: done, not-found, state-changed, no-consent.
create function gehoord_answer_referral(wanted uuid, act text, because text, today date) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  offer public.referrals%rowtype;
begin
  select * into offer from public.referrals r where r.to_case = wanted;
  if not found or not public.gehoord_is_my_case(case when act = 'recall' then offer.from_case else offer.to_case end) then
    return 'not-found';
  end if;
  perform from public.consents a where a.id = offer.consent for update;
  select * into offer from public.referrals r where r.to_case = wanted for update;
  if offer.state <> 'offered' then
    return 'state-changed';
  end if;
  if act = 'accept' and not exists (select from public.consents a where a.id = offer.consent and a.state = 'given' and a.until >= today) then
    return 'no-consent';
  end if;
  update public.referrals set state = case act when 'accept' then 'accepted' when 'decline' then 'declined' else 'recalled' end,
    reason = case when act = 'decline' then because end where to_case = wanted;
  if act = 'accept' then
    perform public.gehoord_renew(wanted);
  else
    perform public.gehoord_remove_case(wanted);
  end if;
  return 'done';
end $$;

-- Both sides of a referral, for either of them.
create function gehoord_referral_teams(wanted uuid) returns table (from_team text, to_team text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select f.team, t.team from public.referrals r join public.cases f on f.id = r.from_case join public.cases t on t.id = r.to_case
  where r.to_case = wanted and (public.gehoord_is_my_team(f.team) or public.gehoord_is_my_team(t.team))
$$;

-- What the person does. ----------------------------------------------------------------------------------------------

-- Every case of the conversation behind a code: the first, and what came from it.
create function gehoord_thread_cases(lookup bytea) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive threads (id) as (
    select k.case_id from public.reporter_keys k where k.lookup_hmac = lookup
    union
    select l.to_case from public.case_links l join threads t on t.id = l.from_case
  )
  select id from threads
$$;

-- The cases that came from it, also those that are gone; `thread`: what finds a living one, for the functions that ask a lookup.
create function gehoord_threads(lookup bytea) returns table (case_id uuid, from_case uuid, kind text, organisation text, team text, state text, referral text, reason text, thread bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select l.to_case, l.from_case, l.kind, c.organisation, c.team, c.state, r.state, r.reason,
    (select k.lookup_hmac from public.reporter_keys k
      where k.case_id = l.to_case and c.state <> 'removed' and k.holder = (select r.holder from public.reporter_keys r where r.lookup_hmac = lookup))
  from public.case_links l
  join public.cases c on c.id = l.to_case
  left join public.referrals r on r.to_case = l.to_case
  where l.to_case in (select public.gehoord_thread_cases(lookup))
  order by c.opened_hour, l.to_case
$$;

create function gehoord_consents_by_code(lookup bytea) returns table (id uuid, case_id uuid, purpose text, team text, organisation text, until date, state text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.id, a.case_id, a.purpose, a.team, t.organisation, a.until, a.state from public.consents a
  join public.pieces p on p.id = a.id left join public.teams t on t.id = a.team
  where a.case_id in (select public.gehoord_thread_cases(lookup)) order by p.day, p.sequence
$$;

-- False: it was answered before, it is over, or it is not of this conversation.
create function gehoord_answer_consent(lookup bytea, agreed uuid, answer text, today date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.consents set state = answer where id = agreed and state = 'asked' and until >= today
    and answer in ('given', 'refused') and case_id in (select public.gehoord_thread_cases(lookup));
  return found;
end $$;

create function gehoord_withdraw(lookup bytea, agreed uuid) returns boolean
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select public.gehoord_end_consent(a.id, 'withdrawn') from public.consents a where a.id = agreed and a.case_id in (select public.gehoord_thread_cases(lookup))
$$;

-- One code, one conversation: who deletes it deletes every thread of it. The first case is left to `gehoord_remove_by_code`.
create function gehoord_remove_threads(lookup bytea) returns setof uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  one uuid;
begin
  for one in select t.case_id from public.gehoord_threads(lookup) t where t.state <> 'removed' loop
    perform public.gehoord_remove_case(one);
    return next one;
  end loop;
end $$;

-- What jobs do. ------------------------------------------------------------------------------------------------------

-- Consents whose day is over. Answers the teams that worked under them.
create function gehoord_lapse(today date) returns table (team text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  one record;
begin
  for one in select a.id, a.state from public.consents a where a.until < today and a.state in ('asked', 'given') loop
    return query select u.team from public.gehoord_teams_under(one.id) u where one.state = 'given';
    perform public.gehoord_end_consent(one.id, 'lapsed');
  end loop;
end $$;

-- Offers that nobody answered in time, once: both teams.
create function gehoord_late_referrals(today date) returns table (from_team text, to_team text)
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  -- Whoever looks sees it as late by the day; the alert only keeps anybody from being told twice.
  update public.referrals r set alert = 1 from public.cases f, public.cases t
  where r.state = 'offered' and r.alert = 0 and r.due_day < today and f.id = r.from_case and t.id = r.to_case
  returning f.team, t.team
$$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_consent_goes', 'gehoord_part_is_agreed', 'gehoord_referral_goes', 'gehoord_close_after_acceptance', 'gehoord_case_ends',
    'gehoord_is_my_team', 'gehoord_is_my_case', 'gehoord_add_parts', 'gehoord_holds', 'gehoord_place', 'gehoord_give', 'gehoord_given', 'gehoord_given_parts',
    'gehoord_end_consent', 'gehoord_withdraw_spoken', 'gehoord_answer_referral', 'gehoord_thread_cases', 'gehoord_threads', 'gehoord_consents_by_code',
    'gehoord_answer_consent', 'gehoord_withdraw', 'gehoord_teams_under', 'gehoord_renew', 'gehoord_remove_threads', 'gehoord_lapse', 'gehoord_late_referrals', 'gehoord_referral_teams')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
grant execute on function gehoord_place(jsonb), gehoord_give(uuid, uuid, jsonb, date), gehoord_given(uuid, date), gehoord_given_parts(uuid, uuid, date, integer, integer),
  gehoord_withdraw_spoken(uuid), gehoord_answer_referral(uuid, text, text, date), gehoord_referral_teams(uuid) to gehoord_member;
grant execute on function gehoord_threads(bytea), gehoord_consents_by_code(bytea), gehoord_answer_consent(bytea, uuid, text, date), gehoord_withdraw(bytea, uuid),
  gehoord_remove_threads(bytea) to gehoord_visitor;
grant execute on function gehoord_teams_under(uuid) to gehoord_visitor, gehoord_member;
grant execute on function gehoord_end_consent(uuid, text), gehoord_lapse(date), gehoord_late_referrals(date) to gehoord_system;
