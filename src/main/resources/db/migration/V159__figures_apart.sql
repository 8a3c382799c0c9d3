-- The head's page reads a few hundred sums of one kind, which lay scattered among a hundred thousand of all kinds: nearly each on a
-- page of its own. Each kind has its own part now, whose sums lie together.
drop view office_figure_now;
alter table office_figure rename to office_figure_together;
alter table office_figure_together rename constraint pk_office_figure to pk_office_figure_together;

create table office_figure (
    area   text          not null,
    figure text          not null,
    on_day date          not null,
    a      text          not null,
    b      text          not null,
    c      text          not null,
    n      bigint        not null,
    amount numeric(20,2) not null,
    constraint pk_office_figure primary key (area, figure, on_day, a, b, c)
) partition by list (figure);
create table office_figure_open_step partition of office_figure for values in ('OPEN_STEP');
create table office_figure_step_done partition of office_figure for values in ('STEP_DONE');
create table office_figure_opened partition of office_figure for values in ('OPENED');
create table office_figure_finished partition of office_figure for values in ('FINISHED');
create table office_figure_hospital partition of office_figure for values in ('HOSPITAL');
create table office_figure_fund partition of office_figure for values in ('FUND');

insert into office_figure (area, figure, on_day, a, b, c, n, amount)
select area, figure, on_day, a, b, c, n, amount from office_figure_together order by area, figure, on_day, a, b, c;
drop table office_figure_together;

create view office_figure_now as
    select area, figure, on_day, a, b, c, n, amount from office_figure
    union all
    select area, figure, on_day, a, b, c, n, amount from office_figure_delta;
comment on view office_figure_now is
'OPEN_STEP: open steps by last day (9999-12-31: none), process, step, group. STEP_DONE: by day; process, step, group; amount in seconds.
OPENED: cases by day, kind. FINISHED: cases by day, kind, outcome, reason; amount in seconds.
HOSPITAL: by month; hospital; what (BILLS, SELF_PAID, EXCLUDED, UNREASONABLE, OWN_SHARE); number and amount of settled bills.
FUND: by month of the books; fund; what (SPENT, INCOME, LEFT, CASH); number of entries and amount.';
