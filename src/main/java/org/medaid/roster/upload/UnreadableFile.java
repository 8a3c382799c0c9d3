package org.medaid.roster.upload;

/** A file that is refused as a whole; thrown and caught inside this package only. */
final class UnreadableFile extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message a Chinese sentence for the person at the screen; it holds nothing out of the file */
    UnreadableFile(String message) {
        super(message, null, false, false);
    }
}
