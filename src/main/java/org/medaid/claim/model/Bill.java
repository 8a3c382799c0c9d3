package org.medaid.claim.model;

import java.time.LocalDate;
import java.util.List;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;

/**
 * What a bill says, after every check: the amounts add up and the codes are known.
 *
 * @param division where the person is insured
 * @param diseases codes of disease groups
 */
public record Bill(
        PersonId person,
        DivisionCode division,
        String hospitalCode,
        String careType,
        LocalDate admittedOn,
        LocalDate dischargedOn,
        String diagnosis,
        List<String> diseases,
        boolean insured,
        boolean treatedAsInpatient,
        boolean emergency,
        String referralStatus,
        String referralTier2Hospital,
        String referralTier3Hospital,
        String invoiceNumber,
        BillAmounts amounts,
        List<BillItem> items) {

    /**
     * The amounts without what the provider owes on the lines: what a benefit is calculated on. The deductible is part of the
     * cost in scope, so it shrinks with it where nothing else is left.
     */
    public BillAmounts due() {
        Money inScope = amounts.inScope().minus(discounts(false));
        Money selfPaid = amounts.selfPaid().minus(discounts(true));
        boolean readable = !amounts.deductible().isMoreThan(amounts.inScope());
        return new BillAmounts(
                amounts.total().minus(discounts(false)).minus(discounts(true)),
                inScope,
                readable ? amounts.deductible().min(inScope) : amounts.deductible(),
                amounts.basicPaid(),
                amounts.criticalIllnessPaid(),
                amounts.supplementaryPaid(),
                selfPaid);
    }

    private Money discounts(boolean selfPaid) {
        return items.stream()
                .filter(item -> item.selfPaid() == selfPaid)
                .map(BillItem::discount)
                .reduce(Money.ZERO, Money::plus);
    }

    public Bill withItems(List<BillItem> items) {
        return new Bill(
                person, division, hospitalCode, careType, admittedOn, dischargedOn, diagnosis, diseases, insured,
                treatedAsInpatient, emergency, referralStatus, referralTier2Hospital, referralTier3Hospital, invoiceNumber,
                amounts, items);
    }

    public record BillAmounts(
            Money total,
            Money inScope,
            Money deductible,
            Money basicPaid,
            Money criticalIllnessPaid,
            Money supplementaryPaid,
            Money selfPaid) {}
}
