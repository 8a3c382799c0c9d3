-- Who did what, when, on which legal basis. Written in the transaction of the act itself, never changed afterwards.

-- Shared by every append-only table: put it behind "before update or delete or truncate".
create function refuse_change() returns trigger
    language plpgsql
as
$$
begin
    raise exception 'table %.% is append-only: correct by adding', tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
end;
$$;

create table audit_entry (
    id             bigint generated always as identity primary key,
    happened_at    timestamptz  not null,
    user_id        varchar(100) not null,
    area           varchar(20),
    action         varchar(60)  not null,
    subject_type   varchar(40)  not null,
    subject_id     varchar(100) not null,
    basis_document varchar(100),
    basis_article  varchar(50),
    details        jsonb        not null default '{}',
    constraint ck_audit_entry_action_is_code check (action ~ '^[A-Z][A-Z0-9_]*$'),
    constraint ck_audit_entry_subject_type_is_code check (subject_type ~ '^[A-Z][A-Z0-9_]*$'),
    constraint ck_audit_entry_basis_whole check ((basis_document is null) = (basis_article is null)),
    -- Names and diagnoses are Chinese text: ids and codes are not.
    constraint ck_audit_entry_ids_and_codes_only check (subject_id ~ '^[ -~]+$' and details::text ~ '^[ -~]*$'),
    constraint ck_audit_entry_no_identity_number
        check (subject_id !~ '\m\d{17}[0-9Xx]\M' and details::text !~ '\m\d{17}[0-9Xx]\M')
);

create index ix_audit_entry_subject on audit_entry (subject_type, subject_id, id);
create index ix_audit_entry_area_time on audit_entry (area, happened_at);

create trigger audit_entry_append_only
    before update or delete or truncate
    on audit_entry
    for each statement
execute function refuse_change();
