-- People, hospitals and offices. Identity numbers and names stay in these tables; everybody else uses ids.

create table office (
    area          varchar(20) primary key,
    name          varchar(100) not null,
    division      char(6)      not null,
    demonstration boolean      not null default false,
    constraint ck_office_division_form check (division ~ '^[1-9]\d{5}$')
);

create table person (
    id            uuid primary key,
    area          varchar(20)  not null,
    resident_id   char(18)     not null,
    name          varchar(100) not null,
    division      char(6)      not null,
    insured       boolean      not null,
    contact       varchar(100),
    demonstration boolean      not null default false,
    registered_by varchar(100) not null,
    registered_at timestamptz  not null,
    constraint uq_person_resident_id unique (resident_id),
    constraint ck_person_resident_id_form check (resident_id ~ '^[1-9]\d{16}[0-9X]$'),
    constraint ck_person_name_present check (btrim(name) <> ''),
    constraint ck_person_contact_present check (btrim(contact) <> ''),
    -- The longer prefix wins: Heshan lies inside Jiangmen and has an office of its own.
    constraint ck_person_area_insures_division check (
        area is not distinct from case
            when division like '2104%' then 'fushun'
            when division like '3207%' then 'lianyungang'
            when division like '3708%' then 'jining'
            when division = '440784' then 'heshan'
            when division like '4407%' then 'jiangmen'
        end)
);

-- One register for all areas: people are treated outside their own.
create table hospital (
    code          varchar(32) primary key,
    name          varchar(100) not null,
    level         smallint     not null,
    division      char(6)      not null,
    demonstration boolean      not null default false,
    constraint ck_hospital_code_form check (code ~ '^[A-Z0-9][A-Z0-9-]*$'),
    constraint ck_hospital_name_present check (btrim(name) <> ''),
    constraint ck_hospital_level check (level between 1 and 3),
    constraint ck_hospital_division_form check (division ~ '^[1-9]\d{5}$')
);

create table hospital_designation (
    hospital_code varchar(32) not null references hospital,
    from_on       date        not null,
    to_on         date,
    primary key (hospital_code, from_on),
    constraint ck_hospital_designation_ends_after_start check (to_on >= from_on)
);
