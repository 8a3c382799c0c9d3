package org.medaid.roster;

import java.util.Optional;
import org.medaid.kernel.Citation;

/** What became of an entry in the roster. */
public sealed interface RosterAnswer {

    /** @param period as the roster knows it now */
    record Recorded(CategoryPeriod period) implements RosterAnswer {}

    /**
     * @param field the part of the command that is refused
     * @param message a Chinese sentence for the person at the screen
     * @param basis the provision behind the refusal, where there is one
     */
    record Refused(Reason reason, String field, String message, Optional<Citation> basis) implements RosterAnswer {}

    /** Stable codes. */
    enum Reason {
        PERSON_NOT_FOUND,
        CATEGORY_NOT_OF_THIS_AREA,
        SOURCE_DOCUMENT_MISSING,
        SOURCE_DOCUMENT_TOO_LONG,
        PERIOD_OVERLAPS,
        PERIOD_NOT_FOUND,
        ENDS_BEFORE_START
    }
}
