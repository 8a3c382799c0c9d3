package org.medaid.document;

import java.time.Instant;
import java.util.Optional;
import org.medaid.kernel.PoolingArea;

/**
 * What is known about a file beside its content.
 *
 * @param area the office it belongs to
 * @param uploadedBy the sign-in name of who sent it
 * @param hospitalCode the sender's hospital, if a hospital sent it
 * @param fileName as sent, without folders and control characters, ending as its type does
 * @param type as its content says, not its name
 * @param sizeBytes 1 to 20 MB
 * @param sha256 the content's digest, 64 hexadecimal digits
 * @param attachedTo what it belongs to, once it does
 */
public record Document(
        DocumentId id,
        PoolingArea area,
        String uploadedBy,
        Optional<String> hospitalCode,
        String fileName,
        DocumentType type,
        int sizeBytes,
        String sha256,
        Instant uploadedAt,
        Optional<Subject> attachedTo) {

    /** Without the file name, which often holds a person's name. */
    @Override
    public String toString() {
        return "Document[" + id + "]";
    }
}
