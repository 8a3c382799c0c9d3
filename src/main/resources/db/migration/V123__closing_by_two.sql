-- A month and a year are closed by two people, and the year's balances are carried into the next.

-- The entries of a transfer are numbered: never more than it was posted with, so that one look at commit finds it complete.
alter table ledger_entry add column line_no int;
alter table ledger_entry disable trigger ledger_entry_append_only;
update ledger_entry e set line_no = n.line_no
  from (select id, row_number() over (partition by transfer_id order by id) as line_no from ledger_entry) n where n.id = e.id;
alter table ledger_entry enable trigger ledger_entry_append_only;
alter table ledger_entry alter column line_no set not null;
alter table ledger_entry add constraint uq_ledger_entry_line_once unique (transfer_id, line_no);
alter table ledger_entry add constraint ck_ledger_entry_line_from_one check (line_no >= 1);
drop trigger ledger_entry_complete on ledger_entry;

-- What one person proposes to close and the sums that person saw; somebody else confirms it.
create table ledger_closing_proposal (
    id          bigint generated always as identity,
    area        text          not null,
    scope       text          not null,
    month       date          not null,
    transfers   int           not null,
    debit       numeric(14,2) not null,
    credit      numeric(14,2) not null,
    proposed_by text          not null,
    proposed_at timestamptz   not null,
    constraint pk_ledger_closing_proposal primary key (id),
    constraint ck_ledger_closing_proposal_scope check (scope in ('MONTH', 'YEAR')),
    constraint ck_ledger_closing_proposal_is_month check (extract(day from month) = 1),
    constraint ck_ledger_closing_proposal_year_ends_in_december check (scope = 'MONTH' or extract(month from month) = 12),
    constraint ck_ledger_closing_proposal_month_is_over check (month < date_trunc('month', proposed_at at time zone 'Asia/Shanghai')),
    constraint ck_ledger_closing_proposal_balanced check (debit = credit)
);
create index ix_ledger_closing_proposal_newest on ledger_closing_proposal (area, scope, month, id);
comment on table ledger_closing_proposal is 'The newest of a month or year counts; a year stands under its December';

alter table ledger_closing add column proposal_id bigint;
alter table ledger_closing add constraint fk_ledger_closing_proposal foreign key (proposal_id) references ledger_closing_proposal;
comment on column ledger_closing.proposal_id is 'Null only where a month was closed before two people were needed';

create table ledger_year_closing (
    area        text          not null,
    year        int           not null,
    proposal_id bigint        not null,
    transfers   int           not null,
    debit       numeric(14,2) not null,
    credit      numeric(14,2) not null,
    closed_by   text          not null,
    closed_at   timestamptz   not null,
    constraint pk_ledger_year_closing primary key (area, year),
    constraint fk_ledger_year_closing_proposal foreign key (proposal_id) references ledger_closing_proposal,
    constraint ck_ledger_year_closing_balanced check (debit = credit)
);
comment on table ledger_year_closing is 'A year whose balances stand in the next one: it takes no posting any more';

alter table ledger_transfer add column closes_year int;
alter table ledger_transfer add constraint fk_ledger_transfer_closes_year foreign key (area, closes_year) references ledger_year_closing;
alter table ledger_transfer add constraint ck_ledger_transfer_year_named check ((kind in ('YEAR_END', 'YEAR_START')) = (closes_year is not null));
alter table ledger_transfer add constraint ck_ledger_transfer_year_end_stays check (closes_year is null or reverses_id is null);
create index ix_ledger_transfer_closes_year on ledger_transfer (area, closes_year) where closes_year is not null;

-- What was posted since the closing before a month and up to it.
create function ledger_month_sums(office text, last date) returns table (transfers bigint, debit numeric, credit numeric)
language sql stable as $$
    select count(distinct t.id), coalesce(sum(e.amount) filter (where e.amount > 0), 0),
           coalesce(-sum(e.amount) filter (where e.amount < 0), 0)
      from medaid.ledger_transfer t join medaid.ledger_entry e on e.transfer_id = t.id
     where t.area = office and t.period <= last
       and t.period > coalesce((select max(c.month) from medaid.ledger_closing c where c.area = office and c.month < last), '1999-12-01')
$$;

-- What was posted to the accounts of a year, in whatever month.
create function ledger_year_sums(office text, charged int) returns table (transfers bigint, debit numeric, credit numeric)
language sql stable as $$
    select count(distinct e.transfer_id), coalesce(sum(e.amount) filter (where e.amount > 0), 0),
           coalesce(-sum(e.amount) filter (where e.amount < 0), 0)
      from medaid.ledger_account a join medaid.ledger_entry e on e.account_id = a.id
     where a.area = office and a.fund_year = charged
$$;

create function ledger_closing_proposal_guard() returns trigger language plpgsql as $$
declare
    sums record;
begin
    perform pg_advisory_xact_lock(medaid.ledger_lock_key(new.area));
    if new.scope = 'MONTH' then
        select * into sums from medaid.ledger_month_sums(new.area, new.month);
    else
        select * into sums from medaid.ledger_year_sums(new.area, extract(year from new.month)::int);
    end if;
    if (sums.transfers, sums.debit, sums.credit) is distinct from (new.transfers::bigint, new.debit, new.credit) then
        raise exception 'a proposal states what was posted'
            using errcode = 'check_violation', constraint = 'ck_ledger_closing_proposal_states_postings';
    end if;
    return new;
end $$;
create trigger ledger_closing_proposal_guard before insert on ledger_closing_proposal
    for each row execute function ledger_closing_proposal_guard();

-- The newest proposal of a month or year, made by somebody else, with the same sums.
create function ledger_check_proposal(proposed bigint, office text, what text, last date, closer text, counted int, debits numeric, credits numeric)
returns void language plpgsql as $$
declare
    proposal medaid.ledger_closing_proposal;
begin
    select * into proposal from medaid.ledger_closing_proposal p
     where p.area = office and p.scope = what and p.month = last order by p.id desc limit 1;
    if proposal.id is null or proposal.id is distinct from proposed then
        raise exception 'a closing confirms the newest proposal' using errcode = 'check_violation', constraint = 'ck_ledger_closing_was_proposed';
    end if;
    if proposal.proposed_by = closer then
        raise exception 'who proposed a closing does not confirm it' using errcode = 'check_violation', constraint = 'ck_ledger_closing_four_eyes';
    end if;
    if (proposal.transfers, proposal.debit, proposal.credit) is distinct from (counted, debits, credits) then
        raise exception 'what was posted since has been proposed by nobody'
            using errcode = 'check_violation', constraint = 'ck_ledger_closing_as_proposed';
    end if;
end $$;

create or replace function ledger_closing_guard() returns trigger language plpgsql as $$
declare
    closed date;
    sums record;
begin
    perform pg_advisory_xact_lock(medaid.ledger_lock_key(new.area));
    select max(c.month) into closed from medaid.ledger_closing c where c.area = new.area;
    if new.month <= closed then
        raise exception 'a month is closed once, and never before a later one' using errcode = 'check_violation', constraint = 'ck_ledger_closing_in_order';
    end if;
    select * into sums from medaid.ledger_month_sums(new.area, new.month);
    if (sums.transfers, sums.debit, sums.credit) is distinct from (new.transfers::bigint, new.debit, new.credit) then
        raise exception 'a closing states what was posted' using errcode = 'check_violation', constraint = 'ck_ledger_closing_states_postings';
    end if;
    perform medaid.ledger_check_proposal(
        new.proposal_id, new.area, 'MONTH', new.month, new.closed_by, new.transfers, new.debit, new.credit);
    return new;
end $$;

create function ledger_year_closing_guard() returns trigger language plpgsql as $$
declare
    sums record;
    december date := make_date(new.year, 12, 1);
begin
    perform pg_advisory_xact_lock(medaid.ledger_lock_key(new.area));
    if not exists (select 1 from medaid.ledger_closing c where c.area = new.area and c.month >= december) then
        raise exception 'a year is closed when its December is' using errcode = 'check_violation', constraint = 'ck_ledger_year_closing_december_is_closed';
    end if;
    if exists (select 1 from medaid.ledger_year_closing c where c.area = new.area and c.year >= new.year)
            or exists (select 1 from medaid.ledger_account a join medaid.ledger_entry e on e.account_id = a.id
                        where a.area = new.area and a.fund_year < new.year group by a.id having sum(e.amount) <> 0) then
        raise exception 'a year is closed once, and after those before it' using errcode = 'check_violation', constraint = 'ck_ledger_year_closing_in_order';
    end if;
    select * into sums from medaid.ledger_year_sums(new.area, new.year);
    if (sums.transfers, sums.debit, sums.credit) is distinct from (new.transfers::bigint, new.debit, new.credit) then
        raise exception 'a closing states what was posted' using errcode = 'check_violation', constraint = 'ck_ledger_closing_states_postings';
    end if;
    perform medaid.ledger_check_proposal(
        new.proposal_id, new.area, 'YEAR', december, new.closed_by, new.transfers, new.debit, new.credit);
    return new;
end $$;
create trigger ledger_year_closing_guard before insert on ledger_year_closing for each row execute function ledger_year_closing_guard();

-- Nothing is left in a closed year's books of a fund, and what left an account arrived in the same account of the next.
create function ledger_year_is_carried(office text, whose text, closed int) returns boolean language sql stable as $$
    select not exists (select 1 from medaid.ledger_account a join medaid.ledger_entry e on e.account_id = a.id
                        where a.area = office and a.fund = whose and a.fund_year = closed group by a.id having sum(e.amount) <> 0)
       and not exists (select 1 from medaid.ledger_transfer t
                         join medaid.ledger_entry e on e.transfer_id = t.id
                         join medaid.ledger_account a on a.id = e.account_id
                        where t.area = office and t.closes_year = closed and a.fund = whose
                          and a.kind not in ('FUND', 'FUND_INCOME', 'CARRIED_FORWARD')
                        group by a.kind, a.holder having sum(e.amount) <> 0)
$$;

create function ledger_year_closing_complete() returns trigger language plpgsql as $$
begin
    if exists (select 1 from (select distinct a.fund from medaid.ledger_account a where a.area = new.area and a.fund_year = new.year) f
                where not medaid.ledger_year_is_carried(new.area, f.fund, new.year)) then
        raise exception 'the closed year''s balances are carried into the next'
            using errcode = 'check_violation', constraint = 'ck_ledger_year_closing_carries_all';
    end if;
    return null;
end $$;
create constraint trigger ledger_year_closing_complete after insert on ledger_year_closing
    deferrable initially deferred for each row execute function ledger_year_closing_complete();

create or replace function ledger_entry_guard() returns trigger language plpgsql as $$
declare
    transfer medaid.ledger_transfer;
    account medaid.ledger_account;
begin
    select * into transfer from medaid.ledger_transfer t where t.id = new.transfer_id;
    select * into account from medaid.ledger_account a where a.id = new.account_id;
    if account.area <> transfer.area then
        raise exception 'a transfer stays within one office' using errcode = 'check_violation', constraint = 'ck_ledger_entry_own_office';
    end if;
    if transfer.closes_year is not null then
        -- The year's end stands in the open month, like every posting, but in the accounts of the year it closes.
        if account.fund_year <> transfer.closes_year + (transfer.kind = 'YEAR_START')::int then
            raise exception 'a balance leaves the closed year for the next' using errcode = 'check_violation', constraint = 'ck_ledger_entry_own_year';
        end if;
    elsif transfer.reverses_id is null then
        if account.fund_year <> extract(year from transfer.period) then
            raise exception 'a posting charges the year of its period' using errcode = 'check_violation', constraint = 'ck_ledger_entry_own_year';
        end if;
    elsif exists (select 1 from medaid.ledger_year_closing c where c.area = account.area and c.year >= account.fund_year) then
        raise exception 'a closed year takes nothing' using errcode = 'check_violation', constraint = 'ck_ledger_entry_year_is_open';
    end if;
    if new.line_no is null then
        select coalesce(max(e.line_no), 0) + 1 into new.line_no from medaid.ledger_entry e where e.transfer_id = new.transfer_id;
    end if;
    if new.line_no > transfer.entry_count then
        raise exception 'a transfer has the entries it was posted with, no fewer and no more'
            using errcode = 'check_violation', constraint = 'ck_ledger_transfer_complete';
    end if;
    return new;
end $$;

-- At commit, once for each transfer.
create or replace function ledger_transfer_complete() returns trigger language plpgsql as $$
declare
    entries int;
    debits numeric;
    closed int;
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
    if new.closes_year is not null
            and exists (select 1 from (select distinct a.fund from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                                        where e.transfer_id = new.id) f
                         where not medaid.ledger_year_is_carried(new.area, f.fund, new.closes_year)) then
        raise exception 'the closed year''s balances are carried into the next'
            using errcode = 'check_violation', constraint = 'ck_ledger_year_closing_carries_all';
    end if;
    return null;
end $$;

create trigger ledger_closing_proposal_append_only before update or delete or truncate on ledger_closing_proposal
    for each statement execute function refuse_change();
create trigger ledger_year_closing_append_only before update or delete or truncate on ledger_year_closing
    for each statement execute function refuse_change();
