package org.medaid.procedure;

import java.time.Instant;
import java.util.UUID;
import org.medaid.api.DatedEntries;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PoolingArea;

/**
 * A value that was entered for an area, and what became of it.
 *
 * @param period from the first day to the eve of the next approved value
 * @param initial the system's own value, which counts without an approval until the office sets its own
 * @param decidedBy null until somebody has decided
 * @param reason why it was turned down, or null
 */
public record ProcedureParameterEntry(
        UUID id,
        PoolingArea area,
        String parameter,
        String value,
        DateRange period,
        String documentNumber,
        boolean initial,
        String enteredBy,
        Instant enteredAt,
        String status,
        String decidedBy,
        String reason)
        implements DatedEntries.Entry {}
