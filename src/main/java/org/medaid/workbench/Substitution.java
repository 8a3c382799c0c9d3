package org.medaid.workbench;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PoolingArea;

/**
 * Somebody is away, and who stands in.
 *
 * @param absent the sign-in name of who is away
 * @param substitute empty where the tasks go back to their groups
 * @param from the first day
 * @param to the last day
 * @param ended whether it was ended before its last day
 */
public record Substitution(
        UUID id,
        PoolingArea area,
        String absent,
        Optional<String> substitute,
        LocalDate from,
        LocalDate to,
        String enteredBy,
        boolean ended) {

    public boolean isOn(LocalDate day) {
        return !ended && !day.isBefore(from) && !day.isAfter(to);
    }
}
