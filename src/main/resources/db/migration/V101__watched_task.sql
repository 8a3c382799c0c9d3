-- Which tasks were reminded or escalated, each once; and how early an office has its staff reminded.

create table watched_task (
    task_id text        not null,
    event   text        not null,
    area    text        not null,
    at      timestamptz not null,
    constraint pk_watched_task primary key (task_id, event),
    constraint ck_watched_task_event check (event in ('STEP_REMINDED', 'STEP_ESCALATED'))
);
create trigger watched_task_append_only before update or delete on watched_task
    for each row execute function refuse_change();
create trigger watched_task_no_truncate before truncate on watched_task
    for each statement execute function refuse_change();

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, 'office.reminder-working-days', '1', date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area);
