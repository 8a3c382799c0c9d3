-- Files that belong to a case: kept here, outside the engine, which carries only their ids.

create table document (
    id            uuid primary key,
    area          varchar(20)  not null,
    uploaded_by   varchar(100) not null,
    hospital_code varchar(32),
    file_name     varchar(200) not null,
    media_type    varchar(40)  not null,
    size_bytes    integer      not null,
    sha256        char(64)     not null,
    content       bytea        not null,
    uploaded_at   timestamptz  not null,
    constraint ck_document_media_type check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
    constraint ck_document_size check (size_bytes between 1 and 20971520 and size_bytes = octet_length(content)),
    constraint ck_document_digest check (sha256 = encode(sha256(content), 'hex')),
    constraint ck_document_file_name_present check (btrim(file_name) <> '')
);

-- Scans are compressed already.
alter table document alter column content set storage external;

-- A file never changes; an unattached one may go.
create trigger document_never_changes
    before update or truncate
    on document
    for each statement
execute function refuse_change();

create table document_attachment (
    document_id  uuid primary key references document,
    subject_type varchar(40)  not null,
    subject_id   varchar(100) not null,
    attached_by  varchar(100) not null,
    attached_at  timestamptz  not null,
    constraint ck_document_attachment_subject_type_is_code check (subject_type ~ '^[A-Z][A-Z0-9_]*$')
);

create index ix_document_attachment_subject on document_attachment (subject_type, subject_id);

create trigger document_attachment_append_only
    before update or delete or truncate
    on document_attachment
    for each statement
execute function refuse_change();
