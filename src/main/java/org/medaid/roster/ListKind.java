package org.medaid.roster;

import java.time.LocalDate;
import java.time.YearMonth;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;

/** How a department's list of changes comes in, and from when its changes count. */
public enum ListKind {
    /** Handed over once a month (江人社发〔2018〕567号 六(一)). */
    MONTHLY("按月移交"),
    /** Entered as it happens (鲁医保发〔2020〕79号 二(一), 鹤府〔2020〕19号 三(三)). */
    DAILY("即时变更");

    /** A list handed over on this day of the month is still in time. */
    static final int LAST_DAY_IN_TIME = 20;

    private final String chineseName;

    ListKind(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    /** The kind of list by which a category changes in an area: Jiangmen's plan, which Heshan carries out too. */
    public static ListKind of(PoolingArea area, Category category) {
        boolean plan = area == PoolingArea.JIANGMEN || area == PoolingArea.HESHAN;
        return plan && category == Category.POVERTY_ALLEVIATION ? MONTHLY : DAILY;
    }

    /**
     * From when a list's changes count.
     *
     * @param entryFrom the first day of those who enter
     * @param exitLast the last day of those who leave
     */
    public record Effect(LocalDate entryFrom, LocalDate exitLast) {}

    /**
     * Monthly lists: those who enter are entitled from the first of the month after the hand-over, those who leave until
     * the end of the month of the hand-over. After the 20th, and so for a list of a month gone by, it is a month later.
     *
     * @param list the month the list is made for
     * @param handedOver the day the office got it
     */
    @Clause("J1")
    public static Effect monthly(YearMonth list, LocalDate handedOver) {
        YearMonth counts = YearMonth.from(handedOver);
        if (handedOver.getDayOfMonth() > LAST_DAY_IN_TIME) {
            counts = counts.plusMonths(1);
        }
        if (list.isAfter(counts)) {
            counts = list;
        }
        return new Effect(counts.plusMonths(1).atDay(1), counts.atEndOfMonth());
    }

    /** Changes that count at once: the day is the first of those who enter and the last of those who leave. */
    @Clause({"S1", "H3"})
    public static Effect daily(LocalDate day) {
        return new Effect(day, day);
    }
}
