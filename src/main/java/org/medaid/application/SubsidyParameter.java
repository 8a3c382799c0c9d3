package org.medaid.application;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.medaid.api.Typed;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.Ratio;
import org.medaid.policy.Category;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterKey;

/** How much of a person's own insurance contribution the public side pays, by category: full, a share, an amount, nothing. */
@Clause("P7")
public final class SubsidyParameter implements ProcedureParameterKey {

    /** The contribution to residents' insurance, in yuan for a year. */
    public static final SubsidyParameter CONTRIBUTION = new SubsidyParameter(ParameterForm.text(
            "subsidy.contribution",
            "城乡居民医保个人缴费标准（元/年）",
            value -> Typed.amount(String.valueOf(value)) == null ? "请填写金额，最多两位小数。" : null));

    private static final String FULL = "全额";
    private static final String NOTHING = "不资助";
    private static final Pattern PERCENT = Pattern.compile("按比例(100|[1-9]\\d?)%");
    private static final Pattern AMOUNT = Pattern.compile("定额(\\d{1,6}(?:\\.\\d{1,2})?)元");

    private final ParameterForm form;

    private SubsidyParameter(ParameterForm form) {
        this.form = form;
    }

    public static SubsidyParameter of(Category category) {
        return new SubsidyParameter(ParameterForm.text(
                "subsidy.rule." + category.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                category.chineseName() + "参保资助",
                SubsidyParameter::ruleProblem));
    }

    /** Every key: the contribution, and a rule for each category. */
    public static List<SubsidyParameter> all() {
        return Stream.concat(Stream.of(CONTRIBUTION), Stream.of(Category.values()).map(SubsidyParameter::of))
                .toList();
    }

    /**
     * What a rule grants.
     *
     * @param rule a value of this parameter
     * @param contribution the whole contribution
     */
    public static Money granted(String rule, Money contribution) {
        Matcher percent = PERCENT.matcher(rule);
        if (percent.matches()) {
            return new Ratio(Integer.parseInt(percent.group(1)) * 100).of(contribution);
        }
        Matcher amount = AMOUNT.matcher(rule);
        if (amount.matches()) {
            return contribution.min(Money.parse(amount.group(1)));
        }
        return rule.equals(FULL) ? contribution : Money.ZERO;
    }

    @Override
    public ParameterForm form() {
        return form;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return RecognitionArticles.subsidy(area);
    }

    private static String ruleProblem(String value) {
        boolean known = value != null
                && (value.equals(FULL) || value.equals(NOTHING) || PERCENT.matcher(value).matches()
                        || AMOUNT.matcher(value).matches());
        return known ? null : "请填写“全额”“按比例60%”“定额180.00元”或者“不资助”。";
    }
}
