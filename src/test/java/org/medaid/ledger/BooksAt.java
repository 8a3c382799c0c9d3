package org.medaid.ledger;

import java.time.LocalDate;
import org.medaid.kernel.BusinessClock;
import org.medaid.testing.MovableClock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books as they were kept on another day: who posts in them brings the transaction. */
public final class BooksAt {

    private BooksAt() {}

    public static FundLedger on(LocalDate day, JdbcClient jdbc) {
        return new FundLedger(jdbc, new BusinessClock(new MovableClock(day)));
    }
}
