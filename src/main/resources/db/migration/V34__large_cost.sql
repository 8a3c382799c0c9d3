-- 鲁医保发〔2020〕79号 四(一): people with large medical costs who are not recognised are looked at one by one.

create table large_cost_threshold (
    id              bigint generated always as identity primary key,
    area            varchar(20)   not null,
    from_on         date          not null,
    amount          numeric(14,2) not null,
    document_number varchar(100)  not null,
    demonstration   boolean       not null default false,
    entered_by      varchar(100)  not null,
    entered_at      timestamptz   not null,
    constraint uq_large_cost_threshold_day unique (area, from_on),
    constraint ck_large_cost_threshold_positive check (amount > 0),
    constraint ck_large_cost_threshold_document_present check (btrim(document_number) <> '')
);

create trigger large_cost_threshold_append_only
    before update or delete or truncate
    on large_cost_threshold
    for each statement
execute function refuse_change();

-- One row for a person and year; the figure is the one known when the person came on the list.
create table large_cost (
    id           uuid primary key,
    area         varchar(20)   not null,
    benefit_year integer       not null,
    resident_id  char(18)      not null,
    name         varchar(100)  not null,
    amount       numeric(14,2) not null,
    source       varchar(20)   not null,
    upload_id    uuid,
    listed_at    timestamptz   not null,
    withdrawn_at timestamptz,
    constraint uq_large_cost_person_year unique (area, benefit_year, resident_id),
    constraint ck_large_cost_source check (source in ('BILLS', 'INSURANCE')),
    constraint ck_large_cost_positive check (amount > 0)
);

create index ix_large_cost_upload on large_cost (upload_id) where upload_id is not null;

create table large_cost_outcome (
    id         bigint generated always as identity primary key,
    cost_id    uuid         not null references large_cost,
    outcome    varchar(40)  not null,
    reason     varchar(500),
    closed_by  varchar(100) not null,
    closed_at  timestamptz  not null,
    constraint uq_large_cost_outcome_once unique (cost_id),
    constraint ck_large_cost_outcome check (outcome in
        ('APPLICATION_STARTED', 'NOT_ELIGIBLE', 'NOT_REACHED', 'ALREADY_RECOGNISED', 'DECLINED')),
    constraint ck_large_cost_outcome_says_why
        check (outcome not in ('NOT_ELIGIBLE', 'NOT_REACHED', 'DECLINED') or btrim(coalesce(reason, '')) <> '')
);

create trigger large_cost_outcome_append_only
    before update or delete or truncate
    on large_cost_outcome
    for each statement
execute function refuse_change();
