package org.medaid.application.process;

import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.medaid.application.ApplicationCourse;
import org.medaid.application.ApplicationId;
import org.medaid.engine.EngineIdentity;
import org.medaid.notice.ObjectionId;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Business events of an application as messages to its process. */
@Component
class EngineApplicationCourse implements ApplicationCourse {

    private final RuntimeService runtime;
    private final EngineIdentity identity;

    /** Lazy: the engine asks for delegates that reach back here. */
    EngineApplicationCourse(@Lazy RuntimeService runtime, EngineIdentity identity) {
        this.runtime = runtime;
        this.identity = identity;
    }

    @Override
    public void withdrawn(ApplicationId application) {
        // The desk has checked who may withdraw; the engine's own rights are about tasks.
        identity.asSystem(() -> runtime.createMessageCorrelation("ApplicationWithdrawn")
                .processInstanceId(instance(application).orElseThrow().getId())
                .correlate());
    }

    @Override
    public boolean objectionRaised(ApplicationId application, ObjectionId objection) {
        return identity.asSystem(() -> {
            Optional<ProcessInstance> instance = instance(application);
            if (instance.isEmpty()
                    || runtime.createEventSubscriptionQuery()
                                    .processInstanceId(instance.get().getId())
                                    .eventName("ObjectionRaised")
                                    .count()
                            == 0) {
                return false;
            }
            runtime.createMessageCorrelation("ObjectionRaised")
                    .processInstanceId(instance.get().getId())
                    .setVariableToTriggeredScope(ApplicationVariables.OBJECTION_ID, objection.toString())
                    .correlate();
            return true;
        });
    }

    private Optional<ProcessInstance> instance(ApplicationId application) {
        return Optional.ofNullable(runtime.createProcessInstanceQuery()
                .processDefinitionKey("ApplicationProcess")
                .variableValueEquals(ApplicationVariables.APPLICATION_ID, application.toString())
                .singleResult());
    }
}
