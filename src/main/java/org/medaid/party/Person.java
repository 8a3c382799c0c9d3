package org.medaid.party;

import java.time.LocalDate;
import java.util.Optional;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;

/**
 * A person known to one area's office.
 *
 * @param division where the person is insured
 * @param insured whether the person has basic insurance
 * @param contact a telephone number or the like, where one is known
 * @param demonstration whether the person is invented
 */
public record Person(
        PersonId id,
        PoolingArea area,
        ResidentId residentId,
        String name,
        DivisionCode division,
        boolean insured,
        Optional<String> contact,
        boolean demonstration) {

    public LocalDate birthDate() {
        return residentId.birthDate();
    }

    public Sex sex() {
        return residentId.isFemale() ? Sex.FEMALE : Sex.MALE;
    }

    /** Without name and number, so that a person never reaches a log by accident. */
    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
