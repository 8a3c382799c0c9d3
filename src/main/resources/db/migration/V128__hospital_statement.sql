-- What the office owes each hospital for a month or a quarter, line by line out of the books (江人社发〔2018〕567号 五(五),
-- 连政办发〔2017〕22号 六(一)). Lines are only ever added; each trigger refuses what the code refuses too.
-- An amount above zero is owed to the hospital, one below zero is taken off.

create sequence hospital_statement_number;

create table hospital_statement (
    id              uuid          not null,
    number          text          not null,
    area            text          not null,
    kind            text          not null,
    payee           text          not null,
    period          date          not null,
    months          int           not null,
    state           text          not null default 'DRAWN',
    line_count      int           not null,
    owed            numeric(14,2) not null,
    own_share       numeric(14,2) not null,
    drawn_at        timestamptz   not null,
    confirm_by_at   timestamptz,
    withheld        numeric(14,2),
    returned        numeric(14,2),
    brought_forward numeric(14,2),
    deduction       numeric(14,2),
    advance         numeric(14,2),
    payable         numeric(14,2),
    carried_forward numeric(14,2),
    approved_by     text,
    approved_at     timestamptz,
    finance_by      text,
    finance_at      timestamptz,
    closed_at       timestamptz,
    constraint pk_hospital_statement primary key (id),
    constraint uq_hospital_statement_number unique (number),
    constraint uq_hospital_statement_once unique (area, kind, period, payee),
    constraint ck_hospital_statement_kind check (kind in ('MONTHLY', 'QUARTERLY_SELF_PAID', 'INTER_FUND', 'INSURER', 'COUNTY')),
    constraint ck_hospital_statement_period check (extract(day from period) = 1
        and months = case kind when 'QUARTERLY_SELF_PAID' then 3 else 1 end
        and (extract(month from period)::int - 1) % months = 0),
    constraint ck_hospital_statement_drawn_when_over check
        (drawn_at at time zone 'Asia/Shanghai' >= period + make_interval(months => months)),
    constraint ck_hospital_statement_state check (state in
        ('DRAWN', 'AT_HOSPITAL', 'DISPUTED', 'TO_APPROVE', 'AT_HEALTH', 'AT_FINANCE', 'PAYABLE', 'CARRIED')),
    constraint ck_hospital_statement_payee_is_code check (payee ~ '^[!-~]{1,64}$'),
    constraint ck_hospital_statement_line_count check (line_count >= 0),
    -- The figures come together, with the agency's approval.
    constraint ck_hospital_statement_figures check (num_nonnulls(withheld, returned, brought_forward, deduction, advance, payable,
        carried_forward, approved_by, approved_at) in (0, 9)),
    constraint ck_hospital_statement_payable_is_sum check (payable - carried_forward
        = owed + own_share - withheld + returned + brought_forward - deduction - advance),
    constraint ck_hospital_statement_pays_or_carries check
        (payable >= 0 and carried_forward >= 0 and least(payable, carried_forward) = 0 and deduction >= 0 and advance >= 0),
    constraint ck_hospital_statement_finance_after_approval check (num_nonnulls(finance_by, finance_at) in (0, 2)
        and (finance_by is null or approved_by is not null)),
    constraint ck_hospital_statement_four_eyes check (finance_by <> approved_by),
    constraint ck_hospital_statement_outcome check ((state in ('PAYABLE', 'CARRIED')) = (closed_at is not null)
        and (closed_at is null or finance_by is not null)
        and (state <> 'PAYABLE' or payable > 0) and (state <> 'CARRIED' or payable = 0))
);
create index ix_hospital_statement_payee on hospital_statement (payee, period desc);
comment on column hospital_statement.payee is 'A hospital''s code; for other kinds a fund''s code or who laid the money out';
comment on column hospital_statement.period is 'The first day of the month or quarter, as the books count months';
comment on column hospital_statement.own_share is 'What the hospital bears itself: zero or below, above only after reversals';
comment on column hospital_statement.withheld is 'Lines whose dispute was upheld; they come back when the bill is reversed';
comment on column hospital_statement.carried_forward is 'What the hospital owes after all, taken off its next statement';

-- No foreign keys: a million rows would be looked up one by one. The trigger below looks at all of them at once, and says more.
create table hospital_statement_line (
    statement_id uuid          not null,
    line_no      int           not null,
    kind         text          not null,
    entry_id     bigint        not null,
    amount       numeric(14,2) not null,
    constraint pk_hospital_statement_line primary key (statement_id, line_no),
    constraint uq_hospital_statement_line_entry_once unique (entry_id, kind),
    constraint ck_hospital_statement_line_not_zero check (amount <> 0)
);
create trigger hospital_statement_line_append_only before update or delete or truncate on hospital_statement_line
    for each statement execute function refuse_change();

create function hospital_statement_lines_state_postings() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from fresh f
          left join (medaid.ledger_entry e
                     join medaid.ledger_transfer t on t.id = e.transfer_id
                     join medaid.ledger_account a on a.id = e.account_id) on e.id = f.entry_id
          left join medaid.hospital_statement s on s.id = f.statement_id
         where (s.kind = f.kind and s.area = t.area and t.kind = 'SETTLEMENT'
                and t.period >= s.period and t.period < s.period + make_interval(months => s.months)
                and sign(f.amount) = -sign(e.amount) and abs(f.amount) <= abs(e.amount)
                and case when s.kind in ('MONTHLY', 'QUARTERLY_SELF_PAID')
                         then a.holder = s.payee and a.kind in ('HOSPITAL_PAYABLE', 'HOSPITAL_SHARE')
                         else a.kind in ('HOSPITAL_PAYABLE', 'PERSON_PAYABLE') end) is not true) then
        raise exception 'a line states what was posted for this payee in this period'
            using errcode = 'check_violation', constraint = 'ck_hospital_statement_line_states_posting';
    end if;
    -- All lines of a statement come at once: later ones would not add up any more.
    if exists (
        select 1 from (select f.statement_id, count(*) as lines, max(f.line_no) as last, sum(f.amount) as amount
                         from fresh f group by f.statement_id) f
          join medaid.hospital_statement s on s.id = f.statement_id
         where f.lines <> s.line_count or f.last <> s.line_count or f.amount <> s.owed + s.own_share) then
        raise exception 'the lines of a statement add up to it'
            using errcode = 'check_violation', constraint = 'ck_hospital_statement_line_adds_up';
    end if;
    return null;
end $$;
create trigger hospital_statement_lines_state_postings after insert on hospital_statement_line
    referencing new table as fresh for each statement execute function hospital_statement_lines_state_postings();

create function hospital_statement_complete() returns trigger language plpgsql as $$
begin
    if (select count(*) from medaid.hospital_statement_line l where l.statement_id = new.id) <> new.line_count then
        raise exception 'a statement has its lines' using errcode = 'check_violation', constraint = 'ck_hospital_statement_complete';
    end if;
    return null;
end $$;
create constraint trigger hospital_statement_complete after insert on hospital_statement
    deferrable initially deferred for each row execute function hospital_statement_complete();

create function hospital_statement_guard() returns trigger language plpgsql as $$
begin
    if old.closed_at is not null
            or (new.id, new.number, new.area, new.kind, new.payee, new.period, new.months, new.line_count, new.owed, new.own_share, new.drawn_at)
               is distinct from
               (old.id, old.number, old.area, old.kind, old.payee, old.period, old.months, old.line_count, old.owed, old.own_share, old.drawn_at) then
        raise exception 'what was drawn stays, and a closed statement is never changed'
            using errcode = 'check_violation', constraint = 'ck_hospital_statement_stays';
    end if;
    return new;
end $$;
create trigger hospital_statement_guard before update on hospital_statement for each row execute function hospital_statement_guard();
create trigger hospital_statement_not_deleted before delete or truncate on hospital_statement
    for each statement execute function refuse_change();

-- A period whose statements are drawn: it is over, and nothing is posted into it any more.
create table hospital_statement_draw (
    area     text        not null,
    kind     text        not null,
    period   date        not null,
    drawn_at timestamptz not null,
    constraint pk_hospital_statement_draw primary key (area, kind, period)
);
create trigger hospital_statement_draw_append_only before update or delete or truncate on hospital_statement_draw
    for each statement execute function refuse_change();

-- What each fund pays of a closed statement; where nothing is paid, what stays open and goes into the next one.
create table hospital_statement_share (
    statement_id uuid          not null,
    fund         text          not null,
    account_kind text          not null,
    amount       numeric(14,2) not null,
    constraint pk_hospital_statement_share primary key (statement_id, fund, account_kind),
    constraint fk_hospital_statement_share_statement foreign key (statement_id) references hospital_statement,
    constraint ck_hospital_statement_share_not_zero check (amount <> 0)
);
create trigger hospital_statement_share_append_only before update or delete or truncate on hospital_statement_share
    for each statement execute function refuse_change();

create table hospital_statement_dispute (
    statement_id uuid        not null,
    line_no      int         not null,
    reason       text        not null,
    raised_by    text        not null,
    raised_at    timestamptz not null,
    constraint pk_hospital_statement_dispute primary key (statement_id, line_no),
    constraint fk_hospital_statement_dispute_line foreign key (statement_id, line_no) references hospital_statement_line,
    constraint ck_hospital_statement_dispute_reason check (length(trim(reason)) > 0)
);
create trigger hospital_statement_dispute_append_only before update or delete or truncate on hospital_statement_dispute
    for each statement execute function refuse_change();

create table hospital_statement_ruling (
    statement_id uuid        not null,
    line_no      int         not null,
    decision     text        not null,
    reason       text        not null,
    decided_by   text        not null,
    decided_at   timestamptz not null,
    constraint pk_hospital_statement_ruling primary key (statement_id, line_no),
    constraint fk_hospital_statement_ruling_dispute foreign key (statement_id, line_no) references hospital_statement_dispute,
    constraint ck_hospital_statement_ruling_decision check (decision in ('UPHELD', 'REJECTED')),
    constraint ck_hospital_statement_ruling_reason check (length(trim(reason)) > 0)
);
create trigger hospital_statement_ruling_append_only before update or delete or truncate on hospital_statement_ruling
    for each statement execute function refuse_change();

create table hospital_statement_record (
    id           bigint generated always as identity,
    statement_id uuid        not null,
    kind         text        not null,
    content      jsonb       not null,
    by_user      text        not null,
    at           timestamptz not null,
    constraint pk_hospital_statement_record primary key (id),
    constraint fk_hospital_statement_record_statement foreign key (statement_id) references hospital_statement
);
create index ix_hospital_statement_record_statement on hospital_statement_record (statement_id, id);
create trigger hospital_statement_record_append_only before update or delete or truncate on hospital_statement_record
    for each statement execute function refuse_change();

-- The lines of calculation sheets as rows, for statements that treat a part of a fund's share apart.
create view calculation_sheet_line as
    select s.id as sheet_id, s.claim_id, l ->> 'code' as code, l ->> 'payer' as payer, (l ->> 'amount')::numeric(14,2) as amount
      from calculation_sheet s cross join lateral jsonb_array_elements(s.result -> 'lines') l;

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area),
       (values ('statement.day', '5'),
               ('statement.confirmation-working-days', '5'),
               ('statement.overdue', 'ESCALATE'),
               ('statement.dispute-working-days', '5'),
               ('statement.approval-working-days', '3'),
               ('statement.health-working-days', '10'),
               ('statement.finance-working-days', '5'),
               ('statement.advance', 'YEAR_END')) as defaults (parameter, value);
