package org.medaid.party;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.PersonRegistration.Reason;
import org.medaid.party.PersonRegistration.Refused;
import org.medaid.party.PersonRegistration.Registered;
import org.medaid.party.persistence.Hospitals;
import org.medaid.party.persistence.Offices;
import org.medaid.party.persistence.RegisteredPeople;
import org.medaid.party.persistence.Towns;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * People, hospitals and offices.
 *
 * <p>Whoever asks for a person says for which area: a person of another area is never given out, not even by id.
 * Hospitals are one register for everybody.
 */
@Service
@Transactional
public class Parties {

    /** The most hospitals a search returns. */
    public static final int MOST_HOSPITALS_FOUND = 20;

    private static final int LONGEST_NAME = 100;

    private final RegisteredPeople people;
    private final Hospitals hospitals;
    private final Offices offices;
    private final Towns towns;
    private final BusinessClock clock;

    Parties(RegisteredPeople people, Hospitals hospitals, Offices offices, Towns towns, BusinessClock clock) {
        this.people = people;
        this.hospitals = hospitals;
        this.offices = offices;
        this.towns = towns;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Person> findPerson(PoolingArea area, ResidentId residentId) {
        return people.find(area, residentId);
    }

    @Transactional(readOnly = true)
    public Optional<Person> person(PoolingArea area, PersonId id) {
        return people.find(area, id);
    }

    /** Those of these people who belong to the area. */
    @Transactional(readOnly = true)
    public List<Person> people(PoolingArea area, Collection<PersonId> ids) {
        return people.find(area, ids);
    }

    /** Enters a person, or says why not. The person's area is the one whose office insures the division. */
    public PersonRegistration registerPerson(RegisterPerson command) {
        String name = command.name() == null ? "" : command.name().strip();
        if (name.isEmpty()) {
            return new Refused(Reason.NAME_MISSING, "name", "请填写姓名。");
        }
        if (name.length() > LONGEST_NAME) {
            return new Refused(Reason.NAME_TOO_LONG, "name", "姓名不能超过" + LONGEST_NAME + "个字。");
        }
        if (Divisions.nameOf(command.division()).isEmpty()) {
            return new Refused(Reason.DIVISION_UNKNOWN, "division", "没有找到这个行政区划代码，请核对参保地。");
        }
        Optional<PoolingArea> area = PoolingArea.of(command.division());
        if (area.isEmpty()) {
            return new Refused(Reason.DIVISION_WITHOUT_OFFICE, "division", "该参保地不属于本系统服务的统筹区，请核对参保地。");
        }
        Person person = new Person(
                PersonId.random(),
                area.get(),
                command.residentId(),
                name,
                command.division(),
                command.insured(),
                command.contact().map(String::strip).filter(text -> !text.isEmpty()),
                command.demonstration());
        if (!people.add(person, command.registeredBy(), clock.now())) {
            return new Refused(Reason.RESIDENT_ID_TAKEN, "residentId", "该身份号码已经登记，不能重复登记。");
        }
        return new Registered(person);
    }

    /**
     * Enters many people of an area at once. Whoever is registered already, or does not belong to the area, is left out.
     *
     * @param commands people whose names and divisions have been checked
     */
    public void registerPeople(PoolingArea area, List<RegisterPerson> commands) {
        List<Person> found = commands.stream()
                .filter(command -> PoolingArea.of(command.division()).filter(area::equals).isPresent())
                .map(command -> new Person(
                        PersonId.random(),
                        area,
                        command.residentId(),
                        command.name().strip(),
                        command.division(),
                        command.insured(),
                        command.contact(),
                        command.demonstration()))
                .toList();
        if (!found.isEmpty()) {
            people.addAll(found, commands.get(0).registeredBy(), clock.now());
        }
    }

    /** The hospital with this code, written in any case. */
    @Transactional(readOnly = true)
    public Optional<Hospital> hospital(String code) {
        return hospitals.find(code.strip().toUpperCase(Locale.ROOT));
    }

    /** Those of these hospitals that are in the register. */
    @Transactional(readOnly = true)
    public List<Hospital> hospitals(Collection<String> codes) {
        return hospitals.find(codes);
    }

    /**
     * Hospitals whose name or code contains the text, at most {@value #MOST_HOSPITALS_FOUND}, an exact code first.
     *
     * @param text part of a name or code; nothing finds the first of the register
     */
    @Transactional(readOnly = true)
    public List<Hospital> searchHospitals(String text) {
        return hospitals.search(text == null ? "" : text.strip(), MOST_HOSPITALS_FOUND);
    }

    /** Enters a hospital with its periods of designation. Its code must be new. */
    public void enterHospital(Hospital hospital) {
        hospitals.add(hospital);
    }

    @Transactional(readOnly = true)
    public Optional<Office> office(PoolingArea area) {
        return offices.find(area);
    }

    /** Enters the office of an area that has none yet. */
    public void openOffice(Office office) {
        offices.add(office);
    }

    /** The townships of an office, by code. */
    @Transactional(readOnly = true)
    public List<Town> towns(PoolingArea area) {
        return towns.of(area);
    }

    /** Enters a township, or gives it its present name. */
    public void enterTown(Town town) {
        towns.save(town);
    }
}
