-- A list of fifty cases leaves up to fifty-one lines. One by one each of them was a question over the line, with the chain's lock held; here
-- they are one, linked in the order given, exactly as `gehoord_audit` links them.
create function gehoord_audit_all(salts bytea[], contents text[], records text[]) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tip public.audit_tip%rowtype;
  committed bytea;
  linked bytea;
begin
  select * into strict tip from public.audit_tip for update;
  for at in 1 .. coalesce(array_length(contents, 1), 0) loop
    committed := sha256(salts[at] || convert_to(contents[at], 'UTF8'));
    linked := sha256(convert_to('gehoord-audit-1', 'UTF8') || int8send(tip.seq + 1) || tip.chain || committed);
    insert into public.audit_lines (seq, commitment, previous, chain) values (tip.seq + 1, committed, tip.chain, linked);
    insert into public.audit_contents (seq, salt, content, record) values (tip.seq + 1, salts[at], contents[at], records[at]);
    tip.seq := tip.seq + 1;
    tip.chain := linked;
  end loop;
  update public.audit_tip set seq = tip.seq, chain = tip.chain;
  return tip.seq;
end $$;
revoke execute on function gehoord_audit_all(bytea[], text[], text[]) from public;
grant execute on function gehoord_audit_all(bytea[], text[], text[]) to gehoord_visitor, gehoord_member, gehoord_system;

-- Whatever hangs under a case asks which cases a member sees. The first thing that is asked of a case is its organisation: with this the database
-- looks at those of one organisation, not at those of the whole network.
create index cases_by_organisation on cases (organisation);
