package org.medaid.notice;

import java.time.LocalDate;

/**
 * A person of a household that is to be published. The name is masked before anything is stored.
 *
 * @param name as registered
 * @param birthDate who is under 18 on the first day of the notice is counted, not named
 */
public record NamedPerson(String name, LocalDate birthDate) {

    @Override
    public String toString() {
        return "NamedPerson[]";
    }
}
