-- What the lists of the workbench read instead of the engine's history: every case in one view, every open step in one table,
-- and who has worked on which case. Names stay where they are, in person; these rows hold ids.

-- One row for each case, whatever process it runs through. Each branch is asked by its own keys: id, number, person.
create view case_overview as
select 'CLAIM'::text as kind, c.id as case_id, c.case_number as number, c.area::text as area, c.person_id,
       null::text as town_code, c.hospital_code::text as hospital_code, null::text as other_hospital_code,
       c.state::text as state, c.closed_at is null as open, c.entered_by::text as opened_by, c.entered_at as opened_at
  from claim c
union all
select 'APPLICATION', a.id, a.number, a.area, m.person_id, a.town_code::text, null, null,
       a.state, a.closed_at is null, a.opened_by, a.opened_at
  from application a left join application_member m on m.application_id = a.id and m.line_no = 1
union all
select 'REFERRAL', r.id, r.number, r.area, r.person_id, null, r.tier2_hospital, r.tier3_hospital,
       r.state, r.state in ('AT_TIER2', 'AT_TIER3', 'AT_OFFICE'), r.opened_by, r.opened_at
  from referral r
union all
select 'ROSTER_REVIEW', v.id, v.number, v.area, v.person_id, null, null, null,
       v.state, v.closed_at is null, v.opened_by, v.opened_at
  from roster_review v
union all
select 'STATEMENT', s.id, s.number, s.area, null, null, s.payee, null,
       s.state, s.closed_at is null, 'system', s.drawn_at
  from hospital_statement s
union all
select 'PAYMENT', b.id, b.number, b.area, null, null, null, null,
       b.state, b.closed_at is null, b.created_by, b.created_at
  from payment_batch b;

-- Every open step. A row comes with its task and goes with it, in the transaction of the engine's own row.
create table work_task (
    task_id          text        not null,
    kind             text        not null,
    case_id          uuid        not null,
    number           text        not null,
    area             text        not null,
    person_id        uuid,
    town_code        text,
    hospital_code    text,
    step_key         text        not null,
    step             text        not null,
    candidate_groups text[]      not null,
    assignee         text,
    created_at       timestamptz not null,
    due_at           timestamptz,
    constraint pk_work_task primary key (task_id),
    constraint ck_work_task_kind check (kind in ('CLAIM', 'APPLICATION', 'REFERRAL', 'ROSTER_REVIEW', 'STATEMENT', 'PAYMENT'))
);
create index ix_work_task_case on work_task (case_id);
create index ix_work_task_assignee on work_task (assignee) where assignee is not null;
create index ix_work_task_groups on work_task using gin (candidate_groups);

-- Who has taken a step of which case, so that nobody's own cases are looked for in the engine's history.
create table worked_case (
    user_id  text        not null,
    case_id  uuid        not null,
    kind     text        not null,
    steps    int         not null,
    first_at timestamptz not null,
    last_at  timestamptz not null,
    open     boolean     not null,
    constraint pk_worked_case primary key (user_id, case_id),
    constraint ck_worked_case_kind check (kind in ('CLAIM', 'APPLICATION', 'REFERRAL', 'ROSTER_REVIEW', 'STATEMENT', 'PAYMENT')),
    constraint ck_worked_case_in_order check (last_at >= first_at and steps >= 0)
);
create index ix_worked_case_user on worked_case (user_id, last_at desc, case_id);
create index ix_worked_case_user_open on worked_case (user_id, last_at desc, case_id) where open;
create index ix_worked_case_case on worked_case (case_id);


-- The steps taken before this migration, from each module's own records.
insert into worked_case (user_id, case_id, kind, steps, first_at, last_at, open)
select step.by_user, step.case_id, o.kind, count(*), min(step.at), max(step.at), bool_or(o.open)
  from (select by_user::text as by_user, claim_id as case_id, at from claim_event
        union all select by_user, application_id, at from application_record
        union all select by_user, referral_id, at from referral_record
        union all select by_user, review_id, at from roster_review_record
        union all select by_user, statement_id, at from hospital_statement_record
        union all select by_user, batch_id, at from payment_batch_event) as step
  join case_overview o on o.case_id = step.case_id
 where step.by_user <> 'system'
 group by step.by_user, step.case_id, o.kind;
