package org.medaid.claim.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.medaid.claim.ClaimCourse;
import org.medaid.claim.ClaimId;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.PoolingArea;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Business events of a claim as messages and task changes of its process. */
@Component
class EngineClaimCourse implements ClaimCourse {

    /** The engine's highest customary priority; lists show it first. */
    private static final int URGENT = 100;

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final EngineIdentity identity;

    /** Lazy: the engine asks for delegates that reach back here. */
    EngineClaimCourse(@Lazy RuntimeService runtime, @Lazy TaskService tasks, EngineIdentity identity) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.identity = identity;
    }

    @Override
    public void withdrawn(ClaimId claim) {
        // The desk has checked who may withdraw; the engine's own rights are about tasks.
        identity.asSystem(() -> runtime.createMessageCorrelation("ClaimWithdrawn")
                .processInstanceId(instance(claim).getId())
                .correlate());
    }

    @Override
    public void leftToOffice(ClaimId claim, String caseNumber, PoolingArea area) {
        begin("LeftToOffice", claim, caseNumber, area);
    }

    @Override
    public void reopened(ClaimId claim, String caseNumber, PoolingArea area) {
        begin("ReferralFiledLater", claim, caseNumber, area);
    }

    private void begin(String message, ClaimId claim, String caseNumber, PoolingArea area) {
        identity.asOffice(area.tenantId(), () -> runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(caseNumber)
                .setVariable(ClaimVariables.CLAIM_ID, claim.toString())
                .correlateStartMessage());
    }

    @Override
    public void expertReplaced(ClaimId claim, String expert, String successor) {
        identity.asSystem(() -> {
            Task task = tasks.createTaskQuery()
                    .processInstanceId(instance(claim).getId())
                    .taskDefinitionKey("UserTask_GiveOpinion")
                    .taskAssignee(expert)
                    .singleResult();
            tasks.setAssignee(task.getId(), successor);
        });
    }

    @Override
    public void opinionsUrgent(ClaimId claim) {
        identity.asSystem(() -> tasks.createTaskQuery()
                .processInstanceId(instance(claim).getId())
                .taskDefinitionKey("UserTask_GiveOpinion")
                .list()
                .forEach(task -> tasks.setPriority(task.getId(), URGENT)));
    }

    private ProcessInstance instance(ClaimId claim) {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey("ClaimSettlementProcess")
                .variableValueEquals(ClaimVariables.CLAIM_ID, claim.toString())
                .singleResult();
    }
}
