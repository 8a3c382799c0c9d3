-- Settled bills whose person's categories were changed afterwards with effect on the day of the bill.

create table claim_recalculation (
    id         uuid primary key,
    area       varchar(20)  not null,
    -- No foreign key: the table of the bills comes with a later number.
    claim_id   uuid         not null,
    reason     varchar(40)  not null,
    category   varchar(60)  not null,
    from_on    date         not null,
    listed_at  timestamptz  not null,
    outcome    varchar(40),
    remark     varchar(500),
    closed_by  varchar(100),
    closed_at  timestamptz,
    constraint ck_claim_recalculation_reason check (reason in ('ENTERED', 'ENDED', 'ANNULLED')),
    constraint ck_claim_recalculation_outcome
        check (outcome in ('RECALCULATED', 'UNCHANGED', 'RECOVERED', 'NOT_PURSUED')),
    constraint ck_claim_recalculation_closed_whole
        check ((outcome is null) = (closed_by is null) and (outcome is null) = (closed_at is null)),
    constraint ck_claim_recalculation_not_pursued_says_why
        check (outcome is distinct from 'NOT_PURSUED' or btrim(coalesce(remark, '')) <> '')
);

-- While it is open, the same change of the same category lists a bill once.
create unique index uq_claim_recalculation_open_once on claim_recalculation (claim_id, reason, category)
    where outcome is null;
create index ix_claim_recalculation_area on claim_recalculation (area, listed_at desc);
