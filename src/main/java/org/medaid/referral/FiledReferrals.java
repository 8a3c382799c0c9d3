package org.medaid.referral;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.referral.persistence.ReferralRows;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which referral a bill counts on, or why none does. */
@Service
@Transactional
@Clause({"R4", "R8"})
public class FiledReferrals {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");

    private final ReferralRows rows;
    private final BusinessClock clock;

    FiledReferrals(ReferralRows rows, BusinessClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** What the register of referrals says about a stay. */
    public sealed interface Answer {

        /**
         * @param tier2Hospital code of the hospital that stamped first
         * @param tier3Hospital code of the tier-3 hospital that stamped, where the route asks for one
         * @param sentence what the clerk reads
         */
        record Counts(ReferralId referral, String number, String tier2Hospital, Optional<String> tier3Hospital, String sentence)
                implements Answer {}

        /**
         * @param code stable: NONE, OPEN, REFUSED, REVOKED, WITHDRAWN, TOO_LATE, BEFORE, EXPIRED, OTHER_ADMISSION or USED
         * @param sentence why, as the clerk reads it
         */
        record None(String code, String sentence) implements Answer {}

        String sentence();
    }

    /**
     * Looks for the referral of a stay: filed, to this hospital, valid on the day of admission, and not used up. Where
     * several count, the one that ends first; where none does, the answer is about the one that came nearest.
     *
     * @param claim the bill, which does not stand in its own way; empty while it has no id yet
     */
    @Transactional(readOnly = true)
    public Answer forStay(
            PoolingArea office, PersonId person, String hospital, LocalDate admittedOn, Optional<UUID> claim) {
        List<Referral> referrals = rows.of(person, hospital).stream()
                .filter(referral -> referral.office() == office)
                .toList();
        Optional<Referral> counting = referrals.stream()
                .filter(referral -> reject(referral, admittedOn, claim).isEmpty())
                .min(Comparator.comparing(referral -> referral.validity().orElseThrow().to()));
        if (counting.isPresent()) {
            Referral found = counting.get();
            return new Answer.Counts(
                    found.id(),
                    found.number(),
                    found.tier2Hospital(),
                    found.tier3Hospital(),
                    "按转诊备案" + found.number() + "结算（" + found.route().chineseName() + "，有效期"
                            + DAY.format(found.validity().orElseThrow().from()) + "至"
                            + DAY.format(found.validity().orElseThrow().to()) + "）。");
        }
        return referrals.stream()
                .map(referral -> reject(referral, admittedOn, claim).orElseThrow())
                .min(Comparator.comparingInt(none -> NEAREST.indexOf(none.code())))
                .orElse(NOTHING_KNOWN);
    }

    /** The answer about people without any referral. */
    public static final Answer.None NOTHING_KNOWN = new Answer.None("NONE", "没有查到转往该医院的转诊备案。");

    private static final List<String> NEAREST = List.of(
            "USED", "OTHER_ADMISSION", "BEFORE", "EXPIRED", "OPEN", "REVOKED", "TOO_LATE", "REFUSED", "WITHDRAWN");

    private Optional<Answer.None> reject(Referral referral, LocalDate admittedOn, Optional<UUID> claim) {
        String number = referral.number();
        switch (referral.state()) {
            case AT_TIER2, AT_TIER3, AT_OFFICE -> {
                return none("OPEN", "转诊" + number + "尚在办理（" + referral.state().chineseName() + "），还没有备案。");
            }
            case REFUSED_BY_HOSPITAL, NOT_FILED -> {
                return none("REFUSED", "转诊" + number + "没有获得备案（" + referral.state().chineseName() + "）。");
            }
            case TOO_LATE -> {
                return none("TOO_LATE", "急诊转诊" + number + "申请逾期，未受理。");
            }
            case WITHDRAWN -> {
                return none("WITHDRAWN", "转诊" + number + "已由申请人撤回。");
            }
            case REVOKED -> {
                // A bill settled under it before it was revoked survives.
                return claim.filter(id -> rows.isUsedBy(referral.id(), id)).isPresent()
                        ? Optional.empty()
                        : none("REVOKED", "转诊备案" + number + "已撤销。");
            }
            default -> {
                return rejectFiled(referral, admittedOn, claim);
            }
        }
    }

    private Optional<Answer.None> rejectFiled(Referral referral, LocalDate admittedOn, Optional<UUID> claim) {
        String number = referral.number();
        Referral.Validity validity = referral.validity().orElseThrow();
        if (referral.emergency() && !referral.admittedOn().orElseThrow().equals(admittedOn)) {
            return none(
                    "OTHER_ADMISSION",
                    "急诊转诊备案" + number + "是为" + DAY.format(referral.admittedOn().get()) + "入院办理的，与本次入院日期不符。");
        }
        if (admittedOn.isBefore(validity.from())) {
            return none("BEFORE", "转诊备案" + number + "自" + DAY.format(validity.from()) + "起有效，本次入院在此之前。");
        }
        if (admittedOn.isAfter(validity.to())) {
            return none("EXPIRED", "转诊备案" + number + "已于" + DAY.format(validity.to()) + "到期。");
        }
        UUID self = claim.orElse(new UUID(0, 0));
        if (referral.singleUse() && rows.usedByOther(referral.id(), self)) {
            return none("USED", "转诊备案" + number + "一次有效，已用于另一次就医。");
        }
        return Optional.empty();
    }

    /** Of these people those who have a referral at all, in whatever state: about all others the register says NONE. */
    @Transactional(readOnly = true)
    public Set<PersonId> withAny(Collection<PersonId> people) {
        return people.isEmpty() ? Set.of() : rows.withAny(people);
    }

    /** A bill counts on a referral from now on, and on no other. */
    public void use(ReferralId referral, UUID claim) {
        Instant now = clock.now();
        // Two bills at once on a referral that may be used once wait for each other.
        rows.lock(referral);
        rows.use(referral, claim, now);
    }

    /** A bill no longer counts on a referral: it was refused, withdrawn or corrected. */
    public void release(UUID claim) {
        rows.release(claim, clock.now());
    }

    private static Optional<Answer.None> none(String code, String sentence) {
        return Optional.of(new Answer.None(code, sentence));
    }
}
