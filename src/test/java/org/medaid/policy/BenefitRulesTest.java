package org.medaid.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.process.ClassPathRuleBook;

/** What the worked examples leave open, each computed by hand from the document. */
class BenefitRulesTest {

    private static final PolicyDesk DESK =
            new PolicyDesk(new ClassPathRuleBook(), (area, day) -> OfficeParameterValues.NONE);

    // Fushun

    @Test
    @Clause("C1")
    void a_stay_is_paid_at_60_percent_up_to_what_is_left_of_5000() {
        CalculationAnswer answer = answer(Bill.in("210402").inScope("10000").used("fushun.inpatient", "4999.99"));

        assertThat(answer.payers()).containsEntry("MEDICAL_ASSISTANCE_FUND", "0.01").containsEntry("PERSON", "9999.99");
        assertThat(answer.lines().get(0).usedBefore()).isEqualTo("4999.99");
    }

    @Test
    @Clause("C1")
    void the_insurance_deductible_counts_as_the_persons_burden() {
        CalculationAnswer answer = answer(Bill.in("210402").inScope("1000").deductible("500").basicPaid("300"));

        assertThat(answer.lines().get(0).base()).isEqualTo("700.00");
    }

    @Test
    @Clause("C2")
    void a_listed_critical_illness_adds_half_of_what_remains() {
        CalculationAnswer answer =
                answer(Bill.in("210402").diseases("CERVICAL_CANCER").inScope("10000.01"));

        // 60 % of 10000.01 is 6000.01, cut to 5000; half of the remaining 5000.01 is 2500.005, rounded half up.
        assertThat(amounts(answer)).containsExactly("5000.00", "2500.01");
    }

    @Test
    @Clause("C3")
    void outpatient_cost_that_insurance_treats_as_inpatient_is_assisted_as_inpatient() {
        CalculationAnswer answer = answer(Bill.in("210402")
                .care("OUTPATIENT")
                .flag("treatedAsInpatient", true)
                .diseases("END_STAGE_RENAL_DISEASE")
                .inScope("1000"));

        assertThat(codes(answer)).containsExactly("fushun.inpatient", "fushun.critical-illness");
        assertThat(codes(answer(Bill.in("210402")
                        .categories("SUBSISTENCE_MARGIN")
                        .care("SPECIAL_OUTPATIENT")
                        .flag("treatedAsInpatient", true)
                        .inScope("1000"))))
                .containsExactly("fushun.margin-inpatient");
    }

    @Test
    @Clause("C4")
    void a_hospital_that_is_not_designated_needs_a_filing_or_an_emergency() {
        Bill bill = Bill.in("210402").inScope("100").notDesignated();
        assertThat(answer(bill).reasons()).containsExactly("NON_DESIGNATED_HOSPITAL");
        assertThat(answer(bill).lines()).isEmpty();
        assertThat(codes(answer(bill.flag("emergency", true)))).containsExactly("fushun.inpatient");
        assertThat(codes(answer(bill.flag("emergency", false).referred("H2", null)))).containsExactly("fushun.inpatient");
    }

    @Test
    @Clause("F1")
    void somebody_who_is_no_beneficiary_hears_only_that() {
        CalculationAnswer answer =
                answer(Bill.in("210402").categories("ORPHAN").notDesignated().inScope("100"));

        assertThat(answer.reasons()).containsExactly("NOT_A_BENEFICIARY");
        assertThat(answer.remainder().citation().article()).isEqualTo("三");
    }

    // Lianyungang

    @Test
    @Clause("C15")
    void assistance_is_paid_on_what_remains_after_a_flat_payment_for_the_disease() {
        // given a stay under a flat payment of 6,000: it is inside what basic insurance paid
        Bill bill = Bill.in("320706").categories("ORPHAN").inScope("10000").basicPaid("6000");

        // when, then
        CalculationAnswer answer = answer(bill);
        assertThat(answer.lines().get(0).base()).isEqualTo("4000.00");
        assertThat(amounts(answer)).containsExactly("2800.00");
    }

    @Test
    @Clause("C5")
    void the_key_ceiling_is_half_the_basic_insurance_ceiling() {
        CalculationAnswer answer = answer(Bill.in("320706").inScope("900000"));

        assertThat(answer.lines().get(0).ceiling()).isEqualTo("125000.00");
        assertThat(amounts(answer)).containsExactly("125000.00");
        assertThat(answer.lines().get(0).officeParameter()).isTrue();
    }

    @Test
    @Clause("C5")
    void the_key_ratio_is_70_percent_where_the_office_set_none_and_never_less() {
        Bill bill = Bill.in("320706").care("OUTPATIENT").inScope("100").withoutParameter("lianyungang.key.ratio");
        assertThat(amounts(answer(bill))).containsExactly("70.00");
        assertThat(answer(bill).lines().get(0).officeParameter()).isFalse();
        assertThat(amounts(answer(bill.parameter("lianyungang.key.ratio", "0.75")))).containsExactly("75.00");

        assertRefused(bill.parameter("lianyungang.key.ratio", "0.6999"), "officeParameters.lianyungang.key.ratio");
    }

    @Test
    @Clause("C6")
    void brackets_apply_marginally_to_the_years_burden_and_are_rounded_once() {
        CalculationAnswer answer = answer(Bill.in("320706")
                .categories("LOW_INCOME_FAMILY")
                .inScope("25000.03")
                .used("lianyungang.extended.burden", "8000"));

        // 2,000.00 at 40 %, 20,000.00 at 50 %, 3,000.03 at 60 %: 800 + 10000 + 1800.018
        assertThat(amounts(answer)).containsExactly("12600.02");
        assertThat(answer.lines().get(0).ratio()).isNull();
        assertThat(answer.lines().get(0).brackets())
                .containsExactly(
                        new BenefitLine.BracketShare("2000.00", "0.40"),
                        new BenefitLine.BracketShare("20000.00", "0.50"),
                        new BenefitLine.BracketShare("3000.03", "0.60"));
        assertThat(answer.accumulated())
                .containsEntry("lianyungang.extended.burden", "25000.03")
                .containsEntry("lianyungang.extended", "12600.02");
    }

    @Test
    @Clause("C6")
    void brackets_that_break_the_article_are_refused_with_the_bracket_named() {
        String path = "officeParameters.lianyungang.extended.brackets";
        assertRefusedBrackets("[{\"upTo\": \"10\", \"ratio\": \"0.50\"}, {\"ratio\": \"0.40\"}]", path + "[1].ratio");
        assertRefusedBrackets("[{\"upTo\": \"10\", \"ratio\": \"0.50\"}, {\"ratio\": \"0.70\"}]", path + "[1].ratio");
        assertRefusedBrackets(
                "[{\"upTo\": \"10\", \"ratio\": \"0.1\"}, {\"upTo\": \"10\", \"ratio\": \"0.2\"}, {\"ratio\": \"0.3\"}]",
                path + "[1].upTo");
        assertRefusedBrackets("[{\"upTo\": \"10\", \"ratio\": \"0.50\"}]", path + "[0].upTo");
        assertRefusedBrackets("[]", path);
        assertRefusedBrackets("[{\"upTo\": \"-5\", \"ratio\": \"0.50\"}, {\"ratio\": \"0.50\"}]", path + "[0].upTo");
    }

    private static void assertRefusedBrackets(String brackets, String field) {
        assertRefused(
                Bill.in("320706").categories("LOW_INCOME_FAMILY").inScope("1")
                        .parameterJson("lianyungang.extended.brackets", brackets),
                field);
    }

    // Jining

    @Test
    @Clause("C7")
    void the_key_categories_of_jining_get_70_percent_up_to_10000() {
        assertThat(amounts(answer(Bill.in("370826").on("2021-03-01").inScope("1000"))))
                .containsExactly("700.00");
        assertThat(answer(Bill.in("370826").on("2020-12-31").inScope("1000")).reasons())
                .containsExactly("NO_POLICY_IN_FORCE");
    }

    @Test
    @Clause("C8")
    void re_assistance_starts_where_the_years_remaining_burden_passes_5000() {
        CalculationAnswer answer = answer(Bill.in("370826")
                .on("2021-03-01")
                .inScope("1000")
                .used("jining.reassistance.burden", "4900"));

        // 1000 less 700 leaves 300, of which 200 lie above 5,000.
        assertThat(answer.lines().get(1).base()).isEqualTo("200.00");
        assertThat(answer.lines().get(1).amount()).isEqualTo("140.00");
        assertThat(answer.lines().get(1).threshold()).isEqualTo("5000.00");
        assertThat(answer.accumulated()).containsEntry("jining.reassistance.burden", "300.00");
    }

    @Test
    @Clause("C9")
    void other_persons_are_paid_above_the_offices_deductible() {
        CalculationAnswer answer = answer(Bill.in("370826")
                .categories("ILLNESS_IMPOVERISHED")
                .on("2021-03-01")
                .inScope("4000"));

        assertThat(answer.lines().get(0).base()).isEqualTo("1000.00");
        assertThat(amounts(answer)).containsExactly("500.00");
        assertThat(answer.accumulated())
                .containsEntry("jining.other.burden", "4000.00")
                .containsEntry("jining.reassistance.burden", "3500.00");
    }

    @Test
    void a_figure_that_the_office_has_not_set_is_asked_for_only_where_it_is_needed() {
        Bill other = Bill.in("370826").categories("ILLNESS_IMPOVERISHED").on("2021-03-01").inScope("4000")
                .withoutParameter("jining.other.ratio");
        assertRefused(other, "officeParameters.jining.other.ratio");
        assertThat(answer(other.categories("EXTREME_POVERTY")).lines()).isNotEmpty();
    }

    // Jiangmen

    @Test
    @Clause("C10")
    void the_poverty_fund_takes_the_whole_in_scope_burden_without_the_deductible() {
        CalculationAnswer answer = answer(poverty().selfPaid("0").inScope("1000").deductible("200").basicPaid("300"));

        // base 500, 80 % medical assistance, the rest from the poverty fund; the deductible stays with the person
        assertThat(answer.payers())
                .isEqualTo(Map.of(
                        "BASIC_INSURANCE", "300.00",
                        "MEDICAL_ASSISTANCE_FUND", "400.00",
                        "POVERTY_ALLEVIATION_FUND", "100.00",
                        "PERSON", "200.00"));
    }

    @Test
    @Clause({"C11", "R8"})
    void the_self_paid_cost_is_shared_by_the_five_constellations() {
        // people of the city's own districts at any hospital in the city
        assertThat(hospitals(poverty("440703").hospital("H-A", 3, "440704")))
                .containsExactly(Map.entry("HOSPITAL:H-A", "20.00"));
        // people of the five others at a tier-2 hospital, and at Kaiping Central Hospital
        assertThat(hospitals(poverty("440781").hospital("H-B", 2, "440703")))
                .containsExactly(Map.entry("HOSPITAL:H-B", "20.00"));
        assertThat(hospitals(poverty("440781").hospital("KAIPING-CENTRAL", 3, "440783")))
                .containsExactly(Map.entry("HOSPITAL:KAIPING-CENTRAL", "20.00"));
        assertThat(hospitals(poverty("440781").hospital("H-C", 3, "440785")))
                .containsExactly(Map.entry("HOSPITAL:H-C", "20.00"));
        // referred to a tertiary hospital of the city's own
        assertThat(hospitals(poverty("440781").hospital("H-D", 3, "440700").referred("H-T2", null)))
                .containsExactly(Map.entry("HOSPITAL:H-T2", "10.00"), Map.entry("HOSPITAL:H-D", "10.00"));
        // referred outside the city, from anywhere
        for (String division : List.of("440703", "440781", "440784")) {
            assertThat(hospitals(poverty(division).hospital("H-E", 3, "440100").referred("H-T2", "H-T3")))
                    .containsExactly(Map.entry("HOSPITAL:H-T2", "10.00"), Map.entry("HOSPITAL:H-T3", "10.00"));
        }
    }

    @Test
    @Clause("C11")
    void the_fen_that_rounding_leaves_over_goes_to_the_second_hospital() {
        CalculationAnswer answer = answer(poverty("440781")
                .hospital("H-E", 3, "440100")
                .referred("H-T2", "H-T3")
                .inScope("0")
                .selfPaid("100.05"));

        assertThat(amounts(answer)).containsExactly("80.04", "10.01", "10.00");
        assertThat(answer.payers()).doesNotContainKey("PERSON");
    }

    @Test
    @Clause("C11")
    void one_hospital_that_stamped_twice_pays_both_parts() {
        assertThat(hospitals(poverty("440781").hospital("H-E", 3, "440100").referred("H-T", "H-T")))
                .containsExactly(Map.entry("HOSPITAL:H-T", "20.00"));
    }

    @Test
    @Clause("R4")
    void without_the_filing_neither_fund_nor_hospital_pays() {
        for (Bill bill : List.of(
                poverty("440703").hospital("H-E", 1, "440100"),
                poverty("440784").hospital("H-D", 3, "440704").flag("emergency", true))) {
            CalculationAnswer answer = answer(bill.inScope("100"));
            assertThat(answer.reasons()).containsExactly("REFERRAL_NOT_FILED");
            assertThat(codes(answer)).containsExactly("jiangmen.medical-assistance");
        }
    }

    @Test
    @Clause("R8")
    void a_filed_referral_without_the_stamping_hospital_is_refused_where_that_hospital_has_to_pay() {
        assertRefused(poverty("440781").hospital("H-D", 3, "440700").referred(null, "H-T3"), "referral.tier2Hospital");
        assertRefused(poverty("440781").hospital("H-E", 3, "440100").referred("H-T2", null), "referral.tier3Hospital");
        assertThat(answer(poverty("440781").hospital("H-B", 2, "440703").referred(null, null)).lines()).isNotEmpty();
    }

    @Test
    @Clause("C12")
    void self_paid_cost_over_10000_waits_for_the_experts() {
        Bill bill = poverty().inScope("100").selfPaid("10000.01");

        CalculationAnswer waiting = answer(bill);
        assertThat(waiting.status()).isEqualTo("REVIEW_REQUIRED");
        assertThat(waiting.payers()).isNull();
        assertThat(waiting.remainder()).isNull();
        assertThat(waiting.accumulated()).isEmpty();
        assertThat(codes(waiting)).containsExactly("jiangmen.medical-assistance");

        assertThat(answer(bill.reviewed("0")).status()).isEqualTo("CALCULATED");
        assertThat(answer(poverty().selfPaid("10000.00")).status()).isEqualTo("CALCULATED");
        assertThat(answer(poverty().selfPaid("10000.01").excluded("E08", "0", "0.01")).status())
                .isEqualTo("CALCULATED");
        assertThat(answer(poverty().selfPaid("10000.01").categories("ORPHAN")).status()).isEqualTo("CALCULATED");
    }

    @Test
    @Clause("C12")
    void special_outpatients_are_reviewed_by_the_month() {
        Bill bill = poverty().care("SPECIAL_OUTPATIENT").on("2020-03-31").selfPaid("6000");

        CalculationAnswer first = answer(bill);
        assertThat(first.status()).isEqualTo("CALCULATED");
        assertThat(first.accumulated()).containsEntry("jiangmen.self-paid.2020-03", "6000.00");
        assertThat(answer(bill.used("jiangmen.self-paid.2020-03", "4000")).status()).isEqualTo("CALCULATED");
        assertThat(answer(bill.used("jiangmen.self-paid.2020-03", "4000.01")).status()).isEqualTo("REVIEW_REQUIRED");
        assertThat(answer(bill.on("2020-04-01")).status()).isEqualTo("CALCULATED");
    }

    @Test
    @Clause("C12")
    void the_threshold_is_the_offices_to_change() {
        CalculationAnswer answer = answer(poverty()
                .selfPaid("5000.01")
                .parameter("jiangmen.review.self-paid-threshold", "5000"));

        assertThat(answer.status()).isEqualTo("REVIEW_REQUIRED");
    }

    @Test
    @Clause("C12")
    void the_unreasonable_part_is_the_hospitals_inside_the_city_and_the_persons_outside() {
        CalculationAnswer inside = answer(poverty().selfPaid("12000").reviewed("2000"));
        assertThat(codes(inside))
                .containsExactly(
                        "jiangmen.poverty.self-paid", "jiangmen.hospital.self-paid", "jiangmen.hospital.unreasonable");
        assertThat(inside.payers())
                .isEqualTo(Map.of("POVERTY_ALLEVIATION_FUND", "8000.00", "HOSPITAL:H-TREATING", "4000.00"));

        CalculationAnswer outside = answer(poverty()
                .hospital("H-E", 3, "440100")
                .referred("H-T2", "H-T3")
                .selfPaid("12000")
                .reviewed("2000"));
        assertThat(outside.payers()).containsEntry("PERSON", "2000.00").doesNotContainKey("HOSPITAL:H-E");
    }

    @Test
    @Clause("C13")
    void excluded_cost_is_taken_out_of_both_sides_first() {
        CalculationAnswer answer =
                answer(poverty().inScope("1000").selfPaid("500").excluded("E04", "400", "100").excluded("E11", "100", "0"));

        assertThat(answer.payers())
                .isEqualTo(Map.of(
                        "MEDICAL_ASSISTANCE_FUND", "400.00",
                        "POVERTY_ALLEVIATION_FUND", "420.00",
                        "HOSPITAL:H-TREATING", "80.00",
                        "PERSON", "600.00"));
    }

    @Test
    void of_equal_ratios_the_one_with_the_higher_ceiling_counts() {
        CalculationAnswer answer = answer(Bill.in("440703")
                .categories("LOW_INCOME_FAMILY", "ILLNESS_IMPOVERISHED")
                .inScope("200000")
                .parameterJson(
                        "jiangmen.medical-assistance",
                        """
                        {"LOW_INCOME_FAMILY": {"ratio": "0.70", "annualCeiling": "50000"},
                         "ILLNESS_IMPOVERISHED": {"ratio": "0.70", "annualCeiling": "60000"}}
                        """));

        assertThat(amounts(answer)).containsExactly("60000.00");
        assertThat(answer.lines().get(0).ratio()).isEqualTo("0.70");
        assertThat(answer.lines().get(0).ceiling()).isEqualTo("60000.00");
    }

    @Test
    @Clause("C10")
    void the_poverty_fund_pays_in_2019_and_2020_only() {
        for (String day : List.of("2018-12-31", "2021-01-01")) {
            assertThat(codes(answer(poverty().on(day).inScope("100").selfPaid("100"))))
                    .containsExactly("jiangmen.medical-assistance");
        }
        for (String day : List.of("2019-01-01", "2020-12-31")) {
            assertThat(codes(answer(poverty().on(day).inScope("100").selfPaid("100"))))
                    .contains("jiangmen.poverty.in-scope", "jiangmen.poverty.self-paid");
        }
    }

    // Heshan

    @Test
    @Clause("C14")
    void what_remains_for_class_one_and_two_is_the_authorities() {
        Bill bill = Bill.in("440784").on("2020-10-01").inScope("1000").deductible("100").selfPaid("50");
        CalculationAnswer one = answer(bill.categories("CLASS_ONE"));
        assertThat(one.payers())
                .isEqualTo(Map.of("MEDICAL_ASSISTANCE_FUND", "540.00", "HEALTH_AUTHORITY", "510.00"));
        assertThat(one.remainder())
                .isEqualTo(new CalculationAnswer.Remainder(
                        "HEALTH_AUTHORITY", "510.00", new org.medaid.kernel.Citation("鹤府〔2020〕19号", "附件2第2项1")));
        assertThat(answer(bill.categories("CLASS_TWO")).payers()).containsEntry("CIVIL_AFFAIRS", "510.00");
        assertThat(answer(bill.categories("CLASS_TWO", "CLASS_ONE")).payers())
                .containsEntry("HEALTH_AUTHORITY", "510.00");
        assertThat(answer(bill.on("2020-09-30")).reasons()).containsExactly("NOT_A_BENEFICIARY");
    }

    @Test
    @Clause("C14")
    void the_authority_bears_outpatient_cost_too() {
        CalculationAnswer answer = answer(
                Bill.in("440784").on("2020-10-01").care("OUTPATIENT").categories("CLASS_TWO").inScope("80"));

        assertThat(answer.reasons()).containsExactly("CARE_TYPE_NOT_COVERED");
        assertThat(answer.payers()).isEqualTo(Map.of("CIVIL_AFFAIRS", "80.00"));
    }

    @Test
    @Clause({"H1", "H2"})
    void special_hardship_persons_of_heshan_claim_as_illness_impoverished() {
        Bill bill = Bill.in("440784").categories("OTHER_SPECIAL_HARDSHIP").inScope("100").parameterJson(
                "jiangmen.medical-assistance",
                """
                {"OTHER_SPECIAL_HARDSHIP": {"ratio": "0.90", "annualCeiling": "60000"},
                 "ILLNESS_IMPOVERISHED": {"ratio": "0.55", "annualCeiling": "60000"}}
                """);

        assertThat(amounts(answer(bill.on("2020-09-30")))).containsExactly("90.00");
        assertThat(amounts(answer(bill.on("2020-10-01")))).containsExactly("55.00");
    }

    // Refusals

    @Test
    void amounts_that_do_not_fit_each_other_are_refused_each_with_its_field() {
        Bill good = Bill.in("210402").inScope("1000").selfPaid("100");
        assertRefused(good.amount("total", "1100.01"), "amounts.total");
        assertRefused(
                Bill.in("210402").flag("insured", false).inScope("10").amount("supplementaryPaid", "0.01"),
                "amounts.supplementaryPaid");
        assertRefused(
                Bill.in("210402").inScope("10").basicPaid("4").amount("supplementaryPaid", "6.01"), "amounts.basicPaid");
        assertRefused(
                Bill.in("210402").inScope("10").basicPaid("4").excluded("E01", "3", "0").excluded("E02", "3.01", "0"),
                "exclusions[1].inScope");
        assertRefused(
                Bill.in("210402").selfPaid("10").excluded("E01", "0", "10.01"), "exclusions[0].selfPaid");
        assertRefused(
                Bill.in("210402").selfPaid("10").excluded("E01", "0", "4").reviewed("6.01"),
                "review.unreasonableSelfPaid");
        Bill late = Bill.in("210402").inScope("1");
        late.json().put("admittedOn", "2020-06-16");
        assertRefused(late, "dischargedOn");
    }

    @Test
    void texts_that_are_no_amounts_are_refused_each_with_its_reason() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "-0.01", "NEGATIVE_AMOUNT",
                        "1.001", "TOO_MANY_DECIMALS",
                        "12345678901", "TOO_MANY_DIGITS",
                        "1e3", "NOT_A_NUMBER",
                        "１２", "NOT_A_NUMBER",
                        " 1", "NOT_A_NUMBER",
                        "NaN", "NOT_A_NUMBER")
                .entrySet()) {
            Bill bill = Bill.in("210402");
            ((com.fasterxml.jackson.databind.node.ObjectNode) bill.json().get("amounts")).put("basicPaid", wrong.getKey());
            assertThat(problems(bill))
                    .as(wrong.getKey())
                    .first()
                    .satisfies(problem -> {
                        assertThat(problem.field()).isEqualTo("amounts.basicPaid");
                        assertThat(problem.code()).isEqualTo(wrong.getValue());
                    });
        }
        Bill number = Bill.in("210402");
        ((com.fasterxml.jackson.databind.node.ObjectNode) number.json().get("amounts")).put("basicPaid", 1);
        assertRefused(number, "amounts.basicPaid");
    }

    @Test
    void an_unknown_code_is_refused_wherever_it_stands() {
        assertRefused(Bill.in("210402").diseases("FLU"), "diseases[0]");
        assertRefused(Bill.in("210402").excluded("E15", "0", "0"), "exclusions[0].code");
        assertRefused(Bill.in("210402").used("fushun.dental", "1"), "yearToDate.fushun.dental");
        assertRefused(Bill.in("210402").used("jiangmen.self-paid.2020-13", "1"), "yearToDate.jiangmen.self-paid.2020-13");
        assertRefused(Bill.in("210402").parameter("fushun.ratio", "1"), "officeParameters.fushun.ratio");
        assertRefused(Bill.in("210402").hospital("H", 4, "210402"), "hospital.level");
        assertRefused(Bill.in("210402").hospital("H", 3, "2104"), "hospital.division");
        assertRefused(Bill.in("210402").raw("exclusion", TextNode.valueOf("x")), "exclusion");
        assertRefused(Bill.in("210402").raw("division", TextNode.valueOf("440782")), "division");
        assertRefused(
                Bill.in("210402").raw("referral", Cases.JSON.createObjectNode().put("status", "MAYBE")),
                "referral.status");
    }

    @Test
    @Clause("C19")
    void a_bill_is_computed_again_as_it_was_whatever_the_office_has_stored_since() {
        // given a determination under a stored ratio of 75 %
        OfficeParameterValues then = OfficeParameterValues.read(
                        Bill.in("320706").parameter("lianyungang.key.ratio", "0.75").json().get("officeParameters"), "p")
                .values();
        CalculationRequest request = Bill.in("320706").care("OUTPATIENT").inScope("100").withoutParameters().request();
        ClassPathRuleBook rules = new ClassPathRuleBook();
        Determination first = determination(new PolicyDesk(rules, (area, day) -> then).determine(request));

        // when it is computed again while the office has stored something else
        PolicyDesk later = new PolicyDesk(rules, (area, day) -> OfficeParameterValues.NONE);
        Determination again = determination(later.recompute(request, first.rules(), first.officeParameters()));

        // then
        assertThat(again.answer()).isEqualTo(first.answer());
        assertThat(amounts(again.answer())).containsExactly("75.00");
        Assertions.assertThatThrownBy(() -> later.determine(
                        request, new RuleVersion(PoolingArea.LIANYUNGANG, "0".repeat(64))))
                .isInstanceOf(NoSuchElementException.class);
    }

    private static Bill poverty() {
        return poverty("440703");
    }

    private static Bill poverty(String division) {
        return Bill.in(division).categories("POVERTY_ALLEVIATION").on("2020-06-15").selfPaid("100");
    }

    private static List<Map.Entry<String, String>> hospitals(Bill bill) {
        return answer(bill).payers().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("HOSPITAL:"))
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<String> codes(CalculationAnswer answer) {
        return answer.lines().stream().map(BenefitLine::code).toList();
    }

    private static List<String> amounts(CalculationAnswer answer) {
        return answer.lines().stream().map(BenefitLine::amount).toList();
    }

    private static CalculationAnswer answer(Bill bill) {
        return determination(DESK.determine(bill.request())).answer();
    }

    private static Determination determination(CalculationResult result) {
        if (result instanceof CalculationResult.Calculated calculated) {
            return calculated.determination();
        }
        throw new AssertionError(((CalculationResult.Refused) result).problems());
    }

    private static void assertRefused(Bill bill, String field) {
        assertThat(problems(bill)).isNotEmpty().first().extracting(FieldProblem::field).isEqualTo(field);
    }

    private static List<FieldProblem> problems(Bill bill) {
        RequestReading reading = CalculationRequestReader.read(bill.json());
        if (reading instanceof RequestReading.Rejected rejected) {
            return rejected.problems();
        }
        CalculationResult result = DESK.determine(((RequestReading.Accepted) reading).request());
        return result instanceof CalculationResult.Refused refused ? refused.problems() : List.of();
    }
}
