-- A medical bill: what was entered, what was decided about it, by whom, and the sheets it was calculated on.

create sequence claim_number;

create table claim (
    id                       uuid          not null,
    case_number              text          not null,
    area                     text          not null,
    person_id                uuid          not null,
    division                 text          not null,
    hospital_code            text          not null,
    care_type                text          not null,
    admitted_on              date          not null,
    discharged_on            date          not null,
    diagnosis                text          not null,
    diseases                 text[]        not null default '{}',
    insured                  boolean       not null,
    treated_as_inpatient     boolean       not null,
    emergency                boolean       not null,
    referral_status          text          not null,
    referral_tier2_hospital  text,
    referral_tier3_hospital  text,
    invoice_number           text          not null,
    total                    numeric(14,2) not null,
    in_scope                 numeric(14,2) not null,
    deductible               numeric(14,2) not null,
    basic_paid               numeric(14,2) not null,
    critical_illness_paid    numeric(14,2) not null,
    supplementary_paid       numeric(14,2) not null,
    self_paid                numeric(14,2) not null,
    state                    text          not null,
    refusal_code             text,
    refusal_reason           text,
    entered_by               text          not null,
    entered_at               timestamptz   not null,
    closed_at                timestamptz,
    version                  bigint        not null default 0,
    constraint pk_claim primary key (id),
    constraint uq_claim_case_number unique (case_number),
    constraint ck_claim_state check (state in ('ENTERED','RETURNED','ACCEPTED','IN_REVIEW','TO_CALCULATE','CALCULATED','SETTLED','REFUSED','WITHDRAWN')),
    constraint ck_claim_discharge_after_admission check (discharged_on >= admitted_on),
    constraint ck_claim_total_is_sum check (total = in_scope + self_paid),
    constraint ck_claim_amounts_not_negative check (least(total, in_scope, deductible, basic_paid, critical_illness_paid, supplementary_paid, self_paid) >= 0),
    constraint ck_claim_insurance_within_scope check (basic_paid + critical_illness_paid + supplementary_paid <= in_scope),
    constraint ck_claim_closed check ((state in ('SETTLED','REFUSED','WITHDRAWN')) = (closed_at is not null)),
    constraint ck_claim_refusal_has_reason check (state <> 'REFUSED' or (refusal_code is not null and refusal_reason is not null))
);
-- One invoice of one hospital is settled once, in whichever county it is handed in.
create unique index uq_claim_invoice_once on claim (hospital_code, invoice_number) where state not in ('REFUSED','WITHDRAWN');
create index ix_claim_area_entered on claim (area, entered_at desc);
create index ix_claim_person on claim (person_id);

create table claim_item (
    claim_id         uuid          not null,
    line_no          int           not null,
    name             text          not null,
    catalogue_class  text          not null,
    self_paid        boolean       not null,
    amount           numeric(14,2) not null,
    exclusion_code   text,
    exclusion_exception boolean    not null default false,
    constraint pk_claim_item primary key (claim_id, line_no),
    constraint fk_claim_item_claim foreign key (claim_id) references claim,
    constraint ck_claim_item_amount_positive check (amount > 0),
    constraint ck_claim_item_class check (catalogue_class in ('A','B','C','OUTSIDE'))
);

create table claim_exclusion (
    claim_id     uuid          not null,
    line_no      int           not null,
    item_line_no int,
    code         text          not null,
    in_scope     numeric(14,2) not null,
    self_paid    numeric(14,2) not null,
    upheld       boolean       not null,
    reason       text          not null,
    decided_by   text          not null,
    decided_at   timestamptz   not null,
    constraint pk_claim_exclusion primary key (claim_id, line_no),
    constraint fk_claim_exclusion_claim foreign key (claim_id) references claim,
    constraint ck_claim_exclusion_amounts check (in_scope >= 0 and self_paid >= 0 and in_scope + self_paid > 0)
);
comment on column claim_exclusion.upheld is 'false: examined and not excluded, for example because an exception of the article applies';

create table claim_event (
    id          bigint generated always as identity,
    claim_id    uuid        not null,
    kind        text        not null,
    outcome     text,
    reason      text,
    by_user     text        not null,
    at          timestamptz not null default now(),
    constraint pk_claim_event primary key (id),
    constraint fk_claim_event_claim foreign key (claim_id) references claim
);
create index ix_claim_event_claim on claim_event (claim_id, id);
create trigger claim_event_append_only before update or delete on claim_event
    for each row execute function refuse_change();
create trigger claim_event_no_truncate before truncate on claim_event
    for each statement execute function refuse_change();

create table review (
    id            uuid        not null,
    claim_id      uuid        not null,
    round         int         not null,
    basis         text        not null,
    aggregation   text        not null,
    state         text        not null,
    drawn_up_by   text        not null,
    drawn_up_at   timestamptz not null,
    closed_by     text,
    closed_at     timestamptz,
    closing_note  text,
    reminded_at   timestamptz,
    escalated_at  timestamptz,
    constraint pk_review primary key (id),
    constraint fk_review_claim foreign key (claim_id) references claim,
    constraint uq_review_round unique (claim_id, round),
    constraint ck_review_state check (state in ('OPEN','CLOSED')),
    constraint ck_review_basis check (basis in ('STAY','MONTH')),
    constraint ck_review_aggregation check (aggregation in ('MEDIAN','MAJORITY')),
    constraint ck_review_closed check ((state = 'CLOSED') = (closed_at is not null))
);
create table review_item (
    review_id    uuid          not null,
    line_no      int           not null,
    name         text          not null,
    amount       numeric(14,2) not null,
    unreasonable numeric(14,2),
    constraint pk_review_item primary key (review_id, line_no),
    constraint fk_review_item_review foreign key (review_id) references review,
    constraint ck_review_item_amount check (amount > 0),
    constraint ck_review_item_unreasonable_within_amount check (unreasonable between 0 and amount)
);
create table review_expert (
    review_id    uuid not null,
    expert       text not null,
    replaced_by  text,
    constraint pk_review_expert primary key (review_id, expert),
    constraint fk_review_expert_review foreign key (review_id) references review
);
-- Deferred: a review writes its list of items and its panel as a whole, in one transaction.
create table review_opinion (
    review_id    uuid          not null,
    expert       text          not null,
    line_no      int           not null,
    unreasonable numeric(14,2) not null,
    reason       text          not null,
    given_at     timestamptz   not null,
    constraint pk_review_opinion primary key (review_id, expert, line_no),
    constraint fk_review_opinion_item foreign key (review_id, line_no) references review_item deferrable initially deferred,
    constraint fk_review_opinion_expert foreign key (review_id, expert) references review_expert deferrable initially deferred,
    constraint ck_review_opinion_not_negative check (unreasonable >= 0)
);
create trigger review_opinion_append_only before update or delete on review_opinion
    for each row execute function refuse_change();

-- Which expert must not judge which hospital, and why.
create table expert_tie (
    expert        text        not null,
    hospital_code text        not null,
    reason        text        not null,
    entered_by    text        not null,
    entered_at    timestamptz not null default now(),
    constraint pk_expert_tie primary key (expert, hospital_code)
);

-- The calculation sheet: input, rules and result as they were, never changed.
create table calculation_sheet (
    id             uuid        not null,
    claim_id       uuid        not null,
    number         int         not null,
    input          jsonb       not null,
    rules          jsonb       not null,
    result         jsonb       not null,
    status         text        not null,
    calculated_by  text        not null,
    calculated_at  timestamptz not null,
    constraint pk_calculation_sheet primary key (id),
    constraint fk_calculation_sheet_claim foreign key (claim_id) references claim,
    constraint uq_calculation_sheet_number unique (claim_id, number),
    constraint ck_calculation_sheet_status check (status in ('CALCULATED','REVIEW_REQUIRED'))
);
create trigger calculation_sheet_append_only before update or delete on calculation_sheet
    for each row execute function refuse_change();
create trigger calculation_sheet_no_truncate before truncate on calculation_sheet
    for each statement execute function refuse_change();

create table claim_draft (
    id         uuid        not null,
    area       text        not null,
    owner      text        not null,
    label      text        not null,
    content    jsonb       not null,
    saved_at   timestamptz not null,
    version    bigint      not null default 0,
    constraint pk_claim_draft primary key (id)
);
create index ix_claim_draft_owner on claim_draft (owner, saved_at desc);
