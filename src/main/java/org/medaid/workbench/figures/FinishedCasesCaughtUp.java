package org.medaid.workbench.figures;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings the list of finished cases and its sums up to what was committed before. Who reads them asks this first: a hospital's
 * counter only leaves a note for each bill, so that its settlements do not pay for the figures.
 */
@Component
class FinishedCasesCaughtUp {

    private final JdbcClient jdbc;

    FinishedCasesCaughtUp(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In a transaction of its own: the reader's may be one that only reads. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void now() {
        jdbc.sql("select medaid.finished_cases_catch_up()").query(Long.class).single();
    }
}
