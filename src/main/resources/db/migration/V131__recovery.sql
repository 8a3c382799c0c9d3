-- What should not have been paid is claimed back: opened by one person, decided by another, noticed, and collected by the bank's
-- vouchers or set against later benefits. Never more than was decided comes in, whoever asks at the same moment.

alter table ledger_transfer drop constraint ck_ledger_transfer_kind;
alter table ledger_transfer add constraint ck_ledger_transfer_kind check (kind in
    ('SETTLEMENT', 'FUNDING', 'PAYMENT', 'ADVANCE', 'CLEARING', 'RECOVERY_CLAIM', 'RECOVERY_RECEIPT', 'RECOVERY_OFFSET', 'RECOVERY_REFUND',
     'RECOVERY_WRITE_OFF', 'INTER_FUND', 'OPENING', 'YEAR_END', 'YEAR_START'));

create sequence recovery_number;

create table recovery (
    id             uuid          not null,
    number         text          not null,
    area           text          not null,
    document_type  text          not null,
    document_id    text          not null,
    claim_id       uuid          not null,
    person         text          not null,
    reversed       boolean       not null,
    amount         numeric(14,2) not null,
    reason         varchar(500)  not null,
    basis_document varchar(100)  not null,
    basis_article  varchar(60)   not null,
    state          text          not null,
    way            text,
    pay_by_on      date,
    opened_by      text          not null,
    opened_at      timestamptz   not null,
    decided_by     text,
    decided_at     timestamptz,
    given_up_by    text,
    closed_by      text,
    closed_at      timestamptz,
    constraint pk_recovery primary key (id),
    constraint uq_recovery_number unique (number),
    constraint fk_recovery_claim foreign key (claim_id) references claim,
    constraint ck_recovery_amount check (amount > 0),
    constraint ck_recovery_says_why check (btrim(reason) <> '' and btrim(basis_document) <> '' and btrim(basis_article) <> ''),
    constraint ck_recovery_state check (state in
        ('TO_DECIDE','SENT_BACK','NOT_RECOVERED','COLLECTING','RECOVERED','REVOKED','LEFT_TO_COURT','WRITTEN_OFF')),
    constraint ck_recovery_way check (way in ('AT_ONCE','INSTALMENTS','OFFSET')),
    constraint ck_recovery_decided check ((decided_by is null) = (decided_at is null)
        and (state in ('TO_DECIDE','SENT_BACK') or decided_by is not null)),
    constraint ck_recovery_four_eyes check (decided_by <> opened_by),
    constraint ck_recovery_collected check ((way is null) = (pay_by_on is null)
        and (state in ('TO_DECIDE','SENT_BACK','NOT_RECOVERED')) = (way is null)),
    -- The manager asks for it, finance agrees.
    constraint ck_recovery_given_up_by_two check ((state in ('LEFT_TO_COURT','WRITTEN_OFF')) <= (given_up_by is not null)
        and (state <> 'WRITTEN_OFF' or given_up_by <> closed_by) and (state <> 'LEFT_TO_COURT' or given_up_by <> closed_by)),
    constraint ck_recovery_closed check ((closed_by is null) = (closed_at is null)
        and (state in ('TO_DECIDE','SENT_BACK','COLLECTING')) = (closed_at is null))
);
create index ix_recovery_state on recovery (area, state, opened_at desc);
create index ix_recovery_person on recovery (area, person);
create index ix_recovery_claim on recovery (claim_id);
-- What was paid for a bill is claimed back once.
create unique index uq_recovery_once_per_document on recovery (document_type, document_id) where state not in ('NOT_RECOVERED','REVOKED');

-- What each fund claims back; a hospital's own share is corrected in the books and no fund's money.
create table recovery_share (
    recovery_id uuid          not null,
    fund        text          not null,
    amount      numeric(14,2) not null,
    constraint pk_recovery_share primary key (recovery_id, fund),
    constraint fk_recovery_share_recovery foreign key (recovery_id) references recovery,
    constraint ck_recovery_share_fund check (fund in
        ('MEDICAL_ASSISTANCE_FUND','POVERTY_ALLEVIATION_FUND','HEALTH_AUTHORITY','CIVIL_AFFAIRS')),
    constraint ck_recovery_share_amount check (amount > 0)
);

create table recovery_event (
    id          bigint generated always as identity,
    recovery_id uuid          not null,
    kind        text          not null,
    note        varchar(500),
    amount      numeric(14,2),
    by_user     text          not null,
    at          timestamptz   not null,
    constraint pk_recovery_event primary key (id),
    constraint fk_recovery_event_recovery foreign key (recovery_id) references recovery
);
create index ix_recovery_event_recovery on recovery_event (recovery_id, id);

-- What was agreed on, newest last: each plan says what is to come in by when, from the day it was agreed on.
create table recovery_plan (
    recovery_id uuid          not null,
    plan_no     int           not null,
    way         text          not null,
    amount      numeric(14,2) not null,
    agreement   varchar(500)  not null,
    agreed_by   text          not null,
    agreed_at   timestamptz   not null,
    constraint pk_recovery_plan primary key (recovery_id, plan_no),
    constraint fk_recovery_plan_recovery foreign key (recovery_id) references recovery,
    constraint ck_recovery_plan_way check (way in ('AT_ONCE','INSTALMENTS','OFFSET')),
    constraint ck_recovery_plan_amount check (amount > 0)
);

create table recovery_instalment (
    recovery_id uuid          not null,
    plan_no     int           not null,
    position    int           not null,
    due_on      date          not null,
    amount      numeric(14,2) not null,
    constraint pk_recovery_instalment primary key (recovery_id, plan_no, position),
    constraint fk_recovery_instalment_plan foreign key (recovery_id, plan_no) references recovery_plan,
    constraint ck_recovery_instalment_amount check (amount > 0)
);

-- Money that came in by the bank's voucher, never cash.
create table recovery_receipt (
    id             uuid          not null,
    recovery_id    uuid          not null,
    area           text          not null,
    amount         numeric(14,2) not null,
    received_on    date          not null,
    voucher_number text          not null,
    recorded_by    text          not null,
    recorded_at    timestamptz   not null,
    constraint pk_recovery_receipt primary key (id),
    constraint fk_recovery_receipt_recovery foreign key (recovery_id) references recovery,
    constraint uq_recovery_receipt_voucher unique (area, voucher_number),
    constraint ck_recovery_receipt_amount check (amount > 0),
    constraint ck_recovery_receipt_voucher check (voucher_number ~ '^[0-9A-Za-z-]{1,40}$')
);
create index ix_recovery_receipt_recovery on recovery_receipt (recovery_id);

create table recovery_receipt_part (
    receipt_id uuid          not null,
    fund       text          not null,
    amount     numeric(14,2) not null,
    constraint pk_recovery_receipt_part primary key (receipt_id, fund),
    constraint fk_recovery_receipt_part_receipt foreign key (receipt_id) references recovery_receipt,
    constraint ck_recovery_receipt_part_amount check (amount > 0)
);

-- What a later payment order gives up: held with its batch, posted with its payment, released when the order is given back.
create table recovery_offset (
    id           uuid          not null,
    recovery_id  uuid          not null,
    order_number text          not null,
    fund         text          not null,
    amount       numeric(14,2) not null,
    state        text          not null,
    changed_by   text          not null,
    changed_at   timestamptz   not null,
    constraint pk_recovery_offset primary key (id),
    constraint fk_recovery_offset_recovery foreign key (recovery_id) references recovery,
    constraint fk_recovery_offset_order foreign key (order_number) references payment_order,
    constraint ck_recovery_offset_amount check (amount > 0),
    constraint ck_recovery_offset_state check (state in ('HELD','POSTED','RELEASED'))
);
create unique index uq_recovery_offset_once_per_order on recovery_offset (recovery_id, order_number) where state <> 'RELEASED';
create index ix_recovery_offset_order on recovery_offset (order_number);

create function recovery_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'TO_DECIDE' then
            raise exception 'a recovery begins undecided' using errcode = 'check_violation', constraint = 'ck_recovery_course';
        end if;
        return new;
    end if;
    if (new.id, new.number, new.area, new.document_type, new.document_id, new.claim_id, new.person, new.opened_by, new.opened_at)
            is distinct from (old.id, old.number, old.area, old.document_type, old.document_id, old.claim_id, old.person, old.opened_by,
                old.opened_at)
            or old.state not in ('TO_DECIDE','SENT_BACK')
                and (new.amount, new.reason, new.basis_document, new.basis_article, new.reversed, new.decided_by, new.decided_at)
                    is distinct from (old.amount, old.reason, old.basis_document, old.basis_article, old.reversed, old.decided_by,
                        old.decided_at)
            or new.state <> old.state and (old.state, new.state) not in (('TO_DECIDE','SENT_BACK'), ('SENT_BACK','TO_DECIDE'),
                ('TO_DECIDE','NOT_RECOVERED'), ('TO_DECIDE','COLLECTING'), ('COLLECTING','RECOVERED'), ('COLLECTING','REVOKED'),
                ('COLLECTING','LEFT_TO_COURT'), ('COLLECTING','WRITTEN_OFF'), ('LEFT_TO_COURT','RECOVERED')) then
        raise exception 'a recovery does not go from % to %', old.state, new.state
            using errcode = 'check_violation', constraint = 'ck_recovery_course';
    end if;
    if new.state = 'RECOVERED' and new.amount <> medaid.recovery_come_in(new.id, true) then
        raise exception 'what is recovered has come in' using errcode = 'check_violation', constraint = 'ck_recovery_in_full';
    end if;
    if new.state in ('REVOKED','LEFT_TO_COURT','WRITTEN_OFF') and new.state <> old.state and exists (
            select 1 from medaid.recovery_offset o where o.recovery_id = new.id and o.state = 'HELD') then
        raise exception 'a held offset is paid or released first' using errcode = 'check_violation', constraint = 'ck_recovery_nothing_held';
    end if;
    return new;
end $$;

-- What came in for a recovery; with what is held for it, unless only what is final is asked for.
create function recovery_come_in(recovery uuid, final boolean) returns numeric language sql stable as $$
    select coalesce((select sum(r.amount) from medaid.recovery_receipt r where r.recovery_id = recovery), 0)
         + coalesce((select sum(o.amount) from medaid.recovery_offset o
                      where o.recovery_id = recovery and (o.state = 'POSTED' or o.state = 'HELD' and not final)), 0)
$$;
create trigger recovery_guard before insert or update on recovery for each row execute function recovery_guard();

-- Whoever takes from a recovery locks it first, so that two at once never take the same money.
create function recovery_within_decided() returns trigger language plpgsql as $$
declare
    taken uuid;
    decided medaid.recovery;
begin
    if tg_table_name = 'recovery_receipt_part' then
        select r.recovery_id into taken from medaid.recovery_receipt r where r.id = new.receipt_id;
    else
        taken := new.recovery_id;
    end if;
    select * into decided from medaid.recovery r where r.id = taken for update;
    if tg_table_name = 'recovery_offset' and tg_op = 'UPDATE' then
        if (new.id, new.recovery_id, new.order_number, new.fund, new.amount)
                is distinct from (old.id, old.recovery_id, old.order_number, old.fund, old.amount)
                or (old.state, new.state) not in (('HELD','POSTED'), ('HELD','RELEASED')) then
            raise exception 'an offset is posted or released' using errcode = 'check_violation', constraint = 'ck_recovery_offset_course';
        end if;
        return null;
    end if;
    if decided.state not in ('COLLECTING','LEFT_TO_COURT') or tg_table_name = 'recovery_offset' and decided.state <> 'COLLECTING' then
        raise exception 'nothing is collected now' using errcode = 'check_violation', constraint = 'ck_recovery_collecting';
    end if;
    if medaid.recovery_come_in(taken, false) > decided.amount
            or exists (select 1 from medaid.recovery_share s
                        where s.recovery_id = taken
                          and s.amount < coalesce((select sum(p.amount) from medaid.recovery_receipt_part p
                                                     join medaid.recovery_receipt r on r.id = p.receipt_id
                                                    where r.recovery_id = taken and p.fund = s.fund), 0)
                                       + coalesce((select sum(o.amount) from medaid.recovery_offset o
                                                    where o.recovery_id = taken and o.fund = s.fund and o.state <> 'RELEASED'), 0)) then
        raise exception 'never more comes in than was decided'
            using errcode = 'check_violation', constraint = 'ck_recovery_within_decided';
    end if;
    return null;
end $$;
create trigger recovery_receipt_within after insert on recovery_receipt for each row execute function recovery_within_decided();
create trigger recovery_receipt_part_within after insert on recovery_receipt_part for each row execute function recovery_within_decided();
create trigger recovery_offset_within after insert or update on recovery_offset for each row execute function recovery_within_decided();

-- At commit: sums agree, and what is said stands in the books, both ways.
create function recovery_plan_complete() returns trigger language plpgsql as $$
begin
    if new.amount is distinct from (select sum(i.amount) from medaid.recovery_instalment i
                                     where i.recovery_id = new.recovery_id and i.plan_no = new.plan_no) then
        raise exception 'a plan''s instalments come to its sum' using errcode = 'check_violation', constraint = 'ck_recovery_plan_adds_up';
    end if;
    return null;
end $$;
create constraint trigger recovery_plan_complete after insert on recovery_plan
    deferrable initially deferred for each row execute function recovery_plan_complete();

create function recovery_receipt_complete() returns trigger language plpgsql as $$
begin
    if new.amount is distinct from (select sum(p.amount) from medaid.recovery_receipt_part p where p.receipt_id = new.id)
            or not exists (select 1 from medaid.ledger_transfer t
                            where t.document_type = 'RECOVERY_RECEIPT' and t.document_id = new.id::text and t.kind = 'RECOVERY_RECEIPT'
                              and t.reverses_id is null and t.total = new.amount and t.area = new.area) then
        raise exception 'a receipt stands in the books' using errcode = 'check_violation', constraint = 'ck_recovery_receipt_posted';
    end if;
    return null;
end $$;
create constraint trigger recovery_receipt_complete after insert on recovery_receipt
    deferrable initially deferred for each row execute function recovery_receipt_complete();

create function recovery_offset_complete() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from medaid.ledger_transfer t
                    where t.document_type = 'RECOVERY_OFFSET' and t.document_id = new.id::text and t.kind = 'RECOVERY_OFFSET'
                      and t.reverses_id is null and t.total = new.amount) then
        raise exception 'an offset stands in the books' using errcode = 'check_violation', constraint = 'ck_recovery_offset_posted';
    end if;
    return null;
end $$;
create constraint trigger recovery_offset_complete after update on recovery_offset
    deferrable initially deferred for each row when (new.state = 'POSTED') execute function recovery_offset_complete();

create function recovery_decided() returns trigger language plpgsql as $$
begin
    if new.amount is distinct from (select sum(s.amount) from medaid.recovery_share s where s.recovery_id = new.id)
            or not exists (select 1 from medaid.ledger_transfer t
                            where t.document_type = 'RECOVERY' and t.document_id = new.id::text and t.kind = 'RECOVERY_CLAIM'
                              and t.reverses_id is null and t.total >= new.amount and t.area = new.area) then
        raise exception 'what is claimed back stands in the books'
            using errcode = 'check_violation', constraint = 'ck_recovery_claim_posted';
    end if;
    return null;
end $$;
create constraint trigger recovery_decided after update on recovery
    deferrable initially deferred for each row when (new.state = 'COLLECTING' and old.state = 'TO_DECIDE')
    execute function recovery_decided();

create function recovery_revoked() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from medaid.ledger_transfer t join medaid.ledger_transfer r on r.reverses_id = t.id
                    where t.document_type = 'RECOVERY' and t.document_id = new.id::text and t.kind = 'RECOVERY_CLAIM') then
        raise exception 'a revoked decision is taken back in the books'
            using errcode = 'check_violation', constraint = 'ck_recovery_revocation_posted';
    end if;
    return null;
end $$;
create constraint trigger recovery_revoked after update on recovery
    deferrable initially deferred for each row when (new.state = 'REVOKED' and old.state <> 'REVOKED')
    execute function recovery_revoked();

create function ledger_recovery_documented() returns trigger language plpgsql as $$
begin
    if new.document_type = 'RECOVERY' and not exists (
            select 1 from medaid.recovery r where r.id::text = new.document_id and r.area = new.area and r.decided_by is not null)
            or new.document_type = 'RECOVERY_RECEIPT' and not exists (
                select 1 from medaid.recovery_receipt r where r.id::text = new.document_id and r.area = new.area)
            or new.document_type = 'RECOVERY_OFFSET' and not exists (
                select 1 from medaid.recovery_offset o where o.id::text = new.document_id and o.state = 'POSTED')
            or new.document_type = 'RECOVERY_REFUND' and not exists (
                select 1 from medaid.recovery r where r.id::text = new.document_id and r.area = new.area and r.state = 'REVOKED') then
        raise exception 'only what a recovery says is posted for it'
            using errcode = 'check_violation', constraint = 'ck_ledger_recovery_documented';
    end if;
    return null;
end $$;
create constraint trigger ledger_recovery_documented after insert on ledger_transfer
    deferrable initially deferred for each row when (new.document_type like 'RECOVERY%')
    execute function ledger_recovery_documented();

create trigger recovery_kept before delete or truncate on recovery for each statement execute function refuse_change();
create trigger recovery_offset_kept before delete or truncate on recovery_offset for each statement execute function refuse_change();
create trigger recovery_share_append_only before update or delete or truncate on recovery_share
    for each statement execute function refuse_change();
create trigger recovery_event_append_only before update or delete or truncate on recovery_event
    for each statement execute function refuse_change();
create trigger recovery_plan_append_only before update or delete or truncate on recovery_plan
    for each statement execute function refuse_change();
create trigger recovery_instalment_append_only before update or delete or truncate on recovery_instalment
    for each statement execute function refuse_change();
create trigger recovery_receipt_append_only before update or delete or truncate on recovery_receipt
    for each statement execute function refuse_change();
create trigger recovery_receipt_part_append_only before update or delete or truncate on recovery_receipt_part
    for each statement execute function refuse_change();

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area),
       (values ('recovery.decision-working-days', '10'),
               ('recovery.correction-working-days', '5'),
               ('recovery.payment-working-days', '30'),
               ('recovery.overdue-working-days', '5'),
               ('recovery.giving-up-working-days', '10'),
               ('recovery.most-months', '24'),
               ('recovery.offset-percent', '50')) as defaults (parameter, value)
union all
select area, 'recovery.pay-into', value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun', '抚顺市财政局社会保障基金财政专户（开户银行和账号请向经办机构查询）'),
               ('lianyungang', '连云港市财政局社会保障基金财政专户（开户银行和账号请向经办机构查询）'),
               ('jining', '济宁市财政局社会保障基金财政专户（开户银行和账号请向经办机构查询）'),
               ('jiangmen', '江门市财政局社会保障基金财政专户（开户银行和账号请向经办机构查询）'),
               ('heshan', '鹤山市财政局社会保障基金财政专户（开户银行和账号请向经办机构查询）')) as accounts (area, value);
