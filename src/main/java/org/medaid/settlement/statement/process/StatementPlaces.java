package org.medaid.settlement.statement.process;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.security.Groups;
import org.medaid.security.HospitalRole;
import org.medaid.settlement.statement.Statement;
import org.medaid.settlement.statement.StatementDesk;
import org.springframework.stereotype.Component;

/** Who is asked. Public because the process calls it by name. */
@Component("statementPlaces")
public class StatementPlaces {

    private final StatementDesk desk;

    StatementPlaces(StatementDesk desk) {
        this.desk = desk;
    }

    /** The hospital's medical affairs office; once it is late the office's manager too, who may confirm on its written word. */
    public List<String> confirmers(DelegateExecution execution) {
        Statement statement = desk.find(StatementVariables.statement(execution)).orElseThrow();
        String hospital = HospitalRole.MEDICAL_AFFAIRS.groupAt(statement.payee());
        return desk.isOverdue(statement) ? List.of(hospital, Groups.AGENCY_MANAGER) : List.of(hospital);
    }
}
