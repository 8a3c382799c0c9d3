-- The control: one function with the writes of one settlement, row by row, under the very triggers of the product.
create schema if not exists control;
create or replace function control.settle(key text, body jsonb) returns text language plpgsql as $$
declare
    kept text;
    a medaid.one_stop_admission;
    claim uuid := gen_random_uuid();
    sheet uuid := gen_random_uuid();
    number text;
    year int := extract(year from (body ->> 'dischargedOn')::date);
    used numeric;
    granted numeric(14,2);
    amounts jsonb := body -> 'amounts';
    transfer bigint;
    fund bigint;
    payable bigint;
    answer text;
    split jsonb;
begin
    select o.answer into kept from medaid.one_stop_answer o where o.hospital_code = 'BENCH0001' and o.request_key = key;
    if kept is not null then
        return kept;
    end if;
    select * into a from medaid.one_stop_admission o where o.id = (body ->> 'admission')::uuid for update;
    if a.id is null or a.state <> 'OPEN' then
        raise exception 'not open';
    end if;
    if not exists (select 1 from medaid.category_held c where c.person_id = a.person_id and c.from_on <= (body ->> 'dischargedOn')::date
                      and (c.last_on is null or c.last_on >= (body ->> 'dischargedOn')::date)) then
        raise exception 'not entitled';
    end if;
    insert into medaid.accumulator_year (person_id, benefit_year) values (a.person_id, year) on conflict do nothing;
    perform 1 from medaid.accumulator_year y where y.person_id = a.person_id and y.benefit_year = year for update;
    select coalesce(sum(e.amount), 0) into used from medaid.accumulator_entry e
     where e.person_id = a.person_id and e.benefit_year = year and e.accumulator = 'fushun.special-outpatient';
    granted := least(round(((amounts ->> 'inScope')::numeric - (amounts ->> 'basicPaid')::numeric) * 0.6, 2), 1000 - used);
    number := 'FS-' || year || '-' || to_char(nextval('medaid.claim_number'), 'FM000000');
    insert into medaid.claim
      (id, case_number, area, channel, person_id, division, hospital_code, care_type, admitted_on, discharged_on, diagnosis, diseases,
       insured, treated_as_inpatient, emergency, referral_status, invoice_number, total, in_scope, deductible, basic_paid,
       critical_illness_paid, supplementary_paid, self_paid, state, entered_by, entered_at, closed_at)
    values
      (claim, number, a.area, 'ONE_STOP', a.person_id, '210402', a.hospital_code, a.care_type, a.admitted_on,
       (body ->> 'dischargedOn')::date, a.diagnosis, '{HAEMOPHILIA}', true, false, false, 'NONE', body ->> 'invoiceNumber',
       (amounts ->> 'total')::numeric, (amounts ->> 'inScope')::numeric, 0, (amounts ->> 'basicPaid')::numeric, 0, 0,
       (amounts ->> 'selfPaid')::numeric, 'SETTLED', 'control', now(), now());
    split := jsonb_build_object('status', 'CALCULATED', 'lines', jsonb_build_array(jsonb_build_object('code', 'fushun.special-outpatient',
        'payer', 'MEDICAL_ASSISTANCE_FUND', 'base', amounts ->> 'inScope', 'ratio', '0.60', 'ceiling', '1000.00', 'usedBefore', used::text,
        'amount', granted::text, 'citation', jsonb_build_object('document', '抚政办发〔2014〕67号', 'article', '四(三)'), 'officeParameter', false)),
        'payers', jsonb_build_object('BASIC_INSURANCE', amounts ->> 'basicPaid', 'MEDICAL_ASSISTANCE_FUND', granted::text, 'PERSON', '0.01'),
        'accumulated', jsonb_build_object('fushun.special-outpatient', granted::text), 'reasons', jsonb_build_array());
    insert into medaid.calculation_sheet (id, claim_id, number, input, rules, result, status, calculated_by, calculated_at)
    values (sheet, claim, 1, body, '{"decision": "FushunBenefitLines", "version": "control"}', split, 'CALCULATED', 'system', now());
    insert into medaid.claim_event (claim_id, kind, outcome, reason, by_user) values (claim, 'BILL_ENTERED', null, null, 'control');
    insert into medaid.claim_event (claim_id, kind, outcome, reason, by_user) values (claim, 'REFERRAL_LOOKED_UP', 'NONE', '没有查到转往该医院的转诊备案。', 'system');
    insert into medaid.claim_event (claim_id, kind, outcome, reason, by_user) values (claim, 'BENEFIT_CALCULATED', 'CALCULATED', null, 'system');
    insert into medaid.claim_event (claim_id, kind, outcome, reason, by_user) values (claim, 'SETTLED_AT_COUNTER', null, null, 'control');
    insert into medaid.accumulator_entry (person_id, benefit_year, accumulator, amount, ceiling, document_type, document_id)
    values (a.person_id, year, 'fushun.special-outpatient', granted, 1000, 'SHEET', sheet::text);
    perform pg_advisory_xact_lock_shared(medaid.ledger_lock_key(a.area));
    insert into medaid.ledger_transfer
      (area, kind, document_type, document_id, posted_on, period, entry_count, total, posted_by, posted_at)
    values (a.area, 'SETTLEMENT', 'SHEET', sheet::text, (now() at time zone 'Asia/Shanghai')::date,
            date_trunc('month', now() at time zone 'Asia/Shanghai')::date, 2, granted, 'control', now())
    returning id into transfer;
    insert into medaid.ledger_account (area, fund, fund_year, kind, holder)
    values (a.area, 'MEDICAL_ASSISTANCE_FUND', extract(year from now() at time zone 'Asia/Shanghai'), 'FUND', 'MEDICAL_ASSISTANCE_FUND') on conflict do nothing;
    insert into medaid.ledger_account (area, fund, fund_year, kind, holder)
    values (a.area, 'MEDICAL_ASSISTANCE_FUND', extract(year from now() at time zone 'Asia/Shanghai'), 'HOSPITAL_PAYABLE', a.hospital_code) on conflict do nothing;
    select l.id into fund from medaid.ledger_account l where l.area = a.area and l.fund = 'MEDICAL_ASSISTANCE_FUND'
       and l.fund_year = extract(year from now() at time zone 'Asia/Shanghai') and l.kind = 'FUND' and l.holder = 'MEDICAL_ASSISTANCE_FUND';
    select l.id into payable from medaid.ledger_account l where l.area = a.area and l.fund = 'MEDICAL_ASSISTANCE_FUND'
       and l.fund_year = extract(year from now() at time zone 'Asia/Shanghai') and l.kind = 'HOSPITAL_PAYABLE' and l.holder = a.hospital_code;
    insert into medaid.ledger_entry (transfer_id, account_id, amount, line_no) values (transfer, fund, granted, 1);
    insert into medaid.ledger_entry (transfer_id, account_id, amount, line_no) values (transfer, payable, -granted, 2);
    insert into medaid.audit_entry (happened_at, user_id, area, action, subject_type, subject_id, details)
    values (now(), 'control', a.area, 'BILL_ENTERED', 'CLAIM', claim::text, '{}');
    insert into medaid.audit_entry (happened_at, user_id, area, action, subject_type, subject_id, details)
    values (now(), 'system', a.area, 'BENEFIT_CALCULATED', 'CLAIM', claim::text,
            jsonb_build_object('sheet', sheet, 'status', 'CALCULATED', 'rules', repeat('0', 64)));
    insert into medaid.audit_entry (happened_at, user_id, area, action, subject_type, subject_id, details)
    values (now(), 'control', a.area, 'SETTLED_AT_COUNTER', 'CLAIM', claim::text, '{}');
    update medaid.one_stop_admission set state = 'SETTLED', claim_id = claim, changed_at = now(), discharged = true where id = a.id;
    answer := jsonb_build_object('settlement', claim, 'caseNumber', number, 'status', 'SETTLED', 'admission', a.id, 'payers', split -> 'payers',
        'lines', split -> 'lines')::text;
    insert into medaid.one_stop_answer (hospital_code, request_key, kind, body_sha256, status, answer, location, answered_at)
    values (a.hospital_code, key, 'SETTLEMENT', sha256(body::text::bytea), 201, answer, '/api/v1/settlements/' || claim, now());
    return answer;
end $$;
