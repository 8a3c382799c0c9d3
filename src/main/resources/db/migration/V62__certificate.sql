-- Certificates of poverty-alleviation beneficiaries. Whether one is valid follows from the roster and is not stored.

create table certificate (
    id          uuid primary key,
    area        varchar(20)  not null,
    person_id   uuid         not null references person,
    number      varchar(60)  not null,
    code        char(20)     not null,
    photo_id    uuid         not null references document,
    document_id uuid         not null references document,
    home        varchar(200) not null,
    issued_on   date         not null,
    replaces_id uuid references certificate,
    issued_by   varchar(100) not null,
    issued_at   timestamptz  not null,
    constraint uq_certificate_number unique (area, number),
    constraint uq_certificate_code unique (code),
    constraint uq_certificate_replaced_once unique (replaces_id),
    constraint ck_certificate_code_form check (code ~ '^[2-9A-Z]{20}$')
);

create index ix_certificate_person on certificate (person_id);

create table certificate_void (
    certificate_id uuid primary key references certificate,
    reason         varchar(20)  not null,
    basis          varchar(200) not null,
    voided_by      varchar(100) not null,
    voided_at      timestamptz  not null,
    constraint ck_certificate_void_reason check (reason in ('LOST', 'FRAUD')),
    constraint ck_certificate_void_fraud_has_basis check (reason <> 'FRAUD' or btrim(basis) <> '')
);

create trigger certificate_append_only
    before update or delete or truncate on certificate
    for each statement execute function refuse_change();

create trigger certificate_void_append_only
    before update or delete or truncate on certificate_void
    for each statement execute function refuse_change();
