package org.medaid.workbench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.medaid.application.Relation;
import org.medaid.audit.AuditEntry;
import org.medaid.claim.ClaimWording;
import org.medaid.document.Documents;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.MaskedName;
import org.medaid.kernel.PersonId;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.persistence.CaseFacts;
import org.medaid.workbench.persistence.CaseFacts.Member;
import org.medaid.workbench.persistence.CaseFacts.Taken;
import org.medaid.workbench.persistence.CaseRows;
import org.medaid.workbench.process.CompletedSteps;
import org.medaid.workbench.process.VisibleTasks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What stands beside a task's form: whose case it is, its files, who did what before, what was calculated.
 *
 * <p>Who sees the task but not the whole case, as an expert or a department that is asked, gets the case's number and the
 * step, and what their form shows them.
 */
@Service
@Clause({"X6", "C12"})
public class CaseSummaries {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    /** How far apart a module's record and the task that was completed with it may be: one transaction. */
    private static final Duration SAME_ACT = Duration.ofSeconds(5);

    private static final Map<String, String> SUBJECTS = Map.of(
            "CLAIM", "CLAIM",
            "APPLICATION", "APPLICATION",
            "REFERRAL", "REFERRAL",
            "ROSTER_REVIEW", "ROSTER_REVIEW",
            "PAYMENT", "PAYMENT_BATCH",
            "RECOVERY", "RECOVERY");

    private static final Map<String, String> DECISIONS = Map.ofEntries(
            Map.entry("ACCEPTED", "属实完整"),
            Map.entry("RETURNED", "退回更正"),
            Map.entry("REFUSED", "不同意"),
            Map.entry("CONFIRMED", "同意"),
            Map.entry("DENIED", "不予确认"),
            Map.entry("COMPLETE", "材料齐全"),
            Map.entry("MISSING", "材料不齐"),
            Map.entry("SENT_BACK", "退回"),
            Map.entry("UPHELD", "异议成立"),
            Map.entry("UNFOUNDED", "异议不成立"),
            Map.entry("KEPT", "继续享受"),
            Map.entry("ENDS", "终止待遇"),
            Map.entry("AGREED", "同意"),
            Map.entry("STAMPED", "同意并盖章"),
            Map.entry("FILE", "同意备案"),
            Map.entry("REFUSE", "不同意"),
            Map.entry("APPROVE", "同意"),
            Map.entry("SURVEY_AGAIN", "重新调查"),
            Map.entry("SUPPORT", "同意"),
            Map.entry("OPPOSE", "不同意"),
            Map.entry("FOUND", "查有记录"),
            Map.entry("NOTHING_FOUND", "未查到记录"),
            Map.entry("CONFIRMS", "情况属实"),
            Map.entry("CONTRADICTS", "情况不符"),
            Map.entry("CONSISTENT", "与申报一致"),
            Map.entry("EXPLAINED", "差异已说明"),
            Map.entry("UNEXPLAINED", "差异未说明"),
            Map.entry("APPROVED", "同意"),
            Map.entry("REJECT", "退回"),
            Map.entry("REJECTED", "退回"),
            Map.entry("DECIDED", "予以追回"),
            Map.entry("NOT_RECOVERED", "不予追回"),
            Map.entry("AGREED_AT_ONCE", "一次退回"),
            Map.entry("AGREED_INSTALMENTS", "分期退回"),
            Map.entry("AGREED_OFFSET", "抵扣以后的待遇"),
            Map.entry("OVERDUE_CONTINUE", "宽限"),
            Map.entry("OVERDUE_LEFT_TO_COURT", "拟移送法院执行"),
            Map.entry("OVERDUE_WRITTEN_OFF", "拟核销"),
            Map.entry("GIVING_UP_REFUSED", "不同意"),
            Map.entry("LEFT_TO_COURT", "同意移送法院执行"),
            Map.entry("WRITTEN_OFF", "同意核销"));

    /** @param relation to the applicant; null where there is one person only */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Involved(String name, String residentId, String relation) {}

    public record File(String name, String address) {}

    /** @param decision what was decided; null where the step decides nothing */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Past(String step, String by, String at, String decision) {}

    public record Figure(String label, String value) {}

    /**
     * A task's case.
     *
     * @param whole whether the user reads the whole case; otherwise the lists are empty
     * @param page the case's own page, and {@code sheet} its calculation sheet; null where there is none for the user
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(
            String number,
            String kind,
            String state,
            String step,
            String place,
            boolean whole,
            List<Involved> people,
            List<File> documents,
            List<Past> steps,
            List<Figure> figures,
            String page,
            String sheet) {}

    private final VisibleTasks tasks;
    private final CompletedSteps completed;
    private final CaseRows cases;
    private final CaseFacts facts;
    private final CaseWords words;
    private final Parties parties;
    private final Documents documents;

    CaseSummaries(
            VisibleTasks tasks,
            CompletedSteps completed,
            CaseRows cases,
            CaseFacts facts,
            CaseWords words,
            Parties parties,
            Documents documents) {
        this.tasks = tasks;
        this.completed = completed;
        this.cases = cases;
        this.facts = facts;
        this.words = words;
        this.parties = parties;
        this.documents = documents;
    }

    /** Of an open task's case; empty if the user may not see the task. */
    @Transactional(readOnly = true)
    public Optional<Summary> ofTask(String task, CurrentUser user) {
        return tasks.find(List.of(task), user).stream().findFirst().flatMap(step -> cases.find(List.of(step.caseId())).stream()
                .findFirst()
                .map(row -> row.isReadBy(user) ? whole(row, step, user) : part(row, step)));
    }

    private Summary part(CaseRow row, OpenStep step) {
        return new Summary(
                row.number(),
                row.kind().chineseName(),
                row.kind().stateName(row.state()),
                step.step(),
                "",
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
    }

    private Summary whole(CaseRow row, OpenStep step, CurrentUser user) {
        Map<String, String> hospitals = words.hospitals(row.hospital().map(List::of).orElse(List.of()));
        Map<String, String> towns = row.town().isPresent() ? words.towns(Set.of(row.area())) : Map.of();
        boolean sheet = row.kind() == CaseKind.CLAIM && facts.hasSheet(row.id());
        return new Summary(
                row.number(),
                row.kind().chineseName(),
                row.kind().stateName(row.state()),
                step.step(),
                CaseWords.place(row.town(), row.hospital(), towns, hospitals),
                true,
                people(row),
                files(row, user),
                past(row, step),
                figures(row),
                row.kind().page(row.id()),
                sheet ? row.kind().page(row.id()) + "/sheet" : null);
    }

    private List<Involved> people(CaseRow row) {
        List<Involved> people = new ArrayList<>();
        if (row.kind() == CaseKind.APPLICATION) {
            for (Member member : facts.members(row.id())) {
                involved(row, member.person(), Relation.valueOf(member.relation()).chineseName()).ifPresent(people::add);
            }
        } else {
            row.person().flatMap(person -> involved(row, person, null)).ifPresent(people::add);
        }
        return people;
    }

    private Optional<Involved> involved(CaseRow row, PersonId id, String relation) {
        return parties.person(row.area(), id)
                .map(person -> new Involved(MaskedName.of(person.name()), person.residentId().masked(), relation));
    }

    private List<File> files(CaseRow row, CurrentUser user) {
        String subject = SUBJECTS.get(row.kind().name());
        return subject == null
                ? List.of()
                : documents.attachedTo(user, new Subject(subject, row.id().toString())).stream()
                        .map(file -> new File(file.fileName(), "/api/v1/documents/" + file.id()))
                        .toList();
    }

    private List<Past> past(CaseRow row, OpenStep step) {
        List<CompletedSteps.Step> done = completed.before(step.task());
        List<Taken> taken = facts.taken(row.kind(), row.id());
        Map<String, String> names = words.colleagues(Stream.of(
                        done.stream().map(CompletedSteps.Step::by), taken.stream().map(Taken::by), Stream.of(row.openedBy()))
                .flatMap(Function.identity())
                .toList());
        List<Past> past = new ArrayList<>();
        past.add(new Past("受理", names.get(row.openedBy()), MINUTE.format(row.openedAt()), null));
        for (CompletedSteps.Step one : done) {
            // Nobody may have taken the task before it was completed; the module's own record knows who did it.
            Optional<Taken> act = taken.stream()
                    .filter(record -> isSameAct(record, one))
                    .min(Comparator.comparing(record -> apart(record, one)));
            past.add(new Past(
                    one.step(),
                    Optional.ofNullable(one.by()).or(() -> act.map(Taken::by)).map(names::get).orElse(""),
                    MINUTE.format(one.at()),
                    act.flatMap(Taken::decision).map(DECISIONS::get).orElse(null)));
        }
        return past;
    }

    /** Of the same person, at the same moment: both were written in one transaction. */
    private static boolean isSameAct(Taken act, CompletedSteps.Step step) {
        return !act.by().equals(AuditEntry.SYSTEM)
                && (step.by() == null || step.by().equals(act.by()))
                && apart(act, step).compareTo(SAME_ACT) <= 0;
    }

    private static Duration apart(Taken act, CompletedSteps.Step step) {
        return Duration.between(act.at(), step.at()).abs();
    }

    private List<Figure> figures(CaseRow row) {
        return switch (row.kind()) {
            case CLAIM -> claim(row.id());
            case PAYMENT -> facts.paymentBatch(row.id()).stream()
                    .map(fact -> new Figure(fact.label(), fact.value()))
                    .toList();
            case STATEMENT -> facts.statement(row.id()).stream()
                    .map(fact -> new Figure(fact.label(), fact.value()))
                    .toList();
            case RECOVERY -> facts.recovery(row.id()).stream()
                    .map(fact -> new Figure(fact.label(), fact.value()))
                    .toList();
            default -> List.of();
        };
    }

    private List<Figure> claim(UUID id) {
        List<Figure> figures = new ArrayList<>();
        facts.bill(id).forEach(fact -> figures.add(new Figure(fact.label(), fact.value())));
        facts.payers(id).forEach(payer -> figures.add(new Figure(payer(payer.label()), payer.value())));
        return figures;
    }

    private String payer(String code) {
        if (code.startsWith("HOSPITAL:")) {
            return parties.hospital(code.substring("HOSPITAL:".length())).map(hospital -> hospital.name() + "承担").orElse(code);
        }
        return ClaimWording.PAYERS.getOrDefault(code, code) + "承担";
    }
}
