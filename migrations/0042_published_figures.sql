-- Figures as they were published: documents that withstood disclosure control, each with its line of the signed register. What was
-- printed is frozen: rows are only added, one after the other, and each line names the one before it. Nothing here is about one person.

create table published_releases (
  sequence integer primary key check (sequence >= 1),
  id text not null unique check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$'),
  -- The bytes that were hashed and signed, so text and not jsonb.
  document text not null check (octet_length(document) between 2 and 33554432),
  line text not null check (octet_length(line) between 2 and 20000),
  taken_day date not null
);

-- Two operators at the same time: the second waits, and sees that the place is taken.
create function gehoord_release_follows() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('published_releases'), 0);
  if new.sequence <> 1 + coalesce((select max(sequence) from published_releases), 0) then
    raise exception 'a release follows the one before it' using errcode = 'unique_violation', constraint = 'published_releases_follow';
  end if;
  return new;
end $$;
create trigger release_follows before insert on published_releases for each row execute function gehoord_release_follows();

create function gehoord_release_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what was published stays as it was' using errcode = 'restrict_violation';
end $$;
create trigger release_stays before update or delete on published_releases for each row execute function gehoord_release_stays();
create trigger releases_stay before truncate on published_releases for each statement execute function gehoord_release_stays();

grant select on published_releases to gehoord_visitor, gehoord_member, gehoord_system;
grant insert on published_releases to gehoord_system;
alter table published_releases enable row level security;
create policy everybody on published_releases for select to gehoord_visitor, gehoord_member using (true);
create policy system_reads on published_releases for select to gehoord_system using (true);
create policy system_adds on published_releases for insert to gehoord_system with check (true);
