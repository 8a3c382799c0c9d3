package org.medaid.settlement.recovery;

import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.payment.PaymentRights;

/** Who may do what about recoveries, always within the own office; who reads payments reads them. */
@Clause("X6")
public final class RecoveryRights {

    private RecoveryRights() {}

    public static boolean reads(CurrentUser user) {
        return PaymentRights.reads(user);
    }

    /** Opens and corrects recoveries, and notes what was agreed on with the person. */
    public static boolean opens(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.AGENCY_CLERK);
    }

    /** Decides, handles what is overdue, and revokes. Whoever opened the very recovery is refused by the desk. */
    public static boolean decides(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.AGENCY_MANAGER);
    }

    /** Records what came in, and agrees to giving a recovery up. */
    public static boolean collects(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.DEPARTMENT_FINANCE);
    }
}
