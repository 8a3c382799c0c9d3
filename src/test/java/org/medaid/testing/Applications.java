package org.medaid.testing;

import java.util.List;
import java.util.Map;
import org.medaid.kernel.ResidentId;

/** What invented households ask for at a township's window. */
public final class Applications {

    private Applications() {}

    /**
     * The start form of somebody who lives alone with little income and is ill.
     *
     * @param town code of the township
     * @param document the id of a file that was handed in
     */
    public static Map<String, Object> ofOnePerson(String town, ResidentId resident, String name, String document) {
        return Map.of(
                "category", "LOW_INCOME_FAMILY",
                "townCode", town,
                "address", "示范路3号",
                "phone", "0750-8000000",
                "members", List.of(Map.of(
                        "residentId", resident.value(), "name", name, "relation", "SELF", "annualIncome", "8000",
                        "insured", true, "included", true)),
                "savings", "1000.00",
                "illness", "肾功能衰竭，每周透析三次",
                "medicalCosts", "42000.00",
                "consent", true,
                "documents", List.of(document));
    }
}
