-- One file per household, one health card per person (江人社发〔2018〕567号 六(四)). Nothing is overwritten: the newest home and
-- card count, members and contracts end by an added row.

create table household (
    id         uuid        not null,
    area       text        not null,
    source     text        not null,
    entered_by text        not null,
    entered_at timestamptz not null,
    constraint pk_household primary key (id),
    constraint ck_household_source_present check (btrim(source) <> '')
);

create table household_home (
    id             bigint generated always as identity,
    household_id   uuid        not null references household,
    head_person_id uuid        not null references person,
    address        text        not null,
    phone          text,
    entered_by     text        not null,
    entered_at     timestamptz not null,
    constraint pk_household_home primary key (id),
    constraint ck_household_home_address_present check (btrim(address) <> '')
);
create index ix_household_home_household on household_home (household_id, id);

create table household_member (
    id           uuid        not null,
    household_id uuid        not null references household,
    person_id    uuid        not null references person,
    relation     text        not null,
    from_on      date        not null,
    entered_by   text        not null,
    entered_at   timestamptz not null,
    constraint pk_household_member primary key (id),
    constraint ck_household_member_relation check (relation ~ '^[A-Z_]+$')
);
create index ix_household_member_household on household_member (household_id);
create index ix_household_member_person on household_member (person_id);

create table household_member_end (
    member_id  uuid        not null references household_member,
    last_on    date        not null,
    reason     text        not null,
    entered_by text        not null,
    entered_at timestamptz not null,
    constraint pk_household_member_end primary key (member_id),
    constraint ck_household_member_end_reason_present check (btrim(reason) <> '')
);

create table health_card (
    id             uuid        not null,
    person_id      uuid        not null references person,
    conditions     text        not null,
    disease_groups text[]      not null,
    hospital_code  varchar(32) references hospital,
    plan           text        not null,
    entered_by     text        not null,
    entered_at     timestamptz not null,
    constraint pk_health_card primary key (id),
    constraint ck_health_card_groups check (disease_groups <@ array['MALIGNANT_TUMOUR', 'RENAL_DIALYSIS', 'TRANSPLANT_ANTI_REJECTION', 'STEM_CELL_TRANSPLANT'])
);
create index ix_health_card_person on health_card (person_id, entered_at);

create table family_doctor_contract (
    id         uuid          not null,
    person_id  uuid          not null references person,
    doctor     text          not null,
    clinic     text          not null,
    from_on    date          not null,
    to_on      date          not null,
    own_share  numeric(14,2) not null,
    borne_by   text          not null,
    entered_by text          not null,
    entered_at timestamptz   not null,
    constraint pk_family_doctor_contract primary key (id),
    constraint ck_family_doctor_contract_ends_after_start check (to_on >= from_on),
    constraint ck_family_doctor_contract_share check (own_share >= 0),
    constraint ck_family_doctor_contract_share_borne_by_fund check (borne_by = 'POVERTY_ALLEVIATION_FUND')
);
create index ix_family_doctor_contract_person on family_doctor_contract (person_id, from_on);

create table family_doctor_contract_end (
    contract_id uuid        not null references family_doctor_contract,
    last_on     date        not null,
    reason      text        not null,
    entered_by  text        not null,
    entered_at  timestamptz not null,
    constraint pk_family_doctor_contract_end primary key (contract_id),
    constraint ck_family_doctor_contract_end_reason_present check (btrim(reason) <> '')
);

create trigger household_append_only before update or delete or truncate on household
    for each statement execute function refuse_change();
create trigger household_home_append_only before update or delete or truncate on household_home
    for each statement execute function refuse_change();
create trigger household_member_append_only before update or delete or truncate on household_member
    for each statement execute function refuse_change();
create trigger household_member_end_append_only before update or delete or truncate on household_member_end
    for each statement execute function refuse_change();
create trigger health_card_append_only before update or delete or truncate on health_card
    for each statement execute function refuse_change();
create trigger family_doctor_contract_append_only before update or delete or truncate on family_doctor_contract
    for each statement execute function refuse_change();
create trigger family_doctor_contract_end_append_only before update or delete or truncate on family_doctor_contract_end
    for each statement execute function refuse_change();
