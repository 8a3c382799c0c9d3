package org.medaid.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.UUID;
import org.medaid.api.Outcome;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.EnterParameter;
import org.medaid.policy.OfficeParameters;
import org.springframework.stereotype.Component;

/** Invented figures where the documents leave them to the office; every sheet marks them as invented. */
@Component
class DemonstrationParameters {

    private static final String FROM = "2014-01-01";
    private static final String DOCUMENT = "演示文号（虚构）";

    private static final String JIANGMEN =
            """
            {"EXTREME_POVERTY": {"ratio": "1.00", "annualCeiling": "100000"},
             "ORPHAN": {"ratio": "1.00", "annualCeiling": "100000"},
             "SUBSISTENCE_ALLOWANCE": {"ratio": "0.80", "annualCeiling": "100000"},
             "POVERTY_ALLEVIATION": {"ratio": "0.80", "annualCeiling": "100000"},
             "LOW_INCOME_FAMILY": {"ratio": "0.70", "annualCeiling": "80000"},
             "OTHER_SPECIAL_HARDSHIP": {"ratio": "0.60", "annualCeiling": "60000"},
             "ILLNESS_IMPOVERISHED": {"ratio": "0.60", "annualCeiling": "60000"}}
            """;

    private static final Map<PoolingArea, Map<String, String>> FIGURES = Map.of(
            PoolingArea.LIANYUNGANG,
            Map.of(
                    "lianyungang.key.ratio", "\"0.70\"",
                    "lianyungang.basic-insurance-annual-ceiling", "\"250000\"",
                    "lianyungang.extended.brackets",
                            "[{\"upTo\": \"10000\", \"ratio\": \"0.40\"}, {\"upTo\": \"30000\", \"ratio\": \"0.50\"}, {\"ratio\": \"0.60\"}]",
                    "lianyungang.extended.annual-ceiling", "\"50000\""),
            PoolingArea.JINING,
            Map.of(
                    "jining.other.annual-deductible", "\"3000\"",
                    "jining.other.ratio", "\"0.50\"",
                    "jining.other.annual-ceiling", "\"8000\""),
            PoolingArea.JIANGMEN,
            Map.of("jiangmen.medical-assistance", JIANGMEN),
            PoolingArea.HESHAN,
            Map.of("jiangmen.medical-assistance", JIANGMEN));

    private final OfficeParameters parameters;
    private final ObjectMapper json;

    DemonstrationParameters(OfficeParameters parameters, ObjectMapper json) {
        this.parameters = parameters;
        this.json = json;
    }

    void enter() {
        FIGURES.forEach((area, figures) -> figures.forEach((parameter, value) -> enter(area, parameter, value)));
    }

    private void enter(PoolingArea area, String parameter, String value) {
        try {
            var entered = parameters.enterDemonstration(
                    area,
                    new EnterParameter(parameter, json.readTree(value), FROM, null, DOCUMENT),
                    area.tenantId() + "-policy1");
            if (!(entered instanceof Outcome.Done<UUID> done)
                    || !(parameters.approve(area, done.value(), area.tenantId() + "-policy2")
                            instanceof Outcome.Done)) {
                throw new IllegalStateException("demonstration figure " + parameter + ": " + entered);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
