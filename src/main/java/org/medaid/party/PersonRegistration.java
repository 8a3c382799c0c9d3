package org.medaid.party;

/** What became of {@link RegisterPerson}. */
public sealed interface PersonRegistration {

    record Registered(Person person) implements PersonRegistration {}

    /**
     * @param field the part of the command that is refused
     * @param message a Chinese sentence for the person at the screen
     */
    record Refused(Reason reason, String field, String message) implements PersonRegistration {}

    /** Stable codes. */
    enum Reason {
        NAME_MISSING,
        NAME_TOO_LONG,
        DIVISION_UNKNOWN,
        DIVISION_WITHOUT_OFFICE,
        RESIDENT_ID_TAKEN
    }
}
