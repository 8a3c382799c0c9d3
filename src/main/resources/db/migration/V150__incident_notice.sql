-- Who was told that a case has come to a stop, and the open cases of a hospital for the head's search.

create table incident_notice (
    incident_id text        not null,
    area        text        not null,
    kind        text        not null,
    process     text        not null,
    step        text        not null,
    number      text        not null,
    instance_id text        not null,
    responsible text,
    since       timestamptz not null,
    told_at     timestamptz not null,
    closed_at   timestamptz,
    constraint pk_incident_notice primary key (incident_id),
    constraint ck_incident_notice_kind check (kind in ('STEP', 'TIMER', 'OTHER')),
    constraint ck_incident_notice_closed_after_told check (closed_at >= told_at)
);
comment on column incident_notice.responsible is 'null: nobody who worked on the case is there; the managers of the office alone';
create index ix_incident_notice_open on incident_notice (area, since) where closed_at is null;

create index ix_work_task_hospital on work_task (area, hospital_code, created_at) where hospital_code is not null;
