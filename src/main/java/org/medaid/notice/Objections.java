package org.medaid.notice;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.DocumentAnswer;
import org.medaid.document.Documents;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.notice.ObjectionAnswer.Raised;
import org.medaid.notice.ObjectionAnswer.Refused;
import org.medaid.notice.persistence.StoredNotices;
import org.medaid.notice.persistence.StoredObjections;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** What people object to notices: from the public page, at the window, or from the file of an office without network. */
@Service
@Transactional
@Clause("P5")
public class Objections {

    /** Who raises from the public page. */
    public static final String VISITOR = "visitor";

    public static final int MOST_ATTACHMENTS = 5;

    /** 10 MB. */
    public static final int LARGEST_ATTACHMENT = 10 * 1024 * 1024;

    public static final int LONGEST_CONTENT = 2000;

    private static final String SUBJECT_TYPE = "OBJECTION";
    private static final int SHORTEST_CONTENT = 5;
    private static final int LONGEST_NAME = 100;
    private static final Pattern PHONE = Pattern.compile("[0-9+()（） -]{5,40}");
    /** Without the letters and digits that people mistake for each other. */
    private static final String REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private final StoredObjections stored;
    private final StoredNotices notices;
    private final Documents documents;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();

    Objections(
            StoredObjections stored,
            StoredNotices notices,
            Documents documents,
            AuditTrail audit,
            BusinessClock clock,
            ApplicationEventPublisher events) {
        this.stored = stored;
        this.notices = notices;
        this.documents = documents;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Stores an objection with its attachments and tells the application by {@link ObjectionRaised}, all in one
     * transaction; or says at which fields it is not in order. What was raised before under the same {@code once} is
     * answered with its reference again and not stored twice.
     */
    public ObjectionAnswer raise(RaiseObjection command) {
        notices.lock(command.notice());
        Optional<NoticeView> found = notices.find(command.notice());
        List<FieldProblem> problems = check(command, found);
        if (!problems.isEmpty()) {
            return new Refused(problems);
        }
        Optional<Raised> before = command.once().flatMap(stored::raisedOnce);
        if (before.isPresent()) {
            return before.get();
        }
        NoticeView notice = found.orElseThrow();
        ObjectionId id = new ObjectionId(UUID.randomUUID());
        String reference = reference();
        stored.add(id, notice, reference, command, clock.now());
        audit.record(AuditEntry.of(command.by(), notice.area(), "OBJECTION_RAISED", SUBJECT_TYPE, id)
                .with("notice", notice.id())
                .with("channel", command.channel())
                .with("attachments", command.attachments().size()));
        for (RaiseObjection.Attachment attachment : command.attachments()) {
            DocumentAnswer kept =
                    documents.keep(notice.area(), command.by(), attachment.fileName(), attachment.bytes(), subject(id));
            if (kept instanceof DocumentAnswer.Refused refused) {
                TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
                return new Refused(
                        List.of(new FieldProblem("attachments", refused.reason().name(), refused.message())));
            }
        }
        events.publishEvent(new ObjectionRaised(notice.applicationId(), id));
        return new Raised(id, reference);
    }

    /**
     * Records what the investigation found. Empty if it is recorded, also when the same answer was recorded before;
     * otherwise what is wrong.
     *
     * @param text what is answered to who objected, at most 2000 characters
     * @param by the sign-in name of who answers
     */
    public List<FieldProblem> answer(ObjectionId id, ObjectionOutcome outcome, String text, String by) {
        stored.lock(id);
        ObjectionView objection =
                stored.find(id).orElseThrow(() -> new IllegalArgumentException("there is no objection " + id));
        if (text == null || text.isBlank()) {
            return List.of(new FieldProblem("answer", "ANSWER_MISSING", "请填写核查情况和答复。"));
        }
        if (text.strip().length() > LONGEST_CONTENT) {
            return List.of(new FieldProblem("answer", "ANSWER_TOO_LONG", "答复不能超过" + LONGEST_CONTENT + "个字。"));
        }
        if (objection.outcome().isPresent()) {
            boolean same = objection.outcome().get() == outcome && objection.answer().orElse("").equals(text.strip());
            return same ? List.of() : List.of(new FieldProblem("answer", "OBJECTION_ANSWERED", "该异议已经答复，不能更改。"));
        }
        stored.addAnswer(id, outcome, text.strip(), by, clock.now());
        audit.record(AuditEntry.of(by, objection.area(), "OBJECTION_ANSWERED", SUBJECT_TYPE, id)
                .with("outcome", outcome));
        return List.of();
    }

    /**
     * Says that no case takes the objection up, because it has moved on: the office answers it on its own page. A second
     * time changes nothing.
     */
    public void leaveToOffice(ObjectionId id) {
        ObjectionView objection =
                stored.find(id).orElseThrow(() -> new IllegalArgumentException("there is no objection " + id));
        stored.leaveToOffice(id, clock.now());
        audit.record(AuditEntry.of(AuditEntry.SYSTEM, objection.area(), "OBJECTION_LEFT_TO_OFFICE", SUBJECT_TYPE, id));
    }

    @Transactional(readOnly = true)
    public Optional<ObjectionView> view(ObjectionId id) {
        return stored.find(id);
    }

    /** The objections to a notice, oldest first. */
    @Transactional(readOnly = true)
    public List<ObjectionView> to(NoticeId notice) {
        return stored.to(notice);
    }

    /** The objections to all notices of an application, oldest first. */
    @Transactional(readOnly = true)
    public List<ObjectionView> of(UUID applicationId) {
        return stored.of(applicationId);
    }

    /** Where an objection's attachments are filed. */
    public static Subject subject(ObjectionId id) {
        return new Subject(SUBJECT_TYPE, id.toString());
    }

    private List<FieldProblem> check(RaiseObjection command, Optional<NoticeView> notice) {
        List<FieldProblem> problems = new ArrayList<>();
        LocalDate today = clock.today();
        if (notice.isEmpty() || notice.get().ended()) {
            problems.add(new FieldProblem("notice", "NOTICE_NOT_CURRENT", "该公示已经结束，不能再提出异议。"));
        } else if (command.receivedOn().isBefore(notice.get().fromOn())
                || command.receivedOn().isAfter(notice.get().toOn())
                || command.receivedOn().isAfter(today)) {
            problems.add(new FieldProblem("receivedOn", "OUTSIDE_NOTICE", "收到异议的日期应在公示期内，且不晚于今天。"));
        }
        if (command.content().length() < SHORTEST_CONTENT) {
            problems.add(new FieldProblem("content", "CONTENT_MISSING", "请写明异议的内容，至少" + SHORTEST_CONTENT + "个字。"));
        } else if (command.content().length() > LONGEST_CONTENT) {
            problems.add(new FieldProblem("content", "CONTENT_TOO_LONG", "异议的内容不能超过" + LONGEST_CONTENT + "个字。"));
        }
        if (command.name().filter(name -> name.length() > LONGEST_NAME).isPresent()) {
            problems.add(new FieldProblem("name", "NAME_TOO_LONG", "姓名不能超过" + LONGEST_NAME + "个字。"));
        }
        if (command.phone().filter(phone -> !PHONE.matcher(phone).matches()).isPresent()) {
            problems.add(new FieldProblem("phone", "PHONE_MALFORMED", "电话号码只能包含数字、空格、加号、括号和连字符。"));
        }
        if (command.attachments().size() > MOST_ATTACHMENTS) {
            problems.add(new FieldProblem("attachments", "TOO_MANY_ATTACHMENTS", "附件最多" + MOST_ATTACHMENTS + "个。"));
        }
        if (command.attachments().stream().anyMatch(file -> file.bytes().length > LARGEST_ATTACHMENT)) {
            problems.add(new FieldProblem("attachments", "ATTACHMENT_TOO_LARGE", "单个附件不能超过10MB。"));
        }
        return problems;
    }

    private String reference() {
        StringBuilder reference = new StringBuilder("YY");
        for (int i = 0; i < 8; i++) {
            if (i % 4 == 0) {
                reference.append('-');
            }
            reference.append(REFERENCE_LETTERS.charAt(random.nextInt(REFERENCE_LETTERS.length())));
        }
        return reference.toString();
    }
}
