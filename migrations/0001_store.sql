-- The store: roles, settings, outbox, jobs, audit chain. SQL that PostgreSQL 15 and 18 share.
--
-- Roles are cluster-wide, so they may exist already (another database of the same cluster, or made by an operator).
-- None of them can log in; every transaction takes one with SET LOCAL ROLE. What must never happen: a query of a room
-- that runs as the login itself.

do $$
declare wanted text;
begin
  foreach wanted in array array['gehoord_visitor', 'gehoord_member', 'gehoord_system', 'gehoord_backup'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin', wanted);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
    if not pg_has_role(current_user, wanted, 'MEMBER') or not (select rolsuper from pg_roles where rolname = current_user) then
      execute format('grant %I to current_user', wanted);
    end if;
  end loop;
end $$;

revoke create on schema public from public;
grant usage on schema public to gehoord_visitor, gehoord_member, gehoord_system, gehoord_backup;

-- Who asks, for row-level security: empty outside a member's transaction, and then null.
create function gehoord_member() returns text language sql stable as $$
  select nullif(current_setting('gehoord.member', true), '')
$$;
create function gehoord_organisation() returns text language sql stable as $$
  select nullif(current_setting('gehoord.organisation', true), '')
$$;

-- What this installation is. A demonstration can never become a real one, nor the other way round.
create table settings (
  single boolean primary key default true check (single),
  installation uuid not null,
  salt bytea not null check (octet_length(salt) = 16),
  mode text not null check (mode in ('demo', 'real')),
  -- HMAC under the pepper of a fixed text: shows that the secrets in the data folder are those of this database.
  secrets_check bytea check (octet_length(secrets_check) = 32)
);
create function gehoord_settings_stay() returns trigger language plpgsql as $$
begin
  raise exception 'the settings of an installation never change' using errcode = 'restrict_violation';
end $$;
create trigger settings_stay before update or delete on settings
  for each row execute function gehoord_settings_stay();
grant select on settings to gehoord_visitor, gehoord_member, gehoord_system;
grant insert on settings to gehoord_system;

-- What must happen after commit, at least once.
create table outbox (
  id uuid primary key,
  event text not null check (event ~ '^[a-z0-9.-]{1,60}$'),
  payload jsonb not null,
  not_before timestamptz not null,
  attempts integer not null default 0 check (attempts >= 0),
  leased_until timestamptz,
  lease uuid,
  failed_with text check (length(failed_with) <= 60)
);
create index outbox_in_order on outbox (not_before, id);

create table jobs (
  name text primary key check (name ~ '^[a-z0-9.-]{1,60}$'),
  next_run timestamptz not null,
  leased_until timestamptz,
  lease uuid,
  last_success timestamptz,
  failures integer not null default 0
);
grant select, insert, update, delete on outbox, jobs to gehoord_system;

create function gehoord_emit(id uuid, event text, payload jsonb, not_before timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into public.outbox (id, event, payload, not_before) values (id, event, payload, not_before)
$$;

-- One-time numbers that were used; kept until they expire, so that nothing signed can be played twice.
create table used_nonces (
  nonce bytea primary key check (octet_length(nonce) between 16 and 64),
  expires timestamptz not null
);
create index used_nonces_expiry on used_nonces (expires);
grant select, insert, delete on used_nonces to gehoord_system;
grant insert on used_nonces to gehoord_visitor, gehoord_member;

-- Audit chain (security.md 2.5). A line commits to salted content; content can be erased, a line never.
create table audit_lines (
  seq bigint primary key check (seq > 0),
  commitment bytea not null check (octet_length(commitment) = 32),
  previous bytea not null check (octet_length(previous) = 32),
  chain bytea not null check (octet_length(chain) = 32)
);
create table audit_contents (
  seq bigint primary key references audit_lines (seq),
  salt bytea not null check (octet_length(salt) = 32),
  content text not null check (octet_length(content) <= 2000),
  record text
);
create index audit_contents_record on audit_contents (record) where record is not null;
create table audit_tip (
  single boolean primary key default true check (single),
  seq bigint not null,
  chain bytea not null
);
insert into audit_tip (seq, chain) values (0, decode(repeat('00', 32), 'hex'));
create table audit_heads (
  day date primary key,
  seq bigint not null,
  chain bytea not null check (octet_length(chain) = 32),
  signed text not null
);

create function gehoord_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% only grows', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_lines_grow before update or delete on audit_lines for each row execute function gehoord_append_only();
create trigger audit_lines_stay before truncate on audit_lines for each statement execute function gehoord_append_only();
create trigger audit_heads_grow before update or delete on audit_heads for each row execute function gehoord_append_only();
create trigger audit_heads_stay before truncate on audit_heads for each statement execute function gehoord_append_only();
create trigger audit_contents_stay before update on audit_contents for each row execute function gehoord_append_only();

-- Appends one line. Holds the tip until commit, so lines stand in the order of their commits: call it last.
create function gehoord_audit(salt bytea, content text, record text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tip public.audit_tip%rowtype;
  committed bytea := sha256(salt || convert_to(content, 'UTF8'));
  linked bytea;
begin
  select * into strict tip from public.audit_tip for update;
  linked := sha256(convert_to('gehoord-audit-1', 'UTF8') || int8send(tip.seq + 1) || tip.chain || committed);
  insert into public.audit_lines (seq, commitment, previous, chain) values (tip.seq + 1, committed, tip.chain, linked);
  insert into public.audit_contents (seq, salt, content, record) values (tip.seq + 1, salt, content, record);
  update public.audit_tip set seq = tip.seq + 1, chain = linked;
  return tip.seq + 1;
end $$;
grant select on audit_lines, audit_tip, audit_contents, audit_heads to gehoord_system;
grant insert on audit_heads to gehoord_system;
grant delete on audit_contents to gehoord_system;

revoke execute on function gehoord_emit(uuid, text, jsonb, timestamptz), gehoord_audit(bytea, text, text) from public;
grant execute on function gehoord_emit(uuid, text, jsonb, timestamptz), gehoord_audit(bytea, text, text)
  to gehoord_visitor, gehoord_member, gehoord_system;

-- How far the ledger of deletions, which stands outside the database, was replayed.
create table deletion_marker (
  single boolean primary key default true check (single),
  entries bigint not null,
  head text not null
);
insert into deletion_marker (entries, head) values (0, '');
grant select on deletion_marker to gehoord_system;
create function gehoord_ledger_reached(reached bigint, hash text) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.deletion_marker set entries = reached, head = hash where entries < reached
$$;
revoke execute on function gehoord_ledger_reached(bigint, text) from public;
grant execute on function gehoord_ledger_reached(bigint, text) to gehoord_visitor, gehoord_member, gehoord_system;

-- A backup reads every table, also behind row-level security, as a role that can do nothing else. Called after every
-- migration, so that no later table can be forgotten.
create function gehoord_backup_access() returns void language plpgsql as $$
declare one record;
begin
  for one in
    select c.oid::regclass as name, c.relrowsecurity as guarded,
      exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup_reads') as opened
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  loop
    execute format('grant select on %s to gehoord_backup', one.name);
    if one.guarded and not one.opened then
      execute format('create policy backup_reads on %s for select to gehoord_backup using (true)', one.name);
    end if;
  end loop;
  grant select on all sequences in schema public to gehoord_backup;
end $$;
revoke execute on function gehoord_backup_access() from public;
