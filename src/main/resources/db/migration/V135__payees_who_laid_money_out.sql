-- Who laid money out for the office is paid like a hospital: Fushun's contracted insurer for urban cases, a county's civil affairs
-- for rural ones (抚政办发〔2014〕67号 五(二)3). Statements approved before were paid by finance's own order and are not ordered here.
alter table bank_account
    drop constraint ck_bank_account_payee_kind,
    drop constraint ck_bank_account_hospital_has_no_card,
    add constraint ck_bank_account_payee_kind check (payee_kind in ('PERSON', 'HOSPITAL', 'INSURER', 'COUNTY')),
    add constraint ck_bank_account_only_persons_have_cards check (payee_kind = 'PERSON' or number_kind <> 'CARD'),
    add constraint ck_bank_account_one_insurer check (payee_kind <> 'INSURER' or (payee = 'INSURER' and area = 'fushun')),
    add constraint ck_bank_account_county_is_division check (payee_kind <> 'COUNTY' or (payee ~ '^2104\d{2}$' and area = 'fushun'));
comment on column bank_account.payee is 'The person''s id, the hospital''s code, INSURER, or the county''s division code';

alter table payment_order
    drop constraint ck_payment_order_payee_kind,
    add constraint ck_payment_order_payee_kind check (payee_kind in ('PERSON', 'HOSPITAL', 'INSURER', 'COUNTY'));
