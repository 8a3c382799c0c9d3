-- What a list brought in can be taken back as a whole: by added records, so that the history shows both.

alter table category_period
    add column upload_id uuid;
alter table category_period_end
    add column upload_id uuid;

comment on column category_period.upload_id is 'the uploaded list that brought it, where one did';

create index ix_category_period_upload on category_period (upload_id) where upload_id is not null;
create index ix_category_period_end_upload on category_period_end (upload_id) where upload_id is not null;
create index ix_category_period_entered on category_period (entered_at);
create index ix_category_period_end_entered on category_period_end (entered_at);

-- The period counts as never entered.
create table category_period_annulment (
    period_id       uuid primary key references category_period,
    upload_id       uuid,
    reason          varchar(500) not null,
    entered_by      varchar(100) not null,
    entered_at      timestamptz  not null,
    constraint ck_category_period_annulment_reason_present check (btrim(reason) <> '')
);

-- The end counts as never entered: the one before it holds again.
create table category_period_end_annulment (
    end_id          bigint primary key references category_period_end,
    upload_id       uuid,
    reason          varchar(500) not null,
    entered_by      varchar(100) not null,
    entered_at      timestamptz  not null,
    constraint ck_category_period_end_annulment_reason_present check (btrim(reason) <> '')
);

create index ix_category_period_annulment_entered on category_period_annulment (entered_at);
create index ix_category_period_end_annulment_entered on category_period_end_annulment (entered_at);

create trigger category_period_annulment_append_only
    before update or delete or truncate
    on category_period_annulment
    for each statement
execute function refuse_change();

create trigger category_period_end_annulment_append_only
    before update or delete or truncate
    on category_period_end_annulment
    for each statement
execute function refuse_change();

-- The roster as it stands: what was annulled is left out, the newest end that counts is taken.
create view category_held as
select p.id, p.person_id, p.category, p.from_on, coalesce(e.last_on, p.to_on) as last_on, p.source_document,
       p.entered_by, p.entered_at, p.upload_id
from category_period p
left join lateral (
    select last_on
    from category_period_end
    where period_id = p.id
      and not exists (select 1 from category_period_end_annulment a where a.end_id = category_period_end.id)
    order by id desc
    limit 1
) e on true
where not exists (select 1 from category_period_annulment a where a.period_id = p.id);
