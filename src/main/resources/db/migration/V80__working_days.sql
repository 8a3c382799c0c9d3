-- The working-day calendar: what the State Council announces for each year, and what an office amends.
-- Append-only: of several entries for one day the last one holds, and the earlier ones explain earlier deadlines.

create table working_day_year (
    year       integer      not null primary key,
    source     varchar(200) not null,
    entered_by varchar(100) not null,
    entered_at timestamptz  not null default now(),
    constraint ck_working_day_year_plausible check (year between 2000 and 2200),
    constraint ck_working_day_year_has_source check (source ~ '\S')
);

create table working_day_exception (
    id         bigint generated always as identity primary key,
    day_on     date         not null,
    kind       varchar(20)  not null,
    source     varchar(200) not null,
    entered_by varchar(100) not null,
    entered_at timestamptz  not null default now(),
    year       integer generated always as (extract(year from day_on)::integer) stored,
    constraint ck_working_day_exception_kind check (kind in ('DAY_OFF', 'WORKING_DAY')),
    constraint ck_working_day_exception_has_source check (source ~ '\S'),
    constraint fk_working_day_exception_year_entered foreign key (year) references working_day_year (year)
);

create index ix_working_day_exception_day on working_day_exception (day_on, id desc);

create trigger working_day_year_append_only
    before update or delete or truncate
    on working_day_year
    for each statement
execute function refuse_change();

create trigger working_day_exception_append_only
    before update or delete or truncate
    on working_day_exception
    for each statement
execute function refuse_change();

insert into working_day_year (year, source, entered_by)
select year, '国务院节假日安排通知', 'migration'
from generate_series(2014, 2026) as year;

insert into working_day_exception (day_on, kind, source, entered_by)
select day_on, 'DAY_OFF', '国务院节假日安排通知', 'migration'
from unnest(array[
    date '2014-01-01', date '2014-01-31', date '2014-02-03', date '2014-02-04', date '2014-02-05', date '2014-02-06',
    date '2014-04-07', date '2014-05-01', date '2014-05-02', date '2014-06-02', date '2014-09-08', date '2014-10-01',
    date '2014-10-02', date '2014-10-03', date '2014-10-06', date '2014-10-07',
    date '2015-01-01', date '2015-01-02', date '2015-02-18', date '2015-02-19', date '2015-02-20', date '2015-02-23',
    date '2015-02-24', date '2015-04-06', date '2015-05-01', date '2015-06-22', date '2015-09-03', date '2015-09-04',
    date '2015-10-01', date '2015-10-02', date '2015-10-05', date '2015-10-06', date '2015-10-07',
    date '2016-01-01', date '2016-02-08', date '2016-02-09', date '2016-02-10', date '2016-02-11', date '2016-02-12',
    date '2016-04-04', date '2016-05-02', date '2016-06-09', date '2016-06-10', date '2016-09-15', date '2016-09-16',
    date '2016-10-03', date '2016-10-04', date '2016-10-05', date '2016-10-06', date '2016-10-07',
    date '2017-01-02', date '2017-01-27', date '2017-01-30', date '2017-01-31', date '2017-02-01', date '2017-02-02',
    date '2017-04-03', date '2017-04-04', date '2017-05-01', date '2017-05-29', date '2017-05-30', date '2017-10-02',
    date '2017-10-03', date '2017-10-04', date '2017-10-05', date '2017-10-06',
    date '2018-01-01', date '2018-02-15', date '2018-02-16', date '2018-02-19', date '2018-02-20', date '2018-02-21',
    date '2018-04-05', date '2018-04-06', date '2018-04-30', date '2018-05-01', date '2018-06-18', date '2018-09-24',
    date '2018-10-01', date '2018-10-02', date '2018-10-03', date '2018-10-04', date '2018-10-05', date '2018-12-31',
    date '2019-01-01', date '2019-02-04', date '2019-02-05', date '2019-02-06', date '2019-02-07', date '2019-02-08',
    date '2019-04-05', date '2019-05-01', date '2019-05-02', date '2019-05-03', date '2019-06-07', date '2019-09-13',
    date '2019-10-01', date '2019-10-02', date '2019-10-03', date '2019-10-04', date '2019-10-07',
    date '2020-01-01', date '2020-01-24', date '2020-01-27', date '2020-01-28', date '2020-01-29', date '2020-01-30',
    date '2020-01-31', date '2020-04-06', date '2020-05-01', date '2020-05-04', date '2020-05-05', date '2020-06-25',
    date '2020-06-26', date '2020-10-01', date '2020-10-02', date '2020-10-05', date '2020-10-06', date '2020-10-07',
    date '2020-10-08',
    date '2021-01-01', date '2021-02-11', date '2021-02-12', date '2021-02-15', date '2021-02-16', date '2021-02-17',
    date '2021-04-05', date '2021-05-03', date '2021-05-04', date '2021-05-05', date '2021-06-14', date '2021-09-20',
    date '2021-09-21', date '2021-10-01', date '2021-10-04', date '2021-10-05', date '2021-10-06', date '2021-10-07',
    date '2022-01-03', date '2022-01-31', date '2022-02-01', date '2022-02-02', date '2022-02-03', date '2022-02-04',
    date '2022-04-04', date '2022-04-05', date '2022-05-02', date '2022-05-03', date '2022-05-04', date '2022-06-03',
    date '2022-09-12', date '2022-10-03', date '2022-10-04', date '2022-10-05', date '2022-10-06', date '2022-10-07',
    date '2023-01-02', date '2023-01-23', date '2023-01-24', date '2023-01-25', date '2023-01-26', date '2023-01-27',
    date '2023-04-05', date '2023-05-01', date '2023-05-02', date '2023-05-03', date '2023-06-22', date '2023-06-23',
    date '2023-09-29', date '2023-10-02', date '2023-10-03', date '2023-10-04', date '2023-10-05', date '2023-10-06',
    date '2024-01-01', date '2024-02-12', date '2024-02-13', date '2024-02-14', date '2024-02-15', date '2024-02-16',
    date '2024-04-04', date '2024-04-05', date '2024-05-01', date '2024-05-02', date '2024-05-03', date '2024-06-10',
    date '2024-09-16', date '2024-09-17', date '2024-10-01', date '2024-10-02', date '2024-10-03', date '2024-10-04',
    date '2024-10-07',
    date '2025-01-01', date '2025-01-28', date '2025-01-29', date '2025-01-30', date '2025-01-31', date '2025-02-03',
    date '2025-02-04', date '2025-04-04', date '2025-05-01', date '2025-05-02', date '2025-05-05', date '2025-06-02',
    date '2025-10-01', date '2025-10-02', date '2025-10-03', date '2025-10-06', date '2025-10-07', date '2025-10-08',
    date '2026-01-01', date '2026-01-02', date '2026-02-16', date '2026-02-17', date '2026-02-18', date '2026-02-19',
    date '2026-02-20', date '2026-02-23', date '2026-04-06', date '2026-05-01', date '2026-05-04', date '2026-05-05',
    date '2026-06-19', date '2026-09-25', date '2026-10-01', date '2026-10-02', date '2026-10-05', date '2026-10-06',
    date '2026-10-07'
]) as day_on;

insert into working_day_exception (day_on, kind, source, entered_by)
select day_on, 'WORKING_DAY', '国务院节假日安排通知', 'migration'
from unnest(array[
    date '2014-01-26', date '2014-02-08', date '2014-05-04', date '2014-09-28', date '2014-10-11',
    date '2015-01-04', date '2015-02-15', date '2015-02-28', date '2015-09-06', date '2015-10-10',
    date '2016-02-06', date '2016-02-14', date '2016-06-12', date '2016-09-18', date '2016-10-08', date '2016-10-09',
    date '2017-01-22', date '2017-02-04', date '2017-04-01', date '2017-05-27', date '2017-09-30',
    date '2018-02-11', date '2018-02-24', date '2018-04-08', date '2018-04-28', date '2018-09-29', date '2018-09-30',
    date '2018-12-29',
    date '2019-02-02', date '2019-02-03', date '2019-04-28', date '2019-05-05', date '2019-09-29', date '2019-10-12',
    date '2020-01-19', date '2020-04-26', date '2020-05-09', date '2020-06-28', date '2020-09-27', date '2020-10-10',
    date '2021-02-07', date '2021-02-20', date '2021-04-25', date '2021-05-08', date '2021-09-18', date '2021-09-26',
    date '2021-10-09',
    date '2022-01-29', date '2022-01-30', date '2022-04-02', date '2022-04-24', date '2022-05-07', date '2022-10-08',
    date '2022-10-09',
    date '2023-01-28', date '2023-01-29', date '2023-04-23', date '2023-05-06', date '2023-06-25', date '2023-10-07',
    date '2023-10-08',
    date '2024-02-04', date '2024-02-18', date '2024-04-07', date '2024-04-28', date '2024-05-11', date '2024-09-14',
    date '2024-09-29', date '2024-10-12',
    date '2025-01-26', date '2025-02-08', date '2025-04-27', date '2025-09-28', date '2025-10-11',
    date '2026-01-04', date '2026-02-14', date '2026-02-28', date '2026-05-09', date '2026-09-20', date '2026-10-10'
]) as day_on;
