package org.medaid.policy.model;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.CareType;
import org.medaid.policy.CategorySet;
import org.medaid.policy.DiseaseSet;

/**
 * The discrete facts that the rules read, and nothing else: no amount, no name.
 *
 * @param hospitalLevel the level that counts, see {@link CalculationRequest.Hospital#tier()}
 */
public record Facts(
        String division,
        LocalDate dischargedOn,
        CategorySet categories,
        DiseaseSet diseases,
        CareType careType,
        boolean insured,
        boolean treatedAsInpatient,
        boolean emergency,
        boolean designated,
        boolean referralFiled,
        int hospitalLevel,
        String hospitalDivision) {

    public static Facts of(CalculationRequest request) {
        return new Facts(
                request.division().code().value(),
                request.dischargedOn(),
                request.categories(),
                request.diseases(),
                request.careType(),
                request.insured(),
                request.treatedAsInpatient(),
                request.emergency(),
                request.hospital().designated(),
                request.referral().filed(),
                request.hospital().tier(),
                request.hospital().division().value());
    }

    /** The variables of the recognition table; diagnoses are among them, so they go nowhere but into that table. */
    public Map<String, Object> forRecognition() {
        return Map.of(
                "dischargedOn", dischargedOn.toString(),
                "categories", categories.codes(),
                "diseases", diseases.codes());
    }

    /** The variables of the referral table. */
    public Map<String, Object> forReferral() {
        return Map.of(
                "division", division,
                "hospitalDivision", hospitalDivision,
                "hospitalLevel", hospitalLevel,
                "referralFiled", referralFiled);
    }

    /**
     * The variables of the table with the lines.
     *
     * @param classes what the person was recognised as
     * @param constellation what the referral table said, or null where the area has none
     */
    public Map<String, Object> forLines(List<String> classes, String constellation) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("dischargedOn", dischargedOn.toString());
        variables.put("classes", classes);
        variables.put("careType", careType.name());
        variables.put("insured", insured);
        variables.put("treatedAsInpatient", treatedAsInpatient);
        variables.put("emergency", emergency);
        variables.put("designated", designated);
        variables.put("referralFiled", referralFiled);
        variables.put("division", division);
        variables.put("hospitalDivision", hospitalDivision);
        variables.put("hospitalLevel", hospitalLevel);
        if (constellation != null) {
            variables.put("constellation", constellation);
        }
        return variables;
    }
}
