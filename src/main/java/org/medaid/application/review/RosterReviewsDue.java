package org.medaid.application.review;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.roster.CategoryHolder;
import org.medaid.roster.Roster;
import org.springframework.stereotype.Component;

/** Opens the reviews whose time has come: the last one, or the entry, is as many months ago as the office has set. */
@Component
@Clause({"S1", "H3"})
public class RosterReviewsDue {

    private static final int PAGE = 500;

    private final Roster roster;
    private final RosterReviews reviews;
    private final RosterReviewDesk desk;
    private final ProcedureParameters parameters;
    private final BusinessClock clock;

    RosterReviewsDue(
            Roster roster,
            RosterReviews reviews,
            RosterReviewDesk desk,
            ProcedureParameters parameters,
            BusinessClock clock) {
        this.roster = roster;
        this.reviews = reviews;
        this.desk = desk;
        this.parameters = parameters;
        this.clock = clock;
    }

    /**
     * Opens an office's due reviews, who has been on the roster for longest first; each in a transaction of its own.
     *
     * @param most how many at the most: a roster that was handed over as a whole comes due as a whole, and nobody could
     *     work through that at once
     * @return how many were opened
     */
    public int open(PoolingArea area, int most) {
        LocalDate limit = clock.today().minusMonths(parameters.days(area, ReviewParameter.MONTHS));
        int opened = 0;
        Optional<CategoryHolder> after = Optional.empty();
        while (true) {
            List<CategoryHolder> page = roster.holders(area, limit, after, PAGE);
            if (page.isEmpty()) {
                return opened;
            }
            Map<PersonId, LocalDate> last =
                    reviews.lastReviewed(page.stream().map(CategoryHolder::person).toList());
            for (CategoryHolder holder : page) {
                boolean recent = Optional.ofNullable(last.get(holder.person()))
                        .filter(day -> day.isAfter(limit))
                        .isPresent();
                if (!recent && desk.openDue(area, holder.person()) && ++opened == most) {
                    return opened;
                }
            }
            after = Optional.of(page.get(page.size() - 1));
        }
    }
}
