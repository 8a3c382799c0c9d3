package org.medaid.application;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.application.model.Application;
import org.medaid.application.model.Member;
import org.medaid.application.persistence.ApplicationRecords;
import org.medaid.application.persistence.Applications;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.DocumentAnswer;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.document.Letters;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.notice.NoticeId;
import org.medaid.notice.Notices;
import org.medaid.notice.ObjectionId;
import org.medaid.notice.ObjectionOutcome;
import org.medaid.notice.Objections;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.party.PersonRegistration;
import org.medaid.party.RegisterPerson;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.CurrentUser;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a household's application is opened, and where each of its steps is handed in.
 *
 * <p>Every method either does all of its work or, with a refusal, nothing.
 */
@Service
@Transactional
@Clause({"L3", "P6"})
public class ApplicationDesk {

    /** The subject type of applications in the audit trail, of their documents and letters. */
    public static final String SUBJECT = "APPLICATION";

    static final String OPENED = "APPLICATION_OPENED";

    private final Applications applications;
    private final ApplicationRecords records;
    private final HouseholdCheck household;
    private final Parties parties;
    private final Documents documents;
    private final Letters letters;
    private final ProcedureParameters parameters;
    private final Objections objections;
    private final Notices notices;
    private final ApplicationCourse course;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final boolean demonstration;

    ApplicationDesk(
            Applications applications,
            ApplicationRecords records,
            HouseholdCheck household,
            Parties parties,
            Documents documents,
            Letters letters,
            ProcedureParameters parameters,
            Objections objections,
            Notices notices,
            ApplicationCourse course,
            AuditTrail audit,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.applications = applications;
        this.records = records;
        this.household = household;
        this.parties = parties;
        this.documents = documents;
        this.letters = letters;
        this.parameters = parameters;
        this.objections = objections;
        this.notices = notices;
        this.course = course;
        this.audit = audit;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    /** An application that has just been opened. */
    public record Opened(ApplicationId application, String number, Track track) {}

    /** Whether an application would be accepted as typed; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(OpenApplication command, CurrentUser user) {
        return household.check(command, user).problems();
    }

    /** Opens an application; people who are not registered yet are registered with it. */
    public Outcome<Opened> open(OpenApplication command, CurrentUser user) {
        Outcome<HouseholdCheck.Household> checked = household.check(command, user);
        if (!(checked instanceof Outcome.Done<HouseholdCheck.Household> done)) {
            return Outcome.refused(checked.problems());
        }
        HouseholdCheck.Household typed = done.value();
        List<Member> members = new ArrayList<>();
        for (HouseholdCheck.Checked member : typed.members()) {
            Optional<PersonId> person = registered(member, typed, command, user);
            if (person.isEmpty()) {
                return Outcome.refused(
                        "members." + members.size() + ".residentId",
                        "REGISTERED_ELSEWHERE",
                        "该身份证号码已在其他统筹区登记，请先核对参保地。");
            }
            members.add(new Member(
                    members.size() + 1, person.get(), member.relation(), member.annualIncome(), member.included()));
        }
        ApplicationId id = ApplicationId.random();
        String number = "%s-SQ-%d-%06d"
                .formatted(user.office().caseLetters(), clock.today().getYear(), applications.nextNumber());
        Application application = applications.saveAndFlush(new Application(
                id,
                number,
                user.office(),
                typed.town().code(),
                typed.category(),
                command.address().strip(),
                Typed.blank(command.phone()) ? null : command.phone().strip(),
                typed.declared(),
                Boolean.TRUE.equals(command.consent()),
                Typed.blank(command.staffRelation()) ? null : command.staffRelation().strip(),
                typed.permitFrom().orElse(null),
                members,
                user.id(),
                clock.now()));
        attach(command.documents(), id, user);
        records.add(id, 1, OPENED, Map.of("track", application.track()), user.id(), clock.now());
        audited(application, OPENED, user.id());
        return Outcome.done(new Opened(id, number, application.track()));
    }

    /** What is wrong with a step as typed; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(ApplicationId id, ApplicationStep step, CurrentUser user) {
        Application application = application(id);
        if (application.state().isFinal()) {
            return List.of(new FieldProblem("", "APPLICATION_CLOSED", "本案已办结。"));
        }
        List<FieldProblem> problems = new ArrayList<>(step.problems(context(application, user)));
        if (step.documents().stream().anyMatch(document -> !household.isUploaded(document, user))) {
            problems.add(new FieldProblem("documents", "DOCUMENT_UNKNOWN", "有附件没有上传成功，请重新上传。"));
        }
        step.printed().forEach((field, text) -> {
            List<String> missing = letters.missingGlyphs(text);
            if (!missing.isEmpty()) {
                problems.add(new FieldProblem(field, "NOT_PRINTABLE", "“" + String.join("", missing) + "”无法打印在文书上，请改用其他文字。"));
            }
        });
        return problems;
    }

    /** Takes a step: what was handed in is recorded, and the application moves on. */
    public Outcome<ApplicationStep> take(ApplicationId id, ApplicationStep step, CurrentUser user) {
        List<FieldProblem> problems = check(id, step, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Application application = application(id);
        attach(step.documents(), id, user);
        records.add(id, application.round(), step.kind(), step, user.id(), clock.now());
        audited(application, step.kind(), user.id());
        apply(application, step, user);
        return Outcome.done(step);
    }

    /** Whether an application can still be taken back. */
    public Outcome<ApplicationId> withdraw(ApplicationId id, WithdrawApplication command, CurrentUser user) {
        Application application = application(id);
        if (application.state().isFinal()) {
            return Outcome.refused("", "APPLICATION_CLOSED", "本案已办结，不能撤回。");
        }
        if (Typed.blank(command.reason())) {
            return Outcome.refused("reason", "REASON_MISSING", "请写明撤回的原因。");
        }
        records.add(id, application.round(), "WITHDRAWAL_REQUESTED", command, user.id(), clock.now());
        audited(application, "WITHDRAWAL_REQUESTED", user.id());
        course.withdrawn(id);
        return Outcome.done(id);
    }

    /** The earliest day from which the application can entitle, as far as it is known. */
    @Transactional(readOnly = true)
    public Optional<LocalDate> earliestEntitlement(Application application) {
        return Entitlement.earliest(context(application, null));
    }

    /** What the income per head of a low-income family has to stay under, in yuan; empty for other categories. */
    @Transactional(readOnly = true)
    public Optional<Money> incomeLimit(Application application) {
        return Entitlement.isMeasured(application)
                ? Optional.of(Entitlement.incomeLimit(context(application, null)))
                : Optional.empty();
    }

    /** What a step of this application is judged against. */
    StepContext context(Application application, CurrentUser user) {
        return new StepContext(
                application,
                records.of(application.id()),
                user,
                clock.today(),
                parameter -> parameters.value(application.area(), parameter));
    }

    /** What an application's documents and letters are attached to. */
    public static Subject subject(ApplicationId application) {
        return new Subject(SUBJECT, application.toString());
    }

    private void apply(Application application, ApplicationStep step, CurrentUser user) {
        if (step instanceof CheckDocuments checked) {
            switch (checked.decision()) {
                case "COMPLETE" -> application.accept(clock.today());
                case "MISSING" -> application.moveTo(ApplicationState.WAITING_FOR_DOCUMENTS);
                default -> { }
            }
        } else if (step instanceof ReceiveDocuments) {
            application.moveTo(ApplicationState.OPENED);
        } else if (step instanceof ConfirmStatus) {
            application.moveTo(ApplicationState.TO_DETERMINE);
        } else if (step instanceof CompareEconomy) {
            keepIncome(application);
        } else if (step instanceof GiveTownshipOpinion) {
            application.moveTo(ApplicationState.IN_REVIEW);
        } else if (step instanceof HoldDemocraticReview review) {
            boolean passed = review.passed(
                    MajorityRule.valueOf(parameters.value(application.area(), ApplicationParameter.MAJORITY)));
            records.add(
                    application.id(),
                    application.round(),
                    HoldDemocraticReview.KIND + "_RESULT",
                    Map.of(
                            "passed", passed,
                            "rule", parameters.value(application.area(), ApplicationParameter.MAJORITY)),
                    AuditEntry.SYSTEM,
                    clock.now());
            application.moveTo(ApplicationState.TO_DETERMINE);
        } else if (step instanceof PutUpNotice notice) {
            notices.boardPhoto(
                    new NoticeId(application.noticeId().orElseThrow()), DocumentId.parse(notice.documents().get(0)), user.id());
        } else if (step instanceof InvestigateObjection investigated) {
            List<FieldProblem> unanswered = objections.answer(
                    ObjectionId.parse(investigated.objectionId()),
                    ObjectionOutcome.valueOf(investigated.decision()),
                    investigated.answer(),
                    user.id());
            if (!unanswered.isEmpty()) {
                throw new IllegalStateException("an objection that was investigated can be answered: " + unanswered.get(0).code());
            }
        }
    }

    /** Both numbers are kept, whatever becomes of the application. */
    @Clause("L2")
    private void keepIncome(Application application) {
        StepContext context = context(application, null);
        Entitlement.incomePerHead(context).ifPresent(income -> records.add(
                application.id(),
                application.round(),
                "INCOME_COMPARED",
                Map.of("perHead", income.toString(), "limit", Entitlement.incomeLimit(context).toString()),
                AuditEntry.SYSTEM,
                clock.now()));
    }

    private Optional<PersonId> registered(
            HouseholdCheck.Checked member, HouseholdCheck.Household typed, OpenApplication command, CurrentUser user) {
        Optional<PersonId> known =
                parties.findPerson(user.office(), member.residentId()).map(Person::id);
        if (known.isPresent()) {
            return known;
        }
        PersonRegistration registration = parties.registerPerson(new RegisterPerson(
                member.residentId(),
                member.name(),
                typed.town().division(),
                member.insured(),
                member.relation() == Relation.SELF ? Optional.ofNullable(command.phone()) : Optional.empty(),
                user.id(),
                demonstration));
        return registration instanceof PersonRegistration.Registered registered
                ? Optional.of(registered.person().id())
                : Optional.empty();
    }

    private void attach(List<String> documentIds, ApplicationId application, CurrentUser user) {
        for (String document : documentIds) {
            DocumentId id = DocumentId.parse(document);
            if (documents.find(user, id).orElseThrow().attachedTo().isEmpty()
                    && !(documents.attach(user, id, subject(application)) instanceof DocumentAnswer.Done)) {
                throw new IllegalStateException("a document that was checked can be attached");
            }
        }
    }

    private void audited(Application application, String action, String by) {
        audit.record(AuditEntry.of(by, application.area(), action, SUBJECT, application.id())
                .with("round", application.round()));
    }

    private Application application(ApplicationId id) {
        return applications.findById(id.value()).orElseThrow();
    }
}
