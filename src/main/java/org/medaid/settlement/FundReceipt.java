package org.medaid.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Fund;

/**
 * Money received into a fund's special account.
 *
 * @param struck when it was wrong
 */
public record FundReceipt(
        UUID id,
        PoolingArea area,
        Fund fund,
        Money amount,
        LocalDate receivedOn,
        String voucherNumber,
        String enteredBy,
        Instant enteredAt,
        Optional<Struck> struck) {

    /** Who struck it, when and why. */
    public record Struck(String by, Instant at, String reason) {}
}
