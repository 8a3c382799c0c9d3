package org.medaid.testing;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import org.medaid.kernel.ResidentId;

/** Valid identity numbers that no other test uses: the test database outlives a run. */
public final class InventedResidents {

    private InventedResidents() {}

    public static ResidentId next(String division) {
        var random = ThreadLocalRandom.current();
        LocalDate birth = LocalDate.of(1930, 1, 1).plusDays(random.nextInt(32_000));
        return ResidentId.complete(division
                + birth.format(DateTimeFormatter.BASIC_ISO_DATE)
                + "%03d".formatted(random.nextInt(1_000)));
    }
}
