package org.medaid.claim.process;

import java.util.List;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ReviewDesk;
import org.springframework.stereotype.Component;

/** Who is asked for an opinion, one task each. Public because the process calls it by name. */
@Component("reviewExperts")
public class ReviewExperts {

    private final ReviewDesk reviews;

    ReviewExperts(ReviewDesk reviews) {
        this.reviews = reviews;
    }

    public List<String> of(String claimId) {
        return reviews.experts(ClaimId.parse(claimId));
    }
}
