package org.medaid.settlement.statement.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.medaid.api.Outcome;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.SignedIn;
import org.medaid.settlement.statement.StatementDesk;
import org.medaid.settlement.statement.StatementId;
import org.medaid.settlement.statement.StatementStep;
import org.medaid.settlement.statement.StatementStep.ApproveStatement;
import org.medaid.settlement.statement.StatementStep.ConfirmStatement;
import org.medaid.settlement.statement.StatementStep.FinanceApproval;
import org.medaid.settlement.statement.StatementStep.ReviewDisputes;
import org.medaid.settlement.statement.StatementStep.ReviewSelfPaid;
import org.springframework.stereotype.Component;

/** A task's form has been sent: the desk takes the step, the process gets the answer its next gateway asks for. */
@Component("statementTaskCompleted")
class StatementTaskCompleted implements TaskListener {

    private final FormPayload payload;
    private final StatementDesk desk;
    private final SignedIn signedIn;

    StatementTaskCompleted(FormPayload payload, StatementDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateTask task) {
        switch (task.getTaskDefinitionKey()) {
            case "UserTask_ConfirmStatement" -> take(task, ConfirmStatement.class, StatementVariables.CONFIRMATION);
            case "UserTask_ReviewDisputes" -> take(task, ReviewDisputes.class, null);
            case "UserTask_ApproveStatement" -> take(task, ApproveStatement.class, StatementVariables.APPROVAL);
            case "UserTask_ReviewSelfPaid" -> take(task, ReviewSelfPaid.class, StatementVariables.HEALTH_REVIEW);
            case "UserTask_FinanceApproval" -> {
                StatementId statement = StatementVariables.statement(task);
                take(task, FinanceApproval.class, StatementVariables.FINANCE_APPROVAL);
                task.setVariable(StatementVariables.PAYABLE, desk.isPayable(statement));
            }
            default -> throw new IllegalStateException("no step for " + task.getTaskDefinitionKey());
        }
    }

    private void take(DelegateTask task, Class<? extends StatementStep> type, String answer) {
        Outcome<? extends StatementStep> outcome =
                desk.take(StatementVariables.statement(task), payload.read(task, type), signedIn.user());
        if (!(outcome instanceof Outcome.Done<? extends StatementStep> done)) {
            throw new RefusedForm(outcome.problems());
        }
        if (answer != null) {
            task.setVariable(answer, done.value().decision());
        }
    }
}
