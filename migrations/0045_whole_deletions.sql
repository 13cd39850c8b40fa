-- Deleting a case that lies before the ministry could be refused. Taking the escalation back writes its row, and deleting the pieces then
-- writes it again for the draft, while the consent it names is already gone: whether the database looked in between hung on the
-- order in which the pieces lay on the disk. Both are let go of first, in one step.
create or replace function gehoord_remove_case(wanted uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.escalations set consent = null, draft = null
    where consent in (select c.id from public.consents c where c.case_id = wanted) or draft in (select p.id from public.pieces p where p.case_id = wanted);
  delete from public.pieces where case_id = wanted;
  delete from public.uploads where case_id = wanted;
  delete from public.case_wraps where case_id = wanted;
  delete from public.reporter_keys where case_id = wanted;
  delete from public.notices where case_id = wanted;
  delete from public.audit_contents where record = wanted::text;
  update public.cases set state = 'removed', outcome = null, assignee = null, post_hash = null, urgent = false, size_class = 0, alert = 0 where id = wanted and state <> 'removed';
end $$;
