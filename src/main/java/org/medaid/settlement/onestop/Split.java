package org.medaid.settlement.onestop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.medaid.claim.ClaimWording;
import org.medaid.kernel.Money;
import org.medaid.policy.CalculationAnswer;

/**
 * Who bears what of a settled bill.
 *
 * @param amounts by payer, as a slip lists them
 * @param deducted what the hospital deducts at its counter, beside the insurances' shares
 * @param patientPays what is left to the patient
 */
record Split(Map<String, Money> amounts, Money deducted, Money patientPays) {

    /** What stands before a hospital's code where a hospital pays. */
    static final String HOSPITAL = "HOSPITAL:";

    private static final Set<String> INSURANCE =
            Set.of("BASIC_INSURANCE", "CRITICAL_ILLNESS_INSURANCE", "SUPPLEMENTARY_INSURANCE");

    /** @param answer of a calculation that needed no review */
    static Split of(CalculationAnswer answer) {
        Map<String, Money> amounts = new LinkedHashMap<>();
        Money deducted = Money.ZERO;
        Money person = Money.ZERO;
        // A stored answer does not keep the order in which the payers were found.
        for (String payer : ClaimWording.inOrder(answer.payers().keySet())) {
            Money amount = Money.parse(answer.payers().get(payer));
            amounts.put(payer, amount);
            if (payer.equals("PERSON")) {
                person = amount;
            } else if (!INSURANCE.contains(payer)) {
                deducted = deducted.plus(amount);
            }
        }
        return new Split(amounts, deducted, person);
    }
}
