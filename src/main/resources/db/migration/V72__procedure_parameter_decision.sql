-- An office enters its own procedure's values and a second person decides, as for the figures of the rules. The rows so
-- far keep their place: they are the system's initial values and count until the office has set its own.

alter table procedure_parameter drop constraint ck_procedure_parameter_four_eyes;
alter table procedure_parameter drop constraint uq_procedure_parameter_start;
alter table procedure_parameter drop constraint pk_procedure_parameter;
alter table procedure_parameter drop column approved_by;
alter table procedure_parameter drop column id;
alter table procedure_parameter add column id uuid not null default gen_random_uuid();
alter table procedure_parameter add constraint pk_procedure_parameter primary key (id);
alter table procedure_parameter add constraint ck_procedure_parameter_initial_is_the_systems check (initial = (entered_by = 'system'));
alter table procedure_parameter add constraint ck_procedure_parameter_document check (length(trim(document_number)) > 0);
create unique index uq_procedure_parameter_initial on procedure_parameter (area, parameter) where initial;
create index ix_procedure_parameter_key on procedure_parameter (area, parameter, valid_from_on);
comment on table procedure_parameter is
    'Of the initial and the approved values that have started the one that started last counts; it lasts until the next one starts';

create table procedure_parameter_decision (
    parameter_id uuid        not null,
    approved     boolean     not null,
    reason       text,
    decided_by   text        not null,
    decided_at   timestamptz not null,
    constraint pk_procedure_parameter_decision primary key (parameter_id),
    constraint fk_procedure_parameter_decision_parameter foreign key (parameter_id) references procedure_parameter,
    constraint ck_procedure_parameter_decision_reason check (approved or length(trim(reason)) > 0)
);

create function procedure_parameter_decision_sound() returns trigger language plpgsql as $$
declare
    entry medaid.procedure_parameter;
begin
    select * into entry from medaid.procedure_parameter p where p.id = new.parameter_id;
    if entry.initial then
        raise exception 'an initial value is not decided upon'
            using errcode = 'check_violation', constraint = 'ck_procedure_parameter_decision_not_initial';
    end if;
    if entry.entered_by = new.decided_by then
        raise exception 'who entered a value does not decide upon it'
            using errcode = 'check_violation', constraint = 'ck_procedure_parameter_four_eyes';
    end if;
    if new.approved and exists (
        select 1 from medaid.procedure_parameter p
          left join medaid.procedure_parameter_decision d on d.parameter_id = p.id
         where p.area = entry.area and p.parameter = entry.parameter and p.valid_from_on = entry.valid_from_on
           and (p.initial or d.approved)) then
        raise exception 'two approved values do not start on one day'
            using errcode = 'check_violation', constraint = 'ck_procedure_parameter_one_start';
    end if;
    return new;
end $$;
create trigger procedure_parameter_decision_sound before insert on procedure_parameter_decision
    for each row execute function procedure_parameter_decision_sound();

create trigger procedure_parameter_decision_append_only before update or delete on procedure_parameter_decision
    for each row execute function refuse_change();
create trigger procedure_parameter_decision_no_truncate before truncate on procedure_parameter_decision
    for each statement execute function refuse_change();
