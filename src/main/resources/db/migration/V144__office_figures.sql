-- What the office's head sees: read models (ADR 0023). Steps and postings are counted in the transaction of each act, finished
-- cases before somebody looks. Nothing is decided on them; all of them can be made again out of the cases, the books and the
-- engine's history.

-- Every step that a person had to take, open or done.
create table case_step (
    task_id     text        not null,
    area        text        not null,
    process     text        not null,
    instance_id text        not null,
    case_number text,
    step        text        not null,
    step_name   text        not null,
    group_id    text,
    assignee    text,
    opened_at   timestamptz not null,
    due_at      timestamptz,
    ended_at    timestamptz,
    completed   boolean,
    constraint pk_case_step primary key (task_id),
    constraint ck_case_step_ended check ((ended_at is null) = (completed is null))
);
create index ix_case_step_open on case_step (area, due_at) where ended_at is null;
create index ix_case_step_instance on case_step (instance_id, opened_at);
create index ix_case_step_case on case_step (case_number, opened_at);
comment on column case_step.group_id is 'Who was asked first; null where one person alone was';
comment on column case_step.assignee is 'Who has the step, and once it is done, who did it';
comment on column case_step.completed is 'false: the case ended or went another way before anybody did it';

-- Every case that has reached its end, one-stop settlements included, which have no process.
create table finished_case (
    kind           text          not null,
    case_id        uuid          not null,
    number         text          not null,
    area           text          not null,
    person_id      uuid,
    opened_at      timestamptz   not null,
    closed_at      timestamptz   not null,
    closed_on      date          not null,
    outcome        text          not null,
    reason         text          not null,
    one_stop       boolean       not null,
    hospital_code  text,
    care_type      text,
    category       text,
    total          numeric(14,2) not null,
    self_paid      numeric(14,2) not null,
    excluded_items int           not null,
    excluded       numeric(14,2) not null,
    unreasonable   numeric(14,2) not null,
    granted        numeric(14,2) not null,
    constraint pk_finished_case primary key (case_id)
);
create index ix_finished_case_area on finished_case (area, closed_at desc, case_id desc);
create index ix_finished_case_kind on finished_case (area, kind, closed_at desc, case_id desc);
create index ix_finished_case_hospital on finished_case (area, hospital_code, closed_at desc, case_id desc);
comment on column finished_case.reason is 'The code of why nothing was granted; empty where something was';
comment on column finished_case.granted is 'What funds and hospitals bear by the newest sheet';

-- Who bears how much of a finished bill, by its newest sheet. Insurance and the person are not among them.
create table finished_case_share (
    case_id uuid          not null,
    payer   text          not null,
    amount  numeric(14,2) not null,
    constraint pk_finished_case_share primary key (case_id, payer),
    constraint fk_finished_case_share_case foreign key (case_id) references finished_case
);

-- Sums that are not counted out anew for each look. Each act adds a difference; now and then the differences are folded into
-- the sums. So nobody waits for anybody else's row, and what is read is the sums and the differences together.
create table office_figure (
    area   text          not null,
    figure text          not null,
    on_day date          not null,
    a      text          not null,
    b      text          not null,
    c      text          not null,
    n      bigint        not null,
    amount numeric(20,2) not null,
    constraint pk_office_figure primary key (area, figure, on_day, a, b, c)
);
create table office_figure_delta (
    id     bigint        generated always as identity,
    area   text          not null,
    figure text          not null,
    on_day date          not null,
    a      text          not null,
    b      text          not null,
    c      text          not null,
    n      bigint        not null,
    amount numeric(20,2) not null,
    constraint pk_office_figure_delta primary key (id)
);
create index ix_office_figure_delta on office_figure_delta (area, figure, on_day);

create view office_figure_now as
    select area, figure, on_day, a, b, c, n, amount from office_figure
    union all
    select area, figure, on_day, a, b, c, n, amount from office_figure_delta;
comment on view office_figure_now is
'OPEN_STEP: open steps by last day (9999-12-31: none), process, step, group. STEP_DONE: by day; process, step, group; amount in seconds.
OPENED: cases by day, kind. FINISHED: cases by day, kind, outcome, reason; amount in seconds.
HOSPITAL: by month; hospital; what (BILLS, SELF_PAID, EXCLUDED, UNREASONABLE, OWN_SHARE); number and amount of settled bills.
FUND: by month of the books; fund; what (SPENT, INCOME, LEFT, CASH); number of entries and amount.';

-- Several may ask at once: one does it, the others go on.
create function office_figure_fold() returns bigint language plpgsql as $$
declare
    folded bigint;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('medaid.office_figure_fold', 0)) then
        return 0;
    end if;
    with gone as (delete from medaid.office_figure_delta returning area, figure, on_day, a, b, c, n, amount)
    insert into medaid.office_figure as f (area, figure, on_day, a, b, c, n, amount)
    select g.area, g.figure, g.on_day, g.a, g.b, g.c, sum(g.n), sum(g.amount) from gone g group by 1, 2, 3, 4, 5, 6
    on conflict on constraint pk_office_figure do update set n = f.n + excluded.n, amount = f.amount + excluded.amount;
    get diagnostics folded = row_count;
    delete from medaid.office_figure f where f.figure = 'OPEN_STEP' and f.n = 0;
    return folded;
end $$;

create function office_day(at timestamptz) returns date language sql immutable parallel safe as $$
    select (at at time zone 'Asia/Shanghai')::date
$$;

create function case_step_counted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.ended_at is null then
        insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
        values (old.area, 'OPEN_STEP', coalesce(medaid.office_day(old.due_at), date '9999-12-31'), old.process, old.step,
                coalesce(old.group_id, ''), -1, 0);
    end if;
    if tg_op <> 'DELETE' and new.ended_at is null then
        insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
        values (new.area, 'OPEN_STEP', coalesce(medaid.office_day(new.due_at), date '9999-12-31'), new.process, new.step,
                coalesce(new.group_id, ''), 1, 0);
    elsif tg_op <> 'DELETE' and new.completed then
        insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
        values (new.area, 'STEP_DONE', medaid.office_day(new.ended_at), new.process, new.step, coalesce(new.group_id, ''), 1,
                extract(epoch from new.ended_at - new.opened_at));
    end if;
    return null;
end $$;
create trigger case_step_added after insert or delete on case_step for each row execute function case_step_counted();
create trigger case_step_moved after update on case_step for each row
    when (old.ended_at is null and (old.ended_at, old.due_at) is distinct from (new.ended_at, new.due_at))
    execute function case_step_counted();

-- A case of each kind that has reached its end, as its own module's tables say.
create view finished_case_source as
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
    select 'PAYMENT_BATCH', b.id, b.number, b.area, null, b.created_at, b.closed_at, medaid.office_day(b.closed_at), b.state,
           '', false, null, null, null, b.total, 0, 0, 0, 0
      from medaid.payment_batch b
     where b.closed_at is not null
    union all
    select 'STATEMENT', t.id, t.number, t.area, null, t.drawn_at, t.closed_at, medaid.office_day(t.closed_at), t.state,
           '', false, case when t.kind in ('MONTHLY', 'QUARTERLY_SELF_PAID') then t.payee end, null, null,
           coalesce(t.payable, 0), 0, 0, 0, 0
      from medaid.hospital_statement t
     where t.closed_at is not null;

create view finished_case_share_source as
    select c.id as case_id, p.key as payer, sum(p.value::numeric) as amount
      from medaid.claim c
     cross join lateral (select s.result from medaid.calculation_sheet s where s.claim_id = c.id order by s.number desc limit 1) n
     cross join lateral jsonb_each_text(case when jsonb_typeof(n.result -> 'payers') = 'object' then n.result -> 'payers' else '{}' end) p
     where c.state = 'SETTLED' and p.key not in ('BASIC_INSURANCE', 'CRITICAL_ILLNESS_INSURANCE', 'SUPPLEMENTARY_INSURANCE', 'PERSON')
     group by 1, 2;

-- Which cases have changed since the sums were last brought up. A hospital's counter settles many bills in one commit: it leaves
-- a note for each, and whoever looks at the figures next, or the clock each minute, works off all notes at once.
create table finished_case_due (
    id      bigint generated always as identity,
    case_id uuid   not null,
    constraint pk_finished_case_due primary key (id)
);

create function case_finished() returns trigger language plpgsql as $$
begin
    insert into medaid.finished_case_due (case_id) values (new.id);
    return null;
end $$;
create trigger claim_finished after update on claim
    for each row when (old.state is distinct from new.state and (old.closed_at is not null or new.closed_at is not null))
    execute function case_finished();
create trigger application_finished after update on application
    for each row when (old.state is distinct from new.state and (old.closed_at is not null or new.closed_at is not null))
    execute function case_finished();
create trigger referral_came_finished after insert on referral
    for each row when (new.state not in ('AT_TIER2', 'AT_TIER3', 'AT_OFFICE')) execute function case_finished();
create trigger referral_finished after update on referral
    for each row when (old.state is distinct from new.state) execute function case_finished();
create trigger roster_review_finished after update on roster_review
    for each row when (old.state is distinct from new.state) execute function case_finished();
create trigger payment_batch_finished after update on payment_batch
    for each row when (old.state is distinct from new.state) execute function case_finished();
create trigger hospital_statement_finished after insert or update on hospital_statement
    for each row when (new.closed_at is not null) execute function case_finished();

create function claims_came() returns trigger language plpgsql as $$
begin
    insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
    select f.area, 'OPENED', medaid.office_day(f.entered_at), 'CLAIM', '', '', count(*), 0 from fresh f group by 1, 3;
    insert into medaid.finished_case_due (case_id) select f.id from fresh f where f.closed_at is not null;
    return null;
end $$;
create trigger claims_came after insert on claim referencing new table as fresh for each statement execute function claims_came();

-- Brings finished_case and its sums up to what the cases' own tables say now. One does it, others wait for it: who reads
-- afterwards reads what was committed before.
create function finished_cases_catch_up() returns bigint language plpgsql as $$
declare
    ids uuid[];
begin
    if not exists (select 1 from medaid.finished_case_due) then
        return 0;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('medaid.finished_cases_catch_up', 0));
    with gone as (delete from medaid.finished_case_due where id in (select d.id from medaid.finished_case_due d order by d.id limit 50000)
                  returning case_id)
    select array_agg(distinct g.case_id) into ids from gone g;
    if ids is null then
        return 0;
    end if;
    delete from medaid.finished_case_share h where h.case_id = any (ids);
    delete from medaid.finished_case f where f.case_id = any (ids);
    insert into medaid.finished_case
        (kind, case_id, number, area, person_id, opened_at, closed_at, closed_on, outcome, reason, one_stop, hospital_code, care_type,
         category, total, self_paid, excluded_items, excluded, unreasonable, granted)
    select s.*, coalesce((select sum(h.amount) from medaid.finished_case_share_source h where h.case_id = s.case_id), 0)
      from medaid.finished_case_source s where s.case_id = any (ids);
    insert into medaid.finished_case_share (case_id, payer, amount)
    select h.case_id, h.payer, h.amount from medaid.finished_case_share_source h where h.case_id = any (ids);
    return cardinality(ids);
end $$;

-- The day a case came in, from whichever column its table keeps it in.
create function case_opened() returns trigger language plpgsql as $$
begin
    insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
    select new.area, 'OPENED', medaid.office_day((to_jsonb(new) ->> tg_argv[1])::timestamptz), tg_argv[0], '', '', 1, 0;
    return null;
end $$;
create trigger application_opened after insert on application for each row execute function case_opened('APPLICATION', 'opened_at');
create trigger referral_opened after insert on referral for each row execute function case_opened('REFERRAL', 'opened_at');
create trigger roster_review_opened after insert on roster_review for each row execute function case_opened('ROSTER_REVIEW', 'opened_at');
create trigger payment_batch_opened after insert on payment_batch for each row execute function case_opened('PAYMENT_BATCH', 'created_at');
create trigger hospital_statement_opened after insert on hospital_statement
    for each row execute function case_opened('STATEMENT', 'drawn_at');

create function finished_case_counted() returns trigger language plpgsql as $$
declare
    way constant int := case tg_op when 'DELETE' then -1 else 1 end;
begin
    insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
    select m.area, 'FINISHED', m.closed_on, m.kind, m.outcome, m.reason, way * count(*),
           way * sum(extract(epoch from m.closed_at - m.opened_at))
      from moved m group by 1, 3, 4, 5, 6;
    insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
    select m.area, 'HOSPITAL', date_trunc('month', m.closed_on)::date, m.hospital_code, v.what, '', way * sum(v.n), way * sum(v.amount)
      from moved m
     cross join lateral (values ('BILLS', 1, m.total), ('SELF_PAID', 1, m.self_paid), ('EXCLUDED', m.excluded_items, m.excluded),
                                ('UNREASONABLE', 1, m.unreasonable)) as v (what, n, amount)
     where m.kind = 'CLAIM' and m.outcome = 'SETTLED' and v.amount <> 0
     group by 1, 3, 4, 5;
    return null;
end $$;
create trigger finished_case_added after insert on finished_case referencing new table as moved
    for each statement execute function finished_case_counted();
create trigger finished_case_taken_out after delete on finished_case referencing old table as moved
    for each statement execute function finished_case_counted();

-- What a hospital bears itself is its own, wherever the patient was treated.
create function finished_case_share_counted() returns trigger language plpgsql as $$
declare
    way constant int := case tg_op when 'DELETE' then -1 else 1 end;
begin
    insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
    select f.area, 'HOSPITAL', date_trunc('month', f.closed_on)::date, substr(m.payer, 10), 'OWN_SHARE', '', way * count(*), way * sum(m.amount)
      from moved m join medaid.finished_case f on f.case_id = m.case_id
     where m.payer like 'HOSPITAL:%'
     group by 1, 3, 4;
    return null;
end $$;
create trigger finished_case_share_added after insert on finished_case_share referencing new table as moved
    for each statement execute function finished_case_share_counted();
create trigger finished_case_share_taken_out after delete on finished_case_share referencing old table as moved
    for each statement execute function finished_case_share_counted();

-- Entries are credits below zero: what came in and what is left are turned round.
create view fund_movement as
    select e.id as entry_id, a.area, t.period, a.fund, w.what,
           case when w.what in ('INCOME', 'LEFT') then -e.amount else e.amount end as amount
      from medaid.ledger_entry e
      join medaid.ledger_account a on a.id = e.account_id
      join medaid.ledger_transfer t on t.id = e.transfer_id
     cross join lateral (values
               (case when a.kind = 'FUND' and t.closes_year is null then 'SPENT'
                     when a.kind = 'FUND_INCOME' and t.closes_year is null then 'INCOME'
                     when a.kind = 'SPECIAL_ACCOUNT' then 'CASH' end),
               (case when a.kind in ('FUND', 'FUND_INCOME', 'CARRIED_FORWARD') then 'LEFT' end)) as w (what)
     where w.what is not null and a.fund <> 'HOSPITALS_OWN';

create function ledger_entry_counted() returns trigger language plpgsql as $$
begin
    insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
    select m.area, 'FUND', m.period, m.fund, m.what, '', count(*), sum(m.amount)
      from fresh f join medaid.fund_movement m on m.entry_id = f.id
     group by 1, 3, 4, 5;
    return null;
end $$;
create trigger ledger_entry_counted after insert on ledger_entry referencing new table as fresh
    for each statement execute function ledger_entry_counted();

-- What there was before. The one place that reads the engine's tables: its history, once, to begin with.
create view engine_task_history as
    select t.id_ as task_id, t.tenant_id_ as area, t.proc_def_key_ as process, t.proc_inst_id_ as instance_id,
           i.business_key_ as case_number, t.task_def_key_ as step, coalesce(t.name_, t.task_def_key_) as step_name,
           (select l.group_id_ from engine.act_hi_identitylink l
             where l.task_id_ = t.id_ and l.group_id_ is not null and l.operation_type_ = 'add'
             order by l.timestamp_, l.group_id_ limit 1) as group_id,
           t.assignee_ as assignee, t.start_time_::timestamptz as opened_at, t.due_date_::timestamptz as due_at,
           t.end_time_::timestamptz as ended_at, t.delete_reason_ = 'completed' as completed
      from engine.act_hi_taskinst t
      join engine.act_hi_procinst i on i.id_ = t.proc_inst_id_
     where t.tenant_id_ is not null;

insert into case_step (task_id, area, process, instance_id, case_number, step, step_name, group_id, assignee, opened_at, due_at, ended_at, completed)
select task_id, area, process, instance_id, case_number, step, step_name, group_id, assignee, opened_at, due_at, ended_at,
       case when ended_at is not null then coalesce(completed, false) end
  from engine_task_history;

insert into finished_case
    (kind, case_id, number, area, person_id, opened_at, closed_at, closed_on, outcome, reason, one_stop, hospital_code, care_type,
     category, total, self_paid, excluded_items, excluded, unreasonable, granted)
select s.*, coalesce((select sum(h.amount) from finished_case_share_source h where h.case_id = s.case_id), 0) from finished_case_source s;
insert into finished_case_share (case_id, payer, amount) select case_id, payer, amount from finished_case_share_source;

insert into office_figure_delta (area, figure, on_day, a, b, c, n, amount)
select area, 'OPENED', office_day(at), kind, '', '', count(*), 0
  from (select area, entered_at as at, 'CLAIM' as kind from claim
        union all select area, opened_at, 'APPLICATION' from application
        union all select area, opened_at, 'REFERRAL' from referral
        union all select area, opened_at, 'ROSTER_REVIEW' from roster_review
        union all select area, created_at, 'PAYMENT_BATCH' from payment_batch
        union all select area, drawn_at, 'STATEMENT' from hospital_statement) o
 group by 1, 3, 4;
insert into office_figure_delta (area, figure, on_day, a, b, c, n, amount)
select area, 'FUND', period, fund, what, '', count(*), sum(amount) from fund_movement group by 1, 3, 4, 5;

select office_figure_fold();

-- From when on the head is warned (鹤府〔2020〕19号 四(二)).
insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area),
       (values ('fund-warning.left-percent', '20'),
               ('fund-warning.months-left', '3'),
               ('fund-warning.growth-percent', '30'),
               ('fund-warning.income-percent', '80')) as parameters (parameter, value);
