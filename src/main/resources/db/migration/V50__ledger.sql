-- What each person has used of each ceiling in a benefit year.
-- Entries are only ever added; what is taken back is an entry of its own that names what it reverses.

create table accumulator_year (
    person_id    uuid not null,
    benefit_year int  not null,
    constraint pk_accumulator_year primary key (person_id, benefit_year),
    constraint ck_accumulator_year_plausible check (benefit_year between 2000 and 2200)
);
comment on table accumulator_year is 'One row per person and year: locked while a bill is decided, so that two bills at once never pass a ceiling';

create table accumulator_entry (
    id            bigint generated always as identity,
    person_id     uuid          not null,
    benefit_year  int           not null,
    accumulator   text          not null,
    amount        numeric(14,2) not null,
    ceiling       numeric(14,2),
    document_type text          not null,
    document_id   text          not null,
    reverses_id   bigint,
    entered_at    timestamptz   not null default now(),
    constraint pk_accumulator_entry primary key (id),
    constraint fk_accumulator_entry_year foreign key (person_id, benefit_year) references accumulator_year,
    constraint fk_accumulator_entry_reverses foreign key (reverses_id) references accumulator_entry,
    constraint uq_accumulator_entry_reversed_once unique (reverses_id),
    constraint uq_accumulator_entry_once_per_document unique nulls not distinct (document_type, document_id, accumulator, reverses_id),
    constraint ck_accumulator_entry_not_zero check (amount <> 0),
    constraint ck_accumulator_entry_only_reversals_negative check ((amount < 0) = (reverses_id is not null))
);
create index ix_accumulator_entry_person on accumulator_entry (person_id, benefit_year, accumulator);

create function accumulator_entry_guard() returns trigger language plpgsql as $$
declare
    used numeric(14,2);
    original accumulator_entry;
begin
    if tg_op <> 'INSERT' then
        raise exception 'accumulator entries are never changed or deleted, only reversed' using errcode = 'restrict_violation';
    end if;
    -- Serialises writers of one person and year even if a caller forgot to lock first.
    perform 1 from accumulator_year y where y.person_id = new.person_id and y.benefit_year = new.benefit_year for update;
    if new.reverses_id is not null then
        select * into original from accumulator_entry e where e.id = new.reverses_id;
        if original.person_id <> new.person_id or original.benefit_year <> new.benefit_year
                or original.accumulator <> new.accumulator or original.amount <> -new.amount then
            raise exception 'a reversal mirrors exactly one entry' using errcode = 'check_violation', constraint = 'ck_accumulator_reversal_mirrors';
        end if;
    end if;
    select coalesce(sum(e.amount), 0) + new.amount into used
      from accumulator_entry e
     where e.person_id = new.person_id and e.benefit_year = new.benefit_year and e.accumulator = new.accumulator;
    if used < 0 then
        raise exception 'an accumulator never falls below zero' using errcode = 'check_violation', constraint = 'ck_accumulator_not_negative';
    end if;
    if new.amount > 0 and new.ceiling is not null and used > new.ceiling then
        raise exception 'a ceiling is never passed' using errcode = 'check_violation', constraint = 'ck_accumulator_within_ceiling';
    end if;
    return new;
end $$;
create trigger accumulator_entry_guard before insert or update or delete on accumulator_entry
    for each row execute function accumulator_entry_guard();

create trigger accumulator_entry_no_truncate before truncate on accumulator_entry
    for each statement execute function refuse_change();
