-- The books of the funds in double entry, one set for each office, fund and year.
-- Nothing is changed or deleted: what was wrong is mirrored by a reversal. Each trigger refuses what the code refuses too.
-- An amount above zero is a debit, one below zero a credit.

create table ledger_account (
    id        bigint generated always as identity,
    area      text not null,
    fund      text not null,
    fund_year int  not null,
    kind      text not null,
    holder    text not null,
    constraint pk_ledger_account primary key (id),
    constraint uq_ledger_account_once unique (area, fund, fund_year, kind, holder),
    constraint ck_ledger_account_fund check (fund in
        ('MEDICAL_ASSISTANCE_FUND', 'POVERTY_ALLEVIATION_FUND', 'HEALTH_AUTHORITY', 'CIVIL_AFFAIRS', 'HOSPITALS_OWN')),
    constraint ck_ledger_account_kind check (kind in ('FUND', 'HOSPITAL_PAYABLE', 'HOSPITAL_SHARE', 'PERSON_PAYABLE')),
    constraint ck_ledger_account_year_plausible check (fund_year between 2000 and 2200),
    -- What hospitals bear themselves stands in books of its own: it is no fund's money.
    constraint ck_ledger_account_fund_has_its_books check (kind <> 'FUND' or (holder = fund and fund <> 'HOSPITALS_OWN')),
    constraint ck_ledger_account_share_is_no_funds check (kind <> 'HOSPITAL_SHARE' or fund = 'HOSPITALS_OWN'),
    constraint ck_ledger_account_holder_is_code check (holder ~ '^[!-~]{1,64}$')
);
comment on column ledger_account.holder is 'The fund''s code, the hospital''s code or the person''s id; never a name';

create table ledger_transfer (
    id            bigint generated always as identity,
    area          text          not null,
    kind          text          not null,
    document_type text          not null,
    document_id   text          not null,
    posted_on     date          not null,
    period        date          not null,
    entry_count   int           not null,
    total         numeric(14,2) not null,
    reverses_id   bigint,
    reason        text,
    posted_by     text          not null,
    posted_at     timestamptz   not null,
    constraint pk_ledger_transfer primary key (id),
    constraint fk_ledger_transfer_reverses foreign key (reverses_id) references ledger_transfer,
    constraint uq_ledger_transfer_once_per_document unique nulls not distinct (document_type, document_id, kind, reverses_id),
    constraint uq_ledger_transfer_reversed_once unique (reverses_id),
    constraint ck_ledger_transfer_kind check (kind in ('SETTLEMENT')),
    constraint ck_ledger_transfer_two_entries check (entry_count >= 2),
    constraint ck_ledger_transfer_total check (total > 0),
    constraint ck_ledger_transfer_reversal_has_reason check ((reverses_id is null) = (reason is null)),
    constraint ck_ledger_transfer_period_is_month check (extract(day from period) = 1)
);
create index ix_ledger_transfer_period on ledger_transfer (area, period);
comment on column ledger_transfer.total is 'Sum of the debits; with entry_count it keeps entries from being added afterwards';

create table ledger_entry (
    id          bigint generated always as identity,
    transfer_id bigint        not null,
    account_id  bigint        not null,
    amount      numeric(14,2) not null,
    constraint pk_ledger_entry primary key (id),
    constraint fk_ledger_entry_transfer foreign key (transfer_id) references ledger_transfer,
    constraint fk_ledger_entry_account foreign key (account_id) references ledger_account,
    constraint uq_ledger_entry_account_once unique (transfer_id, account_id),
    constraint ck_ledger_entry_not_zero check (amount <> 0)
);
create index ix_ledger_entry_account on ledger_entry (account_id);

create table ledger_closing (
    area      text          not null,
    month     date          not null,
    transfers int           not null,
    debit     numeric(14,2) not null,
    credit    numeric(14,2) not null,
    closed_by text          not null,
    closed_at timestamptz   not null,
    constraint pk_ledger_closing primary key (area, month),
    constraint ck_ledger_closing_is_month check (extract(day from month) = 1),
    constraint ck_ledger_closing_month_is_over check (month < date_trunc('month', closed_at at time zone 'Asia/Shanghai')),
    constraint ck_ledger_closing_balanced check (debit = credit)
);
comment on table ledger_closing is 'A month closed for good, and with it every month before it';

-- Who posts shares this lock, who closes a month takes it alone: no posting slips in while a month is being closed.
create function ledger_lock_key(area text) returns bigint language sql immutable as $$
    select pg_catalog.hashtextextended('medaid.ledger_closing.' || area, 0)
$$;

create function ledger_transfer_guard() returns trigger language plpgsql as $$
declare
    closed date;
    original medaid.ledger_transfer;
begin
    perform pg_advisory_xact_lock_shared(medaid.ledger_lock_key(new.area));
    select max(c.month) into closed from medaid.ledger_closing c where c.area = new.area;
    if new.period <> greatest(date_trunc('month', new.posted_on)::date, (closed + interval '1 month')::date) then
        raise exception 'a posting belongs to its own month, or to the first open one if that is closed'
            using errcode = 'check_violation', constraint = 'ck_ledger_transfer_in_open_period';
    end if;
    if new.reverses_id is not null then
        select * into original from medaid.ledger_transfer t where t.id = new.reverses_id;
        if original.reverses_id is not null or original.area <> new.area or original.kind <> new.kind
                or original.document_type <> new.document_type or original.document_id <> new.document_id
                or original.entry_count <> new.entry_count then
            raise exception 'a reversal mirrors exactly one transfer'
                using errcode = 'check_violation', constraint = 'ck_ledger_transfer_reversal_mirrors';
        end if;
    end if;
    return new;
end $$;
create trigger ledger_transfer_guard before insert on ledger_transfer for each row execute function ledger_transfer_guard();

create function ledger_entry_guard() returns trigger language plpgsql as $$
declare
    transfer medaid.ledger_transfer;
    account medaid.ledger_account;
begin
    select * into transfer from medaid.ledger_transfer t where t.id = new.transfer_id;
    select * into account from medaid.ledger_account a where a.id = new.account_id;
    if account.area <> transfer.area then
        raise exception 'a transfer stays within one office' using errcode = 'check_violation', constraint = 'ck_ledger_entry_own_office';
    end if;
    -- A reversal goes back to the accounts of the year that was charged, however late it comes.
    if transfer.reverses_id is null and account.fund_year <> extract(year from transfer.period) then
        raise exception 'a posting charges the year of its period' using errcode = 'check_violation', constraint = 'ck_ledger_entry_own_year';
    end if;
    return new;
end $$;
create trigger ledger_entry_guard before insert on ledger_entry for each row execute function ledger_entry_guard();

-- At commit, when a transfer's entries are complete.
create function ledger_transfer_complete() returns trigger language plpgsql as $$
declare
    checked bigint;
    transfer medaid.ledger_transfer;
    entries int;
    debits numeric;
begin
    if tg_table_name = 'ledger_entry' then
        checked := new.transfer_id;
    else
        checked := new.id;
    end if;
    select * into transfer from medaid.ledger_transfer t where t.id = checked;
    select count(*), coalesce(sum(e.amount) filter (where e.amount > 0), 0) into entries, debits
      from medaid.ledger_entry e where e.transfer_id = checked;
    if entries <> transfer.entry_count or debits <> transfer.total then
        raise exception 'a transfer has the entries it was posted with, no fewer and no more'
            using errcode = 'check_violation', constraint = 'ck_ledger_transfer_complete';
    end if;
    if exists (select 1 from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                where e.transfer_id = checked group by a.fund, a.fund_year having sum(e.amount) <> 0) then
        raise exception 'the entries of a transfer come to zero in each fund''s books'
            using errcode = 'check_violation', constraint = 'ck_ledger_transfer_balanced';
    end if;
    if transfer.reverses_id is not null
            and exists (select e.account_id, -e.amount from medaid.ledger_entry e where e.transfer_id = checked
                        except select o.account_id, o.amount from medaid.ledger_entry o where o.transfer_id = transfer.reverses_id) then
        raise exception 'a reversal mirrors exactly one transfer'
            using errcode = 'check_violation', constraint = 'ck_ledger_transfer_reversal_mirrors';
    end if;
    return null;
end $$;
create constraint trigger ledger_transfer_complete after insert on ledger_transfer
    deferrable initially deferred for each row execute function ledger_transfer_complete();
create constraint trigger ledger_entry_complete after insert on ledger_entry
    deferrable initially deferred for each row execute function ledger_transfer_complete();

create function ledger_closing_guard() returns trigger language plpgsql as $$
declare
    closed date;
    counted bigint;
    debits numeric;
    credits numeric;
begin
    perform pg_advisory_xact_lock(medaid.ledger_lock_key(new.area));
    select max(c.month) into closed from medaid.ledger_closing c where c.area = new.area;
    if new.month <= closed then
        raise exception 'a month is closed once, and never before a later one' using errcode = 'check_violation', constraint = 'ck_ledger_closing_in_order';
    end if;
    select count(distinct t.id), coalesce(sum(e.amount) filter (where e.amount > 0), 0), coalesce(-sum(e.amount) filter (where e.amount < 0), 0)
      into counted, debits, credits
      from medaid.ledger_transfer t join medaid.ledger_entry e on e.transfer_id = t.id
     where t.area = new.area and t.period <= new.month and (closed is null or t.period > closed);
    if counted <> new.transfers or debits <> new.debit or credits <> new.credit then
        raise exception 'a closing states what was posted' using errcode = 'check_violation', constraint = 'ck_ledger_closing_states_postings';
    end if;
    return new;
end $$;
create trigger ledger_closing_guard before insert on ledger_closing for each row execute function ledger_closing_guard();

create trigger ledger_account_append_only before update or delete or truncate on ledger_account
    for each statement execute function refuse_change();
create trigger ledger_transfer_append_only before update or delete or truncate on ledger_transfer
    for each statement execute function refuse_change();
create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
    for each statement execute function refuse_change();
create trigger ledger_closing_append_only before update or delete or truncate on ledger_closing
    for each statement execute function refuse_change();
