package org.medaid.audit;

import java.util.List;
import org.medaid.audit.persistence.AuditEntries;
import org.medaid.kernel.BusinessClock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The append-only record of who did what, when, on which legal basis.
 *
 * <p>There is no hash chain: it would make every transaction of the application wait for the one before it. What protects
 * the trail is the table's trigger and, in operation, the database role.
 */
@Service
public class AuditTrail {

    private final AuditEntries entries;
    private final BusinessClock clock;

    AuditTrail(AuditEntries entries, BusinessClock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * Records an act in the caller's transaction: if the act is rolled back, so is its record.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException if the caller has no transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(AuditEntry entry) {
        record(List.of(entry));
    }

    /** Records several acts in the caller's transaction, in their order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(List<AuditEntry> acts) {
        if (!acts.isEmpty()) {
            entries.add(acts, clock.now());
        }
    }

    /** Everything recorded about a subject, oldest first. */
    @Transactional(readOnly = true)
    public List<RecordedAct> of(String subjectType, String subjectId) {
        return entries.of(subjectType, subjectId);
    }
}
