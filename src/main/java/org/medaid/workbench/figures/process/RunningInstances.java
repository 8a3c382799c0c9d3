package org.medaid.workbench.figures.process;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.PoolingArea;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The engine's instances of cases that are running. Whoever asks has been found to read the cases. */
@Component
public class RunningInstances {

    private final RuntimeService runtime;
    private final JdbcClient jdbc;
    private final EngineIdentity engine;

    RunningInstances(@Lazy RuntimeService runtime, JdbcClient jdbc, EngineIdentity engine) {
        this.runtime = runtime;
        this.jdbc = jdbc;
        this.engine = engine;
    }

    /** The instance of each of these cases, by the case's number; what has ended, or never had one, is left out. */
    public Map<String, String> of(PoolingArea area, Collection<String> numbers) {
        Map<String, String> byInstance = new HashMap<>();
        jdbc.sql("select distinct instance_id, case_number from medaid.case_step where area = :area and case_number = any(:numbers)")
                .param("area", area.tenantId())
                .param("numbers", numbers.toArray(String[]::new))
                .query(row -> {
                    byInstance.put(row.getString(1), row.getString(2));
                });
        Set<String> withoutStep = new HashSet<>(numbers);
        withoutStep.removeAll(byInstance.values());
        return engine.asSystem(() -> {
            Map<String, String> running = new HashMap<>();
            if (!byInstance.isEmpty()) {
                runtime.createProcessInstanceQuery().processInstanceIds(byInstance.keySet()).list().stream()
                        .map(ProcessInstance::getId)
                        .forEach(id -> running.put(byInstance.get(id), id));
            }
            // What waits for the system has had no step of a person's yet.
            withoutStep.forEach(number -> runtime
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(number)
                    .tenantIdIn(area.tenantId())
                    .list()
                    .forEach(found -> running.put(number, found.getId())));
            return running;
        });
    }
}
