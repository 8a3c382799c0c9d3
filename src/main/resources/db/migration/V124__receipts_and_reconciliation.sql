-- Money that comes into a fund's special account, bills settled before the books existed, and who signed a quarter's report.

-- What a sheet grants is posted once, when it is settled or, where that was before the books existed, as an opening entry.
create unique index uq_ledger_transfer_granted_once on ledger_transfer (document_type, document_id)
    where kind in ('SETTLEMENT', 'OPENING') and reverses_id is null;

create table fund_receipt (
    id              uuid          not null,
    area            text          not null,
    fund            text          not null,
    amount          numeric(14,2) not null,
    received_on     date          not null,
    voucher_number  text          not null,
    entered_by      text          not null,
    entered_at      timestamptz   not null,
    reversed_by     text,
    reversed_at     timestamptz,
    reversal_reason varchar(200),
    constraint pk_fund_receipt primary key (id),
    constraint ck_fund_receipt_fund check (fund in
        ('MEDICAL_ASSISTANCE_FUND', 'POVERTY_ALLEVIATION_FUND', 'HEALTH_AUTHORITY', 'CIVIL_AFFAIRS')),
    constraint ck_fund_receipt_amount check (amount > 0),
    constraint ck_fund_receipt_received check (received_on between '2000-01-01' and (entered_at at time zone 'Asia/Shanghai')::date),
    constraint ck_fund_receipt_voucher_is_code check (voucher_number ~ '^[0-9A-Za-z-]{1,40}$'),
    constraint ck_fund_receipt_reversal_whole check
        ((reversed_by is null) = (reversed_at is null) and (reversed_by is null) = (reversal_reason is null)),
    constraint ck_fund_receipt_reversal_has_reason check (reversal_reason is null or btrim(reversal_reason) <> '')
);
-- A voucher of the bank is recorded once; struck because it was wrong, it can be recorded rightly.
create unique index uq_fund_receipt_voucher on fund_receipt (area, voucher_number) where reversed_at is null;
create index ix_fund_receipt_area on fund_receipt (area, entered_at desc);
comment on table fund_receipt is 'Money received into a fund''s special account, as the bank''s voucher says';

create function fund_receipt_guard() returns trigger language plpgsql as $$
begin
    if old.reversed_at is not null
            or (new.id, new.area, new.fund, new.amount, new.received_on, new.voucher_number, new.entered_by, new.entered_at)
               is distinct from
               (old.id, old.area, old.fund, old.amount, old.received_on, old.voucher_number, old.entered_by, old.entered_at) then
        raise exception 'a receipt is only ever struck, once' using errcode = 'check_violation', constraint = 'ck_fund_receipt_only_struck';
    end if;
    return new;
end $$;
create trigger fund_receipt_guard before update on fund_receipt for each row execute function fund_receipt_guard();
create trigger fund_receipt_kept before delete or truncate on fund_receipt for each statement execute function refuse_change();

-- At commit: a receipt stands in the books as long as it is not struck, and nothing stands there as received without a receipt.
create function fund_receipt_posted() returns trigger language plpgsql as $$
declare
    receipt medaid.fund_receipt;
    standing numeric;
begin
    if tg_table_name = 'fund_receipt' then
        receipt := new;
    else
        select * into receipt from medaid.fund_receipt r where r.id::text = new.document_id;
    end if;
    select coalesce(sum(case when t.reverses_id is null then t.total else -t.total end), 0) into standing
      from medaid.ledger_transfer t
     where t.document_type = 'FUND_RECEIPT' and t.document_id = receipt.id::text and t.kind = 'FUNDING' and t.area = receipt.area;
    if receipt.id is null or standing <> (case when receipt.reversed_at is null then receipt.amount else 0 end) then
        raise exception 'a receipt and the books say the same' using errcode = 'check_violation', constraint = 'ck_fund_receipt_posted';
    end if;
    return null;
end $$;
create constraint trigger fund_receipt_posted after insert or update on fund_receipt
    deferrable initially deferred for each row execute function fund_receipt_posted();
create constraint trigger ledger_receipt_recorded after insert on ledger_transfer
    deferrable initially deferred for each row when (new.document_type = 'FUND_RECEIPT') execute function fund_receipt_posted();

-- The agency and the finance department sign a quarter's figures, whose months are closed: the very same figures.
create table quarter_report_signature (
    area      text        not null,
    quarter   date        not null,
    side      text        not null,
    digest    text        not null,
    signed_by text        not null,
    signed_at timestamptz not null,
    constraint pk_quarter_report_signature primary key (area, quarter, side),
    constraint uq_quarter_report_signature_two_people unique (area, quarter, signed_by),
    constraint ck_quarter_report_signature_side check (side in ('AGENCY', 'FINANCE')),
    constraint ck_quarter_report_signature_quarter check (extract(day from quarter) = 1 and extract(month from quarter) in (1, 4, 7, 10)),
    constraint ck_quarter_report_signature_digest check (digest ~ '^[0-9a-f]{64}$')
);
comment on column quarter_report_signature.digest is 'SHA-256 of the report''s figures as they were signed';

create function quarter_report_signature_guard() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(medaid.ledger_lock_key(new.area));
    if not exists (select 1 from medaid.ledger_closing c where c.area = new.area and c.month >= new.quarter + interval '2 months') then
        raise exception 'a quarter is signed when its months are closed'
            using errcode = 'check_violation', constraint = 'ck_quarter_report_signature_months_closed';
    end if;
    if exists (select 1 from medaid.quarter_report_signature s
                where s.area = new.area and s.quarter = new.quarter and s.digest <> new.digest) then
        raise exception 'both sign the same figures' using errcode = 'check_violation', constraint = 'ck_quarter_report_signature_same_figures';
    end if;
    return new;
end $$;
create trigger quarter_report_signature_guard before insert on quarter_report_signature
    for each row execute function quarter_report_signature_guard();
create trigger quarter_report_signature_append_only before update or delete or truncate on quarter_report_signature
    for each statement execute function refuse_change();
