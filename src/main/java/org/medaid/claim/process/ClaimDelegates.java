package org.medaid.claim.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.medaid.claim.ClaimDesk;
import org.medaid.claim.Determinations;
import org.medaid.claim.ReviewDesk;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the engine tells the application: id in, one desk call, answers out. */
@Configuration(proxyBeanMethods = false)
class ClaimDelegates {

    @Bean
    JavaDelegate assessReview(Determinations determinations) {
        return execution -> execution.setVariable(
                ClaimVariables.REVIEW_REQUIRED, determinations.reviewRequired(ClaimVariables.claim(execution), deployment(execution)));
    }

    @Bean
    JavaDelegate calculateBenefit(Determinations determinations) {
        return execution -> execution.setVariable(
                ClaimVariables.REVIEW_REQUIRED, determinations.calculate(ClaimVariables.claim(execution), deployment(execution)));
    }

    @Bean
    JavaDelegate remindExperts(ReviewDesk reviews) {
        return execution -> reviews.remind(ClaimVariables.claim(execution));
    }

    @Bean
    JavaDelegate recordWithdrawal(ClaimDesk desk) {
        return execution -> desk.recordWithdrawal(ClaimVariables.claim(execution));
    }

    /** Lays the discrete facts before the table of benefit lines: Cockpit then shows which rows fired for a case. */
    @Bean
    ExecutionListener benefitFacts(Determinations determinations) {
        return execution -> determinations
                .lineFacts(ClaimVariables.claim(execution), deployment(execution))
                .forEach(execution::setVariableLocal);
    }

    /** The deployment the case started with: its rules are the case's rules. */
    private static String deployment(DelegateExecution execution) {
        return execution
                .getProcessEngineServices()
                .getRepositoryService()
                .getProcessDefinition(execution.getProcessDefinitionId())
                .getDeploymentId();
    }
}
