-- Accounts and transfers for what follows a settlement: payment, advances, recovery, the special account, the year's end.
alter table ledger_account drop constraint ck_ledger_account_kind;
alter table ledger_account add constraint ck_ledger_account_kind check (kind in
    ('FUND', 'FUND_INCOME', 'SPECIAL_ACCOUNT', 'HOSPITAL_PAYABLE', 'HOSPITAL_ADVANCE', 'HOSPITAL_SHARE', 'PERSON_PAYABLE', 'RECOVERY',
     'INTER_FUND', 'CARRIED_FORWARD'));
alter table ledger_account drop constraint ck_ledger_account_fund_has_its_books;
alter table ledger_account add constraint ck_ledger_account_fund_has_its_books check
    (kind not in ('FUND', 'FUND_INCOME', 'SPECIAL_ACCOUNT', 'CARRIED_FORWARD') or (holder = fund and fund <> 'HOSPITALS_OWN'));

alter table ledger_transfer drop constraint ck_ledger_transfer_kind;
alter table ledger_transfer add constraint ck_ledger_transfer_kind check (kind in
    ('SETTLEMENT', 'FUNDING', 'PAYMENT', 'ADVANCE', 'CLEARING', 'RECOVERY_CLAIM', 'RECOVERY_RECEIPT', 'RECOVERY_OFFSET', 'INTER_FUND',
     'OPENING', 'YEAR_END', 'YEAR_START'));

-- A bill comes over the window, or from the hospital that has deducted the benefit at its own counter (one-stop).
alter table claim add column channel text not null default 'WINDOW';
alter table claim add constraint ck_claim_channel check (channel in ('WINDOW', 'ONE_STOP'));
comment on column claim.channel is 'WINDOW: the office owes the person; ONE_STOP: the office owes the hospital, which deducted the benefit';

-- A settled bill may be struck from the books (冲账): its invoice can then be settled anew.
alter table claim drop constraint ck_claim_state;
alter table claim add constraint ck_claim_state check
    (state in ('ENTERED','RETURNED','ACCEPTED','IN_REVIEW','TO_CALCULATE','CALCULATED','SETTLED','REFUSED','WITHDRAWN','REVERSED'));
alter table claim drop constraint ck_claim_closed;
alter table claim add constraint ck_claim_closed check ((state in ('SETTLED','REFUSED','WITHDRAWN','REVERSED')) = (closed_at is not null));
drop index uq_claim_invoice_once;
create unique index uq_claim_invoice_once on claim (hospital_code, invoice_number) where state not in ('REFUSED','WITHDRAWN','REVERSED');
