package org.medaid.testing;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Invented people whose bills an office has entered, for tests of the lists they then stand in. */
public final class WorkbenchCases {

    private final Parties parties;
    private final Roster roster;
    private final JdbcClient jdbc;

    public WorkbenchCases(Parties parties, Roster roster, JdbcClient jdbc) {
        this.parties = parties;
        this.roster = roster;
        this.jdbc = jdbc;
    }

    /** A bill that was entered, with the person it is about. */
    public record Entered(String instance, String claim, String number, ResidentId resident, PersonId person) {}

    /** A resident of the division on the roster of poverty alleviation, whose bill of 1,000.00 in scope the clerk enters. */
    public Entered bill(Office office, String clerk, String division, String name, String hospital) {
        return bill(office, clerk, division, name, hospital, "0.00");
    }

    /** As above, with self-paid cost: over the office's threshold, experts look at it. */
    public Entered bill(Office office, String clerk, String division, String name, String hospital, String selfPaid) {
        return bill(office, clerk, division, name, hospital, selfPaid, "1000.00");
    }

    /** A bill that was checked and waits for the system to calculate it. */
    public Entered toCalculate(Office office, String clerk, String division, String name, String hospital, String inScope) {
        Entered bill = bill(office, clerk, division, name, hospital, "0.00", inScope);
        office.completed("checker", bill.instance(), "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", bill.instance(), "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        return bill;
    }

    /**
     * Lets the calculation of a bill fail as often as the engine tries, so that there is an incident.
     *
     * @return the job's id
     */
    public String breakCalculation(ManagementService management, Entered bill) {
        jdbc.sql("update medaid.claim set state = 'RETURNED' where id = ?::uuid").param(bill.claim()).update();
        String job = management.createJobQuery()
                .processInstanceId(bill.instance())
                .activityId("ServiceTask_CalculateBenefit")
                .singleResult()
                .getId();
        while (management.createJobQuery().jobId(job).singleResult().getRetries() > 0) {
            try {
                management.executeJob(job);
                throw new AssertionError("a bill that was sent back was calculated");
            } catch (RuntimeException expected) {
                // The engine has counted it.
            }
        }
        return job;
    }

    /** Takes the cause away. */
    public void mendCalculation(Entered bill) {
        jdbc.sql("update medaid.claim set state = 'TO_CALCULATE' where id = ?::uuid").param(bill.claim()).update();
    }

    /** A bill that was checked and calculated and waits for the clerk's confirmation; below the deductible of 500.00 it grants nothing. */
    public Entered calculated(
            Office office, EngineCases cases, String clerk, String division, String name, String hospital, String inScope) {
        Entered bill = toCalculate(office, clerk, division, name, hospital, inScope);
        cases.fire(bill.instance(), "ServiceTask_CalculateBenefit");
        return bill;
    }

    private Entered bill(
            Office office, String clerk, String division, String name, String hospital, String selfPaid, String inScope) {
        ResidentId resident = InventedResidents.next(division);
        PersonId person = InventedResidents.registered(parties, resident, name);
        roster.enter(
                PoolingArea.of(new org.medaid.kernel.DivisionCode(division)).orElseThrow(),
                new EnterCategory(
                        person, Category.POVERTY_ALLEVIATION, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
        Map<String, Object> bill = new HashMap<>(Map.of(
                "personId", person.toString(),
                "hospitalCode", hospital,
                "careType", "INPATIENT",
                "admittedOn", "2020-03-01",
                "dischargedOn", "2020-03-12",
                "diagnosis", "慢性肾功能不全",
                "invoiceNumber", UUID.randomUUID().toString(),
                "amounts", Map.of(
                        "total", new java.math.BigDecimal(inScope).add(new java.math.BigDecimal(selfPaid)).toString(),
                        "inScope", inScope,
                        "deductible", new java.math.BigDecimal(inScope).min(new java.math.BigDecimal("500.00")).toString(),
                        "basicPaid", "0.00",
                        "criticalIllnessPaid", "0.00",
                        "supplementaryPaid", "0.00",
                        "selfPaid", selfPaid)));
        String instance = office.instance(office.enter(clerk, bill));
        Map<String, Object> row = jdbc.sql("select id::text as id, case_number from medaid.claim where person_id = ?")
                .param(person.value())
                .query()
                .singleRow();
        return new Entered(instance, (String) row.get("id"), (String) row.get("case_number"), resident, person);
    }

    public String hospitalName(String code) {
        return parties.hospital(code).orElseThrow().name();
    }
}
