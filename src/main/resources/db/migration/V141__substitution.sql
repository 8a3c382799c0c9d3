-- Who stands in for whom while on leave. A period is ended early by a mark, never rewritten.

create table substitution (
    id         uuid        not null,
    area       text        not null,
    absent     text        not null,
    substitute text,
    from_on    date        not null,
    to_on      date        not null,
    entered_by text        not null,
    entered_at timestamptz not null,
    ended_by   text,
    ended_at   timestamptz,
    constraint pk_substitution primary key (id),
    constraint ck_substitution_ends_after_start check (to_on >= from_on),
    constraint ck_substitution_is_somebody_else check (substitute <> absent),
    constraint ck_substitution_ended_by_somebody check ((ended_by is null) = (ended_at is null))
);
comment on column substitution.substitute is 'null: the tasks go back to their groups';
create index ix_substitution_absent on substitution (absent, to_on);
create index ix_substitution_area on substitution (area, to_on);
