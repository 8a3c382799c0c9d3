package org.medaid.application;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import org.medaid.application.model.Application;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;

/** From when somebody is entitled, and whether the household's means allow it. */
@Clause({"L2", "L3"})
final class Entitlement {

    private static final BigDecimal HALF = new BigDecimal("0.50");

    private Entitlement() {}

    /**
     * What is wrong with a first day: a certified status counts from its own day, everything else from the acceptance of the
     * application at the earliest.
     */
    static Optional<String> problem(StepContext context, String entitledFrom) {
        Optional<LocalDate> day = context.pastDay(entitledFrom);
        if (day.isEmpty()) {
            return Optional.of("请填写开始享受待遇的日期，不能晚于今天。");
        }
        Optional<LocalDate> earliest = earliest(context);
        return earliest.filter(day.get()::isBefore)
                .map(first -> "开始日期不能早于" + first + "（" + (context.application().track() == Track.CERTIFIED
                        ? "取得身份之日" : "申请受理之日") + "）。");
    }

    static Optional<LocalDate> earliest(StepContext context) {
        return context.application().track() == Track.CERTIFIED
                ? context.latest(ConfirmStatus.KIND)
                        .filter(recorded -> recorded.content().path("decision").asText().equals("CONFIRMED"))
                        .map(recorded -> LocalDate.parse(recorded.content().path("statusFrom").asText()))
                : context.application().acceptedOn();
    }

    /** Whether the family's income is measured against a limit: Lianyungang's rule for low-income families. */
    static boolean isMeasured(Application application) {
        return application.area() == PoolingArea.LIANYUNGANG && application.category() == Category.LOW_INCOME_FAMILY;
    }

    /**
     * Income per head of a low-income family over the twelve months before acceptance, in yuan: what was found, divided by
     * the members. Empty for other categories and before the comparison.
     */
    static Optional<Money> incomePerHead(StepContext context) {
        if (!isMeasured(context.application())) {
            return Optional.empty();
        }
        return context.latest(CompareEconomy.KIND)
                .map(recorded -> Money.parse(recorded.content().path("foundIncome").asText()))
                .map(income -> Money.of(income.yuan()
                        .divide(BigDecimal.valueOf(context.application().members().size()), 2, RoundingMode.HALF_UP)));
    }

    /** Half of last year's local disposable income per head, in yuan: the income per head has to stay under it. */
    static Money incomeLimit(StepContext context) {
        return Money.of(context.amount(ApplicationParameter.LOCAL_INCOME)
                .yuan()
                .multiply(HALF)
                .setScale(2, RoundingMode.HALF_UP));
    }

    static Optional<String> incomeProblem(StepContext context) {
        return incomePerHead(context)
                .filter(income -> income.compareTo(incomeLimit(context)) >= 0)
                .map(income -> "受理前12个月家庭人均可支配收入" + income + "元，不低于当地上年度人均可支配收入的50%（"
                        + incomeLimit(context) + "元），不符合低收入家庭的条件（连政办发〔2017〕22号 二(二)）。");
    }
}
