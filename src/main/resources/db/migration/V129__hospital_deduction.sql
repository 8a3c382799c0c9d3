-- What an agreement lets the office deduct from a hospital (江人社发〔2018〕567号 五(三)), and the month's worth it is given in advance
-- (同文 五(五)). Entered by one person, decided by another; what was entered never changes.

create table hospital_deduction (
    id           uuid          not null,
    area         text          not null,
    hospital     text          not null,
    base         numeric(14,2) not null,
    factor       numeric(4,2)  not null,
    amount       numeric(14,2) not null,
    agreement    text          not null,
    reason       text          not null,
    entered_by   text          not null,
    entered_at   timestamptz   not null,
    approved     boolean,
    note         text,
    decided_by   text,
    decided_at   timestamptz,
    statement_id uuid,
    constraint pk_hospital_deduction primary key (id),
    constraint fk_hospital_deduction_hospital foreign key (hospital) references hospital,
    constraint fk_hospital_deduction_statement foreign key (statement_id) references hospital_statement,
    constraint ck_hospital_deduction_amount check (base > 0 and factor >= 1 and amount = round(base * factor, 2)),
    constraint ck_hospital_deduction_says_why check (length(trim(agreement)) > 0 and length(trim(reason)) > 0),
    constraint ck_hospital_deduction_decision check (num_nonnulls(approved, decided_by, decided_at) in (0, 3)),
    constraint ck_hospital_deduction_four_eyes check (decided_by <> entered_by),
    constraint ck_hospital_deduction_charged_when_approved check (statement_id is null or approved)
);
create index ix_hospital_deduction_hospital on hospital_deduction (area, hospital, entered_at);

create table hospital_advance (
    id         uuid          not null,
    area       text          not null,
    hospital   text          not null,
    fund       text          not null,
    amount     numeric(14,2) not null,
    basis      text          not null,
    entered_by text          not null,
    entered_at timestamptz   not null,
    approved   boolean,
    note       text,
    decided_by text,
    decided_at timestamptz,
    constraint pk_hospital_advance primary key (id),
    constraint fk_hospital_advance_hospital foreign key (hospital) references hospital,
    constraint ck_hospital_advance_amount check (amount > 0),
    constraint ck_hospital_advance_basis check (length(trim(basis)) > 0),
    constraint ck_hospital_advance_decision check (num_nonnulls(approved, decided_by, decided_at) in (0, 3)),
    constraint ck_hospital_advance_four_eyes check (decided_by <> entered_by)
);
-- One wish at a time.
create unique index uq_hospital_advance_open on hospital_advance (area, hospital) where approved is null;

create function hospital_deduction_guard() returns trigger language plpgsql as $$
begin
    if old.decided_by is not null and (new.approved, new.note, new.decided_by, new.decided_at)
               is distinct from (old.approved, old.note, old.decided_by, old.decided_at)
            or old.statement_id is not null and new.statement_id is distinct from old.statement_id
            or (new.id, new.area, new.hospital, new.base, new.factor, new.amount, new.agreement, new.reason, new.entered_by, new.entered_at)
               is distinct from
               (old.id, old.area, old.hospital, old.base, old.factor, old.amount, old.agreement, old.reason, old.entered_by, old.entered_at) then
        raise exception 'what was entered, decided and charged stays'
            using errcode = 'check_violation', constraint = 'ck_hospital_deduction_stays';
    end if;
    return new;
end $$;
create trigger hospital_deduction_guard before update on hospital_deduction for each row execute function hospital_deduction_guard();
create trigger hospital_deduction_not_deleted before delete or truncate on hospital_deduction
    for each statement execute function refuse_change();

create function hospital_advance_guard() returns trigger language plpgsql as $$
begin
    if old.decided_by is not null
            or (new.id, new.area, new.hospital, new.fund, new.amount, new.basis, new.entered_by, new.entered_at)
               is distinct from
               (old.id, old.area, old.hospital, old.fund, old.amount, old.basis, old.entered_by, old.entered_at) then
        raise exception 'what was entered and decided stays'
            using errcode = 'check_violation', constraint = 'ck_hospital_advance_stays';
    end if;
    return new;
end $$;
create trigger hospital_advance_guard before update on hospital_advance for each row execute function hospital_advance_guard();
create trigger hospital_advance_not_deleted before delete or truncate on hospital_advance
    for each statement execute function refuse_change();

-- Before one-stop settlement Fushun's urban cases are handled by the contracted insurer, rural ones by the counties
-- (抚政办发〔2014〕67号 五(二)3); which districts are urban is the office's to say.
insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area),
       (values ('statement.insurer', 'NO'),
               ('statement.insurer-districts', '210402,210403,210404,210411')) as defaults (parameter, value);

-- As before, but planned anew each time: a plan made for an office with three lines would look a million up one by one.
create or replace function hospital_statement_lines_state_postings() returns trigger language plpgsql as $$
declare
    wrong boolean;
begin
    execute $check$ select exists (
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
                         else a.kind in ('HOSPITAL_PAYABLE', 'PERSON_PAYABLE') end) is not true) $check$ into wrong;
    if wrong then
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
