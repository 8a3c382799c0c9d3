package org.medaid.application;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.application.model.Application;
import org.medaid.application.model.Member;
import org.medaid.application.persistence.ApplicationRecords;
import org.medaid.application.persistence.Applications;
import org.medaid.application.persistence.StaffContacts;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.LetterAnswer;
import org.medaid.document.LetterContent;
import org.medaid.document.LetterKind;
import org.medaid.document.Letters;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.NamedPerson;
import org.medaid.notice.NoticeId;
import org.medaid.notice.Notices;
import org.medaid.notice.PublishNotice;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.party.Town;
import org.medaid.procedure.Deadlines;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.RecognisedCategories;
import org.medaid.roster.Roster;
import org.medaid.roster.RosterAnswer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the system does for an application between the steps of people: letters, the draw, the notice, the outcome. */
@Service
@Transactional
@Clause({"P3", "P5", "P6", "P7"})
public class ApplicationActs {

    private static final int ALL = 100;

    private final Applications applications;
    private final ApplicationRecords records;
    private final ApplicationDesk desk;
    private final Subsidies subsidies;
    private final StaffContacts staff;
    private final Parties parties;
    private final Roster roster;
    private final Letters letters;
    private final Notices notices;
    private final Deadlines deadlines;
    private final ProcedureParameters parameters;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();

    ApplicationActs(
            Applications applications,
            ApplicationRecords records,
            ApplicationDesk desk,
            Subsidies subsidies,
            StaffContacts staff,
            Parties parties,
            Roster roster,
            Letters letters,
            Notices notices,
            Deadlines deadlines,
            ProcedureParameters parameters,
            AuditTrail audit,
            BusinessClock clock,
            ApplicationEventPublisher events) {
        this.applications = applications;
        this.records = records;
        this.desk = desk;
        this.subsidies = subsidies;
        this.staff = staff;
        this.parties = parties;
        this.roster = roster;
        this.letters = letters;
        this.notices = notices;
        this.deadlines = deadlines;
        this.parameters = parameters;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /** The group of the department that certifies the status asked for. */
    @Transactional(readOnly = true)
    public String certifier(ApplicationId id) {
        return Track.certifier(application(id).category()).orElseThrow();
    }

    /** Whether the democratic review of the present investigation passed. */
    @Transactional(readOnly = true)
    public boolean reviewPassed(ApplicationId id) {
        return context(application(id))
                .latest(HoldDemocraticReview.KIND + "_RESULT")
                .map(recorded -> recorded.content().path("passed").asBoolean())
                .orElse(false);
    }

    /** The letter with the whole list of what is missing. */
    public void askForDocuments(ApplicationId id) {
        Application application = application(id);
        List<LetterContent.MissingDocuments.Missing> missing = new ArrayList<>();
        context(application).latest(CheckDocuments.KIND).orElseThrow().content().path("missing").forEach(line ->
                missing.add(new LetterContent.MissingDocuments.Missing(line.asText(), "申请认定需要")));
        issue(application, LetterKind.MISSING_DOCUMENTS, new LetterContent.MissingDocuments(
                applicant(application).name(),
                application.number(),
                missing,
                townName(application) + "受理窗口",
                Optional.of(deadlines.dueOn(application.area(), ApplicationParameter.DOCUMENTS_DAYS, clock.today())),
                contact(application)));
    }

    /** The application is not taken in: written reasons, and the way to appeal. */
    public void recordNonAcceptance(ApplicationId id) {
        Application application = application(id);
        String reason = context(application)
                .latest(CheckDocuments.KIND)
                .orElseThrow()
                .content()
                .path("reason")
                .asText();
        application.close(ApplicationState.REFUSED, reason, clock.now());
        record(application, "NOT_TAKEN_IN", Map.of());
        issue(application, LetterKind.NON_ACCEPTANCE, new LetterContent.NonAcceptance(
                applicant(application).name(),
                application.number(),
                application.openedAt().atZone(BusinessClock.ZONE).toLocalDate(),
                new LetterContent.Reason(reason, RecognitionArticles.of(application.area())),
                appeal(application)));
    }

    /** The letter of inquiry to one department. */
    public void sendInquiry(ApplicationId id, InquiryTarget target) {
        Application application = application(id);
        List<LetterContent.Inquiry.AskedPerson> asked = application.members().stream()
                .map(member -> {
                    Person person = person(application, member);
                    return new LetterContent.Inquiry.AskedPerson(
                            member.relation().chineseName(), person.name(), person.residentId().value());
                })
                .toList();
        issue(application, LetterKind.INQUIRY, new LetterContent.Inquiry(
                application.area().chineseName() + target.chineseName(),
                application.number(),
                asked,
                List.of("请协助查询上述人员的" + target.asked() + "。"),
                "上述人员已于" + application.openedAt().atZone(BusinessClock.ZONE).toLocalDate() + "书面授权查询。",
                deadlines.dueOn(application.area(), ApplicationParameter.INQUIRY_DAYS, clock.today()),
                application.area() == PoolingArea.HESHAN
                        ? InquiryTarget.HESHAN_BASIS
                        : RecognitionArticles.of(application.area()),
                contact(application)));
        record(application, "INQUIRY_SENT", Map.of("target", target));
    }

    public void remindDepartment(ApplicationId id, InquiryTarget target) {
        record(application(id), "INQUIRY_REMINDED", Map.of("target", target));
    }

    public void escalateInquiry(ApplicationId id, InquiryTarget target) {
        record(application(id), "INQUIRY_ESCALATED", Map.of("target", target));
    }

    /** "No answer" is an answer too: the comparison goes on without it, and says so. */
    public void recordNoAnswer(ApplicationId id, InquiryTarget target) {
        record(application(id), "INQUIRY_UNANSWERED", Map.of("target", target));
    }

    /**
     * Whether the county visits the home: always when an applicant is related to staff, as declared or by a shared
     * address or telephone; otherwise by a draw with the office's share.
     */
    public boolean drawSpotCheck(ApplicationId id) {
        Application application = application(id);
        int share = Integer.parseInt(parameters.value(application.area(), ApplicationParameter.SPOT_CHECK_PERCENT));
        boolean related = application.staffRelation().isPresent()
                || staff.sharesContact(application.area(), application.phone(), application.address());
        int drawn = random.nextInt(ALL);
        boolean required = related || drawn < share;
        application.drawn(required);
        record(application, "SPOT_CHECK_DRAWN", Map.of("related", related, "share", share, "drawn", drawn, "required", required));
        return required;
    }

    /** Puts the household on notice, from today for as many days as the office has set. */
    public void publishNotice(ApplicationId id) {
        Application application = application(id);
        int days = Integer.parseInt(parameters.value(application.area(), ApplicationParameter.NOTICE_DAYS));
        boolean working = parameters.value(application.area(), ApplicationParameter.NOTICE_DAY_KIND).equals("WORKING");
        LocalDate today = clock.today();
        LocalDate lastDay = working
                ? deadlines.dueOn(application.area(), ApplicationParameter.NOTICE_DAYS, today)
                : today.plusDays(days);
        NoticeId notice = notices.publish(new PublishNotice(
                application.area(),
                application.id().value(),
                application.number(),
                application.townCode(),
                townName(application),
                application.category().chineseName(),
                application.included().stream()
                        .map(member -> person(application, member))
                        .map(person -> new NamedPerson(person.name(), person.birthDate()))
                        .toList(),
                today,
                lastDay,
                "对公示内容有异议的，请在公示期内向" + contact(application) + "提出，也可以在公示网页上提出。",
                AuditEntry.SYSTEM));
        application.onNotice(notice.value());
        // The sheet for the board, ready when the village opens its task.
        if (!(notices.sheet(notice, AuditEntry.SYSTEM) instanceof LetterAnswer.Issued)) {
            throw new IllegalStateException("what is printed was checked when it was typed: " + application.id());
        }
        record(application, "NOTICE_PUBLISHED", Map.of("notice", notice.value(), "from", today.toString(), "to", lastDay.toString()));
    }

    /** The notice's last day. */
    @Transactional(readOnly = true)
    public LocalDate noticeEnds(ApplicationId id) {
        return notices.view(new NoticeId(application(id).noticeId().orElseThrow())).orElseThrow().toOn();
    }

    /** Back to survey, visits and inquiries: an objection was upheld, or the county wants it looked into again. */
    public void investigateAgain(ApplicationId id) {
        Application application = application(id);
        takeDown(application, "INVESTIGATED_AGAIN");
        application.investigateAgain();
        record(application, "INVESTIGATION_REOPENED", Map.of());
    }

    /** The recognition takes effect: the roster, the subsidy of the contribution, the letter. */
    @Clause({"P6", "P7", "L4"})
    public void approve(ApplicationId id) {
        Application application = application(id);
        StepContext context = context(application);
        LocalDate from = LocalDate.parse(context.latest(ExamineApplication.KIND)
                .orElseThrow()
                .content()
                .path("entitledFrom")
                .asText());
        Citation basis = RecognisedCategories.basis(application.area(), application.category()).orElseThrow();
        String determinedBy = context.latest(DetermineApplication.KIND).orElseThrow().by();
        List<LetterContent.Approval.Recognised> recognised = new ArrayList<>();
        Money subsidy = Money.ZERO;
        for (Member member : application.included()) {
            Person person = person(application, member);
            RosterAnswer entered = roster.enter(
                    application.area(),
                    new EnterCategory(
                            member.person(),
                            application.category(),
                            DateRange.from(from),
                            "救助对象认定 " + application.number(),
                            determinedBy));
            if (!(entered instanceof RosterAnswer.Recorded)) {
                throw new IllegalStateException("a determination that was checked can be entered: " + application.id());
            }
            subsidy = subsidy.plus(subsidies.grant(application, member.person(), from.getYear(), determinedBy));
            recognised.add(new LetterContent.Approval.Recognised(
                    person.name(), person.residentId().masked(), application.category().chineseName(), from, basis));
        }
        takeDown(application, "UNOPPOSED");
        application.close(ApplicationState.APPROVED, null, clock.now());
        record(application, "RECOGNISED", Map.of("from", from.toString(), "subsidy", subsidy.toString()));
        events.publishEvent(new ApplicationApproved(id));
        issue(application, LetterKind.APPROVAL, new LetterContent.Approval(
                applicant(application).name(),
                application.number(),
                recognised,
                subsidy.isPositive() ? Optional.of("参加城乡居民基本医疗保险个人缴费部分资助" + subsidy + "元。") : Optional.empty(),
                List.of("自认定之日起，在定点医疗机构就医可以享受医疗救助“一站式”结算。"),
                appeal(application)));
    }

    /** The application is refused: reasons with articles, and the way to appeal. */
    public void refuse(ApplicationId id) {
        Application application = application(id);
        var examined = context(application).latest(ExamineApplication.KIND).orElseThrow().content();
        String reason = examined.path("reason").asText() + "（" + examined.path("article").asText() + "）";
        takeDown(application, "REFUSED");
        application.close(ApplicationState.REFUSED, reason, clock.now());
        record(application, "REFUSED", Map.of());
        issue(application, LetterKind.REFUSAL, new LetterContent.Refusal(
                applicant(application).name(),
                application.number(),
                application.openedAt().atZone(BusinessClock.ZONE).toLocalDate(),
                List.of(),
                List.of(new LetterContent.Reason(
                        reason,
                        RecognisedCategories.basis(application.area(), application.category()).orElseThrow())),
                appeal(application)));
    }

    /** The withdrawal takes effect. */
    public void recordWithdrawal(ApplicationId id) {
        Application application = application(id);
        takeDown(application, "WITHDRAWN");
        application.close(ApplicationState.WITHDRAWN, null, clock.now());
        record(application, "WITHDRAWN", Map.of());
    }

    private void takeDown(Application application, String reason) {
        application.noticeId().ifPresent(notice -> notices.end(new NoticeId(notice), reason, AuditEntry.SYSTEM));
    }

    private void issue(Application application, LetterKind kind, LetterContent content) {
        LetterAnswer answer = letters.issue(
                application.area(), kind, ApplicationDesk.subject(application.id()), content, AuditEntry.SYSTEM);
        if (!(answer instanceof LetterAnswer.Issued issued)) {
            throw new IllegalStateException("what is printed was checked when it was typed: " + application.id());
        }
        record(application, "LETTER_ISSUED", Map.of("kind", kind, "number", issued.number(), "document", issued.document().toString()));
    }

    private void record(Application application, String kind, Object content) {
        records.add(application.id(), application.round(), kind, content, AuditEntry.SYSTEM, clock.now());
        audit.record(AuditEntry.of(AuditEntry.SYSTEM, application.area(), kind, ApplicationDesk.SUBJECT, application.id())
                .with("round", application.round())
                .restingOn(RecognitionArticles.of(application.area())));
    }

    private StepContext context(Application application) {
        return desk.context(application, null);
    }

    private Person applicant(Application application) {
        return person(application, application.applicant());
    }

    private Person person(Application application, Member member) {
        return parties.person(application.area(), member.person()).orElseThrow();
    }

    private String townName(Application application) {
        return parties.towns(application.area()).stream()
                .filter(town -> town.code().equals(application.townCode()))
                .map(Town::name)
                .findFirst()
                .orElseThrow();
    }

    private String contact(Application application) {
        return parameters.value(application.area(), ApplicationParameter.CONTACT);
    }

    private LetterContent.Appeal appeal(Application application) {
        return new LetterContent.Appeal(
                parameters.value(application.area(), ApplicationParameter.APPEAL_AUTHORITY),
                parameters.value(application.area(), ApplicationParameter.APPEAL_COURT));
    }

    private Application application(ApplicationId id) {
        return applications.findById(id.value()).orElseThrow();
    }
}
