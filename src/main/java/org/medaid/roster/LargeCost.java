package org.medaid.roster;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;

/**
 * A person with large medical costs in a year, who was in no category when the costs became known.
 *
 * @param amount what the person bore in the year, as it was known then
 * @param fromBills whether the office's own bills showed it, as opposed to the insurance's figures
 * @param closed what came of it; empty while somebody has to look into it
 */
public record LargeCost(
        UUID id,
        PoolingArea area,
        int year,
        ResidentId residentId,
        String name,
        Money amount,
        boolean fromBills,
        Instant listedAt,
        Optional<Closed> closed) {

    public record Closed(LargeCostOutcome outcome, Optional<String> reason, String by, Instant at) {}

    /** Without name and number, so that a person never reaches a log by accident. */
    @Override
    public String toString() {
        return "LargeCost[" + id + "]";
    }
}
