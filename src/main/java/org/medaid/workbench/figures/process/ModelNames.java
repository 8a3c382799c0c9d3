package org.medaid.workbench.figures.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.medaid.engine.EngineIdentity;
import org.medaid.workbench.figures.StepNames;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Labels out of the newest version of each model; a version's labels never change, so they are read once. */
@Component
class ModelNames implements StepNames {

    private final RepositoryService repository;
    private final EngineIdentity identity;
    private final Map<String, Map<String, String>> labels = new ConcurrentHashMap<>();

    ModelNames(@Lazy RepositoryService repository, EngineIdentity identity) {
        this.repository = repository;
        this.identity = identity;
    }

    @Override
    public Map<String, Names> all() {
        // Names are the same for everybody: who is signed in does not decide whether they are found.
        List<ProcessDefinition> newest = identity.asSystem(
                () -> repository.createProcessDefinitionQuery().latestVersion().list());
        Map<String, Names> names = new HashMap<>();
        for (ProcessDefinition definition : newest) {
            names.put(
                    definition.getKey(),
                    new Names(
                            Optional.ofNullable(definition.getName()).orElse(definition.getKey()),
                            labels.computeIfAbsent(definition.getId(), this::labels)));
        }
        return names;
    }

    private Map<String, String> labels(String definition) {
        Map<String, String> found = new HashMap<>();
        identity.asSystem(() -> repository.getBpmnModelInstance(definition))
                .getModelElementsByType(FlowElement.class)
                .forEach(element -> {
                    if (element.getName() != null) {
                        found.put(element.getId(), element.getName());
                    }
                });
        return Map.copyOf(found);
    }
}
