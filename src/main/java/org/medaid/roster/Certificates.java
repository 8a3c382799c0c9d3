package org.medaid.roster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.DocumentAnswer;
import org.medaid.document.DocumentType;
import org.medaid.document.Documents;
import org.medaid.document.LetterAnswer;
import org.medaid.document.LetterAnswer.Issued;
import org.medaid.document.LetterContent;
import org.medaid.document.LetterKind;
import org.medaid.document.Letters;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.MaskedName;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.Category;
import org.medaid.roster.Certificate.Standing;
import org.medaid.roster.CertificateAnswer.Done;
import org.medaid.roster.CertificateAnswer.Reason;
import org.medaid.roster.CertificateAnswer.Refused;
import org.medaid.roster.persistence.CategoryPeriods;
import org.medaid.roster.persistence.StoredCertificates;
import org.medaid.roster.persistence.StoredCertificates.Row;
import org.medaid.security.CurrentUser;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * The 医保扶贫就医证 of poverty-alleviation beneficiaries (江人社发〔2018〕567号 五(一), 附件1).
 *
 * <p>Whether one is valid is never stored: it follows from the roster each time somebody asks, so that an exit entered or
 * corrected later counts at once. Stored are only its issue, its loss and a fraud.
 */
@Service
@Transactional
@Clause("P8")
public class Certificates {

    /** The roster category the certificate belongs to. */
    public static final Category CATEGORY = Category.POVERTY_ALLEVIATION;

    private static final Citation ISSUE = new Citation("江人社发〔2018〕567号", "五(一)");
    private static final Citation RULES = new Citation("江人社发〔2018〕567号", "附件1");
    private static final String SUBJECT_TYPE = "CERTIFICATE";
    private static final int LARGEST_PHOTO = 2 * 1024 * 1024;
    /** In dots: 33 mm at 600 dpi are 780. */
    private static final int LONGEST_SIDE = 4000;
    private static final int LONGEST_TEXT = 200;
    private static final int CODE_GROUPS = 4;
    private static final int CODE_GROUP = 5;
    /** Without the letters and digits that people mistake for each other. */
    private static final String CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private final StoredCertificates stored;
    private final CategoryPeriods periods;
    private final Parties parties;
    private final Documents documents;
    private final Letters letters;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final String publicAddress;
    private final SecureRandom random = new SecureRandom();

    Certificates(
            StoredCertificates stored,
            CategoryPeriods periods,
            Parties parties,
            Documents documents,
            Letters letters,
            AuditTrail audit,
            BusinessClock clock,
            @Value("${medaid.public-address:}") String publicAddress) {
        this.stored = stored;
        this.periods = periods;
        this.parties = parties;
        this.documents = documents;
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
        this.publicAddress = publicAddress;
    }

    /**
     * A photograph for a certificate.
     *
     * @param bytes JPEG or PNG of at most 2 MB
     */
    public record Photo(String fileName, byte[] bytes) {}

    /**
     * What anybody learns about a certificate.
     *
     * @param maskedName of its holder
     */
    public record Verification(String number, String maskedName, boolean valid) {}

    /**
     * Issues a certificate to a person of the user's office who holds the category today and has no valid certificate.
     *
     * @param home where the person lives, as printed; at most 200 characters
     */
    public CertificateAnswer issue(CurrentUser by, PersonId person, Photo photo, String home) {
        stored.lock(person);
        Optional<Person> known = parties.person(by.office(), person);
        if (known.isEmpty()) {
            return refused(Reason.PERSON_NOT_FOUND, "person", "本统筹区没有登记此人。");
        }
        LocalDate today = clock.today();
        if (of(by.office(), person).stream().anyMatch(Certificate::isValid)) {
            return refused(Reason.CERTIFICATE_EXISTS, "person", "此人已有有效的就医证；遗失的请办理补发。");
        }
        if (!holds(person, today)) {
            return notABeneficiary();
        }
        Optional<Refused> problem = check(photo, home);
        return problem.isPresent() ? problem.get() : print(by, known.get(), photo, home.strip(), Optional.empty());
    }

    /**
     * Issues a new certificate for a lost one, which is void from this moment.
     *
     * @param photo a new photograph, or nothing to take the one of the lost certificate
     */
    public CertificateAnswer reissue(CurrentUser by, CertificateId lost, Optional<Photo> photo) {
        Optional<Row> row = locked(by, lost);
        if (row.isEmpty()) {
            return notFound();
        }
        if (!certificate(row.get(), clock.today()).isValid()) {
            return refused(Reason.CERTIFICATE_NOT_VALID, "certificate", "该就医证已作废，不能补发；仍符合条件的请重新申领。");
        }
        if (!holds(row.get().person(), clock.today())) {
            return notABeneficiary();
        }
        Photo used = photo.orElseGet(() -> documents
                .read(by, row.get().photo())
                .map(kept -> new Photo(kept.document().fileName(), kept.bytes()))
                .orElseThrow());
        Optional<Refused> problem = check(used, row.get().home());
        if (problem.isPresent()) {
            return problem.get();
        }
        stored.addVoid(lost, Standing.LOST, "", by.id(), clock.now());
        audit.record(audited(by.id(), by.office(), "CERTIFICATE_LOST", lost).restingOn(RULES));
        Person person = parties.person(by.office(), row.get().person()).orElseThrow();
        return print(by, person, used, row.get().home(), Optional.of(lost));
    }

    /**
     * Voids a certificate because its holder obtained money by fraud.
     *
     * @param basis the decision that says so, by its number or name; at most 200 characters
     */
    public CertificateAnswer voidForFraud(CurrentUser by, CertificateId id, String basis) {
        Optional<Row> row = locked(by, id);
        if (row.isEmpty()) {
            return notFound();
        }
        if (basis == null || basis.isBlank() || basis.strip().length() > LONGEST_TEXT) {
            return refused(Reason.BASIS_MISSING, "basis", "请填写认定骗取资金的决定的文号或名称，不超过" + LONGEST_TEXT + "个字。");
        }
        if (row.get().voided().isPresent()) {
            return refused(Reason.CERTIFICATE_NOT_VALID, "certificate", "该就医证已经作废。");
        }
        stored.addVoid(id, Standing.FRAUD, basis.strip(), by.id(), clock.now());
        audit.record(audited(by.id(), by.office(), "CERTIFICATE_VOIDED_FOR_FRAUD", id).restingOn(RULES));
        return new Done(certificate(stored.find(id).orElseThrow(), clock.today()));
    }

    /** A person's certificates as they stand today, newest first. */
    @Transactional(readOnly = true)
    public List<Certificate> of(PoolingArea area, PersonId person) {
        return stored.of(area, person).stream()
                .map(row -> certificate(row, clock.today()))
                .toList();
    }

    /** What anybody learns by the code on a certificate, however it is typed; empty for a code that does not exist. */
    @Transactional(readOnly = true)
    public Optional<Verification> verify(String code) {
        String plain = code.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        return stored.findByCode(plain).map(row -> new Verification(
                row.number(),
                MaskedName.of(parties.person(row.area(), row.person()).orElseThrow().name()),
                certificate(row, clock.today()).isValid()));
    }

    private CertificateAnswer print(
            CurrentUser by, Person person, Photo photo, String home, Optional<CertificateId> replaces) {
        CertificateId id = new CertificateId(UUID.randomUUID());
        Subject subject = new Subject(SUBJECT_TYPE, id.toString());
        DocumentAnswer kept = documents.keep(by.office(), by.id(), photo.fileName(), photo.bytes(), subject);
        if (!(kept instanceof DocumentAnswer.Done done) || done.document().type() == DocumentType.PDF) {
            undo();
            return refused(Reason.PHOTO_NOT_ACCEPTED, "photo", "照片应为 JPG 或 PNG 文件，且没有损坏。");
        }
        String code = code();
        String area = by.office().chineseName();
        LetterAnswer letter = letters.issue(
                by.office(),
                LetterKind.CERTIFICATE,
                subject,
                new LetterContent.Certificate(
                        person.name(),
                        person.sex().chineseName(),
                        person.residentId().value(),
                        person.contact(),
                        home,
                        photo.bytes(),
                        publicAddress + "/verify?c=" + code,
                        code,
                        area + "民政部门",
                        area + "社会保险经办机构"),
                by.id());
        if (!(letter instanceof Issued issued)) {
            undo();
            return refused(Reason.GLYPH_MISSING, "person", ((LetterAnswer.MissingGlyphs) letter).message());
        }
        Row row = new Row(
                id,
                by.office(),
                person.id(),
                issued.number(),
                done.document().id(),
                issued.document(),
                home,
                clock.today(),
                Optional.empty());
        stored.add(row, code.replace("-", ""), replaces, by.id(), clock.now());
        AuditEntry entry = audited(by.id(), by.office(), "CERTIFICATE_ISSUED", id)
                .with("person", person.id())
                .restingOn(ISSUE);
        audit.record(replaces.isPresent() ? entry.with("replaces", replaces.get()) : entry);
        return new Done(certificate(row, clock.today()));
    }

    private Certificate certificate(Row row, LocalDate day) {
        Optional<LocalDate> until = validUntil(row.person(), row.issuedOn());
        Standing standing = row.voided()
                .orElse(until.filter(day::isAfter).isPresent() ? Standing.LEFT : Standing.VALID);
        return new Certificate(
                row.id(), row.person(), row.number(), row.photo(), row.document(), row.home(), row.issuedOn(), until, standing);
    }

    private Optional<LocalDate> validUntil(PersonId person, LocalDate issuedOn) {
        return validUntil(
                periods.of(person).stream()
                        .filter(held -> held.category() == CATEGORY)
                        .map(CategoryPeriod::period)
                        .toList(),
                issuedOn);
    }

    /**
     * The last day a certificate issued on a day is good: the end of the month in which the person leaves. A period that
     * begins before that day is over carries it on; one that begins later does not bring it back.
     *
     * @param held the periods in the category, earliest first
     */
    static Optional<LocalDate> validUntil(List<DateRange> held, LocalDate issuedOn) {
        LocalDate until = issuedOn.minusDays(1);
        for (DateRange period : held) {
            if (period.from().isAfter(until.plusDays(1))) {
                continue;
            }
            if (period.to() == null) {
                return Optional.empty();
            }
            LocalDate end = YearMonth.from(period.to()).atEndOfMonth();
            until = end.isAfter(until) ? end : until;
        }
        return Optional.of(until);
    }

    private boolean holds(PersonId person, LocalDate day) {
        return periods.of(person).stream()
                .anyMatch(held -> held.category() == CATEGORY && held.period().contains(day));
    }

    private Optional<Row> locked(CurrentUser by, CertificateId id) {
        Optional<Row> row = stored.find(id).filter(found -> found.area() == by.office());
        row.ifPresent(found -> stored.lock(found.person()));
        // Once more: what was read before the lock may be old.
        return row.flatMap(found -> stored.find(id));
    }

    private static Optional<Refused> check(Photo photo, String home) {
        if (photo.bytes().length == 0 || photo.bytes().length > LARGEST_PHOTO || !canBePrinted(photo)) {
            return Optional.of(refused(
                    Reason.PHOTO_NOT_ACCEPTED, "photo", "请选择照片：JPG 或 PNG 文件，不超过2MB，边长不超过" + LONGEST_SIDE + "像素，且没有损坏。"));
        }
        if (home == null || home.isBlank() || home.strip().length() > LONGEST_TEXT) {
            return Optional.of(refused(Reason.HOME_MISSING, "home", "请填写住址，不超过" + LONGEST_TEXT + "个字。"));
        }
        return Optional.empty();
    }

    /** Asks for the size before the picture is unpacked: a small file can hold a picture that fills the memory. */
    private static boolean canBePrinted(Photo photo) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(photo.bytes()))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return false;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream);
                return reader.getWidth(0) <= LONGEST_SIDE
                        && reader.getHeight(0) <= LONGEST_SIDE
                        && reader.read(0) != null;
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The readers complain about broken pictures in both ways.
            return false;
        }
    }

    private String code() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_GROUPS * CODE_GROUP; i++) {
            if (i > 0 && i % CODE_GROUP == 0) {
                code.append('-');
            }
            code.append(CODE_LETTERS.charAt(random.nextInt(CODE_LETTERS.length())));
        }
        return code.toString();
    }

    /** What was stored on the way to a refusal goes with it. */
    private static void undo() {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
    }

    private static AuditEntry audited(String by, PoolingArea area, String action, CertificateId id) {
        return AuditEntry.of(by, area, action, SUBJECT_TYPE, id);
    }

    private static Refused notABeneficiary() {
        return refused(
                Reason.NOT_A_BENEFICIARY, "person", "此人目前不是" + CATEGORY.chineseName() + "，不能发放就医证（依据" + ISSUE + "）。");
    }

    private static Refused notFound() {
        return refused(Reason.CERTIFICATE_NOT_FOUND, "certificate", "没有找到这张就医证，请刷新后重试。");
    }

    private static Refused refused(Reason reason, String field, String message) {
        return new Refused(reason, field, message);
    }
}
