-- A household's application for recognition: what was declared, and every step of its examination as a record of its own.

create table town (
    code          char(9)      not null,
    area          varchar(20)  not null,
    division      char(6)      not null,
    name          varchar(100) not null,
    demonstration boolean      not null default false,
    constraint pk_town primary key (code),
    constraint ck_town_lies_in_division check (code like division || '%'),
    constraint ck_town_code_form check (code ~ '^[1-9]\d{8}$'),
    constraint ck_town_name_present check (btrim(name) <> '')
);

create sequence application_number;

create table application (
    id                uuid          not null,
    number            text          not null,
    area              text          not null,
    town_code         char(9)       not null,
    category          text          not null,
    track             text          not null,
    address           text          not null,
    phone             text,
    illness           text          not null,
    medical_costs     numeric(14,2) not null,
    vehicles          text,
    real_estate       text,
    business          text,
    savings           numeric(14,2) not null,
    consent           boolean       not null,
    staff_relation    text,
    permit_from       date,
    state             text          not null,
    round             int           not null default 1,
    outcome_reason    text,
    opened_by         text          not null,
    opened_at         timestamptz   not null,
    accepted_on       date,
    closed_at         timestamptz,
    notice_id         uuid,
    spot_check        boolean,
    version           bigint        not null default 0,
    constraint pk_application primary key (id),
    constraint uq_application_number unique (number),
    constraint fk_application_town foreign key (town_code) references town,
    constraint ck_application_track check (track in ('CERTIFIED','INVESTIGATED')),
    constraint ck_application_state check (state in ('OPENED','WAITING_FOR_DOCUMENTS','STATUS_CHECK','INVESTIGATED','IN_REVIEW','ON_NOTICE','TO_DETERMINE','APPROVED','REFUSED','WITHDRAWN')),
    constraint ck_application_consented check (track = 'CERTIFIED' or consent),
    constraint ck_application_closed check ((state in ('APPROVED','REFUSED','WITHDRAWN')) = (closed_at is not null)),
    constraint ck_application_refusal_has_reason check (state <> 'REFUSED' or outcome_reason is not null),
    constraint ck_application_amounts check (medical_costs >= 0 and savings >= 0),
    constraint ck_application_non_resident_has_permit check (category <> 'NON_RESIDENT_TEMPORARY_ASSISTANCE' or permit_from is not null),
    constraint ck_application_round check (round >= 1)
);
create index ix_application_area_opened on application (area, opened_at desc);

create table application_member (
    application_id uuid          not null references application,
    line_no        int           not null,
    person_id      uuid          not null references person,
    relation       text          not null,
    annual_income  numeric(14,2) not null,
    included       boolean       not null,
    constraint pk_application_member primary key (application_id, line_no),
    constraint uq_application_member_once unique (application_id, person_id),
    constraint ck_application_member_income check (annual_income >= 0),
    constraint ck_application_member_relation check ((line_no = 1) = (relation = 'SELF'))
);
create index ix_application_member_person on application_member (person_id);

-- What each step found, in the words of who took it. Only ever added to.
create table application_record (
    id             bigint generated always as identity,
    application_id uuid        not null references application,
    round          int         not null,
    kind           text        not null,
    content        jsonb       not null,
    by_user        text        not null,
    at             timestamptz not null,
    constraint pk_application_record primary key (id)
);
create index ix_application_record_application on application_record (application_id, id);
create trigger application_record_append_only before update or delete on application_record
    for each row execute function refuse_change();
create trigger application_record_no_truncate before truncate on application_record
    for each statement execute function refuse_change();

-- What the public part pays of a person's own insurance contribution, as granted with the recognition.
create table contribution_subsidy (
    id             uuid          not null,
    application_id uuid          not null references application,
    person_id      uuid          not null references person,
    year           int           not null,
    category       text          not null,
    grant_rule     text          not null,
    amount         numeric(14,2) not null,
    document       text          not null,
    article        text          not null,
    granted_by     text          not null,
    granted_at     timestamptz   not null,
    constraint pk_contribution_subsidy primary key (id),
    constraint uq_contribution_subsidy_once unique (person_id, year),
    constraint ck_contribution_subsidy_amount check (amount >= 0)
);
create trigger contribution_subsidy_append_only before update or delete on contribution_subsidy
    for each row execute function refuse_change();

-- Where staff live and how they are called: an applicant at the same address or telephone is always checked on the spot.
create table staff_contact (
    user_id varchar(100) not null,
    area    varchar(20)  not null,
    phone   varchar(40),
    address varchar(200),
    constraint pk_staff_contact primary key (user_id),
    constraint ck_staff_contact_says_something check (phone is not null or address is not null)
);

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area),
       (values ('application.check-working-days', '3'),
               ('application.documents-working-days', '10'),
               ('application.status-working-days', '5'),
               ('application.survey-working-days', '10'),
               ('application.visits-working-days', '10'),
               ('application.inquiry-working-days', '10'),
               ('application.inquiry-reminder-working-days', '7'),
               ('application.inquiry-final-working-days', '15'),
               ('application.comparison-working-days', '3'),
               ('application.spot-check-working-days', '5'),
               ('application.opinion-working-days', '3'),
               ('application.review-working-days', '7'),
               ('application.board-working-days', '1'),
               ('application.objection-working-days', '5'),
               ('application.examination-working-days', '5'),
               ('application.determination-working-days', '3'),
               ('application.notice-days', '7'),
               ('application.notice-day-kind', 'WORKING'),
               ('application.review-quorum-percent', '67'),
               ('application.review-majority', 'HALF_OF_PRESENT'),
               ('application.minimum-surveyors', '2'),
               ('application.minimum-visits', '2'),
               ('application.spot-check-percent', '30'),
               ('application.local-disposable-income', '30000.00'),
               ('subsidy.contribution', '280.00')) as defaults (parameter, value);

-- Whose own insurance contribution is paid, and how much of it: full, a percentage of it, an amount in yuan, or nothing.
insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select areas.area, categories.parameter, coalesce(rules.value, '不资助'), date '2014-01-01',
       coalesce(rules.document, '系统初始值（待经办机构发文确认）'), true, 'system'
  from (values ('fushun'), ('lianyungang'), ('jining'), ('jiangmen'), ('heshan')) as areas (area)
 cross join (values ('subsidy.rule.subsistence-allowance'), ('subsidy.rule.extreme-poverty'), ('subsidy.rule.subsistence-margin'),
                    ('subsidy.rule.orphan'), ('subsidy.rule.low-income-family'), ('subsidy.rule.poverty-alleviation'),
                    ('subsidy.rule.other-special-hardship'), ('subsidy.rule.illness-impoverished'), ('subsidy.rule.class-one'),
                    ('subsidy.rule.class-two'), ('subsidy.rule.temporary-assistance-serious-illness'),
                    ('subsidy.rule.retrenched-worker-1960s'), ('subsidy.rule.preferential-treatment'),
                    ('subsidy.rule.hardship-worker'), ('subsidy.rule.non-resident-temporary-assistance')) as categories (parameter)
  left join (values ('fushun', 'subsidy.rule.subsistence-allowance', '全额', '抚政办发〔2014〕67号 四(一)'),
                    ('fushun', 'subsidy.rule.extreme-poverty', '全额', '抚政办发〔2014〕67号 四(一)'),
                    ('fushun', 'subsidy.rule.subsistence-margin', '按比例60%', '抚政办发〔2014〕67号 四(一)'),
                    ('lianyungang', 'subsidy.rule.subsistence-allowance', '全额', '连政办发〔2017〕22号 四(一)'),
                    ('lianyungang', 'subsidy.rule.extreme-poverty', '全额', '连政办发〔2017〕22号 四(一)'),
                    ('lianyungang', 'subsidy.rule.orphan', '全额', '连政办发〔2017〕22号 四(一)')) as rules (area, parameter, value, document)
         on rules.area = areas.area and rules.parameter = categories.parameter;

insert into procedure_parameter (area, parameter, value, valid_from_on, document_number, initial, entered_by)
select area, parameter, value, date '2014-01-01', '系统初始值（待经办机构发文确认）', true, 'system'
  from (values ('fushun', 'application.appeal-authority', '抚顺市人民政府'), ('fushun', 'application.appeal-court', '抚顺市新抚区人民法院'),
               ('fushun', 'application.contact', '抚顺市医疗保障经办机构服务窗口'),
               ('lianyungang', 'application.appeal-authority', '连云港市人民政府'), ('lianyungang', 'application.appeal-court', '连云港市海州区人民法院'),
               ('lianyungang', 'application.contact', '连云港市医疗保障经办机构服务窗口'),
               ('jining', 'application.appeal-authority', '济宁市人民政府'), ('jining', 'application.appeal-court', '济宁市任城区人民法院'),
               ('jining', 'application.contact', '济宁市医疗保障经办机构服务窗口'),
               ('jiangmen', 'application.appeal-authority', '江门市人民政府'), ('jiangmen', 'application.appeal-court', '江门市蓬江区人民法院'),
               ('jiangmen', 'application.contact', '江门市医疗保障经办机构服务窗口'),
               ('heshan', 'application.appeal-authority', '鹤山市人民政府'), ('heshan', 'application.appeal-court', '鹤山市人民法院'),
               ('heshan', 'application.contact', '鹤山市医疗保障经办机构服务窗口')) as texts (area, parameter, value);
