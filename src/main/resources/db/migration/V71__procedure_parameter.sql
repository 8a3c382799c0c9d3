-- How an office runs its procedures: deadlines and rules of the expert review. Each value with its period, the office's
-- own document and two different people. The first values carry the system's own mark until the office enters its own.

create table procedure_parameter (
    id              bigint generated always as identity,
    area            text        not null,
    parameter       text        not null,
    value           text        not null,
    valid_from_on   date        not null,
    document_number text        not null,
    initial         boolean     not null default false,
    entered_by      text        not null,
    entered_at      timestamptz not null default now(),
    approved_by     text        not null,
    constraint pk_procedure_parameter primary key (id),
    constraint uq_procedure_parameter_start unique (area, parameter, valid_from_on),
    constraint ck_procedure_parameter_four_eyes check (initial or entered_by <> approved_by)
);
comment on table procedure_parameter is 'The newest value that has started counts; a later row replaces an earlier one from its first day on';
create trigger procedure_parameter_append_only before update or delete on procedure_parameter
    for each row execute function refuse_change();
create trigger procedure_parameter_no_truncate before truncate on procedure_parameter
    for each statement execute function refuse_change();

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by, approved_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system', 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area),
       (values ('claim.check-working-days', '5'),
               ('claim.correction-working-days', '5'),
               ('claim.exclusions-working-days', '3'),
               ('claim.confirm-working-days', '3'),
               ('review.draw-up-working-days', '3'),
               ('review.opinion-working-days', '10'),
               ('review.reminder-working-days', '7'),
               ('review.close-working-days', '3'),
               ('review.minimum-experts', '3'),
               ('review.aggregation', 'MEDIAN')) as defaults (parameter, value);
