package org.medaid.policy.model;

import org.medaid.kernel.Clause;
import org.medaid.kernel.Ratio;
import org.medaid.policy.AccumulatorKey;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.Determination;
import org.medaid.policy.OfficeParameterValues;

/**
 * The arithmetic: whole numbers of fen, every product rounded half up once, where it becomes an amount.
 *
 * <p>Which lines there are is the rules' business; here they are only computed, one after the other. Expects a request
 * whose amounts fit each other, see {@link AmountRules}.
 */
@Clause({"C1", "C2", "C3", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C14", "C15"})
public final class BenefitCalculator {

    private BenefitCalculator() {}

    public static Determination calculate(CalculationRequest request, KeptLines kept, OfficeParameterValues parameters) {
        CalculationRequest.Amounts amounts = request.amounts();
        long insurance = amounts.basicPaid().fen()
                + amounts.criticalIllnessPaid().fen()
                + amounts.supplementaryPaid().fen();
        long excludedInScope = 0;
        long excludedSelfPaid = 0;
        for (int i = 0, n = request.exclusions().size(); i < n; i++) {
            CalculationRequest.Exclusion exclusion = request.exclusions().get(i);
            excludedInScope += exclusion.inScope().fen();
            excludedSelfPaid += exclusion.selfPaid().fen();
        }
        long inScope = amounts.inScope().fen() - insurance - excludedInScope;
        long selfPaid = amounts.selfPaid().fen() - excludedSelfPaid;
        long unreasonable =
                request.review() == null ? 0 : request.review().unreasonableSelfPaid().fen();
        long reasonable = selfPaid - unreasonable;

        long inScopeLeft = inScope;
        long aboveDeductibleLeft = Math.max(0, inScope - amounts.deductible().fen());
        long reasonableLeft = reasonable;
        long paid = 0;
        int month = AccumulatorKey.monthOf(request.dischargedOn());
        int count = kept.count();
        long[] numbers = new long[count * Determination.NUMBERS];

        for (int i = 0; i < count; i++) {
            KeptLine line = kept.line(i);
            long used = line.accumulator() == null ? 0 : request.yearToDate().fen(line.accumulator(), month);
            long burden = 0;
            long added = 0;
            long base;
            long amount;
            long ceiling = line.ceiling() == null ? Long.MAX_VALUE : -1;
            switch (line.method()) {
                case IN_SCOPE_SHARE -> {
                    base = inScopeLeft;
                    amount = Ratio.roundHalfUp(base * line.ratio().value(parameters));
                }
                case IN_SCOPE_YEAR_SHARE -> {
                    burden = request.yearToDate().fen(line.burden(), month);
                    added = inScopeLeft;
                    long threshold = line.threshold().value(parameters);
                    base = Math.max(0, burden + added - threshold) - Math.max(0, burden - threshold);
                    amount = Ratio.roundHalfUp(base * line.ratio().value(parameters));
                }
                case IN_SCOPE_YEAR_BRACKETS -> {
                    burden = request.yearToDate().fen(line.burden(), month);
                    added = inScopeLeft;
                    base = added;
                    OfficeParameterValues.Brackets brackets = parameters.brackets();
                    long product = 0;
                    for (int b = 0; b < brackets.count(); b++) {
                        product += brackets.share(b, burden, burden + added) * brackets.ratio(b);
                    }
                    amount = Ratio.roundHalfUp(product);
                }
                case ABOVE_DEDUCTIBLE_BEST_CATEGORY -> {
                    base = aboveDeductibleLeft;
                    OfficeParameterValues.CategoryTable table = parameters.categoryTable();
                    int best = table.best(kept.assistanceCategories());
                    amount = best < 0 ? 0 : Ratio.roundHalfUp(base * table.ratio(best));
                    ceiling = best < 0 ? 0 : table.ceiling(best);
                }
                case ABOVE_DEDUCTIBLE_SHARE -> {
                    base = aboveDeductibleLeft;
                    amount = Ratio.roundHalfUp(base * line.ratio().value(parameters));
                }
                case SELF_PAID_SHARE -> {
                    base = reasonable;
                    amount = Math.min(reasonableLeft, Ratio.roundHalfUp(base * line.ratio().value(parameters)));
                }
                case SELF_PAID_REST -> {
                    base = reasonable;
                    amount = reasonableLeft;
                }
                case UNREASONABLE_SHARE -> {
                    base = unreasonable;
                    amount = Ratio.roundHalfUp(base * line.ratio().value(parameters));
                }
                case REVIEW -> {
                    if (request.review() == null && selfPaid + used > line.threshold().value(parameters)) {
                        return new Determination(
                                Determination.Status.REVIEW_REQUIRED, request, kept, parameters, numbers, i, 0);
                    }
                    base = selfPaid;
                    added = selfPaid;
                    amount = 0;
                }
                default -> throw new IllegalStateException("not a line: " + line.method());
            }
            if (ceiling < 0) {
                ceiling = line.ceiling().value(parameters);
            }
            if (ceiling != Long.MAX_VALUE) {
                amount = Math.max(0, Math.min(amount, ceiling - used));
            }
            switch (line.method()) {
                case SELF_PAID_SHARE, SELF_PAID_REST -> reasonableLeft -= amount;
                case IN_SCOPE_SHARE, IN_SCOPE_YEAR_SHARE, IN_SCOPE_YEAR_BRACKETS -> inScopeLeft -= amount;
                case ABOVE_DEDUCTIBLE_BEST_CATEGORY, ABOVE_DEDUCTIBLE_SHARE -> aboveDeductibleLeft -= amount;
                default -> {
                    // The unreasonable part and the review leave the other bases as they are.
                }
            }
            paid += amount;
            int at = i * Determination.NUMBERS;
            numbers[at] = base;
            numbers[at + 1] = amount;
            numbers[at + 2] = used;
            numbers[at + 3] = burden;
            numbers[at + 4] = added;
        }
        long remainder = amounts.total().fen() - insurance - paid;
        if (remainder < 0) {
            throw new IllegalStateException("the payers would pay more than the bill");
        }
        return new Determination(
                Determination.Status.CALCULATED, request, kept, parameters, numbers, count, remainder);
    }
}
