package org.medaid.document;

/** What became of a file that somebody sent, attached or removed. */
public sealed interface DocumentAnswer {

    /** @param document as it stands now, or as it stood before it was removed */
    record Done(Document document) implements DocumentAnswer {}

    /** @param message a Chinese sentence for the person at the screen */
    record Refused(Reason reason, String message) implements DocumentAnswer {}

    /** Stable codes. */
    enum Reason {
        DOCUMENT_EMPTY,
        DOCUMENT_TOO_LARGE,
        DOCUMENT_TYPE_NOT_ACCEPTED,
        DOCUMENT_NOT_FOUND,
        DOCUMENT_ATTACHED
    }
}
