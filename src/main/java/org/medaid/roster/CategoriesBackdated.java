package org.medaid.roster;

import java.util.List;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;

/**
 * Categories were changed with effect on days gone by, on which bills may have been settled already. Published in the
 * transaction of the change.
 *
 * @param changes at most as many as are entered in one transaction
 */
public record CategoriesBackdated(PoolingArea area, Change change, List<PastDays> changes) {

    /** What was changed afterwards; the names are stable. */
    public enum Change {
        ENTERED,
        ENDED,
        ANNULLED
    }

    /** @param days the days up to today that are answered differently now; always closed */
    public record PastDays(PersonId person, Category category, DateRange days) {}
}
