package org.medaid.workbench.process;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.HospitalRole;
import org.medaid.workbench.CaseKind;
import org.medaid.workbench.OpenStep;
import org.medaid.workbench.persistence.CaseRows;
import org.medaid.workbench.persistence.WorkedCases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may be given somebody else's task: what the own groups may do in the own townships, and where one has had no part in the case in
 * another role.
 * Who entered a bill would only find out at the end that checking it is refused. Two steps of one role may be one person's.
 */
@Component
@Clause("X6")
public class TaskTakers {

    private final WorkedCases worked;
    private final CaseRows cases;
    private final JdbcClient jdbc;

    TaskTakers(WorkedCases worked, CaseRows cases, JdbcClient jdbc) {
        this.worked = worked;
        this.cases = cases;
        this.jdbc = jdbc;
    }

    public boolean mayTake(CurrentUser user, OpenStep step) {
        return user.reaches(step.town())
                && step.groups().stream().anyMatch(user.groups()::contains)
                && (!worked.has(user.id(), step.caseId()) || hadOneRole(user, step));
    }

    /** Whether all that the user has done about the case was done in the role that this step asks for. */
    private boolean hadOneRole(CurrentUser user, OpenStep step) {
        Set<String> roles = new HashSet<>(jdbc.sql("""
                        select coalesce(group_id, '') from medaid.case_step
                         where area = ? and case_number = ? and assignee = ? and completed
                        """)
                .params(step.area().tenantId(), step.number(), user.id())
                .query(String.class)
                .list());
        boolean opened = cases.find(List.of(step.caseId())).stream().anyMatch(row -> row.openedBy().equals(user.id()));
        return step.groups().containsAll(roles)
                && (!opened || opening(user, step.kind()).stream().anyMatch(step.groups()::contains));
    }

    private static Set<String> opening(CurrentUser user, CaseKind kind) {
        return user.hospitalCode().isPresent()
                ? Set.of(HospitalRole.DOCTOR.groupAt(user.hospitalCode().get()))
                : kind.openers();
    }
}
