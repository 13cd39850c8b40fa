-- "Not yours" and "not there" are the same answer, and take the same work (product.md promise 9): who is kept out learns nothing from
-- the time either. A policy is only asked about rows that exist, so that a row that was found and refused took longer than none. Here
-- every question is asked whatever the others answered, also about an id that nobody has; who may see the case asks on, nobody else.
-- Row-level security stays behind it, and decides.

-- The case itself where this member may see it, else null. Also for a case that was removed: what of it is still answered, the asker says.
create function gehoord_sees(wanted uuid) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  me text := coalesce(public.gehoord_member(), '');
  of_organisation text;
  of_team text;
  held_apart boolean;
  in_team boolean;
  holds boolean;
  kept_out boolean;
begin
  select c.organisation, c.team, c.by_member and c.state <> 'removed' into of_organisation, of_team, held_apart from public.cases c where c.id = wanted;
  select exists (select from public.team_members tm where tm.team = coalesce(of_team, '-') and tm.member::text = me) into in_team;
  select exists (select from public.case_wraps w where w.case_id = wanted and w.holder_kind = 'member' and w.holder = me) into holds;
  select exists (select from public.case_exclusions e where e.case_id = wanted and e.member::text = me) into kept_out;
  return case when of_organisation = public.gehoord_organisation() and in_team and (holds or not held_apart) and not kept_out then wanted end;
end $$;

-- A referral, by the case that it made, where this member sees either side.
create function gehoord_sees_referral(wanted uuid) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  origin uuid;
  here uuid;
  there uuid;
begin
  select r.from_case into origin from public.referrals r where r.to_case = wanted;
  here := public.gehoord_sees(wanted);
  there := public.gehoord_sees(coalesce(origin, wanted));
  return case when here is not null or there is not null then wanted end;
end $$;

revoke execute on function gehoord_sees(uuid), gehoord_sees_referral(uuid) from public;
grant execute on function gehoord_sees(uuid), gehoord_sees_referral(uuid) to gehoord_member;
