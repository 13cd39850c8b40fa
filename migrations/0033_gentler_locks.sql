-- Who reads a case writes its audit line first, and then a row that points at the case and at the member. Whoever holds one of these
-- rows whole and then writes an audit line of his own waits for the reader, who waits for him: a deadlock, and an answer that fails.
-- Nobody here changes what others point at, so holding them against changes is enough.

do $$
declare
  one record;
  changed text;
begin
  for one in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname in ('gehoord_one_duty_at_a_time', 'gehoord_case_of') loop
    changed := replace(pg_get_functiondef(one.oid), 'for update;', 'for no key update;');
    if strpos(changed, 'for no key update;') = 0 then
      raise exception 'a lock was not where it was looked for';
    end if;
    execute changed;
  end loop;
end $$;
