package org.medaid.application;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.medaid.procedure.ProcedureParameterKey;

/** How much of a person's own insurance contribution the public side pays, by category: full, a share, an amount, nothing. */
@Clause("P7")
public final class SubsidyParameter implements ProcedureParameterKey {

    /** The contribution to residents' insurance, in yuan for a year. */
    public static final SubsidyParameter CONTRIBUTION = new SubsidyParameter("subsidy.contribution", "城乡居民医保个人缴费标准（元/年）", null);

    private static final String FULL = "全额";
    private static final String NOTHING = "不资助";
    private static final Pattern PERCENT = Pattern.compile("按比例(100|[1-9]\\d?)%");
    private static final Pattern AMOUNT = Pattern.compile("定额(\\d{1,6}(?:\\.\\d{1,2})?)元");

    private final String code;
    private final String chineseName;
    private final Category category;

    private SubsidyParameter(String code, String chineseName, Category category) {
        this.code = code;
        this.chineseName = chineseName;
        this.category = category;
    }

    public static SubsidyParameter of(Category category) {
        return new SubsidyParameter(
                "subsidy.rule." + category.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                category.chineseName() + "参保资助",
                category);
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
    public String code() {
        return code;
    }

    @Override
    public String chineseName() {
        return chineseName;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return RecognitionArticles.subsidy(area);
    }

    @Override
    public Optional<String> problem(String value) {
        if (category == null) {
            return Typed.amount(String.valueOf(value)) == null ? Optional.of("请填写金额，最多两位小数。") : Optional.empty();
        }
        boolean known = value != null
                && (value.equals(FULL) || value.equals(NOTHING) || PERCENT.matcher(value).matches()
                        || AMOUNT.matcher(value).matches());
        return known ? Optional.empty() : Optional.of("请填写“全额”“按比例60%”“定额180.00元”或者“不资助”。");
    }
}
