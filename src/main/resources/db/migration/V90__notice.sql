-- What is published about households, and what everybody objects. Masked names only; nothing is ever overwritten.

create table notice (
    id                 uuid primary key,
    area               varchar(20)   not null,
    application_id     uuid          not null,
    application_number varchar(60)   not null,
    reference          varchar(40)   not null,
    year               integer       not null,
    number_in_year     integer       not null,
    town_code          varchar(12)   not null,
    town_name          varchar(100)  not null,
    category_name      varchar(100)  not null,
    masked_names       varchar(2000) not null,
    minors             integer       not null,
    from_on            date          not null,
    to_on              date          not null,
    how_to_object      varchar(1000) not null,
    published_by       varchar(100)  not null,
    published_at       timestamptz   not null,
    constraint uq_notice_number_in_year unique (area, year, number_in_year),
    constraint uq_notice_reference unique (reference),
    constraint ck_notice_town_code_form check (town_code ~ '^[1-9]\d{5,11}$'),
    constraint ck_notice_ends_after_start check (to_on >= from_on),
    constraint ck_notice_is_about_somebody check (masked_names <> '' or minors > 0),
    constraint ck_notice_minors_not_negative check (minors >= 0),
    -- One readable character at each end at most, dots between the parts of a name apart.
    constraint ck_notice_names_are_masked check (
        masked_names = '' or masked_names ~ '^([^,*][*·•・．]*\*[*·•・．]*[^,*]?|\*)(,([^,*][*·•・．]*\*[*·•・．]*[^,*]?|\*))*$'),
    constraint ck_notice_no_identity_number check (
        concat_ws(' ', town_name, category_name, masked_names, how_to_object) !~ '\d{17}[0-9Xx]')
);

create index ix_notice_application on notice (application_id);
create index ix_notice_days on notice (from_on, to_on);

create table notice_extension (
    id          bigint generated always as identity primary key,
    notice_id   uuid         not null references notice,
    to_on       date         not null,
    reason      varchar(200) not null,
    extended_by varchar(100) not null,
    extended_at timestamptz  not null
);

create index ix_notice_extension_notice on notice_extension (notice_id);

create table notice_end (
    notice_id   uuid primary key references notice,
    reason_code varchar(40)  not null,
    ended_by    varchar(100) not null,
    ended_at    timestamptz  not null,
    constraint ck_notice_end_reason_is_code check (reason_code ~ '^[A-Z][A-Z0-9_]*$')
);

create table notice_board_photo (
    id          bigint generated always as identity primary key,
    notice_id   uuid         not null references notice,
    document_id uuid         not null references document,
    added_by    varchar(100) not null,
    added_at    timestamptz  not null
);

create index ix_notice_board_photo_notice on notice_board_photo (notice_id);

-- Digests of the names while a notice is up, to find a name that slipped into a page. Deleted at its end.
create table notice_name_digest (
    notice_id  uuid     not null references notice,
    characters integer  not null,
    digest     char(64) not null,
    primary key (notice_id, digest)
);

create table notice_key (
    id     integer primary key,
    secret bytea not null,
    constraint ck_notice_key_single check (id = 1)
);

create table objection (
    id             uuid primary key,
    area           varchar(20)   not null,
    notice_id      uuid          not null references notice,
    application_id uuid          not null,
    reference      varchar(40)   not null,
    channel        varchar(20)   not null,
    name           varchar(100),
    phone          varchar(40),
    content        varchar(2000) not null,
    received_on    date          not null,
    -- The same form sent twice, the same line imported twice: one objection.
    fingerprint    char(64),
    raised_by      varchar(100)  not null,
    raised_at      timestamptz   not null,
    constraint uq_objection_reference unique (reference),
    constraint uq_objection_fingerprint unique (fingerprint),
    constraint ck_objection_channel check (channel in ('PUBLIC_PAGE', 'WINDOW', 'IMPORT')),
    constraint ck_objection_content_present check (btrim(content) <> '')
);

create index ix_objection_notice on objection (notice_id);
create index ix_objection_application on objection (application_id);

create table objection_answer (
    objection_id uuid primary key references objection,
    outcome      varchar(20)   not null,
    answer       varchar(2000) not null,
    answered_by  varchar(100)  not null,
    answered_at  timestamptz   not null,
    constraint ck_objection_answer_outcome check (outcome in ('UPHELD', 'UNFOUNDED')),
    constraint ck_objection_answer_present check (btrim(answer) <> '')
);

create trigger notice_append_only
    before update or delete or truncate on notice
    for each statement execute function refuse_change();

create trigger notice_extension_append_only
    before update or delete or truncate on notice_extension
    for each statement execute function refuse_change();

create trigger notice_end_append_only
    before update or delete or truncate on notice_end
    for each statement execute function refuse_change();

create trigger notice_board_photo_append_only
    before update or delete or truncate on notice_board_photo
    for each statement execute function refuse_change();

create trigger objection_append_only
    before update or delete or truncate on objection
    for each statement execute function refuse_change();

create trigger objection_answer_append_only
    before update or delete or truncate on objection_answer
    for each statement execute function refuse_change();
