package org.medaid.workbench;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;

/**
 * A case of any kind, as lists need it.
 *
 * @param person whom it is about; the applicant of a household. Empty for statements and payments
 * @param otherHospital the second hospital of a transfer
 * @param state the code of its state, see {@link CaseKind#stateName}
 */
@Clause("X6")
public record CaseRow(
        CaseKind kind,
        UUID id,
        String number,
        PoolingArea area,
        Optional<PersonId> person,
        Optional<String> town,
        Optional<String> hospital,
        Optional<String> otherHospital,
        String state,
        boolean open,
        String openedBy,
        Instant openedAt) {

    /** Whether the user reads the whole case: at its office and township, or at a hospital that has a part in it. */
    public boolean isReadBy(CurrentUser user) {
        if (!user.reaches(town)) {
            return false;
        }
        if (kind.isReadAtOffice(user)) {
            return user.area().filter(area::equals).isPresent();
        }
        return kind.isReadAtHospital(user)
                && user.offices().contains(area)
                && user.hospitalCode()
                        .filter(own -> hospital.filter(own::equals).isPresent()
                                || otherHospital.filter(own::equals).isPresent())
                        .isPresent()
                // A statement is the hospital's own from when it is sent.
                && !(kind == CaseKind.STATEMENT && state.equals("DRAWN"));
    }
}
