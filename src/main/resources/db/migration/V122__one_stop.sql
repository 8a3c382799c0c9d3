-- One-stop settlement: a hospital's system registers an admission, asks for the split before discharge, settles and, if need be, strikes.

-- What a person's ceilings and the funds are held for until a business document is settled or given up: reserve, then post or void.
create table ledger_reservation (
    id            uuid        not null,
    area          text        not null,
    document_type text        not null,
    document_id   text        not null,
    person_id     uuid        not null,
    benefit_year  int         not null,
    reserved_at   timestamptz not null,
    expires_on    date        not null,
    reserved_by   text        not null,
    constraint pk_ledger_reservation primary key (id),
    constraint uq_ledger_reservation_once_per_document unique (document_type, document_id),
    constraint fk_ledger_reservation_year foreign key (person_id, benefit_year) references accumulator_year,
    constraint ck_ledger_reservation_expires_later check (expires_on > (reserved_at at time zone 'Asia/Shanghai')::date)
);
create index ix_ledger_reservation_expires on ledger_reservation (expires_on);

create table ledger_reservation_line (
    reservation_id uuid          not null,
    fund           text          not null,
    amount         numeric(14,2) not null,
    constraint pk_ledger_reservation_line primary key (reservation_id, fund),
    constraint fk_ledger_reservation_line_reservation foreign key (reservation_id) references ledger_reservation,
    constraint ck_ledger_reservation_line_fund check (fund in
        ('MEDICAL_ASSISTANCE_FUND', 'POVERTY_ALLEVIATION_FUND', 'HEALTH_AUTHORITY', 'CIVIL_AFFAIRS', 'HOSPITALS_OWN')),
    constraint ck_ledger_reservation_line_positive check (amount > 0)
);

create table ledger_reservation_end (
    reservation_id uuid        not null,
    kind           text        not null,
    ended_at       timestamptz not null,
    ended_by       text        not null,
    constraint pk_ledger_reservation_end primary key (reservation_id),
    constraint fk_ledger_reservation_end_reservation foreign key (reservation_id) references ledger_reservation,
    constraint ck_ledger_reservation_end_kind check (kind in ('POSTED', 'VOIDED', 'EXPIRED'))
);
comment on table ledger_reservation_end is 'A reservation ends once: posted with the settlement, given up, or run out';

-- At commit: what has ended holds nothing any more.
create function ledger_reservation_released() returns trigger language plpgsql as $$
begin
    if exists (select 1 from medaid.accumulator_entry e
                where e.document_type = 'RESERVATION' and e.document_id = new.reservation_id::text and e.reverses_id is null
                  and not exists (select 1 from medaid.accumulator_entry r where r.reverses_id = e.id)) then
        raise exception 'a reservation that has ended holds nothing'
            using errcode = 'check_violation', constraint = 'ck_ledger_reservation_released';
    end if;
    return null;
end $$;
create constraint trigger ledger_reservation_released after insert on ledger_reservation_end
    deferrable initially deferred for each row execute function ledger_reservation_released();

-- A ceiling is held for a reservation that has not ended, never for another.
create function accumulator_entry_of_reservation() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from medaid.ledger_reservation r where r.id::text = new.document_id and r.person_id = new.person_id
                      and r.benefit_year = new.benefit_year)
            or new.reverses_id is null and exists (select 1 from medaid.ledger_reservation_end x where x.reservation_id::text = new.document_id) then
        raise exception 'a ceiling is held for an open reservation of the same person and year'
            using errcode = 'check_violation', constraint = 'ck_accumulator_entry_reservation_open';
    end if;
    return new;
end $$;
create trigger accumulator_entry_of_reservation before insert on accumulator_entry
    for each row when (new.document_type = 'RESERVATION') execute function accumulator_entry_of_reservation();

create trigger ledger_reservation_append_only before update or delete or truncate on ledger_reservation
    for each statement execute function refuse_change();
create trigger ledger_reservation_line_append_only before update or delete or truncate on ledger_reservation_line
    for each statement execute function refuse_change();
create trigger ledger_reservation_end_append_only before update or delete or truncate on ledger_reservation_end
    for each statement execute function refuse_change();

-- What a hospital's system shows to be let in. Only the hash of the secret is kept.
create table hospital_credential (
    id            uuid        not null,
    hospital_code text        not null,
    secret_sha256 bytea       not null,
    issued_by     text        not null,
    issued_at     timestamptz not null,
    valid_until   timestamptz,
    locked_by     text,
    locked_at     timestamptz,
    lock_reason   text,
    constraint pk_hospital_credential primary key (id),
    constraint uq_hospital_credential_secret unique (secret_sha256),
    constraint ck_hospital_credential_lock_whole check
        ((locked_by is null) = (locked_at is null) and (locked_by is null) = (lock_reason is null))
);
create index ix_hospital_credential_hospital on hospital_credential (hospital_code);
comment on column hospital_credential.valid_until is 'Set when another is issued in its place: both work until then';

-- An office settles no more with a hospital at its counter, until it does again.
create table one_stop_suspension (
    id            uuid        not null,
    area          text        not null,
    hospital_code text        not null,
    reason        text        not null,
    suspended_by  text        not null,
    suspended_at  timestamptz not null,
    resumed_by    text,
    resumed_at    timestamptz,
    constraint pk_one_stop_suspension primary key (id),
    constraint ck_one_stop_suspension_reason check (btrim(reason) <> ''),
    constraint ck_one_stop_suspension_resumed_whole check ((resumed_by is null) = (resumed_at is null))
);
create unique index uq_one_stop_suspension_open on one_stop_suspension (area, hospital_code) where resumed_at is null;

create table one_stop_admission (
    id               uuid        not null,
    area             text        not null,
    hospital_code    text        not null,
    person_id        uuid        not null,
    care_type        text        not null,
    admission_number text        not null,
    admitted_on      date        not null,
    diagnosis        text        not null,
    emergency        boolean     not null,
    state            text        not null,
    discharged       boolean     not null default false,
    reservation_id   uuid,
    claim_id         uuid,
    registered_by    text        not null,
    registered_at    timestamptz not null,
    changed_at       timestamptz not null,
    constraint pk_one_stop_admission primary key (id),
    constraint fk_one_stop_admission_reservation foreign key (reservation_id) references ledger_reservation,
    constraint fk_one_stop_admission_claim foreign key (claim_id) references claim,
    constraint ck_one_stop_admission_state check (state in ('OPEN', 'WITH_OFFICE', 'SETTLED', 'CANCELLED')),
    constraint ck_one_stop_admission_care_type check (care_type in ('INPATIENT', 'OUTPATIENT', 'SPECIAL_OUTPATIENT')),
    constraint ck_one_stop_admission_number_is_code check (admission_number ~ '^[0-9A-Za-z-]{1,40}$'),
    constraint ck_one_stop_admission_settled_has_bill check ((state in ('SETTLED', 'WITH_OFFICE')) = (claim_id is not null))
);
-- Nobody lies in two hospitals at once; a settlement that was struck does not put anybody back to bed.
create unique index uq_one_stop_admission_one_bed on one_stop_admission (person_id) where state = 'OPEN' and care_type = 'INPATIENT' and not discharged;
create unique index uq_one_stop_admission_number on one_stop_admission (hospital_code, admission_number) where state <> 'CANCELLED';
create index ix_one_stop_admission_claim on one_stop_admission (claim_id);
create index ix_one_stop_admission_office on one_stop_admission (area, state, registered_at desc);

-- What a hospital was answered, for good: the same key and body get the very same bytes.
create table one_stop_answer (
    hospital_code text        not null,
    request_key   text        not null,
    kind          text        not null,
    body_sha256   bytea       not null,
    status        int         not null,
    answer        text        not null,
    location      text,
    answered_at   timestamptz not null,
    constraint pk_one_stop_answer primary key (hospital_code, request_key),
    constraint ck_one_stop_answer_kind check (kind in ('ADMISSION', 'CANCELLATION', 'PRE_SETTLEMENT', 'SETTLEMENT', 'REVERSAL')),
    constraint ck_one_stop_answer_key check (request_key ~ '^[0-9A-Za-z._:-]{8,100}$'),
    constraint ck_one_stop_answer_status check (status between 200 and 499)
);
comment on column one_stop_answer.answer is 'The body as sent. It names persons by masked name at most';
create trigger one_stop_answer_append_only before update or delete or truncate on one_stop_answer
    for each statement execute function refuse_change();

create table one_stop_reversal (
    claim_id    uuid        not null,
    reason      text        not null,
    by_office   boolean     not null,
    reversed_by text        not null,
    reversed_at timestamptz not null,
    constraint pk_one_stop_reversal primary key (claim_id),
    constraint fk_one_stop_reversal_claim foreign key (claim_id) references claim,
    constraint ck_one_stop_reversal_reason check (btrim(reason) <> '')
);
create trigger one_stop_reversal_append_only before update or delete or truncate on one_stop_reversal
    for each statement execute function refuse_change();

create index ix_claim_channel_closed on claim (area, channel, closed_at desc);
