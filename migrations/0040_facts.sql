-- Coded facts: what the network counts. No text, no time finer than a week, no case, no order.
--
-- Codes are sealed with a key outside database and backups, as what a code looks up is hashed with one: who holds the database,
-- its write-ahead log and every backup sees how many facts an organisation left in a week, and nothing that he could join to a case.
-- All rows of a table have one length.

-- What arrived and was not counted yet. Its order tells when somebody registered something, never what.
create table fact_arrivals (
  id uuid primary key,
  organisation text not null references organisations,
  sealed bytea not null check (octet_length(sealed) = 412)
);

-- Entered once a week in shuffled order; every time an organisation's rows are written anew, under new ids, sealed anew.
create table facts (
  id uuid primary key,
  organisation text not null references organisations,
  week text not null check (week ~ '^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$'),
  sealed bytea not null check (octet_length(sealed) = 412)
);
create index facts_in_weeks on facts (organisation, week);

-- An organisation's sums of a quarter, so that nobody counts rows while somebody looks.
create table fact_sums (
  organisation text not null references organisations,
  quarter text not null check (quarter ~ '^[0-9]{4}-q[1-4]$'),
  sealed bytea not null,
  primary key (organisation, quarter)
);

-- A member puts in and reads nothing back; the sums of the own organisation are what is looked at.
grant insert on fact_arrivals to gehoord_member;
grant select, insert, delete on fact_arrivals to gehoord_system;
grant select, insert, delete on facts to gehoord_system;
grant select on fact_sums to gehoord_member;
grant select, insert, delete on fact_sums to gehoord_system;

alter table fact_arrivals enable row level security;
alter table facts enable row level security;
alter table fact_sums enable row level security;
create policy system_all on fact_arrivals to gehoord_system using (true) with check (true);
create policy system_all on facts to gehoord_system using (true) with check (true);
create policy system_all on fact_sums to gehoord_system using (true) with check (true);
create policy put on fact_arrivals for insert to gehoord_member with check (is_mine(organisation));
create policy own on fact_sums for select to gehoord_member using (is_mine(organisation));
