-- A function resolves names by the search path of who calls it: these two worked only for a database role that is called
-- like this schema, which PostgreSQL then searches by itself.

create or replace function office_parameter_four_eyes() returns trigger language plpgsql as $$
begin
    if exists (select 1 from medaid.office_parameter p where p.id = new.parameter_id and p.entered_by = new.decided_by) then
        raise exception 'who entered a parameter does not decide upon it'
            using errcode = 'check_violation', constraint = 'ck_office_parameter_four_eyes';
    end if;
    return new;
end $$;

create or replace function accumulator_entry_guard() returns trigger language plpgsql as $$
declare
    used numeric(14,2);
    original medaid.accumulator_entry;
begin
    if tg_op <> 'INSERT' then
        raise exception 'accumulator entries are never changed or deleted, only reversed' using errcode = 'restrict_violation';
    end if;
    -- Serialises writers of one person and year even if a caller forgot to lock first.
    perform 1 from medaid.accumulator_year y where y.person_id = new.person_id and y.benefit_year = new.benefit_year for update;
    if new.reverses_id is not null then
        select * into original from medaid.accumulator_entry e where e.id = new.reverses_id;
        if original.person_id <> new.person_id or original.benefit_year <> new.benefit_year
                or original.accumulator <> new.accumulator or original.amount <> -new.amount then
            raise exception 'a reversal mirrors exactly one entry' using errcode = 'check_violation', constraint = 'ck_accumulator_reversal_mirrors';
        end if;
    end if;
    select coalesce(sum(e.amount), 0) + new.amount into used
      from medaid.accumulator_entry e
     where e.person_id = new.person_id and e.benefit_year = new.benefit_year and e.accumulator = new.accumulator;
    if used < 0 then
        raise exception 'an accumulator never falls below zero' using errcode = 'check_violation', constraint = 'ck_accumulator_not_negative';
    end if;
    if new.amount > 0 and new.ceiling is not null and used > new.ceiling then
        raise exception 'a ceiling is never passed' using errcode = 'check_violation', constraint = 'ck_accumulator_within_ceiling';
    end if;
    return new;
end $$;
