package org.medaid.workbench.figures.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.PoolingArea;
import org.medaid.workbench.figures.Incidents;
import org.medaid.workbench.figures.StepNames;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The engine's incidents without their messages, which are for engineers and stand in the log. */
@Component
class EngineIncidents implements Incidents {

    private final RuntimeService runtime;
    private final StepNames names;
    private final EngineIdentity identity;

    EngineIncidents(@Lazy RuntimeService runtime, StepNames names, EngineIdentity identity) {
        this.runtime = runtime;
        this.names = names;
        this.identity = identity;
    }

    @Override
    public List<Incident> of(PoolingArea area, int most) {
        return identity.asSystem(() -> {
            Map<String, StepNames.Names> all = names.all();
            Map<String, String> numbers = new HashMap<>();
            return runtime.createIncidentQuery().tenantIdIn(area.tenantId()).orderByIncidentTimestamp().asc().listPage(0, most).stream()
                    .map(incident -> {
                        StepNames.Names named = StepNames.of(all, incident.getProcessDefinitionId().split(":", 2)[0]);
                        return new Incident(
                                incident.getId(),
                                kind(incident),
                                named.process(),
                                named.step(String.valueOf(incident.getActivityId())),
                                numbers.computeIfAbsent(incident.getProcessInstanceId(), this::number),
                                incident.getProcessInstanceId(),
                                incident.getIncidentTimestamp().toInstant());
                    })
                    .toList();
        });
    }

    @Override
    public long count(PoolingArea area) {
        return identity.asSystem(
                () -> runtime.createIncidentQuery().tenantIdIn(area.tenantId()).count());
    }

    private String number(String instance) {
        ProcessInstance found =
                runtime.createProcessInstanceQuery().processInstanceId(instance).singleResult();
        return found == null || found.getBusinessKey() == null ? "" : found.getBusinessKey();
    }

    private static String kind(org.camunda.bpm.engine.runtime.Incident incident) {
        if (!org.camunda.bpm.engine.runtime.Incident.FAILED_JOB_HANDLER_TYPE.equals(incident.getIncidentType())) {
            return "OTHER";
        }
        return String.valueOf(incident.getActivityId()).matches(".*(Timer|Due|Overdue|Boundary).*") ? "TIMER" : "STEP";
    }
}
