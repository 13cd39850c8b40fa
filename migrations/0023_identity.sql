-- Sign-in by OpenID Connect, for identity only (security.md 1.9): it says who somebody is and opens nothing. An administrator of an
-- identity provider who resets an account reads no report.
create table identity_providers (
  organisation text primary key references organisations,
  issuer text not null check (length(issuer) between 8 and 300),
  client_id text not null check (length(client_id) between 1 and 200),
  -- Sealed with a secret outside the database.
  client_secret bytea not null check (octet_length(client_secret) between 28 and 600)
);
-- Which person at the provider a member is: a keyed hash, worthless without the secret outside the database.
create table identities (
  member uuid primary key,
  organisation text not null,
  subject_hmac bytea not null unique check (octet_length(subject_hmac) = 32),
  foreign key (member, organisation) references members (id, organisation)
);
grant select, insert, update, delete on identity_providers, identities to gehoord_system;
grant select (organisation, issuer, client_id), delete on identity_providers to gehoord_member;
grant insert on identity_providers to gehoord_member;
grant select (member, organisation, subject_hmac), insert, delete on identities to gehoord_member;
alter table identity_providers enable row level security;
alter table identities enable row level security;
create policy system_all on identity_providers to gehoord_system using (true) with check (true);
create policy system_all on identities to gehoord_system using (true) with check (true);
create policy own on identity_providers for select to gehoord_member using (is_mine(organisation));
create policy set on identity_providers for insert to gehoord_member with check (is_mine(organisation) and i_am('organisation-admin'));
create policy ended on identity_providers for delete to gehoord_member using (is_mine(organisation) and i_am('organisation-admin'));
create policy own on identities for select to gehoord_member using (member::text = gehoord_member());
create policy made on identities for insert to gehoord_member with check (member::text = gehoord_member() and is_mine(organisation));
create policy ended on identities for delete to gehoord_member using (member::text = gehoord_member());
