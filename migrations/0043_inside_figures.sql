-- Figures inside: sums hold every combination of codes, so that any choice can be counted without reading facts.

-- `form`: what the sealed sums look like. Others than this release makes are counted anew by the weekly batch.
-- `version`: another one every time the row is written, so that what was opened in memory is known to be of today.
alter table fact_sums
  add column form text not null default 'pairs' check (length(form) between 1 and 40),
  add column version uuid not null default gen_random_uuid();

-- An organisation's own sums are for who leads a team or the organisation. The coordinator adds up those of the network;
-- what he is shown of them is decided in src/registration/inside/guard.ts.
drop policy own on fact_sums;
create policy own on fact_sums for select to gehoord_member using (is_mine(organisation) and (select i_am('team-lead') or i_am('organisation-admin')));
create policy network on fact_sums for select to gehoord_member using ((select i_am('coordinator')));
