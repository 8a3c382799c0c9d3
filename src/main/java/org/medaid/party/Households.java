package org.medaid.party;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.persistence.HouseholdRows;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One file per household, one health card per person. Callers have checked what they hand in; nothing entered is ever
 * overwritten, and a person is in one household at a time.
 */
@Service
@Transactional
@Clause("X1")
public class Households {

    /** The relation of the head to themselves. */
    public static final String HEAD = "SELF";

    private final HouseholdRows rows;
    private final BusinessClock clock;

    Households(HouseholdRows rows, BusinessClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** The household a person of the area belongs to now. */
    @Transactional(readOnly = true)
    public Optional<HouseholdId> of(PoolingArea area, PersonId person) {
        return rows.householdOf(area, person);
    }

    @Transactional(readOnly = true)
    public Optional<Household> find(PoolingArea area, HouseholdId id) {
        return rows.find(area, id);
    }

    /**
     * The file of a head's household; opened with the head as its first member if there is none.
     *
     * @param source where the file comes from, at most 200 characters
     */
    public HouseholdId open(PoolingArea area, PersonId head, String source, String by) {
        rows.lock(head);
        Optional<HouseholdId> known = rows.householdOf(area, head);
        if (known.isPresent()) {
            return known.get();
        }
        HouseholdId id = HouseholdId.random();
        rows.add(id, area, source, by, clock.now());
        rows.addMember(id, head, HEAD, clock.today(), by, clock.now());
        return id;
    }

    /** The household lives there from now on; says nothing new where it did before. */
    public void settle(HouseholdId id, PersonId head, String address, Optional<String> phone, String by) {
        boolean unchanged = rows.home(id)
                .filter(home -> home.head().equals(head) && home.address().equals(address) && home.phone().equals(phone))
                .isPresent();
        if (!unchanged) {
            rows.addHome(id, head, address, phone, by, clock.now());
        }
    }

    /**
     * Somebody belongs to the household from today. Whoever belonged to another one, or to this one in another relation,
     * leaves there.
     */
    public void join(PoolingArea area, HouseholdId id, PersonId person, String relation, String by) {
        rows.lock(person);
        for (Household.Member held : rows.presentOf(area, person)) {
            if (rows.householdOfMember(held.id()).equals(id) && held.relation().equals(relation)) {
                return;
            }
            rows.endMember(held.id(), clock.today(), "转入其他家庭或更正与户主关系", by, clock.now());
        }
        rows.addMember(id, person, relation, clock.today(), by, clock.now());
    }

    /**
     * Somebody leaves the household.
     *
     * @return false if nobody present has this id
     */
    public boolean leave(Household household, UUID member, LocalDate lastOn, String reason, String by) {
        Optional<Household.Member> present =
                household.present().stream().filter(known -> known.id().equals(member)).findFirst();
        present.ifPresent(known -> rows.endMember(member, lastOn, reason, by, clock.now()));
        return present.isPresent();
    }

    /** A person's cards, newest first. */
    @Transactional(readOnly = true)
    public List<HealthCard> cards(PersonId person) {
        return rows.cards(person);
    }

    public void record(HealthCard card) {
        rows.add(card);
    }

    /** A person's contracts with family doctors, newest first. */
    @Transactional(readOnly = true)
    public List<FamilyDoctorContract> contracts(PersonId person) {
        return rows.contracts(person);
    }

    /** @return false if another one of the person's is in force at the time */
    public boolean sign(FamilyDoctorContract contract) {
        rows.lock(contract.person());
        boolean overlaps = rows.contracts(contract.person()).stream()
                .anyMatch(other -> !other.from().isAfter(contract.to()) && !other.lastDay().isBefore(contract.from()));
        if (!overlaps) {
            rows.add(contract, clock.now());
        }
        return !overlaps;
    }

    /** Ends a contract before its term. */
    public void end(FamilyDoctorContract contract, LocalDate lastOn, String reason, String by) {
        rows.endContract(contract.id(), lastOn, reason, by, clock.now());
    }
}
