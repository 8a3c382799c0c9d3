-- Permission to be treated elsewhere (江人社发〔2018〕567号 五(二)1, 附件2; 抚政办发〔2014〕67号 五(二)1; 连政办发〔2017〕22号 六(二)).

create sequence referral_number;

create table referral (
    id              uuid        not null,
    number          text        not null,
    area            text        not null,
    person_id       uuid        not null,
    phone           text        not null,
    work_unit       text        not null,
    diagnosis       text        not null,
    target_hospital text        not null,
    route           text        not null,
    basis_document  text        not null,
    basis_article   text        not null,
    tier2_hospital  text        not null,
    tier3_hospital  text,
    emergency       boolean     not null,
    admitted_on     date,
    applied_on      date        not null,
    state           text        not null,
    valid_from_on   date,
    valid_to_on     date,
    single_use      boolean     not null default false,
    opened_by       text        not null,
    opened_at       timestamptz not null,
    constraint pk_referral primary key (id),
    constraint uq_referral_number unique (number),
    constraint fk_referral_person foreign key (person_id) references person,
    constraint fk_referral_target foreign key (target_hospital) references hospital,
    constraint fk_referral_tier2 foreign key (tier2_hospital) references hospital,
    constraint fk_referral_tier3 foreign key (tier3_hospital) references hospital,
    constraint ck_referral_state check (state in ('AT_TIER2', 'AT_TIER3', 'AT_OFFICE', 'FILED', 'REFUSED_BY_HOSPITAL',
        'NOT_FILED', 'TOO_LATE', 'WITHDRAWN', 'REVOKED')),
    constraint ck_referral_route check (route in ('IN_CITY', 'OUT_OF_CITY', 'NON_DESIGNATED', 'UPPER_LEVEL')),
    constraint ck_referral_emergency_says_when check (emergency = (admitted_on is not null)),
    constraint ck_referral_two_hospitals check (tier3_hospital is distinct from tier2_hospital),
    constraint ck_referral_filed_is_valid check (state not in ('FILED', 'REVOKED') or valid_to_on >= valid_from_on)
);
-- One way at a time to the same hospital: a double click opens one.
create unique index uq_referral_open on referral (person_id, target_hospital) where state in ('AT_TIER2', 'AT_TIER3', 'AT_OFFICE');
create index ix_referral_person on referral (person_id, target_hospital);
create index ix_referral_area on referral (area, opened_at desc);
create index ix_referral_tier2 on referral (tier2_hospital, opened_at desc);
create index ix_referral_tier3 on referral (tier3_hospital, opened_at desc);

create table referral_record (
    id          bigint generated always as identity,
    referral_id uuid        not null,
    kind        text        not null,
    tier        text,
    content     jsonb       not null,
    by_user     text        not null,
    at          timestamptz not null,
    constraint pk_referral_record primary key (id),
    constraint fk_referral_record_referral foreign key (referral_id) references referral
);
create index ix_referral_record_referral on referral_record (referral_id, id);
create trigger referral_record_append_only before update or delete on referral_record
    for each row execute function refuse_change();
create trigger referral_record_no_truncate before truncate on referral_record
    for each statement execute function refuse_change();

-- The form of annex 2 as it was after each seal; the last one counts.
create table referral_paper (
    id          bigint generated always as identity,
    referral_id uuid        not null,
    content     bytea       not null,
    sealed_by   text        not null,
    pressed_by  text        not null,
    certificate text        not null,
    at          timestamptz not null,
    constraint pk_referral_paper primary key (id),
    constraint fk_referral_paper_referral foreign key (referral_id) references referral
);
create index ix_referral_paper_referral on referral_paper (referral_id, id);
create trigger referral_paper_append_only before update or delete on referral_paper
    for each row execute function refuse_change();
create trigger referral_paper_no_truncate before truncate on referral_paper
    for each statement execute function refuse_change();

-- Which bill counted on which referral.
create table referral_use (
    referral_id uuid        not null,
    claim_id    uuid        not null,
    used_at     timestamptz not null,
    released_at timestamptz,
    constraint fk_referral_use_referral foreign key (referral_id) references referral
);
create unique index uq_referral_use_claim on referral_use (claim_id) where released_at is null;
create index ix_referral_use_referral on referral_use (referral_id);

-- Where a hospital was late and the patient is not to suffer for it.
create table hospital_liability (
    id            bigint generated always as identity,
    referral_id   uuid        not null,
    hospital_code text        not null,
    reason        text        not null,
    recorded_by   text        not null,
    recorded_at   timestamptz not null,
    constraint pk_hospital_liability primary key (id),
    constraint fk_hospital_liability_referral foreign key (referral_id) references referral,
    constraint fk_hospital_liability_hospital foreign key (hospital_code) references hospital,
    constraint uq_hospital_liability_once unique (referral_id, hospital_code),
    constraint ck_hospital_liability_reason check (length(trim(reason)) > 0)
);
create trigger hospital_liability_append_only before update or delete on hospital_liability
    for each row execute function refuse_change();
create trigger hospital_liability_no_truncate before truncate on hospital_liability
    for each statement execute function refuse_change();

-- What a hospital's system asked for, so that the same request asked twice is one referral.
create table referral_request (
    hospital_code   text        not null,
    idempotency_key text        not null,
    body_sha256     text        not null,
    referral_id     uuid        not null,
    at              timestamptz not null,
    constraint pk_referral_request primary key (hospital_code, idempotency_key),
    constraint fk_referral_request_referral foreign key (referral_id) references referral
);

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area),
       (values ('referral.summary-working-days', '2'),
               ('referral.opinion-working-days', '1'),
               ('referral.stamp-working-days', '1'),
               ('referral.filing-working-days', '2'),
               ('referral.review-working-days', '1'),
               ('referral.emergency-working-days', '5'),
               ('referral.valid-days', '180'),
               ('referral.use', 'REPEATED')) as defaults (parameter, value);
