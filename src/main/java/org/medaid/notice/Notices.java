package org.medaid.notice;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.DocumentId;
import org.medaid.document.LetterAnswer;
import org.medaid.document.LetterContent;
import org.medaid.document.LetterKind;
import org.medaid.document.Letters;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.MaskedName;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.model.Disclosures;
import org.medaid.notice.persistence.StoredNotices;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is published about a household, and for how long. Only masked names are kept; what was published stays on record,
 * and what becomes of it is added.
 */
@Service
@Transactional
@Clause("P5")
public class Notices {

    static final String SUBJECT_TYPE = "NOTICE";

    private static final Citation BASIS = new Citation("连政办发〔2017〕22号", "三");
    private static final int ADULT_YEARS = 18;
    private static final Pattern TOWN_CODE = Pattern.compile("[1-9]\\d{5,11}");
    private static final Pattern REASON_CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final int LONGEST_LINE = 100;
    private static final int LONGEST_TEXT = 1000;

    private final StoredNotices stored;
    private final Letters letters;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final String publicAddress;

    Notices(
            StoredNotices stored,
            Letters letters,
            AuditTrail audit,
            BusinessClock clock,
            @Value("${medaid.public-address:}") String publicAddress) {
        this.stored = stored;
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
        this.publicAddress = publicAddress;
    }

    /** What stands against publishing this: for a form to ask before it comes to that. Empty if nothing does. */
    public List<FieldProblem> check(PublishNotice command) {
        List<FieldProblem> problems = new ArrayList<>();
        if (command.persons().isEmpty() || command.persons().stream().anyMatch(p -> isBlank(p.name()))) {
            problems.add(new FieldProblem("persons", "NOTICE_WITHOUT_PERSON", "公示对象不能为空，且每人都要有姓名。"));
        }
        if (command.townCode() == null || !TOWN_CODE.matcher(command.townCode()).matches()) {
            problems.add(new FieldProblem("townCode", "TOWN_CODE_MALFORMED", "乡镇（街道）代码应为6至12位数字。"));
        }
        if (command.toOn().isBefore(command.fromOn())) {
            problems.add(new FieldProblem("toOn", "NOTICE_ENDS_BEFORE_START", "公示截止日期不能早于开始日期。"));
        }
        text("townName", command.townName(), LONGEST_LINE, problems);
        text("categoryName", command.categoryName(), LONGEST_LINE, problems);
        text("howToObject", command.howToObject(), LONGEST_TEXT, problems);
        if (!problems.isEmpty()) {
            return problems;
        }
        discloses("townName", Disclosures.in(command.townName()), problems);
        discloses("categoryName", Disclosures.in(command.categoryName()), problems);
        discloses("howToObject", Disclosures.besideLandlines(command.howToObject()), problems);
        boolean named = command.persons().stream()
                .map(person -> Disclosures.plain(person.name()))
                .anyMatch(name -> name.codePointCount(0, name.length()) > 1
                        && Disclosures.plain(command.howToObject()).contains(name));
        if (named) {
            problems.add(new FieldProblem("howToObject", "NOTICE_DISCLOSES_NAME", "公示内容中出现了未隐去的姓名，请删去。"));
        }
        return problems;
    }

    /**
     * Publishes a household from the first to the last day, with masked names.
     *
     * @throws IllegalArgumentException if {@link #check} finds a problem: whoever lets people type the content asks first
     */
    public NoticeId publish(PublishNotice command) {
        List<FieldProblem> problems = check(command);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the notice is not fit to be published: " + problems.get(0).code());
        }
        List<String> masked = new ArrayList<>();
        int minors = 0;
        for (NamedPerson person : command.persons()) {
            if (Period.between(person.birthDate(), command.fromOn()).getYears() < ADULT_YEARS) {
                minors++;
            } else {
                masked.add(MaskedName.of(person.name()));
            }
        }
        NoticeId id = new NoticeId(UUID.randomUUID());
        int year = command.fromOn().getYear();
        int inYear = stored.nextInYear(command.area(), year);
        stored.add(
                id,
                command,
                command.area().caseLetters() + "-G-" + year + "-" + "%04d".formatted(inYear),
                year,
                inYear,
                masked,
                minors,
                clock.now());
        stored.rememberNames(
                id, command.persons().stream().map(person -> Disclosures.plain(person.name())).toList());
        audit.record(audited(command.by(), command.area(), "NOTICE_PUBLISHED", id)
                .with("application", command.applicationId())
                .with("from", command.fromOn())
                .with("to", command.toOn())
                .restingOn(BASIS));
        return id;
    }

    /**
     * Keeps the notice up until a later day. The same day again changes nothing.
     *
     * @param reason for the record, at most 200 characters; not published
     * @throws IllegalArgumentException if the day is earlier than the present last day, or the notice has ended
     */
    public void extend(NoticeId id, LocalDate newToOn, String reason, String by) {
        NoticeView notice = locked(id);
        if (newToOn.equals(notice.toOn())) {
            return;
        }
        if (notice.ended() || newToOn.isBefore(notice.toOn())) {
            throw new IllegalArgumentException("a notice is extended to a later day before it ends");
        }
        stored.addExtension(id, newToOn, reason, by, clock.now());
        audit.record(audited(by, notice.area(), "NOTICE_EXTENDED", id).with("to", newToOn));
    }

    /**
     * Takes the notice down at once; the record stays. A second end changes nothing.
     *
     * @param reasonCode capitals, for example {@code OBJECTION_UPHELD}, {@code WITHDRAWN}, {@code UNOPPOSED}
     */
    public void end(NoticeId id, String reasonCode, String by) {
        if (!REASON_CODE.matcher(reasonCode).matches()) {
            throw new IllegalArgumentException("a reason code is written in capitals");
        }
        NoticeView notice = locked(id);
        if (notice.ended()) {
            return;
        }
        stored.addEnd(id, reasonCode, by, clock.now());
        stored.forgetNames(id);
        audit.record(audited(by, notice.area(), "NOTICE_ENDED", id).with("reason", reasonCode));
    }

    /** Records the photograph of the notice on the board; a later one stands beside the earlier. */
    public void boardPhoto(NoticeId id, DocumentId photo, String by) {
        NoticeView notice = locked(id);
        stored.addBoardPhoto(id, photo, by, clock.now());
        audit.record(audited(by, notice.area(), "NOTICE_ON_BOARD", id).with("document", photo));
    }

    /** Issues the A4 sheet for the board, as a document of the notice. */
    public LetterAnswer sheet(NoticeId id, String by) {
        NoticeView notice = locked(id);
        return letters.issue(notice.area(), LetterKind.NOTICE, subject(id), sheetOf(notice), by);
    }

    @Transactional(readOnly = true)
    public Optional<NoticeView> view(NoticeId id) {
        return stored.find(id);
    }

    /** The notice everybody may read today; empty for one that has not begun or has ended. */
    @Transactional(readOnly = true)
    public Optional<NoticeView> current(NoticeId id) {
        return stored.find(id).filter(notice -> notice.isCurrentOn(clock.today()));
    }

    /** What everybody may read today, by town. */
    @Transactional(readOnly = true)
    public List<NoticeView> current() {
        return stored.current(clock.today());
    }

    /** The same of one office. */
    @Transactional(readOnly = true)
    public List<NoticeView> current(PoolingArea area) {
        return current().stream().filter(notice -> notice.area() == area).toList();
    }

    /** The notices of an application, oldest first. */
    @Transactional(readOnly = true)
    public List<NoticeView> of(UUID applicationId) {
        return stored.of(applicationId);
    }

    /** Where a notice's sheets and photographs are filed. */
    public static Subject subject(NoticeId id) {
        return new Subject(SUBJECT_TYPE, id.toString());
    }

    private LetterContent.Notice sheetOf(NoticeView notice) {
        return new LetterContent.Notice(
                notice.reference(),
                notice.townName(),
                notice.categoryName(),
                notice.maskedNames(),
                notice.minors(),
                notice.fromOn(),
                notice.toOn(),
                notice.howToObject(),
                publicAddress.isBlank() ? Optional.empty() : Optional.of(publicAddress + "/notices/" + notice.id()));
    }

    private NoticeView locked(NoticeId id) {
        stored.lock(id);
        return stored.find(id).orElseThrow(() -> new IllegalArgumentException("there is no notice " + id));
    }

    private static AuditEntry audited(String by, PoolingArea area, String action, NoticeId id) {
        return AuditEntry.of(by, area, action, SUBJECT_TYPE, id);
    }

    private static void text(String field, String text, int longest, List<FieldProblem> problems) {
        if (isBlank(text)) {
            problems.add(new FieldProblem(field, "NOTICE_TEXT_MISSING", "此项不能为空。"));
        } else if (text.length() > longest) {
            problems.add(new FieldProblem(field, "NOTICE_TEXT_TOO_LONG", "此项不能超过" + longest + "个字。"));
        }
    }

    private static void discloses(String field, List<Disclosures.Find> finds, List<FieldProblem> problems) {
        finds.forEach(find -> problems.add(new FieldProblem(
                field, "NOTICE_DISCLOSES_" + find.kind(), "公示内容中出现了" + find.kind().chineseName() + "，请删去。")));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
