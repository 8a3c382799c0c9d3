package org.medaid.referral.web;

import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.Clause;
import org.medaid.referral.Referral;
import org.medaid.referral.ReferralDesk;
import org.medaid.referral.ReferralId;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.stereotype.Component;

/**
 * Who may see a referral: the two hospitals of its form and the office of the patient's area. Everybody else, another
 * hospital too, gets the answer for one that does not exist.
 */
@Component
@Clause("X6")
class ReferralAccess {

    private static final Set<String> OFFICE = Set.of(
            Groups.AGENCY_CLERK, Groups.AGENCY_CHECKER, Groups.AGENCY_MANAGER, Groups.AUDITOR, Groups.MACHINE_OFFICE);

    private static final Set<String> HOSPITAL = Set.of(
            Groups.HOSPITAL_DOCTOR, Groups.HOSPITAL_DEPARTMENT_HEAD, Groups.HOSPITAL_MEDICAL_AFFAIRS, Groups.MACHINE_HOSPITAL);

    private final ReferralDesk desk;

    ReferralAccess(ReferralDesk desk) {
        this.desk = desk;
    }

    static boolean reads(CurrentUser user) {
        return user.area().isPresent()
                && user.groups().stream().anyMatch(user.hospitalCode().isPresent() ? HOSPITAL::contains : OFFICE::contains);
    }

    /** Whether the user may revoke a filing or record a hospital's liability. */
    static boolean decides(CurrentUser user) {
        return user.isIn(Groups.AGENCY_CHECKER) || user.isIn(Groups.AGENCY_MANAGER);
    }

    /** Whether the user may take a request back for the applicant. */
    static boolean withdraws(Referral referral, CurrentUser user) {
        return user.isIn(Groups.AGENCY_CLERK)
                || (user.isIn(Groups.HOSPITAL_DOCTOR) || user.isIn(Groups.MACHINE_HOSPITAL))
                        && user.hospitalCode().filter(referral.tier2Hospital()::equals).isPresent();
    }

    Optional<Referral> find(String id, CurrentUser user) {
        if (!reads(user)) {
            return Optional.empty();
        }
        try {
            return desk.find(ReferralId.parse(id)).filter(referral -> maySee(referral, user));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean maySee(Referral referral, CurrentUser user) {
        return user.hospitalCode()
                .map(referral::concerns)
                .orElseGet(() -> user.area().filter(referral.office()::equals).isPresent());
    }
}
