-- Notices to workers: where a neutral mail goes, and when. The address is sealed in the worker's browser to the notice key, which is
-- outside database and backups; only the job that sends opens it. No row: nothing is sent, and the desk alone shows it.

create table member_notices (
  member uuid primary key references members on delete cascade,
  organisation text not null,
  sealed bytea not null check (octet_length(sealed) between 1 and 4000),
  digest text not null check (digest in ('at-once', 'daily')),
  -- Wall clock of Europe/Amsterdam at which what came in is told, once a day.
  hour smallint check (hour between 0 and 23),
  check ((digest = 'daily') = (hour is not null)),
  foreign key (member, organisation) references members (id, organisation)
);
grant select, insert, update, delete on member_notices to gehoord_member;
grant select, delete on member_notices to gehoord_system;
alter table member_notices enable row level security;
create policy system_all on member_notices to gehoord_system using (true) with check (true);
create policy own on member_notices to gehoord_member
  using (member::text = gehoord_member()) with check (member::text = gehoord_member() and is_mine(organisation));

-- Who left is told nothing any more.
create function gehoord_notices_end() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.member_notices where member = new.id;
  return null;
end $$;
create trigger notices_end after update of status on members for each row when (new.status = 'ended') execute function gehoord_notices_end();
revoke execute on function gehoord_notices_end() from public;

-- Whether this member may know that there is such a case: the same question that lists ask.
grant execute on function gehoord_may_see(uuid, uuid) to gehoord_system;
