-- Who gave a task to whom, and why. The reason is for people of the office: it stays here and is in no table of the engine.

create table task_hand_over (
    id        uuid        not null,
    task_id   text        not null,
    area      text        not null,
    kind      text        not null,
    case_id   uuid        not null,
    number    text        not null,
    step_key  text        not null,
    step      text        not null,
    from_user text        not null,
    to_user   text        not null,
    reason    text        not null,
    at        timestamptz not null,
    constraint pk_task_hand_over primary key (id),
    constraint ck_task_hand_over_to_somebody_else check (from_user <> to_user),
    constraint ck_task_hand_over_says_why check (btrim(reason) <> '' and char_length(reason) <= 200),
    constraint ck_task_hand_over_kind check (kind in ('CLAIM', 'APPLICATION', 'REFERRAL', 'ROSTER_REVIEW', 'STATEMENT', 'PAYMENT', 'RECOVERY'))
);
create index ix_task_hand_over_task on task_hand_over (task_id, at desc);
create index ix_task_hand_over_case on task_hand_over (area, number, at);
create trigger task_hand_over_append_only before update or delete or truncate on task_hand_over
    for each statement execute function refuse_change();
