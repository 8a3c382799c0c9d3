-- What colleagues tell each other about a case, and what somebody has begun to fill in.

create table case_comment (
    id       uuid        not null,
    kind     text        not null,
    case_id  uuid        not null,
    area     text        not null,
    number   text        not null,
    step     text        not null,
    text     text        not null,
    by_user  text        not null,
    at       timestamptz not null,
    constraint pk_case_comment primary key (id),
    constraint ck_case_comment_says_something check (btrim(text) <> '' and char_length(text) <= 500),
    constraint ck_case_comment_kind check (kind in ('CLAIM', 'APPLICATION', 'REFERRAL', 'ROSTER_REVIEW', 'STATEMENT', 'PAYMENT', 'RECOVERY'))
);
comment on column case_comment.step is 'At which step it was written, as people call it';
create index ix_case_comment_case on case_comment (case_id, at);
create index ix_case_comment_number on case_comment (area, number, at);
create trigger case_comment_append_only before update or delete or truncate on case_comment
    for each statement execute function refuse_change();

-- A form begun and not handed in. It is its writer's alone and goes with the step, whatever ends it.
create table form_draft (
    user_id  text        not null,
    task_id  text        not null,
    content  jsonb       not null,
    saved_at timestamptz not null,
    constraint pk_form_draft primary key (user_id, task_id),
    constraint fk_form_draft_step foreign key (task_id) references work_task on delete cascade,
    constraint ck_form_draft_size check (octet_length(content::text) <= 2000000)
);
create index ix_form_draft_task on form_draft (task_id);
