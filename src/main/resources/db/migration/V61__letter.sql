-- Letters, notices and certificates that were issued. Their PDFs are documents.

create table letter (
    id             uuid primary key,
    area           varchar(20)  not null,
    kind           varchar(40)  not null,
    year           integer      not null,
    number_in_year integer      not null,
    number         varchar(60)  not null,
    subject_type   varchar(40)  not null,
    subject_id     varchar(100) not null,
    document_id    uuid         not null references document,
    issued_by      varchar(100) not null,
    issued_at      timestamptz  not null,
    constraint ck_letter_kind_is_code check (kind ~ '^[A-Z][A-Z0-9_]*$'),
    constraint ck_letter_subject_type_is_code check (subject_type ~ '^[A-Z][A-Z0-9_]*$'),
    constraint uq_letter_number_in_year unique (area, kind, year, number_in_year),
    constraint uq_letter_number unique (area, number)
);

create index ix_letter_subject on letter (subject_type, subject_id);

-- A number that is missing in a series of official letters is a letter that somebody made disappear.
create function letter_follows_the_last() returns trigger
    language plpgsql
as
$$
begin
    if new.number_in_year <> (select coalesce(max(number_in_year), 0) + 1
                              from medaid.letter
                              where area = new.area and kind = new.kind and year = new.year) then
        raise exception 'letter % of %, %, % leaves a gap', new.number_in_year, new.area, new.kind, new.year
            using errcode = 'check_violation', constraint = 'ck_letter_without_gap';
    end if;
    return new;
end;
$$;

create trigger letter_without_gap
    before insert
    on letter
    for each row
execute function letter_follows_the_last();

create trigger letter_append_only
    before update or delete or truncate
    on letter
    for each statement
execute function refuse_change();
