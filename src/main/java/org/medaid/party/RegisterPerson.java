package org.medaid.party;

import java.util.Optional;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.ResidentId;

/**
 * Enter a person with the office that insures the people of the division.
 *
 * @param registeredBy the sign-in name of who enters the person
 * @param demonstration whether the person is invented
 */
public record RegisterPerson(
        ResidentId residentId,
        String name,
        DivisionCode division,
        boolean insured,
        Optional<String> contact,
        String registeredBy,
        boolean demonstration) {}
