package org.medaid.application.review;

import java.util.List;

/**
 * What the township found.
 *
 * @param decision {@code KEPT} or {@code ENDS}
 * @param exitReason why it ends, a {@link ReviewReason} that ends
 * @param lastDay ISO date, the last day of the entitlement; after a death the day of death
 * @param categories codes of the categories that end; after a death all of them do, whatever is said here
 * @param documents ids of uploaded evidence, needed where something ends
 */
public record ReviewBeneficiary(
        String decision,
        String exitReason,
        String lastDay,
        List<String> categories,
        String findings,
        List<String> documents) {

    public ReviewBeneficiary {
        categories = categories == null ? List.of() : List.copyOf(categories);
        documents = documents == null ? List.of() : List.copyOf(documents);
    }
}
