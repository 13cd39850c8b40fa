-- Who takes part: organisations, teams, members, and the keys that open what is sealed for them.
-- Nothing here opens a report: secrets of people stand wrapped to what only they have.

create table organisations (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (length(name) between 2 and 120),
  since timestamptz not null
);

create table teams (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  organisation text not null references organisations,
  service text not null,
  name text not null check (length(name) between 2 and 120),
  answer_days smallint not null check (answer_days between 1 and 20),
  intake_open boolean not null default false,
  unique (id, organisation)
);

create table members (
  id uuid primary key,
  organisation text not null references organisations,
  name text not null unique check (name = lower(name)),
  shown_name text not null,
  roles text[] not null check (cardinality(roles) >= 1 and roles <@ array['worker', 'team-lead', 'organisation-admin', 'coordinator', 'secretary', 'ministry', 'editor']),
  status text not null default 'active' check (status in ('active', 'ended')),
  certified boolean not null default false,
  unique (id, organisation)
);

-- The organisation stands in every line below too, so that the database itself refuses to put somebody in another
-- organisation's team, and row-level security needs no join.
create table team_members (
  team text not null,
  member uuid not null,
  organisation text not null,
  primary key (team, member),
  foreign key (team, organisation) references teams (id, organisation),
  foreign key (member, organisation) references members (id, organisation)
);
create index team_members_by_member on team_members (member);

-- `salt` is for the browser; `auth_hash` is a hash over what the browser derived, with a salt of its own.
create table credentials (
  member uuid primary key references members,
  salt bytea not null check (length(salt) = 16),
  auth_salt bytea not null check (length(auth_salt) = 16),
  auth_hash bytea not null check (length(auth_hash) = 32),
  totp_sealed bytea not null,
  totp_last_step bigint not null default 0
);

create table passkeys (
  id text primary key,
  member uuid not null references members,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  label text not null check (length(label) between 1 and 60),
  prf_salt bytea not null check (length(prf_salt) = 32),
  wrapped bytea not null,
  since timestamptz not null
);
create index passkeys_by_member on passkeys (member);

create table member_keys (
  member uuid primary key,
  organisation text not null,
  recipient text not null unique,
  sign_public bytea not null unique check (length(sign_public) = 32),
  wrapped bytea not null,
  foreign key (member, organisation) references members (id, organisation)
);

create table team_keys (
  team text not null,
  organisation text not null,
  epoch integer not null check (epoch >= 1),
  recipient text not null,
  primary key (team, epoch),
  foreign key (team, organisation) references teams (id, organisation)
);

create table team_key_wraps (
  team text not null,
  organisation text not null,
  epoch integer not null,
  member uuid not null,
  wrapped bytea not null,
  primary key (team, epoch, member),
  foreign key (team, epoch) references team_keys (team, epoch),
  foreign key (team, organisation) references teams (id, organisation),
  foreign key (member, organisation) references members (id, organisation)
);
create index team_key_wraps_by_member on team_key_wraps (member);

create table organisation_roots (
  organisation text primary key references organisations,
  public bytea not null check (length(public) = 32)
);

create table organisation_root_wraps (
  organisation text not null references organisation_roots,
  member uuid not null,
  wrapped bytea not null,
  primary key (organisation, member),
  foreign key (member, organisation) references members (id, organisation)
);

-- Public, append-only, chained by hash (the chain is checked in every browser, not only here).
create table key_log (
  sequence integer primary key check (sequence >= 1),
  organisation text not null references organisations,
  entry jsonb not null,
  hash text not null unique
);
create function key_log_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the key log is append-only';
end $$;
create trigger key_log_stays before update or delete on key_log for each row execute function key_log_stays();
create trigger key_log_is_not_emptied before truncate on key_log for each statement execute function key_log_stays();

create table sessions (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  member uuid not null references members,
  since timestamptz not null,
  ends_at timestamptz not null
);
create index sessions_by_member on sessions (member);
create index sessions_by_end on sessions (ends_at);

create table invitations (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  organisation text not null references organisations,
  shown_name text not null,
  roles text[] not null check (cardinality(roles) >= 1),
  teams text[] not null,
  ends_at timestamptz not null
);

-- What everybody may know of a team, with how many people can open what is sealed for it. Runs with the rights of its
-- owner on purpose: it is the one narrow window of the visitor on these tables.
create view support_points as
  select t.id as team, t.organisation, t.service, k.recipient, k.epoch, t.intake_open, t.answer_days,
    (select count(*)::int from team_key_wraps w
       join members m on m.id = w.member and m.status = 'active' and m.certified
       join team_members tm on tm.team = w.team and tm.member = w.member
      where w.team = t.id and w.epoch = k.epoch) as working_keys
  from teams t
  join lateral (select recipient, epoch from team_keys where team = t.id order by epoch desc limit 1) k on true;

-- Whether the member of this transaction has a role; reads past row-level security, tells yes or no only.
create function i_am(role text) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from public.members
    where id::text = gehoord_member() and status = 'active' and role = any (roles)
  )
$$;
create function i_am_in_team(wanted text) returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from public.team_members where team = wanted and member::text = gehoord_member()
  )
$$;
create function is_mine(organisation text) returns boolean language sql stable as $$
  select organisation = gehoord_organisation()
$$;

-- Who takes part, with counts: what the coordinator sees of others. No names of people.
create view taking_part as
  select o.id, o.name,
    (select count(*)::int from members m where m.organisation = o.id and m.status = 'active') as members,
    (select count(*)::int from teams t where t.organisation = o.id) as teams,
    (select count(*)::int from support_points p where p.organisation = o.id and p.intake_open and p.working_keys >= 2) as open_teams
  from organisations o
  where i_am('coordinator');

-- Roles: what each may touch at all; policies below say which rows. The system role signs people in and runs jobs.
grant select, insert, update, delete on organisations, teams, members, team_members, credentials, passkeys, member_keys,
  team_keys, team_key_wraps, organisation_roots, organisation_root_wraps, sessions, invitations to gehoord_system;
grant select, insert on key_log to gehoord_system;

grant select on support_points, key_log to gehoord_visitor, gehoord_member, gehoord_system;

grant select on taking_part, organisations, teams, members, team_members, member_keys, team_keys, team_key_wraps, organisation_roots,
  organisation_root_wraps, sessions, passkeys, invitations to gehoord_member;
grant insert on organisations, teams, team_members, team_keys, team_key_wraps, organisation_roots, organisation_root_wraps,
  invitations, passkeys, key_log to gehoord_member;
grant update (name, answer_days, intake_open) on teams to gehoord_member;
grant update (status, certified, roles) on members to gehoord_member;
grant delete on team_members, team_key_wraps, organisation_root_wraps, sessions, passkeys, invitations to gehoord_member;

alter table organisations enable row level security;
alter table teams enable row level security;
alter table members enable row level security;
alter table team_members enable row level security;
alter table credentials enable row level security;
alter table passkeys enable row level security;
alter table member_keys enable row level security;
alter table team_keys enable row level security;
alter table team_key_wraps enable row level security;
alter table organisation_roots enable row level security;
alter table organisation_root_wraps enable row level security;
alter table key_log enable row level security;
alter table sessions enable row level security;
alter table invitations enable row level security;

create policy system_all on organisations to gehoord_system using (true) with check (true);
create policy system_all on teams to gehoord_system using (true) with check (true);
create policy system_all on members to gehoord_system using (true) with check (true);
create policy system_all on team_members to gehoord_system using (true) with check (true);
create policy system_all on credentials to gehoord_system using (true) with check (true);
create policy system_all on passkeys to gehoord_system using (true) with check (true);
create policy system_all on member_keys to gehoord_system using (true) with check (true);
create policy system_all on team_keys to gehoord_system using (true) with check (true);
create policy system_all on team_key_wraps to gehoord_system using (true) with check (true);
create policy system_all on organisation_roots to gehoord_system using (true) with check (true);
create policy system_all on organisation_root_wraps to gehoord_system using (true) with check (true);
create policy system_all on sessions to gehoord_system using (true) with check (true);
create policy system_all on invitations to gehoord_system using (true) with check (true);
create policy system_adds on key_log for insert to gehoord_system with check (true);
create policy everybody_checks on key_log for select to gehoord_visitor, gehoord_member, gehoord_system using (true);

-- A member sees his own organisation and nothing of another; the coordinator sees which organisations take part.
create policy own on organisations for select to gehoord_member using (is_mine(id) or i_am('coordinator'));
create policy taking_part on organisations for insert to gehoord_member with check (i_am('coordinator'));

create policy own on teams for select to gehoord_member using (is_mine(organisation));
create policy made on teams for insert to gehoord_member with check (is_mine(organisation) and i_am('organisation-admin'));
create policy set on teams for update to gehoord_member
  using (is_mine(organisation) and (i_am('organisation-admin') or i_am_in_team(id))) with check (is_mine(organisation));

create policy own on members for select to gehoord_member using (is_mine(organisation));
create policy kept on members for update to gehoord_member
  using (is_mine(organisation) and i_am('organisation-admin')) with check (is_mine(organisation));

create policy own on team_members for select to gehoord_member using (is_mine(organisation));
create policy given on team_members for insert to gehoord_member with check (is_mine(organisation) and i_am('organisation-admin'));
create policy taken on team_members for delete to gehoord_member using (is_mine(organisation) and i_am('organisation-admin'));

create policy own on member_keys for select to gehoord_member using (is_mine(organisation));

create policy own on team_keys for select to gehoord_member using (is_mine(organisation));
create policy made on team_keys for insert to gehoord_member with check (is_mine(organisation) and i_am('organisation-admin'));

-- Others' wraps are visible as "he has one", which the screen of keys needs; they open with that person's key only.
create policy own on team_key_wraps for select to gehoord_member using (is_mine(organisation));
create policy shared on team_key_wraps for insert to gehoord_member
  with check (is_mine(organisation) and (i_am('organisation-admin') or i_am_in_team(team)));
create policy taken on team_key_wraps for delete to gehoord_member using (is_mine(organisation) and i_am('organisation-admin'));

create policy own on organisation_roots for select to gehoord_member using (is_mine(organisation));
create policy made on organisation_roots for insert to gehoord_member with check (is_mine(organisation) and i_am('organisation-admin'));
create policy own on organisation_root_wraps for select to gehoord_member using (is_mine(organisation));
create policy made on organisation_root_wraps for insert to gehoord_member with check (is_mine(organisation) and i_am('organisation-admin'));
create policy taken on organisation_root_wraps for delete to gehoord_member using (is_mine(organisation) and i_am('organisation-admin'));

create policy entered on key_log for insert to gehoord_member with check (is_mine(organisation) and i_am('organisation-admin'));

create policy own on sessions for select to gehoord_member using (member::text = gehoord_member());
create policy ended on sessions for delete to gehoord_member using (member::text = gehoord_member());

create policy own on passkeys for select to gehoord_member using (member::text = gehoord_member());
create policy made on passkeys for insert to gehoord_member with check (member::text = gehoord_member());
create policy removed on passkeys for delete to gehoord_member using (member::text = gehoord_member());

-- An administrator invites into his own organisation and cannot make a coordinator; the coordinator invites first administrators.
create policy own on invitations for select to gehoord_member using (is_mine(organisation));
create policy made on invitations for insert to gehoord_member with check (
  (is_mine(organisation) and i_am('organisation-admin') and not 'coordinator' = any (roles))
  or (i_am('coordinator') and roles = array['organisation-admin'])
);
create policy withdrawn on invitations for delete to gehoord_member using (is_mine(organisation) and i_am('organisation-admin'));
