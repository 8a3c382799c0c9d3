-- An order of somebody who owes money back pays less: what is set against it is held when a batch is drawn up, and posted with
-- the payment.

alter table payment_order add column offset_amount numeric(14,2) not null default 0;
alter table payment_order add constraint ck_payment_order_offset_leaves_something check (offset_amount >= 0 and offset_amount < amount);
comment on column payment_order.offset_amount is 'Set against what the payee owes back; the bank pays the rest';

create or replace function payment_order_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'OPEN' or new.attempt <> 1 or new.offset_amount <> 0 then
            raise exception 'an order begins open' using errcode = 'check_violation', constraint = 'ck_payment_order_begins_open';
        end if;
        return new;
    end if;
    -- While it is open, and only then, something is set against it; coming back it is whole again.
    if old.state = 'OPEN' and new.state = 'OPEN' and new.offset_amount <> old.offset_amount
            and (new.number, new.area, new.document_type, new.document_id, new.fund, new.payee_kind, new.payee, new.amount, new.attempt,
                 new.batch_id)
                is not distinct from (old.number, old.area, old.document_type, old.document_id, old.fund, old.payee_kind, old.payee,
                    old.amount, old.attempt, old.batch_id) then
        return new;
    end if;
    if (new.number, new.area, new.document_type, new.document_id, new.fund, new.payee_kind, new.payee, new.amount)
            is distinct from (old.number, old.area, old.document_type, old.document_id, old.fund, old.payee_kind, old.payee, old.amount)
            or new.offset_amount <> (case when new.state in ('OPEN','CANCELLED') then 0 else old.offset_amount end)
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

create or replace function payment_line_guard() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from medaid.payment_order o
                    where o.number = new.order_number and o.attempt = new.attempt and o.amount - o.offset_amount = new.amount
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

create or replace function payment_order_posted() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from medaid.ledger_transfer t
                    where t.document_type = 'PAYMENT_ORDER' and t.document_id = new.number and t.kind = 'PAYMENT'
                      and t.reverses_id is null and t.total = new.amount - new.offset_amount and t.area = new.area) then
        raise exception 'what is paid stands in the books' using errcode = 'check_violation', constraint = 'ck_payment_order_posted';
    end if;
    if new.offset_amount <> (select coalesce(sum(o.amount), 0) from medaid.recovery_offset o
                              where o.order_number = new.number and o.state = 'POSTED') then
        raise exception 'what is set against an order is posted with its payment'
            using errcode = 'check_violation', constraint = 'ck_payment_order_offset_posted';
    end if;
    return null;
end $$;

-- At commit: what an order says is set against it is what recoveries hold for it.
create function payment_order_offset_held() returns trigger language plpgsql as $$
declare
    asked text := case when tg_table_name = 'payment_order' then to_jsonb(new) ->> 'number' else to_jsonb(new) ->> 'order_number' end;
begin
    if (select o.offset_amount from medaid.payment_order o where o.number = asked)
            <> (select coalesce(sum(f.amount), 0) from medaid.recovery_offset f where f.order_number = asked and f.state <> 'RELEASED') then
        raise exception 'an order gives up what recoveries hold for it'
            using errcode = 'check_violation', constraint = 'ck_payment_order_offset_held';
    end if;
    return null;
end $$;
create constraint trigger payment_order_offset_held after update on payment_order
    deferrable initially deferred for each row when (new.offset_amount <> old.offset_amount)
    execute function payment_order_offset_held();
create constraint trigger recovery_offset_is_the_orders after insert or update on recovery_offset
    deferrable initially deferred for each row execute function payment_order_offset_held();
