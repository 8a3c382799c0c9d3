package org.medaid.claim;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.Typed;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.Claim;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.referral.FiledReferrals;
import org.medaid.referral.ReferralId;
import org.springframework.stereotype.Component;

/**
 * The referral that a bill counts on: the one in the register, or else the one on paper that the clerk has typed and a
 * second person has checked.
 */
@Component
@Clause({"R4", "R8"})
public class StayReferrals {

    /**
     * @param status NONE or FILED, as the calculation asks
     * @param tier2Hospital code of the hospital that stamped first; null if none did
     * @param tier3Hospital code of the tier-3 hospital that stamped; null if none did
     * @param inRegister the referral, if it is in the register
     * @param code PAPER, COUNTS, or why none counts, see {@link FiledReferrals.Answer.None}
     * @param sentence what the clerk reads
     */
    public record Found(
            String status,
            String tier2Hospital,
            String tier3Hospital,
            Optional<ReferralId> inRegister,
            String code,
            String sentence) {}

    /** What a bill says of a referral that nobody has typed. */
    static final EnterBill.Referral NOT_TYPED = new EnterBill.Referral("NONE", null, null);

    /** About people who have no referral at all, typed or in the register. */
    static final Found NOTHING_KNOWN = none(NOT_TYPED, FiledReferrals.NOTHING_KNOWN);

    private final FiledReferrals filed;

    StayReferrals(FiledReferrals filed) {
        this.filed = filed;
    }

    /** For a stored bill. */
    public Found of(Claim claim) {
        Bill bill = claim.bill();
        return of(
                claim.area(),
                bill.person(),
                bill.hospitalCode(),
                bill.admittedOn(),
                new EnterBill.Referral(
                        bill.referralStatus(), bill.referralTier2Hospital(), bill.referralTier3Hospital()),
                Optional.of(claim.id().value()));
    }

    /**
     * @param typed what the clerk typed about a referral on paper
     * @param claim the bill, empty while it has no id yet
     */
    public Found of(
            PoolingArea area,
            PersonId person,
            String hospital,
            LocalDate admittedOn,
            EnterBill.Referral typed,
            Optional<UUID> claim) {
        FiledReferrals.Answer answer = filed.forStay(area, person, hospital, admittedOn, claim);
        if (answer instanceof FiledReferrals.Answer.Counts counts) {
            return new Found(
                    "FILED",
                    counts.tier2Hospital(),
                    counts.tier3Hospital().orElse(null),
                    Optional.of(counts.referral()),
                    "COUNTS",
                    counts.sentence());
        }
        if ("FILED".equals(typed.status())) {
            return new Found(
                    "FILED",
                    Typed.blank(typed.tier2Hospital()) ? null : typed.tier2Hospital(),
                    Typed.blank(typed.tier3Hospital()) ? null : typed.tier3Hospital(),
                    Optional.empty(),
                    "PAPER",
                    "按经办人录入的纸质转诊备案结算。" + answer.sentence());
        }
        return none(typed, (FiledReferrals.Answer.None) answer);
    }

    private static Found none(EnterBill.Referral typed, FiledReferrals.Answer.None none) {
        // What is neither NONE nor FILED is refused by the calculation, in its own words.
        return new Found(typed.status(), typed.tier2Hospital(), typed.tier3Hospital(), Optional.empty(), none.code(), none.sentence());
    }
}
