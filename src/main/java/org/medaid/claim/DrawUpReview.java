package org.medaid.claim;

import java.util.List;

/**
 * The chair's draft of an expert review.
 *
 * @param experts sign-in names; at least as many as the office parameter asks for, none tied to the hospital
 * @param items line numbers of the self-paid items to review; with totals only the one line 0
 */
public record DrawUpReview(List<String> experts, List<Integer> items) {

    public DrawUpReview {
        experts = experts == null ? List.of() : List.copyOf(experts);
        items = items == null ? List.of() : List.copyOf(items);
    }
}
