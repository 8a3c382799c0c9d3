package org.medaid.claim;

import java.util.List;

/** What is done about experts who have not answered in time: replaced by others, or given more time. */
public record HandleOverdueReview(List<Replacement> replacements, String note) {

    public HandleOverdueReview {
        replacements = replacements == null ? List.of() : List.copyOf(replacements);
    }

    public record Replacement(String expert, String by) {}
}
