package org.medaid.settlement.statement.process;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.medaid.settlement.statement.StatementActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the engine tells a statement: id in, one call, answers out. */
@Configuration(proxyBeanMethods = false)
class StatementDelegates {

    @Bean
    JavaDelegate issueStatement(StatementActs acts) {
        return execution -> acts.issue(StatementVariables.statement(execution));
    }

    @Bean
    JavaDelegate recordConfirmationOverdue(StatementActs acts) {
        return execution -> execution.setVariable(
                StatementVariables.OVERDUE_CONFIRMS, acts.recordOverdue(StatementVariables.statement(execution)));
    }

    @Bean
    JavaDelegate orderStatementPayment(StatementActs acts) {
        return execution -> acts.orderPayment(StatementVariables.statement(execution));
    }

    @Bean
    JavaDelegate carryStatementForward(StatementActs acts) {
        return execution -> acts.carryForward(StatementVariables.statement(execution));
    }
}
