package org.medaid.party;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;

/**
 * A person's contract with a family doctor. What the person would pay of it is borne by the poverty-alleviation fund
 * (江人社发〔2018〕567号 六(四)2).
 *
 * @param to the last day as agreed
 * @param ownShare what the person would pay for the whole term, in yuan
 * @param endedOn the last day where it ended before its term
 */
public record FamilyDoctorContract(
        UUID id,
        PersonId person,
        String doctor,
        String clinic,
        LocalDate from,
        LocalDate to,
        Money ownShare,
        Optional<LocalDate> endedOn,
        String enteredBy) {

    /** The last day, an early end taken into account. */
    public LocalDate lastDay() {
        return endedOn.orElse(to);
    }

    public boolean isInForceOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(lastDay());
    }
}
