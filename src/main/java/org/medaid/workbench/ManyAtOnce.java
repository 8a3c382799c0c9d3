package org.medaid.workbench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.persistence.CaseFacts;
import org.medaid.workbench.process.PlainCompletions;
import org.medaid.workbench.process.VisibleTasks;
import org.springframework.stereotype.Service;

/**
 * Completes a {@link PlainStep} of several cases at once: first shown with what each comes to, then each by itself, by the
 * rules of the single form. What is refused hinders no other, and what was sent twice is done once.
 */
@Service
@Clause("X6")
public class ManyAtOnce {

    private static final String GONE = "这件任务已不在待办中，可能已经办结或者转走。";

    private final VisibleTasks tasks;
    private final PlainCompletions completions;
    private final CaseFacts facts;
    private final CaseWords words;

    ManyAtOnce(VisibleTasks tasks, PlainCompletions completions, CaseFacts facts, CaseWords words) {
        this.tasks = tasks;
        this.completions = completions;
        this.facts = facts;
        this.words = words;
    }

    /**
     * A task as it is shown before it is completed with others.
     *
     * @param person masked; null where the case is about nobody
     * @param place the township or the hospital
     * @param amount what the case comes to, in yuan with two decimals; null where the user is not to know
     * @param problem why it cannot be completed in this way; null if it can
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Preview(String task, String number, String step, String person, String place, String amount, String problem) {}

    /**
     * A task to be completed.
     *
     * @param amount as the preview showed it: whoever agrees, agrees to what was seen
     */
    public record Chosen(String task, String amount) {}

    /**
     * What came of a task.
     *
     * @param problem why it was not completed; null if it was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Completed(String task, boolean done, String problem) {}

    /** What the chosen tasks are and come to; those that are gone are left out. */
    public List<Preview> preview(PlainStep plain, List<String> asked, CurrentUser user) {
        List<OpenStep> found = tasks.find(asked, user);
        CaseWords.Steps known = words.ofSteps(found, user);
        return found.stream()
                .map(step -> {
                    String amount = amount(step);
                    return new Preview(
                            step.task(),
                            step.number(),
                            step.step(),
                            known.person(step).orElse(null),
                            known.place(step).orElse(null),
                            // No plain step is done blindly, but a task of one may be asked for.
                            step.kind().isBlindFor(user) ? null : amount,
                            problem(plain, step, amount, user).orElse(null));
                })
                .toList();
    }

    /** Completes each in a transaction of its own, in the order given; a task that is named twice is done once. */
    public List<Completed> complete(PlainStep plain, List<Chosen> chosen, CurrentUser user) {
        Map<String, Chosen> once = new LinkedHashMap<>();
        chosen.forEach(one -> once.putIfAbsent(one.task(), one));
        return once.values().stream().map(one -> complete(plain, one, user)).toList();
    }

    private Completed complete(PlainStep plain, Chosen one, CurrentUser user) {
        // Looked up anew for each: the one before may have taken long.
        Optional<OpenStep> found = tasks.find(List.of(one.task()), user).stream().findFirst();
        if (found.isEmpty()) {
            return new Completed(one.task(), false, GONE);
        }
        OpenStep step = found.get();
        String amount = amount(step);
        Optional<String> problem = problem(plain, step, amount, user);
        if (problem.isEmpty() && !Objects.equals(amount, one.amount())) {
            problem = Optional.of("金额与预览时不同（现为" + amount + "元），请重新预览。");
        }
        if (problem.isEmpty()) {
            problem = completions.complete(plain, step, user);
        }
        return new Completed(one.task(), problem.isEmpty(), problem.orElse(null));
    }

    private Optional<String> problem(PlainStep plain, OpenStep step, String amount, CurrentUser user) {
        if (PlainStep.of(step).filter(plain::equals).isEmpty()) {
            return Optional.of("本环节须逐件办理。");
        }
        Optional<String> holder = step.assignee().filter(id -> !id.equals(user.id()));
        if (holder.isPresent()) {
            return Optional.of("已由" + words.colleagues(List.of(holder.get())).get(holder.get()) + "领取。");
        }
        if (step.assignee().isEmpty() && step.groups().stream().noneMatch(user.groups()::contains)) {
            return Optional.of("您没有办理此事项的权限。");
        }
        if (plain == PlainStep.CONFIRM_SHEET && new BigDecimal(amount).signum() == 0) {
            // To refuse a person takes a look at the reason.
            return Optional.of("本案不予救助，须打开任务逐件确认。");
        }
        return Optional.empty();
    }

    private String amount(OpenStep step) {
        return facts.amount(step.kind(), step.caseId()).setScale(2).toPlainString();
    }
}
