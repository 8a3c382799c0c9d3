package org.medaid.claim;

import java.util.List;
import java.util.UUID;
import org.medaid.claim.model.Claim;
import org.medaid.claim.persistence.Claims;
import org.medaid.kernel.Clause;
import org.medaid.ledger.PostingAnswer;
import org.medaid.ledger.TransferKind;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bills that were settled before the books existed: their sheets are posted once, as opening entries in the open month
 * (江人社发〔2018〕567号 七(二)).
 */
@Service
@Clause("M5")
public class UnpostedSheets {

    private static final int AT_ONCE = 200;

    private final Claims claims;
    private final SheetPostings postings;
    private final TransactionTemplate transaction;

    UnpostedSheets(Claims claims, SheetPostings postings, PlatformTransactionManager transactions) {
        this.claims = claims;
        this.postings = postings;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Posts what the user's office has not posted yet, in transactions of their own. Interrupted, it goes on the next time;
     * the second time it finds nothing.
     *
     * @return how many bills were posted
     */
    public int post(CurrentUser user) {
        UUID after = new UUID(0, 0);
        int posted = 0;
        while (true) {
            UUID from = after;
            record Step(int found, UUID last, int posted) {}
            Step step = transaction.execute(status -> {
                List<Claim> found = claims.neverPosted(user.office().tenantId(), from, AT_ONCE);
                int count = 0;
                for (Claim claim : found) {
                    if (postings.post(claim, TransferKind.OPENING, user)
                            .filter(PostingAnswer.Posted.class::isInstance)
                            .isPresent()) {
                        count++;
                    }
                }
                UUID last = found.isEmpty() ? from : found.get(found.size() - 1).id().value();
                return new Step(found.size(), last, count);
            });
            posted += step.posted();
            if (step.found() < AT_ONCE) {
                return posted;
            }
            after = step.last();
        }
    }
}
