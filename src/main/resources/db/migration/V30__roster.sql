-- Who is a beneficiary, in which category, from when to when, on whose word. Nothing is overwritten: a period that ends,
-- and an end that was wrong, are added.

create table category_period (
    id              uuid primary key,
    person_id       uuid         not null references person,
    category        varchar(60)  not null,
    from_on         date         not null,
    to_on           date,
    source_document varchar(200) not null,
    entered_by      varchar(100) not null,
    entered_at      timestamptz  not null,
    constraint ck_category_period_category_is_code check (category ~ '^[A-Z][A-Z0-9_]*$'),
    constraint ck_category_period_ends_after_start check (to_on >= from_on),
    constraint ck_category_period_source_present check (btrim(source_document) <> '')
);

create index ix_category_period_person on category_period (person_id, category);

-- The newest end of a period counts, before the one it was entered with.
create table category_period_end (
    id              bigint generated always as identity primary key,
    period_id       uuid         not null references category_period,
    last_on         date         not null,
    source_document varchar(200) not null,
    entered_by      varchar(100) not null,
    entered_at      timestamptz  not null,
    constraint ck_category_period_end_source_present check (btrim(source_document) <> '')
);

create index ix_category_period_end_period on category_period_end (period_id, id);

create trigger category_period_append_only
    before update or delete or truncate
    on category_period
    for each statement
execute function refuse_change();

create trigger category_period_end_append_only
    before update or delete or truncate
    on category_period_end
    for each statement
execute function refuse_change();
