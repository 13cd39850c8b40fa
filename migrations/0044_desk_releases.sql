-- A release made in the desk: asked by one coordinator, counted and protected by the installation, agreed by another, published. And the
-- files of what was published, byte for byte: the next release is protected against them, and everybody may have them.

create table published_files (
  release text not null references published_releases (id),
  -- As the register names it.
  path text not null check (path ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$'),
  content text not null check (octet_length(content) <= 33554432),
  primary key (release, path)
);
create trigger file_stays before update or delete on published_files for each row execute function gehoord_release_stays();
create trigger files_stay before truncate on published_files for each statement execute function gehoord_release_stays();

grant select on published_files to gehoord_visitor, gehoord_member, gehoord_system;
grant insert on published_files to gehoord_system;
alter table published_files enable row level security;
create policy everybody on published_files for select to gehoord_visitor, gehoord_member using (true);
create policy system_reads on published_files for select to gehoord_system using (true);
create policy system_adds on published_files for insert to gehoord_system with check (true);

create table release_drafts (
  id uuid primary key,
  organisation text not null references organisations,
  period text not null check (period ~ '^[0-9]{4}(-q[1-4])?$'),
  state text not null check (state in ('asked', 'prepared', 'refused', 'agreed', 'published', 'withdrawn')),
  asked_by uuid not null,
  agreed_by uuid,
  day date not null,
  -- How far counting and protecting is, and until when a process holds it: one that was killed loses it to another.
  step text not null default '' check (step ~ '^[a-z]{0,20}$'),
  tenths smallint not null default 0 check (tenths between 0 and 10),
  held_until timestamptz,
  -- Of everything that would be published; the second person agreed to this and nothing else.
  hash text check (hash ~ '^[0-9a-f]{64}$'),
  agreed_hash text,
  -- What was prepared, and why what is hidden is hidden: sealed with a key outside database and backups, as facts are. Gone when it ends.
  sealed bytea,
  constraint two_people check (agreed_by is null or agreed_by <> asked_by),
  constraint agreed_to_this check (agreed_hash is null or (hash is not null and agreed_hash = hash)),
  constraint agreed_by_somebody check (state not in ('agreed', 'published') or (agreed_by is not null and agreed_hash is not null)),
  constraint prepared_whole check (state not in ('prepared', 'agreed') or (hash is not null and sealed is not null))
);
-- Two at the same time would not be protected against each other.
create unique index one_release_at_a_time on release_drafts ((true)) where state in ('asked', 'prepared', 'agreed');

create function gehoord_draft_moves() returns trigger language plpgsql as $$
begin
  if old.state <> new.state and (old.state || ' ' || new.state) not in ('asked prepared', 'asked refused', 'asked withdrawn', 'prepared agreed', 'prepared withdrawn', 'agreed published', 'agreed withdrawn') then
    raise exception 'a release does not go from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if old.state in ('refused', 'published', 'withdrawn') then
    raise exception 'this release ended' using errcode = 'restrict_violation';
  end if;
  if new.id <> old.id or new.organisation <> old.organisation or new.period <> old.period or new.asked_by <> old.asked_by or new.day <> old.day
    or (old.hash is not null and new.hash is distinct from old.hash)
    or (old.sealed is not null and new.sealed is distinct from old.sealed)
    or (old.agreed_by is not null and (new.agreed_by is distinct from old.agreed_by or new.agreed_hash is distinct from old.agreed_hash)) then
    raise exception 'what was prepared and agreed stays as it was' using errcode = 'restrict_violation';
  end if;
  if new.state in ('published', 'withdrawn') then
    new.sealed := null;
  end if;
  return new;
end $$;
create trigger draft_moves before update on release_drafts for each row execute function gehoord_draft_moves();

grant select on release_drafts to gehoord_member, gehoord_system;
grant insert (id, organisation, period, state, asked_by, day) on release_drafts to gehoord_member;
grant update (state, agreed_by, agreed_hash) on release_drafts to gehoord_member;
grant update on release_drafts to gehoord_system;
alter table release_drafts enable row level security;
create policy system_all on release_drafts to gehoord_system using (true) with check (true);
create policy own on release_drafts for select to gehoord_member using (is_mine(organisation) and i_am('coordinator'));
create policy asks on release_drafts for insert to gehoord_member with check (is_mine(organisation) and i_am('coordinator') and state = 'asked' and asked_by::text = gehoord_member());
create policy another_agrees on release_drafts for update to gehoord_member
  using (is_mine(organisation) and i_am('coordinator') and state = 'prepared' and asked_by::text <> gehoord_member())
  with check (state = 'agreed' and agreed_by::text = gehoord_member() and agreed_hash = hash);
create policy withdraws on release_drafts for update to gehoord_member
  using (is_mine(organisation) and i_am('coordinator') and state in ('asked', 'prepared', 'agreed'))
  with check (is_mine(organisation) and i_am('coordinator') and state = 'withdrawn');
