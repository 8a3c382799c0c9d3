package org.medaid.settlement.onestop;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.medaid.claim.ClaimId;
import org.medaid.kernel.OrderedIds;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;

/**
 * A patient whom a hospital has registered for one-stop settlement.
 *
 * @param admissionNumber the hospital's own number of the stay or visit
 * @param reservation what the last pre-settlement holds
 * @param claim the bill that settled it, or that was left to the office
 */
public record Admission(
        UUID id,
        PoolingArea area,
        String hospitalCode,
        PersonId person,
        String careType,
        String admissionNumber,
        LocalDate admittedOn,
        String diagnosis,
        boolean emergency,
        State state,
        Optional<UUID> reservation,
        Optional<ClaimId> claim,
        Instant registeredAt) {

    /** Where an admission stands. */
    public enum State {
        OPEN("已登记"),
        WITH_OFFICE("经办机构办理中"),
        SETTLED("已结算"),
        CANCELLED("已撤销");

        private final String chineseName;

        State(String chineseName) {
            this.chineseName = chineseName;
        }

        public String chineseName() {
            return chineseName;
        }
    }

    private static final int QUEUE_BITS = 16;
    private static final long QUEUE_MASK = (1L << QUEUE_BITS) - 1;

    /**
     * A new id. Its last bits tell in which queue the person's bills stand, so that whoever holds the id knows the queue
     * without asking. Nothing but speed depends on it.
     */
    static UUID newId(PersonId person) {
        // Of two ids of one moment only the last bits differ: those in front of the queue are chosen anew.
        long random = UUID.randomUUID().getLeastSignificantBits();
        long queue = person.value().hashCode() & QUEUE_MASK;
        return new UUID(OrderedIds.next().getMostSignificantBits(), random & ~QUEUE_MASK | queue);
    }

    /** The queue of an admission among so many. */
    static int queue(UUID id, int queues) {
        return (int) ((id.getLeastSignificantBits() & QUEUE_MASK) % queues);
    }
}
