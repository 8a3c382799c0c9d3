package org.medaid.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/** Cases as the engine has recorded them, and their jobs, which tests fire by hand. */
public class EngineCases {

    private final HistoryService history;
    private final ManagementService management;
    private final RepositoryService repository;
    private final TaskService tasks;

    EngineCases(HistoryService history, ManagementService management, RepositoryService repository, TaskService tasks) {
        this.tasks = tasks;
        this.history = history;
        this.management = management;
        this.repository = repository;
    }

    /** Fires the one job that waits at an element of a case. */
    public void fire(String instance, String element) {
        List<Job> jobs = jobs(instance, element);
        assertThat(jobs).as("job at " + element).hasSize(1);
        management.executeJob(jobs.get(0).getId());
    }

    /** Fires every job that waits at an element of a case; there is at least one. */
    public void fireAll(String instance, String element) {
        List<Job> jobs = jobs(instance, element);
        assertThat(jobs).as("jobs at " + element).isNotEmpty();
        jobs.forEach(job -> management.executeJob(job.getId()));
    }

    private List<Job> jobs(String instance, String element) {
        return management.createJobQuery().processInstanceId(instance).activityId(element).list();
    }

    /** What a case keeps under a name, for example the id of its claim. */
    public String variable(String instance, String name) {
        return (String) history.createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .variableName(name)
                .singleResult()
                .getValue();
    }

    /** The one open case of a process that keeps this value under a name. */
    public String open(String process, String name, String value) {
        return history.createHistoricProcessInstanceQuery()
                .processDefinitionKey(process)
                .variableValueEquals(name, value)
                .unfinished()
                .singleResult()
                .getId();
    }

    /** The id of the one open task of a kind in a case. */
    public String task(String instance, String definitionKey) {
        return tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(definitionKey).singleResult().getId();
    }

    /** The instance of a case known by its number. */
    public String byBusinessKey(String caseNumber) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .singleResult()
                .getId();
    }

    /**
     * The end event that a case has reached.
     *
     * @param prefix how the ids of the ends that count begin; those of a part of the case begin otherwise
     * @return empty while it is running
     */
    public String ended(String instance, String prefix) {
        return history.createHistoricActivityInstanceQuery().processInstanceId(instance).list().stream()
                .map(HistoricActivityInstance::getActivityId)
                .filter(id -> id.startsWith(prefix))
                .findFirst()
                .orElse("");
    }

    /** Fails unless the cases so far have come through every node of a process. */
    public void assertEveryNodeReached(String process) {
        Set<String> reached = history.createHistoricActivityInstanceQuery().list().stream()
                .map(HistoricActivityInstance::getActivityId)
                .collect(Collectors.toSet());
        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult()
                .getId();
        List<String> nodes = repository.getBpmnModelInstance(definition).getModelElementsByType(FlowNode.class).stream()
                .map(FlowNode::getId)
                .toList();
        assertThat(nodes).hasSizeGreaterThan(10);
        assertThat(reached).containsAll(nodes);
    }
}
