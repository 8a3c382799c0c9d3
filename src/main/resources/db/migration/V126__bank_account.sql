-- The bank accounts that are paid into: entered by one person of the office, checked against the document by another, never
-- changed. Of the accepted ones of a payee the one accepted last counts.

-- The check digit of bank cards (ISO/IEC 7812-1, annex B).
create function luhn_valid(digits text) returns boolean language sql immutable as $$
    select sum(case when place % 2 = 1 then digit when digit > 4 then digit * 2 - 9 else digit * 2 end) % 10 = 0
      from (select ordinality as place, letter::int as digit
              from pg_catalog.regexp_split_to_table(pg_catalog.reverse(digits), '') with ordinality as t (letter, ordinality)) d
$$;

create table bank_account (
    id                uuid         not null,
    area              text         not null,
    payee_kind        text         not null,
    payee             text         not null,
    number_kind       text         not null,
    number            text         not null,
    bank_name         varchar(60)  not null,
    holder_name       varchar(100) not null,
    guardian_relation text,
    guardian_reason   varchar(200),
    entered_by        text         not null,
    entered_at        timestamptz  not null,
    constraint pk_bank_account primary key (id),
    constraint ck_bank_account_payee_kind check (payee_kind in ('PERSON','HOSPITAL')),
    constraint ck_bank_account_number_kind check (number_kind in ('CARD','PASSBOOK')),
    constraint ck_bank_account_number_plausible check (number ~ '^\d{13,19}$'),
    constraint ck_bank_account_card_check_digit check (number_kind <> 'CARD' or (length(number) >= 16 and luhn_valid(number))),
    constraint ck_bank_account_hospital_has_no_card check (payee_kind <> 'HOSPITAL' or number_kind <> 'CARD'),
    constraint ck_bank_account_names_present check (btrim(bank_name) <> '' and btrim(holder_name) <> ''),
    constraint ck_bank_account_guardian_relation check
        (guardian_relation in ('PARENT','GRANDPARENT','SIBLING','OTHER_GUARDIAN','APPOINTED_GUARDIAN')),
    constraint ck_bank_account_guardian_has_reason check ((guardian_relation is null) = (coalesce(btrim(guardian_reason), '') = '')),
    constraint ck_bank_account_guardian_of_person check (guardian_relation is null or payee_kind = 'PERSON')
);
create index ix_bank_account_payee on bank_account (payee_kind, payee, area);
create index ix_bank_account_area on bank_account (area, entered_at desc);
comment on column bank_account.payee is 'The person''s id or the hospital''s code';

create table bank_account_decision (
    account_id uuid         not null,
    position   bigint       generated always as identity,
    accepted   boolean      not null,
    reason     varchar(200),
    decided_by text         not null,
    decided_at timestamptz  not null,
    constraint pk_bank_account_decision primary key (account_id),
    constraint fk_bank_account_decision_account foreign key (account_id) references bank_account,
    constraint ck_bank_account_decision_reason check (accepted or btrim(reason) <> '')
);

-- The money goes to whom it is granted: the holder is the person under the registered name, unless a guardian is named.
create function bank_account_guard() returns trigger language plpgsql as $$
begin
    if new.payee_kind = 'PERSON' and not exists (
            select 1 from medaid.person p
             where p.id = new.payee::uuid and p.area = new.area and (new.guardian_relation is not null or p.name = new.holder_name)) then
        raise exception 'an account is the person''s own, or a guardian''s who is named as such'
            using errcode = 'check_violation', constraint = 'ck_bank_account_holder_is_payee';
    end if;
    return new;
end $$;
create trigger bank_account_guard before insert on bank_account for each row execute function bank_account_guard();

create function bank_account_decision_guard() returns trigger language plpgsql as $$
begin
    if exists (select 1 from medaid.bank_account a where a.id = new.account_id and a.entered_by = new.decided_by) then
        raise exception 'who entered an account does not check it'
            using errcode = 'check_violation', constraint = 'ck_bank_account_four_eyes';
    end if;
    return new;
end $$;
create trigger bank_account_decision_guard before insert on bank_account_decision
    for each row execute function bank_account_decision_guard();

create trigger bank_account_append_only before update or delete or truncate on bank_account
    for each statement execute function refuse_change();
create trigger bank_account_decision_append_only before update or delete or truncate on bank_account_decision
    for each statement execute function refuse_change();
