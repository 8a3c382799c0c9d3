package org.medaid.settlement.payment;

import java.util.Set;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;

/** Who may do what about payments, always within the own office. */
@Clause("X6")
public final class PaymentRights {

    private static final Set<String> READERS = Set.of(
            Groups.AGENCY_CLERK,
            Groups.AGENCY_CHECKER,
            Groups.AGENCY_MANAGER,
            Groups.AUDITOR,
            Groups.DEPARTMENT_FINANCE);

    private PaymentRights() {}

    public static boolean reads(CurrentUser user) {
        return user.area().isPresent() && user.groups().stream().anyMatch(READERS::contains);
    }

    public static boolean entersAccounts(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.AGENCY_CLERK);
    }

    /** Whoever entered the very account is refused by the desk. */
    public static boolean checksAccounts(CurrentUser user) {
        return user.area().isPresent() && (user.isIn(Groups.AGENCY_CHECKER) || user.isIn(Groups.AGENCY_CLERK));
    }

    public static boolean drawsUp(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.AGENCY_CLERK);
    }

    public static boolean approves(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.AGENCY_MANAGER);
    }

    /** Finance approves, pays and reads the bank's answers; it alone sees whole account numbers. */
    public static boolean pays(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.DEPARTMENT_FINANCE);
    }
}
