package org.medaid.workbench.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.engine.RefusedForm;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.OpenStep;
import org.medaid.workbench.PlainStep;
import org.medaid.workbench.persistence.WorkTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands in the usual answer of a plain step as its form would: under the user's own rights, through the same listener and desk.
 *
 * <p>The step is kept to the transaction, in which a free task is taken as well. So of two people who act at one moment, or of one
 * who sends twice, one gets through.
 */
@Component
@Clause("X6")
public class PlainCompletions {

    private static final Logger LOG = LoggerFactory.getLogger(PlainCompletions.class);

    private static final String GONE = "这件任务刚刚已由他人办理或者领取。";

    private final TaskService tasks;
    private final WorkTasks rows;
    private final FormService forms;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;

    PlainCompletions(
            @Lazy TaskService tasks,
            WorkTasks rows,
            @Lazy FormService forms,
            AuditTrail audit,
            TransactionTemplate transaction,
            ObjectMapper json) {
        this.tasks = tasks;
        this.rows = rows;
        this.forms = forms;
        this.audit = audit;
        this.transaction = transaction;
        this.json = json;
    }

    /**
     * Completes one task, wholly or not at all.
     *
     * @return why it was not completed, in Chinese; empty if it was
     */
    public Optional<String> complete(PlainStep plain, OpenStep step, CurrentUser user) {
        try {
            return transaction.execute(status -> {
                Task task = rows.lock(step.task())
                        ? tasks.createTaskQuery().taskId(step.task()).active().singleResult()
                        : null;
                if (task == null || task.getAssignee() != null && !task.getAssignee().equals(user.id())) {
                    return Optional.of(GONE);
                }
                if (task.getAssignee() == null) {
                    tasks.claim(task.getId(), user.id());
                }
                forms.submitTaskForm(
                        task.getId(),
                        Variables.createVariables().putValueTyped("form", Variables.stringValue(write(plain), true)));
                audit.record(AuditEntry.of(user.id(), step.area(), "TASK_COMPLETED_WITH_OTHERS", "TASK", task.getId())
                        .with("case", step.caseId())
                        .with("step", step.stepKey()));
                return Optional.empty();
            });
        } catch (AuthorizationException e) {
            return Optional.of("您没有办理此事项的权限。");
        } catch (OptimisticLockingException | ConcurrencyFailureException e) {
            return Optional.of(GONE);
        } catch (RuntimeException e) {
            Optional<String> refused = RefusedForm.problemsIn(e)
                    .map(problems -> problems.stream().map(FieldProblem::message).distinct().collect(Collectors.joining(" ")));
            if (refused.isEmpty()) {
                // Those before it are done already: whoever waits for the answer must see which.
                LOG.error("Task {} was not completed with others", step.task(), e);
            }
            return Optional.of(refused.orElse("系统暂时不能办理这一件，请单独打开任务再试。"));
        }
    }

    private String write(PlainStep plain) {
        try {
            return json.writeValueAsString(plain.payload());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts can be written", e);
        }
    }
}
