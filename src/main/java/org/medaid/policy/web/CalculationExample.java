package org.medaid.policy.web;

/** The example on the interface's page. */
final class CalculationExample {

    static final String REQUEST =
            """
            {
              "division": "210421",
              "categories": ["SUBSISTENCE_ALLOWANCE"],
              "careType": "INPATIENT",
              "admittedOn": "2016-03-09",
              "dischargedOn": "2016-03-09",
              "diseases": ["AIDS_OPPORTUNISTIC_INFECTION", "HAEMOPHILIA"],
              "insured": false,
              "hospital": {"code": "H2104023", "level": 3, "division": "210402", "designated": true},
              "referral": {"status": "NONE"},
              "amounts": {
                "total": "18505.00",
                "inScope": "8505.00",
                "deductible": "500.00",
                "basicPaid": "0.00",
                "criticalIllnessPaid": "0.00",
                "supplementaryPaid": "0.00",
                "selfPaid": "10000.00"
              },
              "yearToDate": {"fushun.critical-illness": "25.54"}
            }
            """;

    private CalculationExample() {}
}
