-- Payments out of the books: one order for what a document makes a fund owe, batches that two offices approve, the file for the
-- treasury's direct payment, and the bank's answers. An order is paid once, whatever is clicked or uploaded twice.

create sequence payment_order_number;
create sequence payment_batch_number;

create table payment_batch (
    id                  uuid          not null,
    number              text          not null,
    area                text          not null,
    state               text          not null,
    order_count         int           not null,
    total               numeric(14,2) not null,
    created_by          text          not null,
    created_at          timestamptz   not null,
    approved_by         text,
    approved_at         timestamptz,
    finance_approved_by text,
    finance_approved_at timestamptz,
    closed_at           timestamptz,
    constraint pk_payment_batch primary key (id),
    constraint uq_payment_batch_number unique (number),
    constraint ck_payment_batch_state check (state in ('TO_APPROVE','TO_FINANCE','TO_PAY','PAID','PARTLY_RETURNED','REJECTED')),
    constraint ck_payment_batch_not_empty check (order_count > 0 and total > 0),
    constraint ck_payment_batch_closed check ((state in ('PAID','PARTLY_RETURNED','REJECTED')) = (closed_at is not null)),
    constraint ck_payment_batch_approved check ((approved_by is null) = (approved_at is null)
        and (finance_approved_by is null) = (finance_approved_at is null)
        and (state in ('TO_APPROVE','REJECTED') or approved_by is not null)
        and (state in ('TO_APPROVE','TO_FINANCE','REJECTED') or finance_approved_by is not null)),
    constraint ck_payment_batch_four_eyes check (created_by <> approved_by and created_by <> finance_approved_by
        and approved_by <> finance_approved_by)
);
create index ix_payment_batch_area on payment_batch (area, created_at desc);

create table payment_batch_event (
    id       bigint generated always as identity,
    batch_id uuid         not null,
    kind     text         not null,
    note     varchar(500),
    by_user  text         not null,
    at       timestamptz  not null,
    constraint pk_payment_batch_event primary key (id),
    constraint fk_payment_batch_event_batch foreign key (batch_id) references payment_batch
);
create index ix_payment_batch_event_batch on payment_batch_event (batch_id, id);

create table payment_order (
    number        text          not null,
    area          text          not null,
    document_type text          not null,
    document_id   text          not null,
    fund          text          not null,
    payee_kind    text          not null,
    payee         text          not null,
    amount        numeric(14,2) not null,
    state         text          not null,
    attempt       int           not null default 1,
    batch_id      uuid,
    changed_by    text          not null,
    changed_at    timestamptz   not null,
    reason        varchar(200),
    constraint pk_payment_order primary key (number),
    constraint fk_payment_order_batch foreign key (batch_id) references payment_batch,
    -- What a document makes a fund owe is ordered once, and so paid once.
    constraint uq_payment_order_once_per_document unique (document_type, document_id, fund),
    constraint ck_payment_order_payee_kind check (payee_kind in ('PERSON','HOSPITAL')),
    constraint ck_payment_order_fund check (fund in
        ('MEDICAL_ASSISTANCE_FUND','POVERTY_ALLEVIATION_FUND','HEALTH_AUTHORITY','CIVIL_AFFAIRS')),
    constraint ck_payment_order_amount check (amount > 0),
    constraint ck_payment_order_state check (state in ('OPEN','IN_BATCH','PAID','RETURNED','UNKNOWN','CANCELLED')),
    constraint ck_payment_order_in_a_batch check ((state in ('IN_BATCH','PAID','RETURNED','UNKNOWN')) = (batch_id is not null))
);
create index ix_payment_order_state on payment_order (area, state, number);
create index ix_payment_order_batch on payment_order (batch_id);
create index ix_payment_order_payee on payment_order (payee_kind, payee);

create table payment_order_event (
    id           bigint generated always as identity,
    order_number text        not null,
    from_state   text,
    to_state     text        not null,
    attempt      int         not null,
    batch_id     uuid,
    reason       varchar(200),
    by_user      text        not null,
    at           timestamptz not null,
    constraint pk_payment_order_event primary key (id),
    constraint fk_payment_order_event_order foreign key (order_number) references payment_order
);
create index ix_payment_order_event_order on payment_order_event (order_number, id);

-- One attempt at one order: what a batch asks the bank for, with the account as it counted then.
create table payment_line (
    reference    text          not null,
    batch_id     uuid          not null,
    position     int           not null,
    order_number text          not null,
    attempt      int           not null,
    account_id   uuid          not null,
    amount       numeric(14,2) not null,
    constraint pk_payment_line primary key (reference),
    constraint fk_payment_line_batch foreign key (batch_id) references payment_batch,
    constraint fk_payment_line_order foreign key (order_number) references payment_order,
    constraint fk_payment_line_account foreign key (account_id) references bank_account,
    constraint uq_payment_line_attempt_once unique (order_number, attempt),
    constraint uq_payment_line_position unique (batch_id, position),
    constraint ck_payment_line_reference check (reference = order_number || '-' || attempt)
);
create index ix_payment_line_account on payment_line (account_id);

-- The file that goes to the treasury, made once with finance's approval: the same bytes whenever it is fetched.
create table payment_file (
    batch_id    uuid         not null,
    content     bytea        not null,
    digest      text         not null,
    control_sum text         not null,
    charset     text         not null,
    columns     varchar(100) not null,
    made_by     text         not null,
    made_at     timestamptz  not null,
    constraint pk_payment_file primary key (batch_id),
    constraint fk_payment_file_batch foreign key (batch_id) references payment_batch,
    constraint ck_payment_file_digest check (digest = encode(sha256(content), 'hex'))
);

create table payment_file_download (
    id       bigint generated always as identity,
    batch_id uuid        not null,
    by_user  text        not null,
    at       timestamptz not null,
    constraint pk_payment_file_download primary key (id),
    constraint fk_payment_file_download_file foreign key (batch_id) references payment_file
);
create index ix_payment_file_download_batch on payment_file_download (batch_id);

create table payment_answer (
    id          uuid         not null,
    batch_id    uuid         not null,
    digest      text         not null,
    content     bytea        not null,
    row_count   int          not null,
    uploaded_by text         not null,
    uploaded_at timestamptz  not null,
    constraint pk_payment_answer primary key (id),
    constraint fk_payment_answer_batch foreign key (batch_id) references payment_batch,
    constraint uq_payment_answer_taken_once unique (batch_id, digest),
    constraint ck_payment_answer_digest check (digest = encode(sha256(content), 'hex'))
);

create table payment_result (
    id             bigint generated always as identity,
    reference      text         not null,
    answer_id      uuid,
    result         text         not null,
    reason         varchar(200),
    bank_reference varchar(64),
    paid_on        date,
    recorded_by    text         not null,
    recorded_at    timestamptz  not null,
    constraint pk_payment_result primary key (id),
    constraint fk_payment_result_line foreign key (reference) references payment_line,
    constraint fk_payment_result_answer foreign key (answer_id) references payment_answer,
    constraint ck_payment_result_result check (result in ('PAID','RETURNED','UNKNOWN')),
    constraint ck_payment_result_paid_has_proof check (result <> 'PAID' or (bank_reference is not null and paid_on is not null)),
    constraint ck_payment_result_return_has_reason check (result <> 'RETURNED' or btrim(reason) <> ''),
    -- Without an answer of the bank somebody cleared it by hand, and says why.
    constraint ck_payment_result_by_hand_has_reason check (answer_id is not null or (result <> 'UNKNOWN' and btrim(reason) <> ''))
);
create index ix_payment_result_reference on payment_result (reference, id);
-- Once a line is paid or returned, that is final.
create unique index uq_payment_result_final_once on payment_result (reference) where result <> 'UNKNOWN';
comment on column payment_result.answer_id is 'The bank''s answer; null where an unknown result was cleared by hand';

create function payment_batch_guard() returns trigger language plpgsql as $$
begin
    if (new.id, new.number, new.area, new.order_count, new.total, new.created_by, new.created_at)
            is distinct from (old.id, old.number, old.area, old.order_count, old.total, old.created_by, old.created_at)
            or old.approved_by is not null and new.approved_by is distinct from old.approved_by
            or old.finance_approved_by is not null and new.finance_approved_by is distinct from old.finance_approved_by
            or (old.state, new.state) not in (('TO_APPROVE','TO_FINANCE'), ('TO_APPROVE','REJECTED'), ('TO_FINANCE','TO_PAY'),
                ('TO_FINANCE','REJECTED'), ('TO_PAY','PAID'), ('TO_PAY','PARTLY_RETURNED'), ('TO_PAY','REJECTED')) then
        raise exception 'a batch only goes forward' using errcode = 'check_violation', constraint = 'ck_payment_batch_goes_forward';
    end if;
    if new.state = 'PAID' and exists (select 1 from medaid.payment_order o where o.batch_id = new.id and o.state <> 'PAID')
            or new.state = 'PARTLY_RETURNED'
                and exists (select 1 from medaid.payment_order o where o.batch_id = new.id and o.state in ('IN_BATCH','UNKNOWN')) then
        raise exception 'a batch is closed when the bank has answered for every order'
            using errcode = 'check_violation', constraint = 'ck_payment_batch_answered';
    end if;
    if new.state = 'REJECTED' and exists (select 1 from medaid.payment_file_download d where d.batch_id = new.id) then
        raise exception 'what may be at the bank is not sent back'
            using errcode = 'check_violation', constraint = 'ck_payment_batch_not_sent';
    end if;
    return new;
end $$;
create trigger payment_batch_guard before update on payment_batch for each row execute function payment_batch_guard();

create function payment_order_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'OPEN' or new.attempt <> 1 then
            raise exception 'an order begins open' using errcode = 'check_violation', constraint = 'ck_payment_order_begins_open';
        end if;
        return new;
    end if;
    if (new.number, new.area, new.document_type, new.document_id, new.fund, new.payee_kind, new.payee, new.amount)
            is distinct from (old.number, old.area, old.document_type, old.document_id, old.fund, old.payee_kind, old.payee, old.amount)
            or (old.state, new.state) not in (('OPEN','IN_BATCH'), ('OPEN','CANCELLED'), ('IN_BATCH','OPEN'), ('IN_BATCH','PAID'),
                ('IN_BATCH','RETURNED'), ('IN_BATCH','UNKNOWN'), ('UNKNOWN','PAID'), ('UNKNOWN','RETURNED'), ('RETURNED','OPEN'))
            -- Coming back it is a new attempt; otherwise it stays the same one.
            or new.attempt <> old.attempt + (case when old.state <> 'OPEN' and new.state = 'OPEN' then 1 else 0 end)
            or old.batch_id is not null and new.batch_id is not null and new.batch_id <> old.batch_id then
        raise exception 'an order does not go from % to %', old.state, new.state
            using errcode = 'check_violation', constraint = 'ck_payment_order_course';
    end if;
    -- Before the money has left, a batch gives its orders back; afterwards the bank's word decides.
    if old.state = 'IN_BATCH' and new.state = 'OPEN'
            and exists (select 1 from medaid.payment_file_download d where d.batch_id = old.batch_id) then
        raise exception 'what may be at the bank is not sent back'
            using errcode = 'check_violation', constraint = 'ck_payment_order_not_sent';
    end if;
    if new.state in ('PAID','RETURNED','UNKNOWN') and not exists (
            select 1 from medaid.payment_result r
             where r.reference = new.number || '-' || new.attempt and r.result = new.state) then
        raise exception 'the bank''s word is recorded' using errcode = 'check_violation', constraint = 'ck_payment_order_has_result';
    end if;
    return new;
end $$;
create trigger payment_order_guard before insert or update on payment_order for each row execute function payment_order_guard();

create function payment_order_recorded() returns trigger language plpgsql as $$
begin
    insert into medaid.payment_order_event (order_number, from_state, to_state, attempt, batch_id, reason, by_user, at)
    values (new.number, case when tg_op = 'UPDATE' then old.state end, new.state, new.attempt, new.batch_id, new.reason,
            new.changed_by, new.changed_at);
    return null;
end $$;
create trigger payment_order_recorded after insert or update on payment_order for each row execute function payment_order_recorded();

create function payment_line_guard() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from medaid.payment_order o
                    where o.number = new.order_number and o.attempt = new.attempt and o.amount = new.amount
                      and o.state = 'IN_BATCH' and o.batch_id = new.batch_id) then
        raise exception 'a line asks for its order' using errcode = 'check_violation', constraint = 'ck_payment_line_is_its_order';
    end if;
    if not exists (select 1 from medaid.bank_account a
                     join medaid.bank_account_decision d on d.account_id = a.id and d.accepted
                     join medaid.payment_order o on o.number = new.order_number
                    where a.id = new.account_id and a.area = o.area and a.payee_kind = o.payee_kind and a.payee = o.payee) then
        raise exception 'money goes to a checked account of its payee'
            using errcode = 'check_violation', constraint = 'ck_payment_line_account_checked';
    end if;
    return new;
end $$;
create trigger payment_line_guard before insert on payment_line for each row execute function payment_line_guard();

-- Only who looked at what the bank said second clears it by hand.
create function payment_result_guard() returns trigger language plpgsql as $$
declare
    batch uuid;
begin
    select l.batch_id into batch from medaid.payment_line l where l.reference = new.reference;
    if not exists (select 1 from medaid.payment_file_download d where d.batch_id = batch)
            or not exists (select 1 from medaid.payment_batch b where b.id = batch and b.state = 'TO_PAY') then
        raise exception 'only what was sent has a result' using errcode = 'check_violation', constraint = 'ck_payment_result_of_sent';
    end if;
    if new.answer_id is null and not exists (
            select 1 from (select r.result, r.recorded_by from medaid.payment_result r
                            where r.reference = new.reference order by r.id desc limit 1) last
             where last.result = 'UNKNOWN' and last.recorded_by <> new.recorded_by) then
        raise exception 'an unknown result is cleared by another person than took it'
            using errcode = 'check_violation', constraint = 'ck_payment_result_cleared_by_another';
    end if;
    return new;
end $$;
create trigger payment_result_guard before insert on payment_result for each row execute function payment_result_guard();

-- At commit.
create function payment_batch_complete() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from medaid.payment_line l where l.batch_id = new.id
                   having count(*) = new.order_count and sum(l.amount) = new.total) then
        raise exception 'a batch states what its lines come to'
            using errcode = 'check_violation', constraint = 'ck_payment_batch_states_lines';
    end if;
    return null;
end $$;
create constraint trigger payment_batch_complete after insert on payment_batch
    deferrable initially deferred for each row execute function payment_batch_complete();

create function payment_order_posted() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from medaid.ledger_transfer t
                    where t.document_type = 'PAYMENT_ORDER' and t.document_id = new.number and t.kind = 'PAYMENT'
                      and t.reverses_id is null and t.total = new.amount and t.area = new.area) then
        raise exception 'what is paid stands in the books' using errcode = 'check_violation', constraint = 'ck_payment_order_posted';
    end if;
    return null;
end $$;
create constraint trigger payment_order_posted after update on payment_order
    deferrable initially deferred for each row when (new.state = 'PAID' and old.state <> 'PAID')
    execute function payment_order_posted();

create function ledger_payment_ordered() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from medaid.payment_order o where o.number = new.document_id and o.state = 'PAID') then
        raise exception 'only what an order says is paid is posted as paid'
            using errcode = 'check_violation', constraint = 'ck_ledger_payment_ordered';
    end if;
    return null;
end $$;
create constraint trigger ledger_payment_ordered after insert on ledger_transfer
    deferrable initially deferred for each row when (new.document_type = 'PAYMENT_ORDER')
    execute function ledger_payment_ordered();

create trigger payment_batch_kept before delete or truncate on payment_batch for each statement execute function refuse_change();
create trigger payment_order_kept before delete or truncate on payment_order for each statement execute function refuse_change();
create trigger payment_batch_event_append_only before update or delete or truncate on payment_batch_event
    for each statement execute function refuse_change();
create trigger payment_order_event_append_only before update or delete or truncate on payment_order_event
    for each statement execute function refuse_change();
create trigger payment_line_append_only before update or delete or truncate on payment_line
    for each statement execute function refuse_change();
create trigger payment_file_append_only before update or delete or truncate on payment_file
    for each statement execute function refuse_change();
create trigger payment_file_download_append_only before update or delete or truncate on payment_file_download
    for each statement execute function refuse_change();
create trigger payment_answer_append_only before update or delete or truncate on payment_answer
    for each statement execute function refuse_change();
create trigger payment_result_append_only before update or delete or truncate on payment_result
    for each statement execute function refuse_change();

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area),
       (values ('payment.approval-working-days', '3'),
               ('payment.finance-working-days', '5'),
               ('payment.pay-working-days', '10'),
               ('payment.file-charset', 'UTF-8'),
               ('payment.file-columns', '序号,支付单号,收款人,开户银行,收款账号,金额,用途')) as defaults (parameter, value);
