package org.medaid.referral;

import java.util.Optional;
import org.medaid.document.DocumentContent;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Service;

/** What the office has written about a referral, for everybody who may see the referral: its hospitals too. */
@Service
@Clause("R3")
public class ReferralLetters {

    private final Documents documents;

    ReferralLetters(Documents documents) {
        this.documents = documents;
    }

    /**
     * A letter of a referral's; reading is recorded.
     *
     * @param referral one that the user may see; callers have made sure
     */
    public Optional<DocumentContent> find(Referral referral, DocumentId letter, CurrentUser user) {
        CurrentUser reader = forOffice(user, referral.office());
        return documents
                .find(reader, letter)
                .filter(document ->
                        document.attachedTo().filter(ReferralActs.subject(referral.id())::equals).isPresent())
                .flatMap(document -> documents.read(reader, letter));
    }

    /**
     * The user as a reader of what an office keeps, whose letters belong to no hospital. Only for papers about which it has
     * been decided that this user may read them.
     */
    static CurrentUser forOffice(CurrentUser user, PoolingArea office) {
        return new CurrentUser(user.id(), user.displayName(), Optional.of(office), user.groups(), Optional.empty());
    }
}
