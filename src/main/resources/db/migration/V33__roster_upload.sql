-- Lists that departments hand over as files: staged, checked row by row, taken when a person confirms, taken back whole.

create table roster_upload (
    id              uuid primary key,
    area            varchar(20)  not null,
    -- The department that handed it over; empty for the agency's own.
    department      varchar(60),
    purpose         varchar(20)  not null,
    kind            varchar(20),
    category        varchar(60),
    list_on         date,
    handed_over_on  date,
    entry_from_on   date,
    exit_last_on    date,
    benefit_year    integer,
    source_document varchar(200) not null,
    file_name       varchar(200) not null,
    file_bytes      bigint,
    -- The categories the uploader may enter, as they were at the upload.
    permitted       varchar(60)[] not null,
    state           varchar(20)  not null,
    -- Why the file as a whole is refused, for the person at the screen.
    refusal         varchar(500),
    rows_staged     integer      not null default 0,
    bytes_staged    bigint       not null default 0,
    rows_refused    integer      not null default 0,
    rows_taken      integer      not null default 0,
    uploaded_by     varchar(100) not null,
    uploaded_at     timestamptz  not null,
    confirmed_by    varchar(100),
    confirmed_at    timestamptz,
    undone_by       varchar(100),
    undone_at       timestamptz,
    undo_reason     varchar(500),
    constraint ck_roster_upload_purpose check (purpose in ('ROSTER', 'LARGE_COSTS')),
    constraint ck_roster_upload_kind check (kind in ('MONTHLY', 'DAILY')),
    constraint ck_roster_upload_list_is_dated check ((purpose = 'ROSTER') =
        (kind is not null and list_on is not null and entry_from_on is not null and exit_last_on is not null)),
    constraint ck_roster_upload_state check (state in
        ('AWAITING_FILE', 'CHECKING', 'REFUSED', 'CHECKED', 'TAKING', 'TAKEN', 'UNDOING', 'UNDONE')),
    constraint ck_roster_upload_refusal_is_said check ((state = 'REFUSED') = (refusal is not null)),
    constraint ck_roster_upload_taken_by_somebody
        check (state not in ('TAKING', 'TAKEN', 'UNDOING', 'UNDONE') or (confirmed_by is not null and confirmed_at is not null)),
    constraint ck_roster_upload_undone_by_somebody
        check (state not in ('UNDOING', 'UNDONE') or (undone_by is not null and undo_reason is not null)),
    constraint ck_roster_upload_source_present check (btrim(source_document) <> '')
);

create index ix_roster_upload_area on roster_upload (area, uploaded_at desc);
create index ix_roster_upload_working on roster_upload (state) where state in ('CHECKING', 'TAKING', 'UNDOING');

-- The rows of a file as they were read. What could be read as a code or a date is one here; the rest is as it was typed.
create table roster_upload_row (
    upload_id    uuid          not null,
    row_no       integer       not null,
    resident_id  varchar(100)  not null,
    name         varchar(100)  not null,
    change       varchar(100)  not null,
    category     varchar(100)  not null,
    division     varchar(100)  not null,
    insured      varchar(100)  not null,
    effective    varchar(100)  not null,
    effective_on date,
    amount       numeric(14,2),
    constraint pk_roster_upload_row primary key (upload_id, row_no)
);

-- Why a row is not taken. A row without an entry here is good.
create table roster_upload_fault (
    upload_id uuid         not null,
    row_no    integer      not null,
    code      varchar(60)  not null,
    message   varchar(300) not null,
    constraint pk_roster_upload_fault primary key (upload_id, row_no, code)
);
