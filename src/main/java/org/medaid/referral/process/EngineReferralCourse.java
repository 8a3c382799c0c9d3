package org.medaid.referral.process;

import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.medaid.engine.EngineIdentity;
import org.medaid.referral.Referral;
import org.medaid.referral.ReferralCourse;
import org.medaid.referral.ReferralDesk;
import org.medaid.referral.ReferralId;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Business events of a referral as messages to its process. */
@Component
class EngineReferralCourse implements ReferralCourse {

    /**
     * Whether this thread starts a process for a referral that is open already. Kept beside the engine: a variable that
     * said so could be sent with any start form.
     */
    private static final ThreadLocal<Boolean> OPENS_ITSELF = ThreadLocal.withInitial(() -> false);

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final EngineIdentity identity;

    /** Lazy: the engine asks for delegates that reach back here. */
    EngineReferralCourse(@Lazy RuntimeService runtime, @Lazy TaskService tasks, EngineIdentity identity) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.identity = identity;
    }

    static boolean opensItself() {
        return OPENS_ITSELF.get();
    }

    @Override
    public void opened(ReferralDesk.Opened opened, Referral referral) {
        OPENS_ITSELF.set(true);
        try {
            identity.asOffice(
                    referral.office().tenantId(),
                    () -> runtime.startProcessInstanceByKey(
                            ReferralVariables.PROCESS, opened.number(), ReferralVariables.of(opened)));
        } finally {
            OPENS_ITSELF.remove();
        }
    }

    @Override
    public void withdrawn(ReferralId referral) {
        // The desk has checked who may withdraw; the engine's own rights are about tasks.
        identity.asSystem(() -> runtime.createMessageCorrelation("ReferralWithdrawn")
                .processInstanceVariableEquals(ReferralVariables.REFERRAL_ID, referral.toString())
                .correlate());
    }

    /** Two queries for a whole page of referrals. Which of them the asker may see has been decided before. */
    @Override
    public Map<String, Turn> turns(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        return identity.asSystem(() -> {
            List<Task> open = tasks.createTaskQuery()
                    .processDefinitionKey(ReferralVariables.PROCESS)
                    .processInstanceBusinessKeyIn(numbers.toArray(String[]::new))
                    .list();
            if (open.isEmpty()) {
                return Map.of();
            }
            Map<String, String> numberOf = runtime.createProcessInstanceQuery()
                    .processInstanceIds(open.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet()))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
            Map<String, Turn> turns = new HashMap<>();
            open.forEach(task -> turns.put(
                    numberOf.get(task.getProcessInstanceId()),
                    new Turn(
                            task.getName(),
                            Optional.ofNullable(task.getAssignee()),
                            Optional.ofNullable(task.getDueDate()).map(Date::toInstant))));
            return turns;
        });
    }
}
