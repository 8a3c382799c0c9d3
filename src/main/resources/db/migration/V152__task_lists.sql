-- The pages of Tasklist's lists, in the order in which they are shown: the engine sorts all tasks of a group for every page of fifteen.

-- A row for each group that an open task waits for; one with the empty group where it waits for one person alone. A row comes
-- and goes with its task, in the transaction of the engine's own row.
create table group_task (
    task_id       text        not null,
    group_id      text        not null,
    first         boolean     not null,
    area          text        not null,
    assignee      text,
    created_at    timestamptz not null,
    due_at        timestamptz,
    town_code     text,
    hospital_code text,
    constraint pk_group_task primary key (task_id, group_id)
);
comment on column group_task.first is 'Whether this is the row by which its task is counted once';
-- What nobody has taken; all; by town; by hospital; and all of an office, the newest first.
create index ix_group_task_waiting on group_task (group_id, area, due_at, created_at desc, task_id) where assignee is null;
create index ix_group_task_due on group_task (group_id, area, due_at, created_at desc, task_id) include (assignee);
create index ix_group_task_town on group_task (group_id, area, town_code, due_at, created_at desc, task_id);
create index ix_group_task_hospital on group_task (group_id, area, hospital_code, due_at, created_at desc, task_id);
create index ix_group_task_area on group_task (area, created_at desc, task_id) where first;
create index ix_group_task_assignee on group_task (assignee, area, created_at desc, task_id) where assignee is not null;

-- What there was before, read once from the engine's tables.
insert into group_task (task_id, group_id, first, area, assignee, created_at, due_at, town_code, hospital_code)
select t.id_, coalesce(l.group_id_, ''), row_number() over (partition by t.id_ order by l.group_id_) = 1, t.tenant_id_, t.assignee_,
       t.create_time_::timestamptz, t.due_date_::timestamptz,
       (select v.text_ from engine.act_ru_variable v where v.task_id_ = t.id_ and v.name_ = 'town'),
       (select v.text_ from engine.act_ru_variable v where v.task_id_ = t.id_ and v.name_ = 'hospital')
  from engine.act_ru_task t
  left join (select distinct task_id_, group_id_ from engine.act_ru_identitylink where group_id_ is not null) l on l.task_id_ = t.id_
 where t.tenant_id_ is not null;
