-- What one office says about a day, on top of the State Council's arrangement that holds for all: a typhoon in one city
-- moves no deadline in another. That the day's year is entered is checked where the calendar is put together: this table
-- is created before the arrangement's.

create table working_day_amendment (
    id         bigint generated always as identity,
    area       text        not null,
    day_on     date        not null,
    kind       text        not null,
    source     text        not null,
    entered_by text        not null,
    entered_at timestamptz not null,
    constraint pk_working_day_amendment primary key (id),
    constraint ck_working_day_amendment_kind check (kind in ('DAY_OFF', 'WORKING_DAY')),
    constraint ck_working_day_amendment_has_source check (source ~ '\S')
);
create index ix_working_day_amendment_day on working_day_amendment (area, day_on, id desc);
comment on table working_day_amendment is 'Of several entries of an office for one day the last one holds';

create trigger working_day_amendment_append_only before update or delete or truncate on working_day_amendment
    for each statement execute function refuse_change();
