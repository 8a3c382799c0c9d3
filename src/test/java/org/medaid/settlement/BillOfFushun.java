package org.medaid.settlement;

import java.util.Map;
import java.util.UUID;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.EngineCases;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.TypedBill;

/** A bill of a person of Fushun, who is granted 1,800.00 out of the medical assistance fund, on its way through the office. */
final class BillOfFushun {

    final PersonId person;
    final String claim;
    private final Office office;
    private final String instance;

    /** Entered, checked and calculated; it waits for the confirmation of its sheet. */
    BillOfFushun(Office office, Parties parties, Roster roster, EngineCases cases, String name, int year) {
        this.office = office;
        person = TypedBill.entitled(parties, roster, PoolingArea.FUSHUN, InventedResidents.next("210402"), name);
        Map<String, Object> bill = TypedBill.of(person, "H2104022", year + "-03-01", year + "-03-12", UUID.randomUUID().toString());
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
