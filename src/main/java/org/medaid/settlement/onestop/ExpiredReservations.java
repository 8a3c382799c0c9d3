package org.medaid.settlement.onestop;

import org.medaid.audit.AuditEntry;
import org.medaid.kernel.Clause;
import org.medaid.ledger.Reservations;
import org.springframework.stereotype.Component;

/** Frees what pre-settlements held for longer than the office allows. The admissions stay open. */
@Component
@Clause({"C16", "M5"})
public class ExpiredReservations {

    /** So many in a transaction; whoever settles meanwhile waits for one portion at most. */
    private static final int PORTION = 200;

    private final Reservations reservations;

    ExpiredReservations(Reservations reservations) {
        this.reservations = reservations;
    }

    /** @return how many have ended */
    public int endAll() {
        int ended = 0;
        int portion;
        do {
            portion = reservations.expire(PORTION, AuditEntry.SYSTEM);
            ended += portion;
        } while (portion == PORTION);
        return ended;
    }
}
