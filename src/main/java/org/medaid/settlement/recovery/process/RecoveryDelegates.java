package org.medaid.settlement.recovery.process;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.medaid.settlement.recovery.RecoveryDesk;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the engine tells the recoveries: id in, one call, answer out. */
@Configuration(proxyBeanMethods = false)
class RecoveryDelegates {

    @Bean
    JavaDelegate issueRecoveryNotice(RecoveryDesk desk) {
        return execution -> desk.issueNotice(RecoveryVariables.recovery(execution));
    }

    @Bean
    JavaDelegate noteRecoveryOverdue(RecoveryDesk desk) {
        return execution -> execution.setVariable(
                RecoveryVariables.OVERDUE, desk.noteOverdue(RecoveryVariables.recovery(execution)));
    }
}
