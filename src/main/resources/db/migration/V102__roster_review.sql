-- Whether people on the roster still belong there: a review of one person at a time, and every step of it as a record of its
-- own.

create sequence roster_review_number;

create table roster_review (
    id         uuid        not null,
    number     text        not null,
    area       text        not null,
    person_id  uuid        not null references person,
    reason     text        not null,
    state      text        not null,
    opened_by  text        not null,
    opened_at  timestamptz not null,
    closed_at  timestamptz,
    constraint pk_roster_review primary key (id),
    constraint uq_roster_review_number unique (number),
    constraint ck_roster_review_reason check (reason in ('PERIODIC','INCOME','HOUSEHOLD_CHANGED','DEATH','MOVED_AWAY','STATUS_LOST','FRAUD','REPORTED')),
    constraint ck_roster_review_state check (state in ('TO_REVIEW','TO_EXAMINE','TO_APPROVE','KEPT','ENDED','WITHDRAWN')),
    constraint ck_roster_review_closed check ((state in ('KEPT','ENDED','WITHDRAWN')) = (closed_at is not null))
);
-- One at a time, whoever opens it and on however many nodes.
create unique index uq_roster_review_one_open on roster_review (person_id) where closed_at is null;
create index ix_roster_review_person on roster_review (person_id, closed_at);
create index ix_roster_review_area on roster_review (area, opened_at desc);

-- What each step found, in the words of who took it. Only ever added to.
create table roster_review_record (
    id        bigint generated always as identity,
    review_id uuid        not null references roster_review,
    kind      text        not null,
    content   jsonb       not null,
    by_user   text        not null,
    at        timestamptz not null,
    constraint pk_roster_review_record primary key (id)
);
create index ix_roster_review_record_review on roster_review_record (review_id, id);
create trigger roster_review_record_append_only before update or delete on roster_review_record
    for each row execute function refuse_change();
create trigger roster_review_record_no_truncate before truncate on roster_review_record
    for each statement execute function refuse_change();

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area),
       (values ('roster-review.months', '12'),
               ('roster-review.check-working-days', '20'),
               ('roster-review.examination-working-days', '5'),
               ('roster-review.approval-working-days', '3')) as defaults (parameter, value);
