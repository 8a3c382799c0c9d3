package org.medaid.settlement.onestop;

import java.util.List;
import java.util.Objects;
import org.medaid.claim.EnterBill;

/**
 * The bill of an admission, for a pre-settlement or the settlement itself.
 *
 * @param admission id of the admission
 * @param dischargedOn ISO date; decides the rules and the benefit year
 * @param diagnosis on discharge, in words; left out, that of the admission
 * @param diseases codes of disease groups the office recognised
 * @param insured left out, as the office has it
 * @param emergency left out, as at the admission
 * @param invoiceNumber the invoice's code and number; not needed for a pre-settlement
 * @param amounts yuan with at most two decimals
 * @param items the bill's lines; an exclusion code on a line says that its cost is outside the benefit
 */
public record PresentBill(
        String admission,
        String dischargedOn,
        String diagnosis,
        List<String> diseases,
        Boolean insured,
        Boolean treatedAsInpatient,
        Boolean emergency,
        String invoiceNumber,
        EnterBill.Amounts amounts,
        List<EnterBill.Item> items) {

    /** @throws IllegalArgumentException if a list holds nothing where something should stand */
    public PresentBill {
        if (holdsNothing(diseases) || holdsNothing(items)) {
            throw new IllegalArgumentException("a list holds null");
        }
    }

    private static boolean holdsNothing(List<?> list) {
        return list != null && list.stream().anyMatch(Objects::isNull);
    }
}
