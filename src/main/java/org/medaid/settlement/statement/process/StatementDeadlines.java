package org.medaid.settlement.statement.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.Deadlines;
import org.medaid.settlement.statement.StatementDesk;
import org.medaid.settlement.statement.StatementParameter;
import org.springframework.stereotype.Component;

/** When each step of a statement is due, by the office's parameters. Public because the process calls it by name. */
@Component("statementDeadlines")
public class StatementDeadlines {

    private final Deadlines deadlines;
    private final StatementDesk desk;

    StatementDeadlines(Deadlines deadlines, StatementDesk desk) {
        this.deadlines = deadlines;
        this.desk = desk;
    }

    /** The moment that stands on the statement itself. */
    public Date confirmationDue(DelegateExecution execution) {
        return Date.from(desk.find(StatementVariables.statement(execution))
                .orElseThrow()
                .confirmBy()
                .orElseThrow());
    }

    public Date disputeDue(DelegateExecution execution) {
        return due(execution, StatementParameter.DISPUTE_DAYS);
    }

    public Date approvalDue(DelegateExecution execution) {
        return due(execution, StatementParameter.APPROVAL_DAYS);
    }

    public Date healthDue(DelegateExecution execution) {
        return due(execution, StatementParameter.HEALTH_DAYS);
    }

    public Date financeDue(DelegateExecution execution) {
        return due(execution, StatementParameter.FINANCE_DAYS);
    }

    private Date due(DelegateExecution execution, StatementParameter parameter) {
        return deadlines.due(PoolingArea.ofTenant(execution.getTenantId()).orElseThrow(), parameter);
    }
}
