package org.medaid.application.process;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.medaid.application.ApplicationActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the engine tells the application: id in, one call, answers out. */
@Configuration(proxyBeanMethods = false)
class ApplicationDelegates {

    /** As urgent as Tasklist knows: lists show it first. */
    private static final int URGENT = 100;

    private static final int REMINDED = 75;

    @Bean
    JavaDelegate askForDocuments(ApplicationActs acts) {
        return execution -> acts.askForDocuments(ApplicationVariables.application(execution));
    }

    @Bean
    JavaDelegate recordNonAcceptance(ApplicationActs acts) {
        return execution -> acts.recordNonAcceptance(ApplicationVariables.application(execution));
    }

    @Bean
    JavaDelegate investigateAgain(ApplicationActs acts) {
        return execution -> acts.investigateAgain(ApplicationVariables.application(execution));
    }

    @Bean
    JavaDelegate publishNotice(ApplicationActs acts) {
        return execution -> acts.publishNotice(ApplicationVariables.application(execution));
    }

    @Bean
    JavaDelegate recordApproval(ApplicationActs acts) {
        return execution -> acts.approve(ApplicationVariables.application(execution));
    }

    @Bean
    JavaDelegate recordRefusal(ApplicationActs acts) {
        return execution -> acts.refuse(ApplicationVariables.application(execution));
    }

    @Bean
    JavaDelegate recordApplicationWithdrawal(ApplicationActs acts) {
        return execution -> acts.recordWithdrawal(ApplicationVariables.application(execution));
    }

    @Bean
    JavaDelegate sendInquiry(ApplicationActs acts) {
        return execution ->
                acts.sendInquiry(ApplicationVariables.application(execution), ApplicationVariables.target(execution));
    }

    @Bean
    JavaDelegate recordNoAnswer(ApplicationActs acts) {
        return execution ->
                acts.recordNoAnswer(ApplicationVariables.application(execution), ApplicationVariables.target(execution));
    }

    @Bean
    JavaDelegate drawSpotCheck(ApplicationActs acts) {
        return execution -> execution.setVariable(
                ApplicationVariables.SPOT_CHECK_REQUIRED, acts.drawSpotCheck(ApplicationVariables.application(execution)));
    }

    @Bean
    JavaDelegate remindDepartment(ApplicationActs acts) {
        return execution -> {
            acts.remindDepartment(ApplicationVariables.application(execution), ApplicationVariables.target(execution));
            raise(execution, REMINDED);
        };
    }

    /** The department is late: its task comes first in every list. The watch over all deadlines tells the manager. */
    @Bean
    JavaDelegate escalateInquiry(ApplicationActs acts) {
        return execution -> {
            acts.escalateInquiry(ApplicationVariables.application(execution), ApplicationVariables.target(execution));
            raise(execution, URGENT);
        };
    }

    private static void raise(DelegateExecution execution, int priority) {
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        tasks.createTaskQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .taskDefinitionKey("UserTask_AnswerInquiry")
                .taskCandidateGroup(ApplicationVariables.target(execution).group())
                .includeAssignedTasks()
                .list()
                .forEach(task -> tasks.setPriority(task.getId(), priority));
    }
}
