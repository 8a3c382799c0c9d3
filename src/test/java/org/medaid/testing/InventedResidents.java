package org.medaid.testing;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.PersonRegistration;
import org.medaid.party.RegisterPerson;

/** Valid identity numbers that no other test uses: the test database outlives a run. */
public final class InventedResidents {

    private InventedResidents() {}

    public static ResidentId next(String division) {
        var random = ThreadLocalRandom.current();
        LocalDate birth = LocalDate.of(1930, 1, 1).plusDays(random.nextInt(32_000));
        return ResidentId.complete(division
                + birth.format(DateTimeFormatter.BASIC_ISO_DATE)
                + "%03d".formatted(random.nextInt(1_000)));
    }

    /** Registers a resident, insured where the number comes from. */
    public static PersonId registered(Parties parties, ResidentId resident, String name) {
        DivisionCode division = new DivisionCode(resident.value().substring(0, 6));
        PersonRegistration answer = parties.registerPerson(
                new RegisterPerson(resident, name, division, true, Optional.empty(), "test", true));
        return ((PersonRegistration.Registered) answer).person().id();
    }
}
