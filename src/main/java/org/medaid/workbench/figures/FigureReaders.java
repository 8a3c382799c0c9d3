package org.medaid.workbench.figures;

import java.util.stream.Stream;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;

/** Who reads the state of an office: its managers and auditors all of it, the health authority the hospitals' performance. */
@Clause("X6")
public final class FigureReaders {

    private FigureReaders() {}

    public static boolean mayReadAll(CurrentUser user) {
        return user.area().isPresent()
                && Stream.of(Groups.AGENCY_MANAGER, Groups.AUDITOR).anyMatch(user::isIn);
    }

    public static boolean mayReadHospitals(CurrentUser user) {
        return mayReadAll(user) || user.area().isPresent() && user.isIn(Groups.DEPARTMENT_HEALTH);
    }
}
