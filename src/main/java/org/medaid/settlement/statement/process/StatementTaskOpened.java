package org.medaid.settlement.statement.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.medaid.settlement.statement.StatementDesk;
import org.springframework.stereotype.Component;

/** A step is open: its card in Tasklist gets the statement's number, which tells kind and month. */
@Component("statementTaskOpened")
class StatementTaskOpened implements TaskListener {

    private final StatementDesk desk;

    StatementTaskOpened(StatementDesk desk) {
        this.desk = desk;
    }

    @Override
    public void notify(DelegateTask task) {
        task.setVariableLocal(
                StatementVariables.STATEMENT_NUMBER,
                desk.find(StatementVariables.statement(task)).orElseThrow().number());
    }
}
