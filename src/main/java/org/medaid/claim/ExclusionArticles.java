package org.medaid.claim;

import java.util.List;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;

/** The fourteen exclusions of the poverty-alleviation plan, read from the table that is deployed with the process. */
@Clause("C13")
public interface ExclusionArticles {

    /**
     * @param code {@code E01} to {@code E14}
     * @param statement a short statement for the person who chooses
     * @param exceptionStatement the exception the article gives, if any
     * @param selectable false where the article is applied elsewhere (E14: by the expert review)
     */
    record Article(
            String code,
            String statement,
            Optional<String> exceptionStatement,
            boolean selectable,
            Citation citation) {}

    /** One version of the table, as far as it applies in an area. */
    interface Table {

        /** What applies; empty where the area's documents have no such list. */
        List<Article> articles();

        /**
         * Whether cost under an article is excluded.
         *
         * @param exceptionApplies whether the agency found the article's exception to apply
         * @throws IllegalArgumentException for an unknown code, or an exception the article does not give
         */
        boolean excludes(String code, boolean exceptionApplies);
    }

    /**
     * The table that a bill is judged by.
     *
     * @param claim a running case, which keeps the table it started with; without one the newest table counts
     */
    Table of(PoolingArea area, Optional<ClaimId> claim);
}
