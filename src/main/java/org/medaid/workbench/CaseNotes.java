package org.medaid.workbench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.persistence.CaseFacts;
import org.medaid.workbench.persistence.CaseRows;
import org.medaid.workbench.persistence.CommentRows;
import org.medaid.workbench.persistence.HandOverRows;
import org.medaid.workbench.process.VisibleTasks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What colleagues tell each other about a case: comments, and why a task was handed over. Who reads the whole case reads and
 * writes comments at any of its open tasks; who has a part in one step only, as an expert, sees none.
 */
@Service
@Clause("X6")
public class CaseNotes {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);
    private static final int LONGEST_COMMENT = 500;

    private final VisibleTasks tasks;
    private final CaseRows cases;
    private final CaseFacts facts;
    private final CommentRows comments;
    private final HandOverRows handOvers;
    private final CaseWords words;
    private final Parties parties;
    private final AuditTrail audit;
    private final BusinessClock clock;

    CaseNotes(
            VisibleTasks tasks,
            CaseRows cases,
            CaseFacts facts,
            CommentRows comments,
            HandOverRows handOvers,
            CaseWords words,
            Parties parties,
            AuditTrail audit,
            BusinessClock clock) {
        this.tasks = tasks;
        this.cases = cases;
        this.facts = facts;
        this.comments = comments;
        this.handOvers = handOvers;
        this.words = words;
        this.parties = parties;
        this.audit = audit;
        this.clock = clock;
    }

    /** What somebody wrote, with the writer's name. */
    public record Comment(String by, String at, String step, String text) {}

    /** From whom a task came to who has it now. */
    public record HandedOver(String from, String at, String reason) {}

    /**
     * What stands beside a task's form.
     *
     * @param handedOver null unless a colleague gave the task to the user
     * @param writes whether the user may add a comment
     * @param mine whether the user has the task, and so may hand it over
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Notes(HandedOver handedOver, List<Comment> comments, boolean writes, boolean mine) {}

    /** Of a task; empty if the user does not see it. */
    @Transactional(readOnly = true)
    public Optional<Notes> ofTask(String task, CurrentUser user) {
        return tasks.find(List.of(task), user).stream().findFirst().map(step -> {
            boolean reads = reads(step, user);
            List<CommentRows.Comment> written = reads ? comments.of(step.caseId()) : List.of();
            boolean mine = step.assignee().filter(user.id()::equals).isPresent();
            Optional<HandOverRows.HandedOver> from =
                    mine ? Optional.ofNullable(handOvers.to(user.id(), Set.of(task)).get(task)) : Optional.empty();
            Map<String, String> names = words.colleagues(Stream.concat(
                            written.stream().map(CommentRows.Comment::by), from.stream().map(HandOverRows.HandedOver::from))
                    .toList());
            return new Notes(
                    from.map(one -> new HandedOver(names.get(one.from()), MINUTE.format(one.at()), one.reason())).orElse(null),
                    written.stream()
                            .map(one -> new Comment(names.get(one.by()), MINUTE.format(one.at()), one.step(), one.text()))
                            .toList(),
                    reads,
                    mine);
        });
    }

    /** Adds a comment at an open task. */
    @Transactional
    public Outcome<UUID> comment(String task, String text, CurrentUser user) {
        Optional<OpenStep> found = tasks.find(List.of(task), user).stream().findFirst().filter(step -> reads(step, user));
        if (found.isEmpty()) {
            return Outcome.refused("", "TASK_NOT_FOUND", "没有找到这件任务，或者您不能查看整个业务。");
        }
        OpenStep step = found.get();
        Optional<FieldProblem> problem =
                ColleaguesWords.problem("text", text, LONGEST_COMMENT, namesIn(step), "请写明备注的内容。");
        if (problem.isPresent()) {
            return Outcome.refused(List.of(problem.get()));
        }
        UUID id = UUID.randomUUID();
        comments.add(id, step, text.strip(), user.id(), clock.now());
        audit.record(AuditEntry.of(user.id(), step.area(), "CASE_COMMENTED", "CASE", step.caseId())
                .with("comment", id)
                .with("step", step.stepKey()));
        return Outcome.done(id);
    }

    /** The names of whom a case is about: a household's all. */
    public List<String> namesIn(OpenStep step) {
        List<PersonId> people = new ArrayList<>(step.person().stream().toList());
        if (step.kind() == CaseKind.APPLICATION) {
            facts.members(step.caseId()).forEach(member -> people.add(member.person()));
        }
        return people.isEmpty() ? List.of() : parties.people(step.area(), Set.copyOf(people)).stream().map(Person::name).toList();
    }

    private boolean reads(OpenStep step, CurrentUser user) {
        return cases.find(List.of(step.caseId())).stream().anyMatch(row -> row.isReadBy(user));
    }
}
