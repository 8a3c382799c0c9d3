package org.medaid.settlement;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.testing.EngineCases;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;

/** A bill of a person of Fushun, who is granted 1,800.00 out of the medical assistance fund, on its way through the office. */
final class BillOfFushun {

    final PersonId person;
    final String claim;
    private final Office office;
    private final String instance;

    /** Entered, checked and calculated; it waits for the confirmation of its sheet. */
    BillOfFushun(Office office, Parties parties, Roster roster, EngineCases cases, String name, int year) {
        this.office = office;
        person = InventedResidents.registered(parties, InventedResidents.next("210402"), name);
        roster.enter(
                PoolingArea.FUSHUN,
                new EnterCategory(
                        person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
        Map<String, Object> bill = Map.ofEntries(
                Map.entry("personId", person.toString()),
                Map.entry("hospitalCode", "H2104022"),
                Map.entry("careType", "INPATIENT"),
                Map.entry("admittedOn", year + "-03-01"),
                Map.entry("dischargedOn", year + "-03-12"),
                Map.entry("diagnosis", "慢性肾功能不全"),
                Map.entry("invoiceNumber", UUID.randomUUID().toString()),
                Map.entry(
                        "amounts",
                        Map.of(
                                "total", "3500.00",
                                "inScope", "3000.00",
                                "deductible", "500.00",
                                "basicPaid", "0.00",
                                "criticalIllnessPaid", "0.00",
                                "supplementaryPaid", "0.00",
                                "selfPaid", "500.00")));
        instance = office.instance(office.enter("clerk1", bill));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", java.util.List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        claim = cases.variable(instance, "claimId");
    }

    /** Its sheet is confirmed: settled and posted. */
    BillOfFushun settled() {
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        return this;
    }
}
