-- Bills that the insurance has settled, as its data say; and those of them whose person was entitled on the day and received
-- nothing: each is excluded by a rule or closed with an outcome.

create table insurance_upload (
    id          uuid         not null,
    area        text         not null,
    state       text         not null,
    row_count   int          not null,
    good_count  int          not null,
    uploaded_by text         not null,
    uploaded_at timestamptz  not null,
    decided_by  text,
    decided_at  timestamptz,
    constraint pk_insurance_upload primary key (id),
    constraint ck_insurance_upload_state check (state in ('STAGED', 'TAKEN', 'DROPPED')),
    constraint ck_insurance_upload_decided check (num_nonnulls(decided_by, decided_at) = case state when 'STAGED' then 0 else 2 end),
    constraint ck_insurance_upload_counts check (good_count between 0 and row_count)
);
create index ix_insurance_upload_area on insurance_upload (area, uploaded_at desc);

-- Kept as it came, with what is wrong with it; personal, so it goes with the upload's decision.
create table insurance_upload_row (
    upload_id             uuid not null,
    row_no                int  not null,
    resident_id           text not null,
    name                  text not null,
    hospital_code         text not null,
    invoice_number        text not null,
    care_type             text not null,
    admitted_on           date,
    discharged_on         date,
    total                 numeric(14,2),
    in_scope              numeric(14,2),
    paid                  numeric(14,2),
    fault                 text,
    constraint pk_insurance_upload_row primary key (upload_id, row_no),
    constraint fk_insurance_upload_row_upload foreign key (upload_id) references insurance_upload
);

create table insurance_bill (
    id             uuid          not null,
    area           text          not null,
    resident_id    text          not null,
    hospital_code  text          not null,
    invoice_number text          not null,
    care_type      text          not null,
    admitted_on    date          not null,
    discharged_on  date          not null,
    total          numeric(14,2) not null,
    in_scope       numeric(14,2) not null,
    paid           numeric(14,2) not null,
    upload_id      uuid          not null,
    constraint pk_insurance_bill primary key (id),
    constraint fk_insurance_bill_upload foreign key (upload_id) references insurance_upload,
    constraint uq_insurance_bill_once unique (area, hospital_code, invoice_number),
    constraint ck_insurance_bill_days check (discharged_on >= admitted_on),
    constraint ck_insurance_bill_amounts check (total > 0 and in_scope between 0 and total and paid between 0 and in_scope)
);
create index ix_insurance_bill_month on insurance_bill (area, discharged_on);
create trigger insurance_bill_append_only before update or delete or truncate on insurance_bill
    for each statement execute function refuse_change();
comment on column insurance_bill.paid is 'What basic, critical-illness and supplementary insurance paid together';

create table unassisted_bill (
    bill_id   uuid        not null,
    area      text        not null,
    month     date        not null,
    person_id uuid        not null,
    rule      text,
    listed_at timestamptz not null,
    town_code char(9),
    handed_by text,
    handed_at timestamptz,
    constraint pk_unassisted_bill primary key (bill_id),
    constraint fk_unassisted_bill_bill foreign key (bill_id) references insurance_bill,
    constraint fk_unassisted_bill_person foreign key (person_id) references person,
    constraint fk_unassisted_bill_town foreign key (town_code) references town,
    constraint ck_unassisted_bill_month check (extract(day from month) = 1),
    constraint ck_unassisted_bill_rule check (rule in ('ASSISTED', 'IN_PROGRESS', 'REFUSED', 'NO_BURDEN', 'SMALL_BURDEN', 'NON_DESIGNATED')),
    constraint ck_unassisted_bill_handed_whole check (num_nonnulls(town_code, handed_by, handed_at) in (0, 3))
);
create index ix_unassisted_bill_month on unassisted_bill (area, month);

create table unassisted_outcome (
    bill_id   uuid         not null,
    outcome   text         not null,
    reason    varchar(500),
    closed_by text         not null,
    closed_at timestamptz  not null,
    constraint pk_unassisted_outcome primary key (bill_id),
    constraint fk_unassisted_outcome_bill foreign key (bill_id) references unassisted_bill,
    constraint ck_unassisted_outcome check (outcome in
        ('APPLYING', 'ASSISTED_ELSEWHERE', 'NOT_ENTITLED', 'DECLINED', 'NOT_REACHED', 'DATA_WRONG')),
    constraint ck_unassisted_outcome_says_why
        check (outcome not in ('NOT_ENTITLED', 'DECLINED', 'NOT_REACHED', 'DATA_WRONG') or btrim(coalesce(reason, '')) <> '')
);
create trigger unassisted_outcome_append_only before update or delete or truncate on unassisted_outcome
    for each statement execute function refuse_change();

-- Below this nobody is sent out; each office sets it.
insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, 'unassisted.least-burden', '100', date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area);
