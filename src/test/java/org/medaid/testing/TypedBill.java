package org.medaid.testing;

import java.time.LocalDate;
import java.util.Map;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;

/** A bill as a clerk types it: 3,500.00, of which 3,000.00 in scope after a deductible of 500.00, and 500.00 self-paid. */
public final class TypedBill {

    private TypedBill() {}

    /** A new person on the roster of subsistence allowances since 2014. */
    public static PersonId entitled(Parties parties, Roster roster, PoolingArea area, ResidentId resident, String name) {
        PersonId person = InventedResidents.registered(parties, resident, name);
        roster.enter(
                area,
                new EnterCategory(
                        person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
        return person;
    }

    /** @param from and {@code to} as days, for example 2020-03-01 */
    public static Map<String, Object> of(PersonId person, String hospital, String from, String to, String invoice) {
        return Map.ofEntries(
                Map.entry("personId", person.toString()),
                Map.entry("hospitalCode", hospital),
                Map.entry("careType", "INPATIENT"),
                Map.entry("admittedOn", from),
                Map.entry("dischargedOn", to),
                Map.entry("diagnosis", "慢性肾功能不全"),
                Map.entry("invoiceNumber", invoice),
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
    }
}
