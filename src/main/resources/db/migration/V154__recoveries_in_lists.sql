-- Recoveries stand in the lists and figures of the workbench like every other case; and a payment batch is one kind of case
-- under one name.

alter table work_task drop constraint ck_work_task_kind;
alter table work_task add constraint ck_work_task_kind
    check (kind in ('CLAIM', 'APPLICATION', 'REFERRAL', 'ROSTER_REVIEW', 'STATEMENT', 'PAYMENT', 'RECOVERY'));
alter table worked_case drop constraint ck_worked_case_kind;
alter table worked_case add constraint ck_worked_case_kind
    check (kind in ('CLAIM', 'APPLICATION', 'REFERRAL', 'ROSTER_REVIEW', 'STATEMENT', 'PAYMENT', 'RECOVERY'));

-- A person's cases are asked for by the person.
create index ix_recovery_person_id on recovery ((person::uuid));

create or replace view case_overview as
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
  from payment_batch b
union all
select 'RECOVERY', y.id, y.number, y.area, y.person::uuid, null, null, null,
       y.state, y.closed_at is null, y.opened_by, y.opened_at
  from recovery y;

insert into worked_case (user_id, case_id, kind, steps, first_at, last_at, open)
select e.by_user, e.recovery_id, 'RECOVERY', count(*), min(e.at), max(e.at), bool_or(y.closed_at is null)
  from recovery_event e join recovery y on y.id = e.recovery_id
 where e.by_user <> 'system'
 group by e.by_user, e.recovery_id;

create or replace view finished_case_source as
    select 'CLAIM' as kind, c.id as case_id, c.case_number as number, c.area, c.person_id, c.entered_at as opened_at, c.closed_at,
           medaid.office_day(c.closed_at) as closed_on, c.state as outcome, coalesce(c.refusal_code, '') as reason,
           c.channel = 'ONE_STOP' as one_stop, c.hospital_code, c.care_type,
           coalesce((select s.input -> 'categories' ->> 0 from medaid.calculation_sheet s where s.claim_id = c.id order by s.number desc limit 1),
                    'NONE') as category,
           c.total, c.self_paid, coalesce(x.items, 0)::int as excluded_items, coalesce(x.amount, 0) as excluded,
           coalesce((select sum(i.unreasonable) from medaid.review r join medaid.review_item i on i.review_id = r.id
                      where r.claim_id = c.id and r.state = 'CLOSED'), 0) as unreasonable
      from medaid.claim c
      left join lateral (select count(*) as items, sum(e.in_scope + e.self_paid) as amount from medaid.claim_exclusion e
                          where e.claim_id = c.id and e.upheld) x on true
     where c.closed_at is not null
    union all
    select 'APPLICATION', a.id, a.number, a.area, null, a.opened_at, a.closed_at, medaid.office_day(a.closed_at), a.state,
           case a.state when 'REFUSED' then 'NOT_RECOGNISED' else '' end, false, null, null, a.category, 0, 0, 0, 0, 0
      from medaid.application a
     where a.closed_at is not null
    union all
    select 'REFERRAL', r.id, r.number, r.area, r.person_id, r.opened_at, e.at, medaid.office_day(e.at), r.state,
           case when r.state in ('REFUSED_BY_HOSPITAL', 'NOT_FILED', 'TOO_LATE') then r.state else '' end, false,
           r.target_hospital, null, null, 0, 0, 0, 0, 0
      from medaid.referral r
     cross join lateral (select coalesce(max(d.at), r.opened_at) as at from medaid.referral_record d where d.referral_id = r.id) e
     where r.state in ('FILED', 'REFUSED_BY_HOSPITAL', 'NOT_FILED', 'TOO_LATE', 'WITHDRAWN', 'REVOKED')
    union all
    select 'ROSTER_REVIEW', v.id, v.number, v.area, v.person_id, v.opened_at, v.closed_at, medaid.office_day(v.closed_at), v.state,
           '', false, null, null, null, 0, 0, 0, 0, 0
      from medaid.roster_review v
     where v.closed_at is not null
    union all
    select 'PAYMENT', b.id, b.number, b.area, null, b.created_at, b.closed_at, medaid.office_day(b.closed_at), b.state,
           '', false, null, null, null, b.total, 0, 0, 0, 0
      from medaid.payment_batch b
     where b.closed_at is not null
    union all
    select 'STATEMENT', t.id, t.number, t.area, null, t.drawn_at, t.closed_at, medaid.office_day(t.closed_at), t.state,
           '', false, case when t.kind in ('MONTHLY', 'QUARTERLY_SELF_PAID') then t.payee end, null, null,
           coalesce(t.payable, 0), 0, 0, 0, 0
      from medaid.hospital_statement t
     where t.closed_at is not null
    union all
    select 'RECOVERY', y.id, y.number, y.area, y.person::uuid, y.opened_at, y.closed_at, medaid.office_day(y.closed_at), y.state,
           '', false, null, null, null, y.amount, 0, 0, 0, 0
      from medaid.recovery y
     where y.closed_at is not null;

drop trigger payment_batch_opened on payment_batch;
create trigger payment_batch_opened after insert on payment_batch for each row execute function case_opened('PAYMENT', 'created_at');
create trigger recovery_opened after insert on recovery for each row execute function case_opened('RECOVERY', 'opened_at');
create trigger recovery_finished after update on recovery
    for each row when (old.state is distinct from new.state and (old.closed_at is not null or new.closed_at is not null))
    execute function case_finished();

-- What stands under the old name, and what ended or came in before.
update finished_case set kind = 'PAYMENT' where kind = 'PAYMENT_BATCH';
select office_figure_fold();
update office_figure set a = 'PAYMENT' where figure in ('OPENED', 'FINISHED') and a = 'PAYMENT_BATCH';
insert into finished_case_due (case_id) select id from recovery where closed_at is not null;
insert into office_figure_delta (area, figure, on_day, a, b, c, n, amount)
select area, 'OPENED', office_day(opened_at), 'RECOVERY', '', '', count(*), 0 from recovery group by 1, 3;
