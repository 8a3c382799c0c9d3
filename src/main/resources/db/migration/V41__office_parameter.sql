-- The figures a document leaves to the office. Nothing is changed: a value is entered, decided upon by a second person,
-- and ended by its successor.

create table office_parameter (
    id              uuid        not null,
    area            text        not null,
    parameter       text        not null,
    value           jsonb       not null,
    valid_from_on   date        not null,
    valid_to_on     date,
    document_number text        not null,
    demonstration   boolean     not null default false,
    entered_by      text        not null,
    entered_at      timestamptz not null,
    constraint pk_office_parameter primary key (id),
    constraint ck_office_parameter_period check (valid_to_on is null or valid_to_on >= valid_from_on),
    constraint ck_office_parameter_document check (length(trim(document_number)) > 0)
);
create index ix_office_parameter_key on office_parameter (area, parameter, valid_from_on);

create table office_parameter_decision (
    parameter_id uuid        not null,
    approved     boolean     not null,
    reason       text,
    decided_by   text        not null,
    decided_at   timestamptz not null,
    constraint pk_office_parameter_decision primary key (parameter_id),
    constraint fk_office_parameter_decision_parameter foreign key (parameter_id) references office_parameter,
    constraint ck_office_parameter_decision_reason check (approved or length(trim(reason)) > 0)
);

create table office_parameter_end (
    parameter_id uuid        not null,
    ended_on     date        not null,
    successor_id uuid        not null,
    constraint pk_office_parameter_end primary key (parameter_id),
    constraint fk_office_parameter_end_parameter foreign key (parameter_id) references office_parameter,
    constraint fk_office_parameter_end_successor foreign key (successor_id) references office_parameter
);

create function office_parameter_four_eyes() returns trigger language plpgsql as $$
begin
    if exists (select 1 from office_parameter p where p.id = new.parameter_id and p.entered_by = new.decided_by) then
        raise exception 'who entered a parameter does not decide upon it'
            using errcode = 'check_violation', constraint = 'ck_office_parameter_four_eyes';
    end if;
    return new;
end $$;
create trigger office_parameter_four_eyes before insert on office_parameter_decision
    for each row execute function office_parameter_four_eyes();

create trigger office_parameter_append_only before update or delete on office_parameter
    for each row execute function refuse_change();
create trigger office_parameter_no_truncate before truncate on office_parameter
    for each statement execute function refuse_change();
create trigger office_parameter_decision_append_only before update or delete on office_parameter_decision
    for each row execute function refuse_change();
create trigger office_parameter_decision_no_truncate before truncate on office_parameter_decision
    for each statement execute function refuse_change();
create trigger office_parameter_end_append_only before update or delete on office_parameter_end
    for each row execute function refuse_change();
create trigger office_parameter_end_no_truncate before truncate on office_parameter_end
    for each statement execute function refuse_change();
