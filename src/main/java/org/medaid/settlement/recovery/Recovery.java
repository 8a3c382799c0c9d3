package org.medaid.settlement.recovery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;

/**
 * What was paid for a bill and is claimed back from the person.
 *
 * @param number as people name it, for example {@code JM-ZH-2026-000001}
 * @param document the sheet under which the bill stands in the books
 * @param claim the bill's id
 * @param person the person's id
 * @param reversed whether the bill had been taken back in the books when this was decided, or stands until then
 * @param amount what is claimed back, more than zero
 * @param basis the article it rests on
 * @param payBy the last day to pay at once, as the notice says it
 * @param givenUpBy the manager who wants to give it up
 * @param cameIn what came in by receipts and posted offsets
 * @param held what payment orders on their way to the bank will give up
 */
public record Recovery(
        UUID id,
        String number,
        PoolingArea area,
        BusinessDocument document,
        UUID claim,
        String person,
        boolean reversed,
        Money amount,
        String reason,
        Citation basis,
        RecoveryState state,
        Optional<RecoveryWay> way,
        Optional<LocalDate> payBy,
        String openedBy,
        Instant openedAt,
        Optional<String> decidedBy,
        Optional<String> givenUpBy,
        Money cameIn,
        Money held) {

    /** What has not come in. */
    public Money open() {
        return amount.minus(cameIn);
    }

    /** What has not come in and is not on its way either. */
    public Money free() {
        return open().minus(held);
    }
}
