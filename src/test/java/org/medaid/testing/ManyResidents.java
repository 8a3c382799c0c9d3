package org.medaid.testing;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.medaid.kernel.ResidentId;

/** As many different valid identity numbers as are wanted, the same ones each time. */
public final class ManyResidents {

    private static final LocalDate FIRST = LocalDate.of(1930, 1, 1);
    private static final int DAYS = 30_000;

    private ManyResidents() {}

    /** @param number from 0 to 29,999,999 */
    public static ResidentId number(String division, int number) {
        return ResidentId.complete(division
                + FIRST.plusDays(number % DAYS).format(DateTimeFormatter.BASIC_ISO_DATE)
                + "%03d".formatted(number / DAYS));
    }
}
