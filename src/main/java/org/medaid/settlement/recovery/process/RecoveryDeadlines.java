package org.medaid.settlement.recovery.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.calendar.Workdays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.Deadlines;
import org.medaid.settlement.recovery.RecoveryDesk;
import org.medaid.settlement.recovery.RecoveryParameter;
import org.springframework.stereotype.Component;

/** When each step of a recovery is due, by the office's parameters and by what was agreed on. Public because the process calls it by name. */
@Component("recoveryDeadlines")
public class RecoveryDeadlines {

    private final Deadlines deadlines;
    private final RecoveryDesk desk;
    private final BusinessClock clock;

    RecoveryDeadlines(Deadlines deadlines, RecoveryDesk desk, BusinessClock clock) {
        this.deadlines = deadlines;
        this.desk = desk;
        this.clock = clock;
    }

    public Date decisionDue(DelegateExecution execution) {
        return due(execution, RecoveryParameter.DECISION_DAYS);
    }

    public Date correctionDue(DelegateExecution execution) {
        return due(execution, RecoveryParameter.CORRECTION_DAYS);
    }

    public Date overdueDue(DelegateExecution execution) {
        return due(execution, RecoveryParameter.OVERDUE_DAYS);
    }

    public Date givingUpDue(DelegateExecution execution) {
        return due(execution, RecoveryParameter.GIVING_UP_DAYS);
    }

    /** When the next money is to have come in; while nothing is open, now. */
    public Date moneyDue(DelegateExecution execution) {
        return Workdays.closing(desk.nextDue(RecoveryVariables.recovery(execution)).orElse(clock.today()));
    }

    private Date due(DelegateExecution execution, RecoveryParameter parameter) {
        return deadlines.due(PoolingArea.ofTenant(execution.getTenantId()).orElseThrow(), parameter);
    }
}
