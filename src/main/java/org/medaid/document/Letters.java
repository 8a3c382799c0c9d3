package org.medaid.document;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.LetterAnswer.Issued;
import org.medaid.document.LetterAnswer.MissingGlyphs;
import org.medaid.document.Rendering.Rendered;
import org.medaid.document.Rendering.WithoutGlyphs;
import org.medaid.document.model.LetterFonts;
import org.medaid.document.model.LetterPaper;
import org.medaid.document.model.LetterWording;
import org.medaid.document.persistence.IssuedLetters;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Letters, notices and certificates on paper: one template for each {@link LetterKind}, one way to number, keep and record
 * them.
 */
@Service
public class Letters {

    private static final String SUBJECT_TYPE = "LETTER";

    private final LetterPaper paper;
    private final LetterFonts fonts;
    private final IssuedLetters issued;
    private final Documents documents;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final boolean demonstration;

    Letters(
            LetterPaper paper,
            LetterFonts fonts,
            IssuedLetters issued,
            Documents documents,
            AuditTrail audit,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.paper = paper;
        this.fonts = fonts;
        this.issued = issued;
        this.documents = documents;
        this.audit = audit;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    /** The letter as it would look today, without a number; nothing is kept. */
    public Rendering render(PoolingArea area, LetterContent content) {
        return render(area, content, "（未编号）", clock.today());
    }

    /** The letter as it looks today, with the number its subject has; nothing is kept. */
    public Rendering render(PoolingArea area, LetterContent content, String number) {
        return render(area, content, number, clock.today());
    }

    /**
     * Numbers, prints and keeps a letter as a document of its subject, in the caller's transaction. Numbers of an area, kind
     * and year follow each other without a gap: two issues at once wait for each other.
     *
     * @param kind the content's own kind
     * @param by the sign-in name of who issues it, or {@link AuditEntry#SYSTEM}
     * @throws IllegalArgumentException if the content is of another kind
     */
    @Transactional
    @Clause({"P3", "P6"})
    public LetterAnswer issue(PoolingArea area, LetterKind kind, Subject subject, LetterContent content, String by) {
        if (content.kind() != kind) {
            throw new IllegalArgumentException("a " + content.kind() + " is not issued as " + kind);
        }
        LocalDate today = clock.today();
        int inYear = issued.next(area, kind, today.getYear());
        String number = number(area, kind, today.getYear(), inYear);
        Rendering rendering = render(area, content, number, today);
        if (rendering instanceof WithoutGlyphs without) {
            return new MissingGlyphs(without.characters());
        }
        DocumentAnswer kept =
                documents.keep(area, by, kind.title() + " " + number + ".pdf", ((Rendered) rendering).pdf(), subject);
        if (!(kept instanceof DocumentAnswer.Done done)) {
            throw new IllegalStateException("a letter of our own was not kept: " + ((DocumentAnswer.Refused) kept).reason());
        }
        LetterId id = new LetterId(UUID.randomUUID());
        DocumentId document = done.document().id();
        issued.add(
                id, area, kind, today.getYear(), inYear, number, subject, document, by,
                OffsetDateTime.ofInstant(clock.now(), ZoneOffset.UTC));
        audit.record(AuditEntry.of(by, area, "LETTER_ISSUED", SUBJECT_TYPE, id)
                .with("kind", kind)
                .with("year", today.getYear())
                .with("number", inYear)
                .with("subjectType", subject.type())
                .with("subject", subject.id())
                .with("document", document));
        return new Issued(id, number, document);
    }

    /** The characters of a text that no font has, each once: for a form that wants to say so at once. */
    public List<String> missingGlyphs(String text) {
        return fonts.missing(text);
    }

    /** For example {@code 江医救函〔2026〕第0001号}. */
    static String number(PoolingArea area, LetterKind kind, int year, int inYear) {
        return area.chineseName().substring(0, 1) + "医救" + kind.word() + "〔" + year + "〕第" + "%04d".formatted(inYear) + "号";
    }

    private Rendering render(PoolingArea area, LetterContent content, String number, LocalDate day) {
        Map<String, Object> values = Map.of(
                "content", content,
                "title", content.kind().title(),
                "area", area.chineseName(),
                "office", area.chineseName() + "医疗保障经办机构",
                "number", number,
                "date", LetterWording.day(day),
                "say", LetterWording.SAY,
                "demonstration", demonstration);
        String page = paper.page(content.kind().template(), values);
        List<String> missing = fonts.missing(LetterWording.textOf(page));
        return missing.isEmpty() ? new Rendered(paper.print(page)) : new WithoutGlyphs(missing);
    }

    /** The letters of a subject, oldest first, with number and document. */
    @Transactional(readOnly = true)
    public List<Issued> of(PoolingArea area, Subject subject) {
        return issued.of(area, subject);
    }

    /** A letter of the area by its number as printed. */
    @Transactional(readOnly = true)
    public Optional<Issued> numbered(PoolingArea area, String number) {
        return issued.numbered(area, number);
    }
}
