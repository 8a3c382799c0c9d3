-- Before money is promised, the special account is asked whether it holds it: when a batch is drawn up, and again, alone in its
-- office, when finance approves. Here the second time stands once more, for whoever writes past the code.
alter table payment_batch add column balance_checked boolean not null default false;
comment on column payment_batch.balance_checked is 'Finance approved while the office has the special account''s balance asked';

create function payment_batch_covered() returns trigger language plpgsql as $$
begin
    if exists (
            select 1
              from (select o.fund, sum(o.amount) as promised
                      from medaid.payment_order o join medaid.payment_batch b on b.id = o.batch_id
                     where o.area = new.area and o.state in ('IN_BATCH', 'UNKNOWN') and (b.state = 'TO_PAY' or b.id = new.id)
                     group by o.fund
                    having bool_or(b.id = new.id)) p
             where p.promised > (select coalesce(sum(e.amount), 0)
                                   from medaid.ledger_account a join medaid.ledger_entry e on e.account_id = a.id
                                  where a.area = new.area and a.kind = 'SPECIAL_ACCOUNT' and a.fund = p.fund)) then
        raise exception 'a special account holds what is promised out of it'
            using errcode = 'check_violation', constraint = 'ck_payment_batch_covered';
    end if;
    return new;
end $$;
create trigger payment_batch_covered before update on payment_batch for each row
    when (new.balance_checked and old.state = 'TO_FINANCE' and new.state = 'TO_PAY') execute function payment_batch_covered();

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, 'payment.balance-check', 'YES', date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area);
