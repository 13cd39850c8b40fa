-- Files on their way: what counts is what lies here, not what somebody says he will send. Until now 72 small requests that
-- announced 28 MB each, and sent nothing, kept every visitor from sending a file for a day.
create or replace function gehoord_upload_start(new_id uuid, new_size integer, hour timestamptz, most bigint) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if coalesce((select sum(received) from public.uploads where case_id is null), 0) + new_size > most then
    return false;
  end if;
  insert into public.uploads (id, size, opened_hour) values (new_id, new_size, hour);
  return true;
end $$;

-- Bytes that lie here and belong to nothing yet: asked before every part.
create function gehoord_upload_waiting() returns bigint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(sum(received), 0)::bigint from public.uploads where case_id is null
$$;
revoke execute on function gehoord_upload_waiting() from public;
grant execute on function gehoord_upload_waiting() to gehoord_visitor;
