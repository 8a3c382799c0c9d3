-- What providers owe a person of the poverty-alleviation roster on the lines of a bill (江人社发〔2018〕567号 六(三)): no registration and
-- no consultation fee, medicine at its purchase price, 10 % off at pharmacies. Borne by the provider, outside the funds.
alter table claim_item
    add column charge          text,
    add column reference_price numeric(14,2),
    add column discount        numeric(14,2) not null default 0,
    add column discount_code   text;
comment on column claim_item.reference_price is 'yuan, for the whole line: what the medicine was bought for, or at a pharmacy its price before the discount';
comment on column claim_item.discount is 'yuan of the amount that the provider owes the person; 0: nothing';

alter table claim_item
    add constraint ck_claim_item_charge
        check (charge in ('REGISTRATION_FEE', 'CONSULTATION_FEE', 'MEDICINE', 'PHARMACY_MEDICINE')),
    add constraint ck_claim_item_reference_price check (
            reference_price is null or (reference_price > 0 and charge is not null and charge in ('MEDICINE', 'PHARMACY_MEDICINE'))),
    add constraint ck_claim_item_discount_has_code check (discount >= 0 and (discount > 0) = (discount_code is not null)),
    -- Never more than the article gives; less only where insurance has paid of the same cost already.
    add constraint ck_claim_item_discount_as_owed check (
        discount_code is null
        or discount <= case discount_code
            when 'REGISTRATION_FEE_CHARGED' then amount
            when 'CONSULTATION_FEE_CHARGED' then amount
            when 'MEDICINE_ABOVE_PURCHASE_PRICE' then amount - reference_price
            when 'PHARMACY_DISCOUNT_MISSING' then amount - round(reference_price * 0.9, 2)
            else -1 end);
