package org.medaid.claim;

import java.util.List;

/** What is taken out of a bill under the exclusion articles, item by item. */
public record DecideExclusions(List<Exclusion> exclusions) {

    public DecideExclusions {
        exclusions = exclusions == null ? List.of() : List.copyOf(exclusions);
    }

    /**
     * @param itemLineNo the bill item, or null with totals only
     * @param code {@code E01} to {@code E13}
     * @param exception true where an exception the article gives applies: examined, but not excluded
     * @param inScope yuan of in-scope cost under the article
     * @param selfPaid yuan of self-paid cost under the article
     */
    public record Exclusion(
            Integer itemLineNo, String code, Boolean exception, String inScope, String selfPaid, String reason) {}
}
