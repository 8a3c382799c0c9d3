-- A settled bill is looked at again, too, when a referral is filed after it.

alter table claim_recalculation alter column category drop not null;
alter table claim_recalculation drop constraint ck_claim_recalculation_reason;
alter table claim_recalculation add constraint ck_claim_recalculation_reason
    check (reason in ('ENTERED', 'ENDED', 'ANNULLED', 'REFERRAL_FILED') and (reason = 'REFERRAL_FILED') = (category is null));
create unique index uq_claim_recalculation_referral_open_once on claim_recalculation (claim_id, reason)
    where outcome is null and category is null;
