package org.medaid.document;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.DocumentAnswer.Done;
import org.medaid.document.DocumentAnswer.Reason;
import org.medaid.document.DocumentAnswer.Refused;
import org.medaid.document.model.ContentInspection;
import org.medaid.document.model.FileName;
import org.medaid.document.persistence.StoredDocuments;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files that belong to a case.
 *
 * <p>Until a file is attached only its sender sees it. Then the users of its office see it; a hospital's users only what
 * their own hospital sent, and who works for some townships alone what is of those. Nobody of another area ever does. Users without an office are refused by their caller:
 * {@link CurrentUser#office()} throws.
 */
@Service
@Transactional
public class Documents {

    /** 20 MB. */
    public static final int LARGEST_BYTES = 20 * 1024 * 1024;

    public static final String TOO_LARGE = "文件太大：单个文件不能超过20MB，请压缩或分成几个文件后重新上传。";

    /** The same for a file that does not exist and for one that is none of the user's business. */
    public static final String NOT_FOUND = "没有找到这个文件，可能已被删除，或者您无权查看。";

    private static final String SUBJECT_TYPE = "DOCUMENT";

    private final StoredDocuments stored;
    private final ObjectProvider<SubjectReaders> readers;
    private final AuditTrail audit;
    private final BusinessClock clock;

    /** @param readers asked late: their modules keep documents themselves */
    Documents(StoredDocuments stored, ObjectProvider<SubjectReaders> readers, AuditTrail audit, BusinessClock clock) {
        this.stored = stored;
        this.readers = readers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Keeps a file for the sender's office, or says why not.
     *
     * @param fileName as sent; only what is safe of it is kept
     */
    public DocumentAnswer store(CurrentUser sender, String fileName, byte[] content) {
        return store(sender.office(), sender.id(), sender.hospitalCode(), fileName, content);
    }

    /**
     * Keeps a file that no signed-in user sends, attached to its subject at once: a letter of the office's own, or what a
     * visitor of the public page hands in. Refused as a user's file would be.
     *
     * @param by the sign-in name of who has it kept, or a name for those who have none
     */
    public DocumentAnswer keep(PoolingArea area, String by, String fileName, byte[] content, Subject subject) {
        DocumentAnswer answer = store(area, by, Optional.empty(), fileName, content);
        if (!(answer instanceof Done done)) {
            return answer;
        }
        DocumentId id = done.document().id();
        stored.attach(id, subject, by, clock.now());
        audit.record(AuditEntry.of(by, area, "DOCUMENT_ATTACHED", SUBJECT_TYPE, id)
                .with("subjectType", subject.type())
                .with("subject", subject.id()));
        return new Done(stored.find(id).orElseThrow());
    }

    private DocumentAnswer store(
            PoolingArea area, String by, Optional<String> hospital, String fileName, byte[] content) {
        if (content.length == 0) {
            return new Refused(Reason.DOCUMENT_EMPTY, "没有收到文件内容，请重新选择文件。");
        }
        if (content.length > LARGEST_BYTES) {
            return new Refused(Reason.DOCUMENT_TOO_LARGE, TOO_LARGE);
        }
        Optional<DocumentType> type = ContentInspection.typeOf(content);
        if (type.isEmpty()) {
            return new Refused(
                    Reason.DOCUMENT_TYPE_NOT_ACCEPTED,
                    "只接受 PDF、JPG、PNG 文件。该文件的内容不是这几种格式，或者已经损坏，请重新扫描或另存后上传。");
        }
        Document document = new Document(
                new DocumentId(UUID.randomUUID()),
                area,
                by,
                hospital,
                FileName.of(fileName, type.get()),
                type.get(),
                content.length,
                sha256(content),
                clock.now(),
                Optional.empty());
        stored.add(document, content);
        audit.record(AuditEntry.of(by, area, "DOCUMENT_STORED", SUBJECT_TYPE, document.id())
                .with("type", document.type())
                .with("sizeBytes", document.sizeBytes())
                .with("sha256", document.sha256()));
        return new Done(document);
    }

    /** What is known about a file, if the reader may see it. */
    @Transactional(readOnly = true)
    public Optional<Document> find(CurrentUser reader, DocumentId id) {
        return stored.find(id).filter(document -> maySee(reader, document));
    }

    /** A file with its content, if the reader may see it. Reading is recorded. */
    public Optional<DocumentContent> read(CurrentUser reader, DocumentId id) {
        return find(reader, id).map(document -> {
            audit.record(audited(reader, "DOCUMENT_READ", document));
            return new DocumentContent(document, stored.content(id));
        });
    }

    /**
     * Attaches a file to what it belongs to, for good. Only its sender may; attaching it to the same subject again
     * changes nothing.
     */
    public DocumentAnswer attach(CurrentUser user, DocumentId id, Subject subject) {
        // Whoever attaches and whoever removes the same file wait for each other.
        stored.lock(id);
        Optional<Document> found = find(user, id);
        if (found.isEmpty()) {
            return notFound();
        }
        Document document = found.get();
        if (document.attachedTo().isPresent()) {
            return document.attachedTo().get().equals(subject) ? new Done(document) : attached();
        }
        stored.attach(id, subject, user.id(), clock.now());
        audit.record(audited(user, "DOCUMENT_ATTACHED", document)
                .with("subjectType", subject.type())
                .with("subject", subject.id()));
        return new Done(stored.find(id).orElseThrow());
    }

    /** The files attached to a subject that the reader may see, oldest first. */
    @Transactional(readOnly = true)
    public List<Document> attachedTo(CurrentUser reader, Subject subject) {
        return stored.attachedTo(subject).stream()
                .filter(document -> maySee(reader, document))
                .toList();
    }

    /** Removes a file that is attached to nothing yet. Only its sender may. */
    public DocumentAnswer remove(CurrentUser user, DocumentId id) {
        stored.lock(id);
        Optional<Document> found = find(user, id);
        if (found.isEmpty()) {
            return notFound();
        }
        if (found.get().attachedTo().isPresent()) {
            return attached();
        }
        stored.remove(id);
        audit.record(audited(user, "DOCUMENT_REMOVED", found.get()));
        return new Done(found.get());
    }

    private boolean maySee(CurrentUser reader, Document document) {
        if (document.area() != reader.office()) {
            return false;
        }
        if (document.uploadedBy().equals(reader.id())) {
            return true;
        }
        return document.attachedTo().isPresent()
                && (reader.hospitalCode().isEmpty() || reader.hospitalCode().equals(document.hospitalCode()))
                && (reader.towns().isEmpty() || isReached(reader, document.attachedTo().get()));
    }

    private boolean isReached(CurrentUser reader, Subject subject) {
        return readers.stream()
                .filter(one -> one.subjectType().equals(subject.type()))
                .allMatch(one -> one.reaches(reader, subject.id()));
    }

    private static Refused notFound() {
        return new Refused(Reason.DOCUMENT_NOT_FOUND, NOT_FOUND);
    }

    private static Refused attached() {
        return new Refused(Reason.DOCUMENT_ATTACHED, "该文件已经归入案卷，不能删除，也不能改归其他案卷。");
    }

    private static AuditEntry audited(CurrentUser user, String action, Document document) {
        return AuditEntry.of(user.id(), document.area(), action, SUBJECT_TYPE, document.id());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
