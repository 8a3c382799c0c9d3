package org.medaid.document;

/** What became of a file that was to be stamped. */
public sealed interface SealAnswer {

    /**
     * @param pdf the file as it was, with the stamp appended to it
     * @param certificateSerial the serial number of the certificate that signed, in hexadecimal digits
     */
    record Sealed(byte[] pdf, String certificateSerial) implements SealAnswer {}

    /**
     * Nothing was stamped, the file is as it was.
     *
     * @param message a Chinese sentence for the person at the screen
     */
    record Refused(Code code, String message) implements SealAnswer {}

    /** Stable codes. */
    enum Code {
        /** There is no certificate for this holder. */
        SEAL_MISSING,
        /** The holder's certificate is not valid at this moment. */
        SEAL_NOT_VALID,
        /** The file is no PDF that can be stamped, or was changed after an earlier stamp. */
        FORM_NOT_SOUND,
        /** There is no place for this stamp in the file. */
        BOX_MISSING,
        /** The place has a stamp already. */
        BOX_STAMPED,
        /** A text does not fit into its place, or is longer than allowed. */
        TEXT_TOO_LONG,
        /** A text that the form asks for is blank. */
        TEXT_MISSING,
        /** The fonts lack a character. */
        GLYPH_MISSING
    }
}
