package org.medaid.application.review;

import java.time.Instant;
import java.util.Optional;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;

/** Whether one person still belongs on the roster, from the first doubt to the outcome. */
public record RosterReview(
        RosterReviewId id,
        String number,
        PoolingArea area,
        PersonId person,
        ReviewReason reason,
        ReviewState state,
        String openedBy,
        Instant openedAt,
        Optional<Instant> closedAt) {}
