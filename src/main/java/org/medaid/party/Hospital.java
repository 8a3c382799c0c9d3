package org.medaid.party;

import java.time.LocalDate;
import java.util.List;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;

/**
 * A hospital of the common register.
 *
 * @param code its code in the register, capitals, digits and hyphens
 * @param level 1 to 3 (一级 to 三级)
 * @param designations the periods in which it was a designated hospital of the insurance, earliest first
 * @param demonstration whether the hospital is invented
 */
public record Hospital(
        String code,
        String name,
        int level,
        DivisionCode division,
        List<DateRange> designations,
        boolean demonstration) {

    /** Kaiping's central hospital, which the rules of Jiangmen name and put beside the level-2 hospitals. */
    public static final String KAIPING_CENTRAL = "KAIPING-CENTRAL";

    private static final List<String> LEVELS = List.of("一级", "二级", "三级");

    /** @throws IllegalArgumentException if the level is not 1 to 3 */
    public Hospital {
        if (level < 1 || level > LEVELS.size()) {
            throw new IllegalArgumentException("a hospital's level is 1 to 3");
        }
        designations = List.copyOf(designations);
    }

    /** Whether the hospital was designated on a day: what counts for a bill is the day it belongs to, not today. */
    public boolean designatedOn(LocalDate day) {
        return designations.stream().anyMatch(period -> period.contains(day));
    }

    public String levelName() {
        return LEVELS.get(level - 1);
    }
}
