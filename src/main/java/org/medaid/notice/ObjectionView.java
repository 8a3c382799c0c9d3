package org.medaid.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PoolingArea;

/**
 * An objection as the office knows it. Name and phone are for those who investigate and answer, nobody else.
 *
 * @param outcome empty until it is answered
 * @param answer what was answered
 * @param leftToOffice whether no case takes it up, so that the office answers it on its own page
 */
public record ObjectionView(
        ObjectionId id,
        PoolingArea area,
        NoticeId notice,
        UUID applicationId,
        String reference,
        ObjectionChannel channel,
        Optional<String> name,
        Optional<String> phone,
        String content,
        LocalDate receivedOn,
        Instant raisedAt,
        Optional<ObjectionOutcome> outcome,
        Optional<String> answer,
        boolean leftToOffice) {

    /** The state as pages say it. */
    public String stateName() {
        return outcome.map(ObjectionOutcome::chineseName).orElse("待核查");
    }

    /** Without anything personal. */
    @Override
    public String toString() {
        return "ObjectionView[" + id + "]";
    }
}
