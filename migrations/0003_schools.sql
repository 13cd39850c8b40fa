-- The register of schools: one row a location, from open data. Nothing here is about a person.

create table schools (
  location text primary key check (location ~ '^[0-9]{2}[A-Z]{2}[0-9]{2}$'),
  brin text not null check (brin = left(location, 4)),
  name text not null check (length(name) between 1 and 200),
  sector text not null check (sector in ('po', 'so', 'vo', 'mbo', 'unknown')),
  kind text check (length(kind) <= 100),
  denomination text check (length(denomination) <= 100),
  street text check (length(street) <= 200),
  house_number text check (length(house_number) <= 40),
  postcode text check (postcode ~ '^[1-9][0-9]{3}[A-Z]{2}$'),
  place text check (length(place) <= 100),
  municipality text check (length(municipality) <= 100),
  province text check (length(province) <= 40),
  board text check (length(board) <= 20),
  phone text check (length(phone) <= 40),
  website text check (length(website) <= 200),
  holiday_region text check (length(holiday_region) <= 40),
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  pupils integer check (pupils >= 0),
  -- Name and place without capitals, accents and punctuation: what the search reads.
  search text not null,
  -- The newest file of its kind no longer has this location. Rows are never deleted: reports may name them.
  gone boolean not null default false
);
create index schools_by_brin on schools (brin);

-- Raised by every import, so that each process knows when its search index in memory is old.
create table school_register (
  single boolean primary key default true check (single),
  version bigint not null
);
insert into school_register (version) values (0);

grant select on schools, school_register to gehoord_visitor, gehoord_member, gehoord_system;
grant insert, update on schools to gehoord_system;
grant update on school_register to gehoord_system;
