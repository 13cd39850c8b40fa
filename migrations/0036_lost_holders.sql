-- Somebody whose holder left, or who used the shares, has nobody who could give his key back. That is remembered until he chooses
-- anew, and shown to him, the administrators and the coordinator of his organisation.
create table holder_losses (
  member uuid primary key,
  organisation text not null,
  foreign key (member, organisation) references members (id, organisation)
);
grant select, insert, delete on holder_losses to gehoord_system;
grant select on holder_losses to gehoord_member;
alter table holder_losses enable row level security;
create policy system_all on holder_losses to gehoord_system using (true) with check (true);
create policy around on holder_losses for select to gehoord_member using (
  member::text = gehoord_member() or (is_mine(organisation) and (i_am('organisation-admin') or i_am('coordinator')))
);

-- What a member holds and what others hold of him goes: one share of two is noise, so the whole set goes down. Whose set it was has
-- no holders from now on.
create function gehoord_drop_holder(gone uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  whose uuid[] := array(select s.member from public.recovery_shares s where s.holder = gone and s.member <> gone);
begin
  update public.recoveries r set state = 'stopped' where r.member = any (whose || gone) and r.state in ('begun', 'waiting');
  delete from public.recovery_gifts g where g.holder = gone;
  delete from public.recovery_shares s where s.member = any (whose || gone);
  insert into public.holder_losses (member, organisation)
    select m.id, m.organisation from public.members m where m.id = any (whose) and m.status = 'active' on conflict do nothing;
  delete from public.holder_losses l where l.member = gone;
end $$;

create or replace function gehoord_holder_leaves() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform public.gehoord_drop_holder(new.id);
  return null;
end $$;

create function gehoord_holders_found() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from public.holder_losses l where l.member = new.member;
  return null;
end $$;
create trigger holders_found after insert on recovery_shares for each row execute function gehoord_holders_found();

-- A recovery that is done has used the shares up.
create function gehoord_holders_used() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.holder_losses (member, organisation) values (new.member, new.organisation) on conflict do nothing;
  return null;
end $$;
create trigger holders_used after update of state on recoveries for each row when (new.state = 'done' and old.state <> 'done') execute function gehoord_holders_used();

-- As before, with what he held of others, what others held of him, and the recoveries of his key.
create or replace function gehoord_forget_member(wanted uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.members set name = 'ended-' || id, shown_name = '-' where id = wanted and status = 'ended' and shown_name <> '-';
  if not found then
    return false;
  end if;
  delete from public.credentials where member = wanted;
  delete from public.passkeys where member = wanted;
  delete from public.sessions where member = wanted;
  delete from public.identities where member = wanted;
  delete from public.member_ties where member = wanted;
  delete from public.saved_filters where member = wanted;
  delete from public.absences where member = wanted;
  delete from public.duties where member = wanted;
  delete from public.team_key_wraps where member = wanted;
  delete from public.organisation_root_wraps where member = wanted;
  delete from public.reading_alerts where member = wanted;
  delete from public.member_notices where member = wanted;
  perform public.gehoord_drop_holder(wanted);
  delete from public.recoveries where member = wanted;
  update public.member_keys set wrapped = ''::bytea where member = wanted;
  return true;
end $$;

do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in (
    'gehoord_drop_holder', 'gehoord_holders_found', 'gehoord_holders_used')
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;
