package org.medaid.policy.model;

import java.util.ArrayList;
import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Money;
import org.medaid.policy.CalculationRequest;

/** Whether the amounts and dates of a request fit each other. */
public final class AmountRules {

    private static final long LARGEST = 1_000_000_000_000L - 1;

    private AmountRules() {}

    /** Whether {@link #problems} would find none: the same conditions, without a word. */
    public static boolean fit(CalculationRequest request) {
        CalculationRequest.Amounts a = request.amounts();
        long total = a.total().fen();
        long inScope = a.inScope().fen();
        long deductible = a.deductible().fen();
        long basic = a.basicPaid().fen();
        long critical = a.criticalIllnessPaid().fen();
        long supplementary = a.supplementaryPaid().fen();
        long selfPaid = a.selfPaid().fen();
        // One sign and one size test for all of them: the bitwise or is negative if any is.
        if ((total | inScope | deductible | basic | critical | supplementary | selfPaid) < 0 || total > LARGEST) {
            return false;
        }
        if (inScope > LARGEST || selfPaid > LARGEST || basic > LARGEST || critical > LARGEST || supplementary > LARGEST) {
            return false;
        }
        long insurance = basic + critical + supplementary;
        if (total != inScope + selfPaid || deductible > inScope || insurance > inScope) {
            return false;
        }
        if (!request.insured() && insurance > 0 || request.dischargedOn().isBefore(request.admittedOn())) {
            return false;
        }
        long inScopeLeft = inScope - insurance;
        long selfPaidLeft = selfPaid;
        for (int i = 0, n = request.exclusions().size(); i < n; i++) {
            CalculationRequest.Exclusion exclusion = request.exclusions().get(i);
            long excludedInScope = exclusion.inScope().fen();
            long excludedSelfPaid = exclusion.selfPaid().fen();
            if ((excludedInScope | excludedSelfPaid) < 0
                    || excludedInScope > inScopeLeft
                    || excludedSelfPaid > selfPaidLeft) {
                return false;
            }
            inScopeLeft -= excludedInScope;
            selfPaidLeft -= excludedSelfPaid;
        }
        if (request.review() != null) {
            long unreasonable = request.review().unreasonableSelfPaid().fen();
            return unreasonable >= 0 && unreasonable <= selfPaidLeft;
        }
        return true;
    }

    /** What does not fit, field by field. */
    public static List<FieldProblem> problems(CalculationRequest request) {
        List<FieldProblem> problems = new ArrayList<>();
        CalculationRequest.Amounts a = request.amounts();
        checkRange(a.total(), "amounts.total", problems);
        checkRange(a.inScope(), "amounts.inScope", problems);
        checkRange(a.deductible(), "amounts.deductible", problems);
        checkRange(a.basicPaid(), "amounts.basicPaid", problems);
        checkRange(a.criticalIllnessPaid(), "amounts.criticalIllnessPaid", problems);
        checkRange(a.supplementaryPaid(), "amounts.supplementaryPaid", problems);
        checkRange(a.selfPaid(), "amounts.selfPaid", problems);
        for (int i = 0; i < request.exclusions().size(); i++) {
            checkRange(request.exclusions().get(i).inScope(), "exclusions[" + i + "].inScope", problems);
            checkRange(request.exclusions().get(i).selfPaid(), "exclusions[" + i + "].selfPaid", problems);
        }
        if (request.review() != null) {
            checkRange(request.review().unreasonableSelfPaid(), "review.unreasonableSelfPaid", problems);
        }
        if (request.dischargedOn().isBefore(request.admittedOn())) {
            problems.add(new FieldProblem("dischargedOn", "DISCHARGED_BEFORE_ADMITTED", "出院日期不能早于入院日期"));
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        if (!a.total().equals(a.inScope().plus(a.selfPaid()))) {
            problems.add(new FieldProblem("amounts.total", "TOTAL_MISMATCH", "总费用应等于范围内费用与自费费用之和"));
        }
        if (a.deductible().isMoreThan(a.inScope())) {
            problems.add(new FieldProblem("amounts.deductible", "DEDUCTIBLE_TOO_HIGH", "起付线不能超过范围内费用"));
        }
        Money insurance = a.basicPaid().plus(a.criticalIllnessPaid()).plus(a.supplementaryPaid());
        if (!request.insured()) {
            checkUninsured(a.basicPaid(), "amounts.basicPaid", problems);
            checkUninsured(a.criticalIllnessPaid(), "amounts.criticalIllnessPaid", problems);
            checkUninsured(a.supplementaryPaid(), "amounts.supplementaryPaid", problems);
        }
        if (insurance.isMoreThan(a.inScope())) {
            problems.add(new FieldProblem("amounts.basicPaid", "INSURANCE_OVER_IN_SCOPE", "各项保险支付之和不能超过范围内费用"));
        }
        Money inScopeLeft = a.inScope().minus(insurance).orZeroIfNegative();
        Money selfPaidLeft = a.selfPaid();
        for (int i = 0; i < request.exclusions().size(); i++) {
            CalculationRequest.Exclusion exclusion = request.exclusions().get(i);
            if (exclusion.inScope().isMoreThan(inScopeLeft)) {
                problems.add(new FieldProblem(
                        "exclusions[" + i + "].inScope", "EXCLUSION_OVER_IN_SCOPE", "不予支付的范围内费用不能超过保险支付后的余额"));
            }
            if (exclusion.selfPaid().isMoreThan(selfPaidLeft)) {
                problems.add(new FieldProblem(
                        "exclusions[" + i + "].selfPaid", "EXCLUSION_OVER_SELF_PAID", "不予支付的自费费用不能超过自费费用"));
            }
            inScopeLeft = inScopeLeft.minus(exclusion.inScope()).orZeroIfNegative();
            selfPaidLeft = selfPaidLeft.minus(exclusion.selfPaid()).orZeroIfNegative();
        }
        if (request.review() != null && request.review().unreasonableSelfPaid().isMoreThan(selfPaidLeft)) {
            problems.add(new FieldProblem(
                    "review.unreasonableSelfPaid", "UNREASONABLE_OVER_SELF_PAID", "不合理费用不能超过扣除不予支付部分后的自费费用"));
        }
        return problems;
    }

    private static void checkUninsured(Money paid, String field, List<FieldProblem> problems) {
        if (paid.isPositive()) {
            problems.add(new FieldProblem(field, "PAID_FOR_UNINSURED", "未参保人员不应有保险支付金额"));
        }
    }

    private static void checkRange(Money amount, String field, List<FieldProblem> problems) {
        if (amount.isNegative()) {
            problems.add(new FieldProblem(field, "NEGATIVE_AMOUNT", "金额不能为负数"));
        } else if (amount.fen() > LARGEST) {
            problems.add(new FieldProblem(field, "TOO_MANY_DIGITS", "金额的整数部分最多十位"));
        }
    }
}
