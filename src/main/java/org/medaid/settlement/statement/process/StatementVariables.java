package org.medaid.settlement.statement.process;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.medaid.settlement.statement.StatementId;

/** The process's variables: an id and the answers its gateways ask for. */
final class StatementVariables {

    static final String STATEMENT_ID = "statementId";
    /** What Tasklist's cards show; kept with the task, since who is asked for a step may read the task and not the case. */
    static final String STATEMENT_NUMBER = "statementNumber";

    static final String SELF_PAID = "selfPaid";
    static final String CONFIRMATION = "confirmation";
    static final String OVERDUE_CONFIRMS = "overdueConfirms";
    static final String APPROVAL = "approval";
    static final String HEALTH_REVIEW = "healthReview";
    static final String FINANCE_APPROVAL = "financeApproval";
    static final String PAYABLE = "payable";

    private StatementVariables() {}

    static StatementId statement(VariableScope scope) {
        return StatementId.parse((String) scope.getVariable(STATEMENT_ID));
    }
}
