-- Kinds of pieces as rows: which chain a kind lies in, who may write it, whether a file belongs to it. A later migration adds
-- a row; nothing here is ever widened by hand in two places.
create table piece_kinds (
  kind text primary key check (kind ~ '^[a-z][a-z0-9-]{1,30}$'),
  chain text not null check (chain in ('shared', 'desk')),
  -- The person, or the server for a person without script.
  by_reporter boolean not null,
  by_member boolean not null,
  with_file boolean not null default false,
  -- What only the team reads is never written by the person.
  check (chain = 'shared' or not by_reporter),
  check (by_reporter or by_member)
);
insert into piece_kinds (kind, chain, by_reporter, by_member, with_file) values
  ('label', 'shared', true, false, false),
  ('report', 'shared', true, false, false),
  ('contact', 'shared', true, false, false),
  ('file', 'shared', true, false, true),
  ('message', 'shared', true, false, false),
  ('safety', 'shared', true, false, false),
  ('helped', 'shared', true, false, false),
  ('ending', 'shared', true, false, false),
  ('answer', 'shared', false, true, false),
  ('note', 'desk', false, true, false);
grant select on piece_kinds to gehoord_visitor, gehoord_member, gehoord_system;

do $$
declare one record;
begin
  for one in
    select conname from pg_constraint
    where conrelid = 'pieces'::regclass and contype = 'c'
      and (pg_get_constraintdef(oid) like '%kind%')
  loop
    execute format('alter table pieces drop constraint %I', one.conname);
  end loop;
end $$;
alter table pieces add constraint pieces_kind_is_known foreign key (kind) references piece_kinds (kind);

-- The chain of a kind, its writers and its file: what the checks above said, read from the table of kinds.
create function gehoord_piece_fits_its_kind() returns trigger language plpgsql as $$
declare known piece_kinds%rowtype;
begin
  select * into known from piece_kinds where kind = new.kind;
  if not found or known.chain <> new.chain or known.with_file <> (new.upload is not null)
    or not (case when new.sender like 'member:%' then known.by_member else known.by_reporter end) then
    raise exception 'this piece does not fit its kind' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger fits_its_kind before insert on pieces for each row execute function gehoord_piece_fits_its_kind();

drop policy own_team_adds on pieces;
create policy own_team_adds on pieces for insert to gehoord_member with check (
  sender = 'member:' || gehoord_member() and exists (select from cases c where c.id = case_id and c.state <> 'removed')
);
