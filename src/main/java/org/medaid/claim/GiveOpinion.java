package org.medaid.claim;

import java.util.List;

/** One expert's finding on every item of a review. */
public record GiveOpinion(List<ItemOpinion> opinions) {

    public GiveOpinion {
        opinions = opinions == null ? List.of() : List.copyOf(opinions);
    }

    /**
     * @param reasonable yuan
     * @param unreasonable yuan; both add up to the item's amount
     */
    public record ItemOpinion(Integer lineNo, String reasonable, String unreasonable, String reason) {}
}
