package org.medaid.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** A bill under test, said in the words of the request: every method changes one thing of a plain one. */
public final class Bill {

    private static final String PARAMETERS =
            """
            {"lianyungang.key.ratio": "0.70",
             "lianyungang.basic-insurance-annual-ceiling": "250000",
             "lianyungang.extended.brackets": [
               {"upTo": "10000", "ratio": "0.40"}, {"upTo": "30000", "ratio": "0.50"}, {"ratio": "0.60"}],
             "lianyungang.extended.annual-ceiling": "50000",
             "jining.other.annual-deductible": "3000",
             "jining.other.ratio": "0.50",
             "jining.other.annual-ceiling": "8000",
             "jiangmen.medical-assistance": {
               "EXTREME_POVERTY": {"ratio": "1.00", "annualCeiling": "100000"},
               "ORPHAN": {"ratio": "1.00", "annualCeiling": "100000"},
               "SUBSISTENCE_ALLOWANCE": {"ratio": "0.80", "annualCeiling": "100000"},
               "POVERTY_ALLEVIATION": {"ratio": "0.80", "annualCeiling": "100000"},
               "LOW_INCOME_FAMILY": {"ratio": "0.70", "annualCeiling": "80000"},
               "OTHER_SPECIAL_HARDSHIP": {"ratio": "0.60", "annualCeiling": "60000"},
               "ILLNESS_IMPOVERISHED": {"ratio": "0.60", "annualCeiling": "60000"}}}
            """;

    private final ObjectNode json = Cases.JSON.createObjectNode();

    private Bill() {}

    public static Bill in(String division) {
        Bill bill = new Bill();
        bill.json.put("division", division);
        bill.categories("SUBSISTENCE_ALLOWANCE").care("INPATIENT").on("2020-06-15");
        bill.hospital("H-TREATING", 2, division).notReferred().inScope("0").selfPaid("0");
        bill.json.set("officeParameters", parse(PARAMETERS));
        return bill;
    }

    private static JsonNode parse(String text) {
        try {
            return Cases.JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Bill categories(String... codes) {
        return codes("categories", codes);
    }

    public Bill diseases(String... codes) {
        return codes("diseases", codes);
    }

    private Bill codes(String field, String... codes) {
        ArrayNode array = json.putArray(field);
        for (String code : codes) {
            array.add(code);
        }
        return this;
    }

    public Bill care(String careType) {
        json.put("careType", careType);
        return this;
    }

    public Bill on(String day) {
        json.put("admittedOn", day).put("dischargedOn", day);
        return this;
    }

    public Bill flag(String field, boolean value) {
        json.put(field, value);
        return this;
    }

    public Bill hospital(String code, int level, String division) {
        json.putObject("hospital").put("code", code).put("level", level).put("division", division);
        return this;
    }

    public Bill notDesignated() {
        ((ObjectNode) json.get("hospital")).put("designated", false);
        return this;
    }

    public Bill notReferred() {
        json.putObject("referral").put("status", "NONE");
        return this;
    }

    public Bill referred(String tier2, String tier3) {
        ObjectNode referral = json.putObject("referral").put("status", "FILED");
        if (tier2 != null) {
            referral.put("tier2Hospital", tier2);
        }
        if (tier3 != null) {
            referral.put("tier3Hospital", tier3);
        }
        return this;
    }

    public Bill inScope(String yuan) {
        return amount("inScope", yuan);
    }

    public Bill selfPaid(String yuan) {
        return amount("selfPaid", yuan);
    }

    public Bill deductible(String yuan) {
        return amount("deductible", yuan);
    }

    public Bill basicPaid(String yuan) {
        return amount("basicPaid", yuan);
    }

    /** Sets one amount, and the total to what it has to be. */
    public Bill amount(String field, String yuan) {
        ObjectNode amounts = json.withObject("/amounts");
        for (String name : new String[] {
            "inScope", "deductible", "basicPaid", "criticalIllnessPaid", "supplementaryPaid", "selfPaid"
        }) {
            if (!amounts.has(name)) {
                amounts.put(name, "0.00");
            }
        }
        amounts.put(field, yuan);
        if (!field.equals("total")) {
            amounts.put(
                    "total",
                    new BigDecimal(amounts.get("inScope").textValue())
                            .add(new BigDecimal(amounts.get("selfPaid").textValue()))
                            .toPlainString());
        }
        return this;
    }

    public Bill excluded(String code, String inScope, String selfPaid) {
        json.withArray("/exclusions").addObject().put("code", code).put("inScope", inScope).put("selfPaid", selfPaid);
        return this;
    }

    public Bill reviewed(String unreasonable) {
        json.putObject("review").put("unreasonableSelfPaid", unreasonable);
        return this;
    }

    public Bill used(String accumulator, String yuan) {
        json.withObject("/yearToDate").put(accumulator, yuan);
        return this;
    }

    public Bill parameter(String key, Object value) {
        ((ObjectNode) json.get("officeParameters")).set(key, Cases.JSON.valueToTree(value));
        return this;
    }

    public Bill parameterJson(String key, String value) {
        ((ObjectNode) json.get("officeParameters")).set(key, parse(value));
        return this;
    }

    public Bill withoutParameter(String key) {
        ((ObjectNode) json.get("officeParameters")).remove(key);
        return this;
    }

    public Bill withoutParameters() {
        json.remove("officeParameters");
        return this;
    }

    public Bill raw(String field, JsonNode value) {
        json.set(field, value);
        return this;
    }

    public ObjectNode json() {
        return json;
    }

    public CalculationRequest request() {
        return Cases.request(json);
    }
}
