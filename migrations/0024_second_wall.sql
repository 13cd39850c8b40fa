-- Functions that run with their owner's rights pass row-level security by. What asked for the team only, asks for everything that the
-- policies ask too: living, of the own organisation and team, held by this member where cases are held one by one, and not closed for him.

create or replace function gehoord_is_my_case(wanted uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.cases c where c.id = wanted and c.organisation = public.gehoord_organisation())
    and public.gehoord_may_see(wanted, public.gehoord_member()::uuid)
$$;

create or replace function gehoord_is_of_my_team(wanted uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select public.gehoord_is_my_case(wanted)
$$;

create or replace function gehoord_case_events(wanted uuid) returns table (act text, member text, day date)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select line.content ->> 'act', line.content ->> 'member', ((line.content ->> 'at')::timestamptz at time zone 'Europe/Amsterdam')::date
  from (select seq, content::jsonb as content from public.audit_contents where record = wanted::text) as line
  where line.content ->> 'act' = any (array['case.opened', 'case.take', 'case.assign', 'case.ask-helped', 'case.close', 'case.reopen', 'case.handed-over', 'case.export', 'case.print'])
    and public.gehoord_is_my_case(wanted)
  order by line.seq
$$;

create or replace function gehoord_plan_place(wanted uuid, begins timestamptz, minutes integer, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  of_team text;
begin
  select c.team into of_team from public.cases c where c.id = wanted and public.gehoord_is_my_case(wanted);
  if of_team is null then
    return false;
  end if;
  return public.gehoord_take_place(of_team, begins, minutes, wanted, null, at);
end $$;

create or replace function gehoord_leave_place(wanted uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from public.call_back_places p where p.case_id = wanted and public.gehoord_is_my_case(wanted)
$$;

-- Both sides of a referral, for either of them, where that case is his to see. A case that was just removed is asked by its team.
create or replace function gehoord_referral_teams(wanted uuid) returns table (from_team text, to_team text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select f.team, t.team from public.referrals r join public.cases f on f.id = r.from_case join public.cases t on t.id = r.to_case
  where r.to_case = wanted and (
    (public.gehoord_is_my_team(f.team) and (f.state = 'removed' or public.gehoord_is_my_case(f.id)))
    or (public.gehoord_is_my_team(t.team) and (t.state = 'removed' or public.gehoord_is_my_case(t.id))))
$$;
