package org.medaid.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds a person of the user's own area by identity number. Every look-up is recorded, those that find nobody too. */
@Service
public class PersonLookup {

    private final Parties parties;
    private final Roster roster;
    private final AuditTrail audit;

    PersonLookup(Parties parties, Roster roster, AuditTrail audit) {
        this.parties = parties;
        this.roster = roster;
        this.audit = audit;
    }

    /**
     * A person with what the roster says of a day.
     *
     * @param categories the categories held on the day
     */
    public record KnownPerson(Person person, List<CategoryPeriod> categories) {}

    /** @param day the day whose categories are asked for */
    @Transactional
    public Optional<KnownPerson> lookUp(CurrentUser user, ResidentId residentId, LocalDate day) {
        PoolingArea area = user.office();
        Optional<Person> person = parties.findPerson(area, residentId);
        if (person.isEmpty()) {
            // Not the number: the trail holds nothing personal.
            audit.record(AuditEntry.of(user.id(), area, "PERSON_LOOKED_UP_IN_VAIN", "OFFICE", area.tenantId()));
            return Optional.empty();
        }
        audit.record(AuditEntry.of(
                        user.id(), area, "PERSON_LOOKED_UP", "PERSON", person.get().id())
                .with("on", day));
        return Optional.of(new KnownPerson(
                person.get(), roster.categoriesOn(person.get().id(), day)));
    }
}
