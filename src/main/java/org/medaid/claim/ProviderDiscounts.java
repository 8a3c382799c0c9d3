package org.medaid.claim;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.BillItem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.Ratio;
import org.medaid.party.Hospital;
import org.medaid.policy.Category;
import org.medaid.roster.CategoryPeriod;

/**
 * Finds on the lines of a bill the discounts that its provider owed and did not give (江人社发〔2018〕567号 六(三)).
 *
 * <p>They are a price, not a benefit: the cost that should not have been charged is taken out before anything is calculated,
 * so that no fund bears it and no ceiling is used for it; the provider bears it. The calculation itself knows nothing of them.
 *
 * <p>The certificate (医保扶贫就医证) is how a counter recognises who is entitled; here the roster says it, on the day of discharge.
 */
@Clause("M10")
final class ProviderDiscounts {

    /** 十: in force from 2019-01-01 for two years. */
    private static final DateRange IN_FORCE = new DateRange(LocalDate.of(2019, 1, 1), LocalDate.of(2020, 12, 31));

    /** 我市定点医疗机构、我市定点零售药店: the city's own providers, whichever of its districts they stand in. */
    private static final String CITY = "4407";

    private static final Ratio TO_PAY_AT_PHARMACIES = Ratio.parse("0.90");

    private ProviderDiscounts() {}

    /** Whether an area's people may be owed discounts at all. */
    static boolean known(PoolingArea area) {
        return area == PoolingArea.JIANGMEN || area == PoolingArea.HESHAN;
    }

    /** @param held the categories that the person holds on discharge */
    static boolean owed(PoolingArea area, Hospital provider, List<CategoryPeriod> held, LocalDate discharged) {
        return known(area)
                && IN_FORCE.contains(discharged)
                && provider.division().prefecture().equals(CITY)
                && provider.designatedOn(discharged)
                && held.stream().anyMatch(period -> period.category() == Category.POVERTY_ALLEVIATION);
    }

    /** The same bill with what its provider owes on each line. */
    static Bill found(Bill bill) {
        Bill.BillAmounts amounts = bill.amounts();
        // What insurance has paid of a cost is the insurance's to ask back, not the person's.
        Money leftInScope = amounts.inScope()
                .minus(amounts.basicPaid())
                .minus(amounts.criticalIllnessPaid())
                .minus(amounts.supplementaryPaid())
                .orZeroIfNegative();
        List<BillItem> items = new ArrayList<>();
        for (BillItem item : bill.items()) {
            Optional<OwedDiscount> found = on(item);
            Money owed = found.map(OwedDiscount::amount).orElse(Money.ZERO);
            if (!item.selfPaid()) {
                owed = owed.min(leftInScope);
                leftInScope = leftInScope.minus(owed);
            }
            items.add(owed.isPositive() ? item.withDiscount(found.orElseThrow().discount().name(), owed) : item);
        }
        return bill.withItems(items);
    }

    private static Optional<OwedDiscount> on(BillItem item) {
        return ChargeKind.of(item.charge(), item.name()).flatMap(kind -> switch (kind) {
            case REGISTRATION_FEE -> owed(item, ProviderDiscount.REGISTRATION_FEE_CHARGED, Money.ZERO);
            case CONSULTATION_FEE -> owed(item, ProviderDiscount.CONSULTATION_FEE_CHARGED, Money.ZERO);
            case MEDICINE -> item.referencePrice() == null
                    ? Optional.empty()
                    : owed(item, ProviderDiscount.MEDICINE_ABOVE_PURCHASE_PRICE, item.referencePrice());
            case PHARMACY_MEDICINE ->
                owed(item, ProviderDiscount.PHARMACY_DISCOUNT_MISSING, TO_PAY_AT_PHARMACIES.of(item.referencePrice()));
        });
    }

    private static Optional<OwedDiscount> owed(BillItem item, ProviderDiscount discount, Money toPay) {
        Money owed = item.amount().minus(toPay);
        return owed.isPositive()
                ? Optional.of(new OwedDiscount(item.lineNo(), item.name(), discount, owed))
                : Optional.empty();
    }
}
