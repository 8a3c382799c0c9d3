package org.medaid.roster;

/** What became of a request about a certificate. */
public sealed interface CertificateAnswer {

    /** @param certificate the new one, or the one that was voided, as it stands now */
    record Done(Certificate certificate) implements CertificateAnswer {}

    /**
     * @param field the part of the request that is refused
     * @param message a Chinese sentence for the person at the screen
     */
    record Refused(Reason reason, String field, String message) implements CertificateAnswer {}

    /** Stable codes. */
    enum Reason {
        PERSON_NOT_FOUND,
        CERTIFICATE_NOT_FOUND,
        NOT_A_BENEFICIARY,
        CERTIFICATE_EXISTS,
        CERTIFICATE_NOT_VALID,
        PHOTO_NOT_ACCEPTED,
        HOME_MISSING,
        BASIS_MISSING,
        GLYPH_MISSING
    }
}
