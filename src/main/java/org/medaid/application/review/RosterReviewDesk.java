package org.medaid.application.review;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.application.HomeTowns;
import org.medaid.application.Recorded;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.DocumentAnswer;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.document.Letters;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a review of somebody on the roster is opened, and where each of its steps is handed in.
 *
 * <p>Every method either does all of its work or, with a refusal, nothing.
 */
@Service
@Transactional
@Clause({"S1", "H3"})
public class RosterReviewDesk {

    /** The subject type of reviews in the audit trail, of their documents and letters. */
    public static final String SUBJECT = "ROSTER_REVIEW";

    static final String REVIEWED = "BENEFICIARY_REVIEWED";
    static final String EXAMINED = "REVIEW_EXAMINED";
    static final String APPROVED = "REVIEW_APPROVED";

    private static final int LONGEST_TEXT = 2000;

    private final RosterReviews reviews;
    private final HomeTowns towns;
    private final Parties parties;
    private final Roster roster;
    private final Documents documents;
    private final Letters letters;
    private final ReviewCourse course;
    private final AuditTrail audit;
    private final BusinessClock clock;

    RosterReviewDesk(
            RosterReviews reviews,
            HomeTowns towns,
            Parties parties,
            Roster roster,
            Documents documents,
            Letters letters,
            ReviewCourse course,
            AuditTrail audit,
            BusinessClock clock) {
        this.reviews = reviews;
        this.towns = towns;
        this.parties = parties;
        this.roster = roster;
        this.documents = documents;
        this.letters = letters;
        this.course = course;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether a review would be opened as typed; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(OpenRosterReview command, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        if (ReviewReason.of(command.reason()).isEmpty()) {
            problems.add(new FieldProblem("reason", "CHOICE_MISSING", "请选择复核的原因。"));
        }
        text(problems, "note", command.note(), "请写明了解到的情况。");
        ResidentId residentId;
        try {
            residentId = ResidentId.parse(command.residentId());
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("residentId", "RESIDENT_ID_INVALID", "身份证号码不正确，请核对18位号码。"));
            return problems;
        }
        Optional<Person> person = parties.findPerson(user.office(), residentId);
        if (person.isEmpty() || current(person.get().id()).isEmpty()) {
            problems.add(new FieldProblem("residentId", "NOT_ON_ROSTER", "此人目前不在本统筹区救助对象名单上，不需要复核。"));
        } else if (!towns.areReached(user, person.get().id())) {
            problems.add(new FieldProblem("residentId", "OTHER_TOWN", "此人属于其他乡镇（街道），请由所属乡镇（街道）发起复核。"));
        } else {
            reviews.openFor(person.get().id()).ifPresent(open -> problems.add(new FieldProblem(
                    "residentId", "REVIEW_OPEN", "此人已有在办的复核（" + open.number() + "），不能重复发起。")));
        }
        return problems;
    }

    /** Opens a review that a clerk asks for. */
    public Outcome<RosterReview> open(OpenRosterReview command, CurrentUser user) {
        List<FieldProblem> problems = check(command, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Person person = parties.findPerson(user.office(), ResidentId.parse(command.residentId())).orElseThrow();
        return open(user.office(), person.id(), ReviewReason.valueOf(command.reason()), command.note().strip(), user.id())
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused("residentId", "REVIEW_OPEN", "此人已有在办的复核，不能重复发起。"));
    }

    /**
     * Opens the periodic review of somebody and sets its process going.
     *
     * @return false if one is open already
     */
    public boolean openDue(PoolingArea area, PersonId person) {
        Optional<RosterReview> opened = open(area, person, ReviewReason.PERIODIC, "", AuditEntry.SYSTEM);
        opened.ifPresent(course::due);
        return opened.isPresent();
    }

    private Optional<RosterReview> open(PoolingArea area, PersonId person, ReviewReason reason, String note, String by) {
        RosterReview review = new RosterReview(
                RosterReviewId.random(),
                "%s-FH-%d-%06d".formatted(area.caseLetters(), clock.today().getYear(), reviews.nextNumber()),
                area,
                person,
                reason,
                ReviewState.TO_REVIEW,
                by,
                clock.now(),
                Optional.empty());
        if (!reviews.add(review)) {
            return Optional.empty();
        }
        record(review, "REVIEW_OPENED", Map.of("reason", reason, "note", note), by);
        return Optional.of(review);
    }

    /** What is wrong with what the township hands in; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(RosterReviewId id, ReviewBeneficiary step, CurrentUser user) {
        RosterReview review = review(id);
        List<FieldProblem> problems = new ArrayList<>(inState(review, ReviewState.TO_REVIEW));
        if (!Set.of("KEPT", "ENDS").contains(String.valueOf(step.decision()))) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择复核结果。"));
        }
        text(problems, "findings", step.findings(), "请写明复核的情况。");
        if (step.documents().stream().anyMatch(document -> !isUploaded(document, user))) {
            problems.add(new FieldProblem("documents", "DOCUMENT_UNKNOWN", "有附件没有上传成功，请重新上传。"));
        }
        if ("ENDS".equals(step.decision())) {
            problems.addAll(endProblems(review, step));
        }
        return problems;
    }

    private List<FieldProblem> endProblems(RosterReview review, ReviewBeneficiary step) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<ReviewReason> reason = ReviewReason.of(step.exitReason()).filter(ReviewReason::ends);
        if (reason.isEmpty()) {
            problems.add(new FieldProblem("exitReason", "CHOICE_MISSING", "请选择终止待遇的原因。"));
        }
        if (step.documents().isEmpty()) {
            problems.add(new FieldProblem("documents", "EVIDENCE_MISSING", "终止待遇须有证明材料，请上传。"));
        }
        Optional<LocalDate> lastDay = day(step.lastDay());
        boolean death = reason.filter(ReviewReason.DEATH::equals).isPresent();
        LocalDate latest = death ? clock.today() : YearMonth.from(clock.today()).plusMonths(1).atEndOfMonth();
        if (lastDay.isEmpty()) {
            problems.add(new FieldProblem("lastDay", "DAY_INVALID", "请填写享受待遇的最后一天。"));
        } else if (lastDay.get().isAfter(latest)) {
            problems.add(new FieldProblem(
                    "lastDay", "DAY_INVALID", death ? "死亡日期不能晚于今天。" : "最后一天不能晚于" + latest + "（下月月底）。"));
        }
        if (!death) {
            problems.addAll(categoryProblems(review, step, lastDay));
            List<String> missing = letters.missingGlyphs(person(review).name());
            if (!missing.isEmpty()) {
                problems.add(new FieldProblem(
                        "", "NAME_NOT_PRINTABLE", "姓名中的“" + String.join("", missing) + "”无法打印在告知书上，请与管理员联系。"));
            }
        }
        return problems;
    }

    private List<FieldProblem> categoryProblems(RosterReview review, ReviewBeneficiary step, Optional<LocalDate> lastDay) {
        List<FieldProblem> problems = new ArrayList<>();
        List<CategoryPeriod> held = current(review.person());
        Set<String> known = new java.util.HashSet<>();
        held.forEach(period -> known.add(period.category().name()));
        if (step.categories().isEmpty() || !known.containsAll(step.categories())) {
            problems.add(new FieldProblem("categories", "CATEGORY_MISSING", "请选择终止的对象类别。"));
        }
        held.stream()
                .filter(period -> step.categories().contains(period.category().name()))
                .filter(period -> lastDay.filter(day -> day.isBefore(period.period().from())).isPresent())
                .forEach(period -> problems.add(new FieldProblem(
                        "lastDay",
                        "ENDS_BEFORE_START",
                        "“" + period.category().chineseName() + "”自" + period.period().from() + "开始，最后一天不能更早。")));
        return problems;
    }

    /** Takes what the township found. */
    public Outcome<ReviewBeneficiary> take(RosterReviewId id, ReviewBeneficiary step, CurrentUser user) {
        List<FieldProblem> problems = check(id, step, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        attach(step.documents(), id, user);
        record(review(id), REVIEWED, step, user.id());
        if (step.decision().equals("ENDS")) {
            reviews.moveTo(id, ReviewState.TO_EXAMINE);
        }
        return Outcome.done(step);
    }

    /** What is wrong with what the county's examiner says; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> checkExamination(RosterReviewId id, JudgeReview step, CurrentUser user) {
        return judgementProblems(review(id), ReviewState.TO_EXAMINE, step, user, REVIEWED);
    }

    /** What is wrong with what the county's approver says; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> checkApproval(RosterReviewId id, JudgeReview step, CurrentUser user) {
        return judgementProblems(review(id), ReviewState.TO_APPROVE, step, user, REVIEWED, EXAMINED);
    }

    /** Takes what the county's examiner says. */
    public Outcome<JudgeReview> examine(RosterReviewId id, JudgeReview step, CurrentUser user) {
        return judge(id, checkExamination(id, step, user), EXAMINED, ReviewState.TO_APPROVE, step, user);
    }

    /** Takes what the county's approver says; the end takes effect with {@link RosterReviewActs#end}. */
    public Outcome<JudgeReview> approve(RosterReviewId id, JudgeReview step, CurrentUser user) {
        return judge(id, checkApproval(id, step, user), APPROVED, ReviewState.TO_APPROVE, step, user);
    }

    private Outcome<JudgeReview> judge(
            RosterReviewId id,
            List<FieldProblem> problems,
            String kind,
            ReviewState confirmed,
            JudgeReview step,
            CurrentUser user) {
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        record(review(id), kind, step, user.id());
        reviews.moveTo(id, step.decision().equals("CONFIRMED") ? confirmed : ReviewState.TO_REVIEW);
        return Outcome.done(step);
    }

    private List<FieldProblem> judgementProblems(
            RosterReview review, ReviewState state, JudgeReview step, CurrentUser user, String... takenBefore) {
        List<FieldProblem> problems = new ArrayList<>(inState(review, state));
        if (!Set.of("CONFIRMED", "SENT_BACK").contains(String.valueOf(step.decision()))) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择意见。"));
        }
        if ("SENT_BACK".equals(step.decision())) {
            text(problems, "reason", step.reason(), "退回乡镇（街道）的，请写明理由。");
        }
        for (String kind : takenBefore) {
            if (latest(review.id(), kind).filter(by -> by.by().equals(user.id())).isPresent()) {
                problems.add(new FieldProblem("", "SAME_PERSON", "复核、审核、审批须由不同的人员办理。"));
            }
        }
        return problems;
    }

    /** The county takes a review back. */
    public Outcome<RosterReviewId> withdraw(RosterReviewId id, WithdrawReview command, CurrentUser user) {
        RosterReview review = review(id);
        if (review.state().isFinal()) {
            return Outcome.refused("", "REVIEW_CLOSED", "本次复核已办结，不能撤回。");
        }
        if (Typed.blank(command.reason()) || command.reason().length() > LONGEST_TEXT) {
            return Outcome.refused("reason", "REASON_MISSING", "请写明撤回的原因，不超过" + LONGEST_TEXT + "个字。");
        }
        record(review, "REVIEW_WITHDRAWAL_REQUESTED", command, user.id());
        course.withdrawn(id);
        return Outcome.done(id);
    }

    /** A review of the user's own office and townships. */
    @Transactional(readOnly = true)
    public Optional<RosterReview> find(RosterReviewId id, CurrentUser user) {
        return reviews.find(id)
                .filter(review -> review.area() == user.office() && towns.areReached(user, review.person()));
    }

    /** The reviews of the user's office and townships, the open ones first, then the newest. */
    @Transactional(readOnly = true)
    public List<RosterReview> of(CurrentUser user, int most) {
        return reviews.of(user.office(), user.towns(), most);
    }

    /** Every step of a review, oldest first. */
    @Transactional(readOnly = true)
    public List<Recorded> records(RosterReviewId id) {
        return reviews.records(id);
    }

    /** What a person holds today or later, and could therefore lose. */
    @Transactional(readOnly = true)
    public List<CategoryPeriod> current(PersonId person) {
        LocalDate today = clock.today();
        return roster.held(person).stream()
                .filter(held -> held.period().to() == null || !held.period().to().isBefore(today))
                .toList();
    }

    /** What a review's documents and letters are attached to. */
    public static Subject subject(RosterReviewId review) {
        return new Subject(SUBJECT, review.toString());
    }

    Optional<Recorded> latest(RosterReviewId id, String kind) {
        return reviews.records(id).stream()
                .filter(recorded -> recorded.kind().equals(kind))
                .reduce((earlier, later) -> later);
    }

    private static List<FieldProblem> inState(RosterReview review, ReviewState state) {
        return review.state() == state
                ? List.of()
                : List.of(new FieldProblem("", "OTHER_STATE", "本次复核" + review.state().chineseName() + "，请刷新后再办理。"));
    }

    private static void text(List<FieldProblem> problems, String field, String value, String message) {
        if (Typed.blank(value)) {
            problems.add(new FieldProblem(field, "TEXT_MISSING", message));
        } else if (value.length() > LONGEST_TEXT) {
            problems.add(new FieldProblem(field, "TEXT_TOO_LONG", "内容不能超过" + LONGEST_TEXT + "个字。"));
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(String.valueOf(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private boolean isUploaded(String document, CurrentUser user) {
        try {
            return documents.find(user, DocumentId.parse(document)).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void attach(List<String> ids, RosterReviewId review, CurrentUser user) {
        for (String document : ids) {
            DocumentId id = DocumentId.parse(document);
            if (documents.find(user, id).orElseThrow().attachedTo().isEmpty()
                    && !(documents.attach(user, id, subject(review)) instanceof DocumentAnswer.Done)) {
                throw new IllegalStateException("a document that was checked can be attached");
            }
        }
    }

    private void record(RosterReview review, String kind, Object content, String by) {
        reviews.record(review.id(), kind, content, by, clock.now());
        audit.record(AuditEntry.of(by, review.area(), kind, SUBJECT, review.id())
                .with("person", review.person())
                .restingOn(ReviewParameter.article(review.area())));
    }

    private Person person(RosterReview review) {
        return parties.person(review.area(), review.person()).orElseThrow();
    }

    private RosterReview review(RosterReviewId id) {
        return reviews.find(id).orElseThrow();
    }
}
