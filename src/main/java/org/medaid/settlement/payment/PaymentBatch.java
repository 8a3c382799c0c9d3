package org.medaid.settlement.payment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;

/**
 * Orders that are approved and paid together.
 *
 * @param number as people name it, for example {@code JM-FP-2026-000001}
 */
public record PaymentBatch(
        UUID id,
        String number,
        PoolingArea area,
        BatchState state,
        int orderCount,
        Money total,
        String createdBy,
        Instant createdAt,
        Optional<String> approvedBy,
        Optional<String> financeApprovedBy) {}
