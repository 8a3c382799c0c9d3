package org.medaid.settlement.statement.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.statement.Statement;
import org.medaid.settlement.statement.StatementDesk;
import org.medaid.settlement.statement.StatementId;
import org.medaid.settlement.statement.StatementKind;
import org.medaid.settlement.statement.StatementState;
import org.springframework.stereotype.Component;

/**
 * Who may see a statement: the office that owes it with its finance and health authorities, and the hospital it is for.
 * Everybody else, another hospital too, gets the answer for one that does not exist.
 */
@Component
@Clause({"M1", "X6"})
class StatementAccess {

    private static final Set<String> CASE_READERS =
            Set.of(Groups.AGENCY_CLERK, Groups.AGENCY_CHECKER, Groups.AGENCY_MANAGER, Groups.AUDITOR);

    private final StatementDesk desk;

    StatementAccess(StatementDesk desk) {
        this.desk = desk;
    }

    static boolean reads(CurrentUser user) {
        return isHospitals(user) || isOffices(user) || isCivilAffairs(user);
    }

    /** The kinds a user of the office reads: civil affairs those it offsets. */
    static List<StatementKind> kinds(CurrentUser user) {
        return isOffices(user) ? List.of(StatementKind.values()) : List.of(StatementKind.INTER_FUND);
    }

    private static boolean isCivilAffairs(CurrentUser user) {
        return user.hospitalCode().isEmpty() && user.area().isPresent() && user.isIn(Groups.DEPARTMENT_CIVIL_AFFAIRS);
    }

    static boolean isHospitals(CurrentUser user) {
        return user.hospitalCode().isPresent() && user.isIn(Groups.HOSPITAL_MEDICAL_AFFAIRS);
    }

    private static boolean isOffices(CurrentUser user) {
        return user.hospitalCode().isEmpty()
                && user.area().isPresent()
                && (opensCases(user)
                        || user.isIn(Groups.DEPARTMENT_FINANCE)
                        || user.isIn(Groups.DEPARTMENT_HEALTH)
                        || user.isIn(Groups.POLICY_OFFICER));
    }

    /** Whether the user may go on from a line to its bill. */
    static boolean opensCases(CurrentUser user) {
        return user.hospitalCode().isEmpty() && user.groups().stream().anyMatch(CASE_READERS::contains);
    }

    Optional<Statement> find(String id, CurrentUser user) {
        if (!reads(user)) {
            return Optional.empty();
        }
        try {
            return desk.find(StatementId.parse(id)).filter(statement -> maySee(statement, user));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean maySee(Statement statement, CurrentUser user) {
        return isHospitals(user)
                ? statement.kind().isForHospital()
                        && statement.state() != StatementState.DRAWN
                        && user.hospitalCode().filter(statement.payee()::equals).isPresent()
                : user.area().filter(statement.area()::equals).isPresent() && kinds(user).contains(statement.kind());
    }
}
