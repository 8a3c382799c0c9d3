package org.medaid.settlement.statement;

import java.time.LocalDate;
import java.time.YearMonth;
import org.medaid.kernel.Clause;

/** What a statement is drawn for. A line of the books stands in one statement of a kind only. */
@Clause({"M1", "M2", "X4"})
public enum StatementKind {
    /** What a hospital paid out in a month, less what it bears itself (江人社发〔2018〕567号 五(五), 连政办发〔2017〕22号 六(一)). */
    MONTHLY("月度结算单", "YJ", 1),
    /** The fund's part of self-paid cost, reviewed with health and agreed by finance (江人社发〔2018〕567号 五(五)). */
    QUARTERLY_SELF_PAID("自费费用季度结算单", "JJ", 3),
    /** What the poverty-alleviation fund laid out for medical assistance (江人社发〔2018〕567号 五(六)). */
    INTER_FUND("医疗救助垫付冲减单", "DJ", 1),
    /** What the contracted insurer laid out for urban cases (抚政办发〔2014〕67号 五(二)3). */
    INSURER("承办保险公司结算单", "BJ", 1),
    /** What a county's civil affairs laid out for rural cases (抚政办发〔2014〕67号 五(二)3). */
    COUNTY("县（区）民政部门结算单", "XJ", 1);

    private final String chineseName;
    private final String letters;
    private final int months;

    StatementKind(String chineseName, String letters, int months) {
        this.chineseName = chineseName;
        this.letters = letters;
        this.months = months;
    }

    public String chineseName() {
        return chineseName;
    }

    /** The letters in a statement's number. */
    String letters() {
        return letters;
    }

    /** How many months a statement covers. */
    public int months() {
        return months;
    }

    /** Whether a hospital is the payee and confirms it. */
    public boolean isForHospital() {
        return this == MONTHLY || this == QUARTERLY_SELF_PAID;
    }

    /** The first month of the statement in which a month falls. */
    YearMonth first(YearMonth month) {
        return month.minusMonths((month.getMonthValue() - 1) % months);
    }

    /** The period as people write it. */
    String periodName(YearMonth first) {
        return months == 3
                ? first.getYear() + "年第" + ((first.getMonthValue() - 1) / 3 + 1) + "季度"
                : first.getYear() + "年" + first.getMonthValue() + "月";
    }

    /** Whether the period that begins with a month is over. */
    boolean isOver(YearMonth first, LocalDate today) {
        return !today.isBefore(first.plusMonths(months).atDay(1));
    }
}
