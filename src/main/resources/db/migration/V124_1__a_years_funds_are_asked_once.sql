-- Whether a fund's year was carried is asked once for each fund: in a condition the planner asked it once for each entry.

-- At commit, once for each transfer.
create or replace function ledger_transfer_complete() returns trigger language plpgsql as $$
declare
    entries int;
    debits numeric;
    closed int;
    whose text;
begin
    select count(*), coalesce(sum(e.amount) filter (where e.amount > 0), 0) into entries, debits
      from medaid.ledger_entry e where e.transfer_id = new.id;
    if entries <> new.entry_count or debits <> new.total then
        raise exception 'a transfer has the entries it was posted with, no fewer and no more'
            using errcode = 'check_violation', constraint = 'ck_ledger_transfer_complete';
    end if;
    if exists (select 1 from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                where e.transfer_id = new.id group by a.fund, a.fund_year having sum(e.amount) <> 0) then
        raise exception 'the entries of a transfer come to zero in each fund''s books'
            using errcode = 'check_violation', constraint = 'ck_ledger_transfer_balanced';
    end if;
    if new.reverses_id is not null then
        -- What was charged to a year that is closed by now comes out of the year that took over its balances; what the closed
        -- year spent or was given has become its result, which was carried forward.
        select max(c.year) into closed from medaid.ledger_year_closing c where c.area = new.area;
        if exists (select a.fund, a.fund_year, a.kind, a.holder, e.amount
                     from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id where e.transfer_id = new.id
                   except
                   select a.fund, greatest(a.fund_year, closed + 1),
                          case when a.fund_year <= closed and a.kind in ('FUND', 'FUND_INCOME') then 'CARRIED_FORWARD' else a.kind end,
                          a.holder, -e.amount
                     from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id where e.transfer_id = new.reverses_id) then
            raise exception 'a reversal mirrors exactly one transfer'
                using errcode = 'check_violation', constraint = 'ck_ledger_transfer_reversal_mirrors';
        end if;
    end if;
    if new.closes_year is not null then
        for whose in select distinct a.fund from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                      where e.transfer_id = new.id loop
            if not medaid.ledger_year_is_carried(new.area, whose, new.closes_year) then
                raise exception 'the closed year''s balances are carried into the next'
                    using errcode = 'check_violation', constraint = 'ck_ledger_year_closing_carries_all';
            end if;
        end loop;
    end if;
    return null;
end $$;

create or replace function ledger_year_closing_complete() returns trigger language plpgsql as $$
declare
    whose text;
begin
    for whose in select distinct a.fund from medaid.ledger_account a where a.area = new.area and a.fund_year = new.year loop
        if not medaid.ledger_year_is_carried(new.area, whose, new.year) then
            raise exception 'the closed year''s balances are carried into the next'
                using errcode = 'check_violation', constraint = 'ck_ledger_year_closing_carries_all';
        end if;
    end loop;
    return null;
end $$;
