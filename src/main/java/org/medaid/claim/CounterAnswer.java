package org.medaid.claim;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Money;
import org.medaid.ledger.Accumulators;
import org.medaid.ledger.Fund;
import org.medaid.policy.CalculationAnswer;

/** What became of a bill at a hospital's counter. */
public sealed interface CounterAnswer {

    /**
     * It is settled and posted: the hospital deducts what the sheet grants.
     *
     * @param discounts what the hospital should not have charged; the sheet is calculated without it
     */
    record Settled(
            ClaimId claim, String caseNumber, UUID sheet, CalculationAnswer answer, List<OwedDiscount> discounts)
            implements CounterAnswer {}

    /**
     * It would be settled so today; nothing is stored.
     *
     * @param discounts what the hospital should not have charged; the answer is calculated without it
     * @param use what each accumulator would be charged with
     * @param ceilings by accumulator
     * @param funds what each fund would owe
     */
    record Previewed(
            CalculationAnswer answer,
            List<OwedDiscount> discounts,
            Accumulators.PersonYear year,
            Map<String, Money> use,
            Map<String, Money> ceilings,
            Map<Fund, Money> funds)
            implements CounterAnswer {}

    /**
     * People have to look at it first.
     *
     * @param claim the case that was opened for it; null for a mere preview
     * @param caseNumber its number; null for a mere preview
     */
    record LeftToOffice(ClaimId claim, String caseNumber, Why why) implements CounterAnswer {}

    /** Nothing is granted, or the bill cannot be read; nothing is stored. */
    record Refused(List<FieldProblem> problems) implements CounterAnswer {}

    /** Why people have to look at a bill. */
    enum Why {
        REVIEW_REQUIRED("自费部分超过限额，须经专家评审（江人社发〔2018〕567号 五(三)）。"),
        REFERRAL_NOT_FILED("没有查到转诊备案，须由经办机构核实。"),
        EXCEPTION_CLAIMED("有费用按不予支付条款的例外情形申报，须由经办机构认定（江人社发〔2018〕567号 五(四)）。");

        private final String message;

        Why(String message) {
            this.message = message;
        }

        /** For the counter, in Chinese. */
        public String message() {
            return message;
        }
    }
}
