package org.medaid.claim;

import java.util.List;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;

/** The fourteen exclusions of the poverty-alleviation plan, read from the table the policy officer maintains. */
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

    /** What applies in an area; empty where the area's documents have no such list. */
    List<Article> of(PoolingArea area);

    /**
     * Whether cost under an article is excluded.
     *
     * @param exceptionApplies whether the agency found the article's exception to apply
     * @throws IllegalArgumentException for an unknown code, or an exception the article does not give
     */
    boolean excludes(String code, boolean exceptionApplies);
}
