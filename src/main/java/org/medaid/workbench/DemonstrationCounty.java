package org.medaid.workbench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Office;
import org.medaid.party.Parties;
import org.medaid.party.PersonRegistration;
import org.medaid.party.PersonRegistration.Registered;
import org.medaid.party.RegisterPerson;
import org.medaid.party.Town;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.roster.RosterAnswer;
import org.medaid.roster.RosterAnswer.Recorded;
import org.medaid.security.StaffDirectory;
import org.medaid.workbench.DemonstrationPeople.DemonstrationPerson;
import org.medaid.workbench.process.DemonstrationBills;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Five invented offices with hospitals and beneficiaries, so that the application can be tried.
 *
 * <p>Entered at the first start only, whole or not at all. What somebody changes afterwards stays changed.
 */
@Component
@ConditionalOnProperty("medaid.demonstration")
class DemonstrationCounty implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemonstrationCounty.class);

    private static final String SOURCE = "演示名单（虚构）";

    private static final List<Office> OFFICES = List.of(
            office(PoolingArea.FUSHUN, "抚顺市医疗救助示范经办机构", "210400"),
            office(PoolingArea.LIANYUNGANG, "连云港市医疗救助示范经办机构", "320700"),
            office(PoolingArea.JINING, "济宁市医疗救助示范经办机构", "370800"),
            office(PoolingArea.JIANGMEN, "江门市医疗救助示范经办机构", "440700"),
            office(PoolingArea.HESHAN, "鹤山市医疗救助示范经办机构", "440784"));

    private static final List<Town> TOWNS = List.of(
            town(PoolingArea.FUSHUN, "210402901", "新抚示范街道"),
            town(PoolingArea.FUSHUN, "210421902", "抚顺县示范镇"),
            town(PoolingArea.LIANYUNGANG, "320706901", "海州示范街道"),
            town(PoolingArea.LIANYUNGANG, "320722902", "东海示范镇"),
            town(PoolingArea.JINING, "370811901", "任城示范街道"),
            town(PoolingArea.JINING, "370829902", "嘉祥示范镇"),
            town(PoolingArea.JIANGMEN, "440703901", "蓬江示范街道"),
            town(PoolingArea.JIANGMEN, "440783902", "开平示范镇"),
            town(PoolingArea.HESHAN, "440784901", "鹤山示范街道"),
            town(PoolingArea.HESHAN, "440784902", "鹤山示范镇"));

    /** Who works for one township alone, beside the clerks who work for all, by the township. */
    private static final Map<String, String> TOWNSHIP_CLERKS = Map.of("440784901", "heshan-town3", "440784902", "heshan-town4");

    private final Parties parties;
    private final Roster roster;
    private final StaffDirectory staff;
    private final DemonstrationParameters parameters;
    private final DemonstrationBills bills;
    private final TransactionTemplate transactions;

    DemonstrationCounty(
            Parties parties,
            Roster roster,
            StaffDirectory staff,
            DemonstrationParameters parameters,
            DemonstrationBills bills,
            TransactionTemplate transactions) {
        this.transactions = transactions;
        this.parties = parties;
        this.roster = roster;
        this.staff = staff;
        this.parameters = parameters;
        this.bills = bills;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        transactions.executeWithoutResult(status -> enterOnce());
        // Only now do the figures count that the bills are checked against.
        transactions.executeWithoutResult(status -> {
            for (PoolingArea area : PoolingArea.values()) {
                bills.enterOnce(area, peopleWithBills(area));
            }
        });
    }

    private void enterOnce() {
        // Names entered since stay: only an office without townships gets the invented ones.
        TOWNS.stream()
                .filter(town -> parties.towns(town.area()).stream().allMatch(Town::demonstration))
                .forEach(parties::enterTown);
        if (OFFICES.stream().anyMatch(office -> parties.office(office.area()).isPresent())) {
            return;
        }
        OFFICES.forEach(parties::openOffice);
        DemonstrationHospitals.ALL.forEach(this::enter);
        DemonstrationPeople.all().forEach(this::enter);
        parameters.enter();
        TOWNS.stream().filter(town -> TOWNSHIP_CLERKS.containsKey(town.code())).forEach(this::enterClerk);
        LOG.info(
                "Entered the invented demonstration data: {} offices, {} hospitals, {} people",
                OFFICES.size(),
                DemonstrationHospitals.ALL.size(),
                DemonstrationPeople.all().size());
    }

    private void enter(Hospital hospital) {
        parties.enterHospital(hospital);
        // Hospitals elsewhere belong to no office, and so have nobody who signs in here.
        PoolingArea.of(hospital.division())
                .ifPresent(area -> staff.createHospitalUsers(
                        hospital.code(), hospital.name(), area, PoolingArea.servedBy(hospital.division())));
    }

    private void enterClerk(Town town) {
        staff.createTownshipClerk(TOWNSHIP_CLERKS.get(town.code()), town.code(), town.name(), town.area());
    }

    private void enter(DemonstrationPerson invented) {
        PersonRegistration answer = parties.registerPerson(new RegisterPerson(
                invented.residentId(),
                invented.name(),
                invented.division(),
                true,
                Optional.empty(),
                AuditEntry.SYSTEM,
                true));
        if (!(answer instanceof Registered registered)) {
            throw new IllegalStateException("the demonstration's own people are refused: " + answer);
        }
        for (Category category : invented.categories()) {
            RosterAnswer entered = roster.enter(
                    invented.area(),
                    new EnterCategory(
                            registered.person().id(),
                            category,
                            DateRange.from(invented.since()),
                            SOURCE,
                            AuditEntry.SYSTEM));
            if (!(entered instanceof Recorded)) {
                throw new IllegalStateException("the demonstration's own roster is refused: " + entered);
            }
        }
    }

    /** People whose bills show most of the rules: where there is a poverty-alleviation fund, those it pays for. */
    private List<PersonId> peopleWithBills(PoolingArea area) {
        List<DemonstrationPerson> people = DemonstrationPeople.of(area, Category.POVERTY_ALLEVIATION);
        if (people.isEmpty()) {
            people = DemonstrationPeople.of(area, Category.SUBSISTENCE_ALLOWANCE);
        }
        return people.stream()
                .map(person -> parties.findPerson(area, person.residentId()).orElseThrow().id())
                .toList();
    }

    private static Town town(PoolingArea area, String code, String name) {
        return new Town(code, area, new DivisionCode(code.substring(0, 6)), name, true);
    }

    private static Office office(PoolingArea area, String name, String division) {
        return new Office(area, name, new DivisionCode(division), true);
    }
}
