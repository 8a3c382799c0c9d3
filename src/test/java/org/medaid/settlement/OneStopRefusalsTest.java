package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.medaid.testing.HospitalSystem.bill;
import static org.medaid.testing.HospitalSystem.key;
import static org.medaid.testing.HospitalSystem.patient;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.HospitalCredentials;
import org.medaid.settlement.onestop.OneStop;
import org.medaid.settlement.onestop.OneStopOffice;
import org.medaid.testing.Browser;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.HospitalSystem.Answer;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.SignedInForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** Every code that a hospital's system may be answered, and that a refusal changes nothing and is given again to the byte. */
@IntegrationTest
@Clause("C16")
class OneStopRefusalsTest {

    private static final String ADMISSIONS = "/api/v1/admissions";
    private static final String PRE_SETTLEMENTS = "/api/v1/pre-settlements";
    private static final String SETTLEMENTS = "/api/v1/settlements";
    private static final LocalDate TODAY = LocalDate.now(BusinessClock.ZONE);

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private HospitalCredentials credentials;

    @Autowired
    private OneStopOffice oneStopOffice;

    @Autowired
    private OneStop oneStop;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    private final String name = "试验乙";
    private final CurrentUser manager = SignedInForTests.staff(PoolingArea.FUSHUN, Groups.AGENCY_MANAGER);
    private String hospital;
    private HospitalSystem system;

    @BeforeEach
    void a_hospital_with_a_credential() {
        hospital = hospital("210402", 2, LocalDate.of(2000, 1, 1));
        system = systemOf(hospital);
    }

    // --- what is typed ---

    static Stream<Arguments> admissions_that_are_refused() {
        return Stream.of(
                arguments("OFFICE_MISSING", "office", with("office", null)),
                arguments("OFFICE_MISSING", "office", with("office", "beijing")),
                arguments("RESIDENT_ID_INVALID", "residentId", with("residentId", "210402195001019900")),
                arguments("RESIDENT_ID_INVALID", "residentId", with("residentId", null)),
                arguments("NAME_MISSING", "name", with("name", "　")),
                arguments("CARE_TYPE_MISSING", "careType", with("careType", "AT_HOME")),
                arguments("ADMISSION_NUMBER_INVALID", "admissionNumber", with("admissionNumber", "住院一")),
                arguments("ADMISSION_NUMBER_INVALID", "admissionNumber", with("admissionNumber", "1".repeat(41))),
                arguments("DIAGNOSIS_MISSING", "diagnosis", with("diagnosis", "")),
                arguments("DIAGNOSIS_MISSING", "diagnosis", with("diagnosis", "病".repeat(201))),
                arguments("DATE_INVALID", "admittedOn", with("admittedOn", "2026-02-30")),
                arguments("DATE_INVALID", "admittedOn", with("admittedOn", null)),
                arguments("DATE_INVALID", "admittedOn", with("admittedOn", "1999-12-31")),
                arguments("DATE_INVALID", "admittedOn", with("admittedOn", "-999999999-01-01")),
                arguments("DATE_IN_FUTURE", "admittedOn", with("admittedOn", TODAY.plusDays(1).toString())),
                arguments("PERSON_UNKNOWN", "residentId", with("name", "别人")),
                arguments("PERSON_UNKNOWN", "residentId", with("office", "jining")),
                arguments("PERSON_UNKNOWN", "residentId", with("residentId", InventedResidents.next("210402").value())));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("admissions_that_are_refused")
    void what_is_wrong_with_an_admission_is_said_at_its_field(String code, String field, Consumer<Map<String, Object>> spoilt) {
        Map<String, Object> patient = patient("fushun", entitled("210402", Category.EXTREME_POVERTY), name, "INPATIENT", day(-3));
        spoilt.accept(patient);

        refused(ADMISSIONS, patient, code, field);
    }

    static Stream<Arguments> bills_that_are_refused() {
        return Stream.of(
                arguments("DATE_INVALID", "dischargedOn", with("dischargedOn", "2026-02-30")),
                arguments("DATE_INVALID", "dischargedOn", with("dischargedOn", null)),
                arguments("DATE_IN_FUTURE", "dischargedOn", with("dischargedOn", TODAY.plusDays(1).toString())),
                arguments("DISCHARGED_BEFORE_ADMITTED", "dischargedOn", with("dischargedOn", TODAY.minusDays(9).toString())),
                arguments("DISCHARGED_BEFORE_ADMITTED", "dischargedOn", with("dischargedOn", "1990-01-01")),
                arguments("DISCHARGED_BEFORE_ADMITTED", "dischargedOn", with("dischargedOn", "-0500-01-01")),
                arguments("DIAGNOSIS_MISSING", "diagnosis", with("diagnosis", "病".repeat(201))),
                arguments("AMOUNT_INVALID", "amounts.total", with("amounts", null)),
                arguments("AMOUNT_INVALID", "amounts.total", amount("total", "-1.00")),
                arguments("AMOUNT_INVALID", "amounts.inScope", amount("inScope", "1.001")),
                arguments("AMOUNT_INVALID", "amounts.basicPaid", amount("basicPaid", "一元")),
                arguments("AMOUNT_INVALID", "amounts.selfPaid", amount("selfPaid", null)),
                arguments("AMOUNT_INVALID", "amounts.total", amount("total", "99999999999")),
                arguments("TOTAL_MISMATCH", "amounts.total", amount("total", "1000.01")),
                arguments("DEDUCTIBLE_TOO_HIGH", "amounts.deductible", amount("deductible", "1000.01")),
                arguments("INSURANCE_OVER_IN_SCOPE", "amounts.basicPaid", amount("criticalIllnessPaid", "1000.01")),
                arguments("PAID_FOR_UNINSURED", "amounts.basicPaid", amount("basicPaid", "1.00").andThen(with("insured", false))),
                arguments("UNKNOWN_CODE", "diseases[0]", with("diseases", List.of("HEADACHE"))),
                arguments("TOO_MANY_ITEMS", "items", with("items", Collections.nCopies(501, item("药品", "A", "1.00", null)))),
                arguments("ITEM_NAME_MISSING", "items.0.name", with("items", List.of(item("", "A", "1000.00", null)))),
                arguments("CLASS_MISSING", "items.0.catalogueClass", with("items", List.of(item("药品", "D", "1000.00", null)))),
                arguments("AMOUNT_INVALID", "items.0.amount", with("items", List.of(item("药品", "A", "0", null)))),
                arguments("EXCLUSION_UNKNOWN", "items.0.exclusionCode", with("items", List.of(item("药品", "A", "1000.00", "E99")))),
                arguments("CHARGE_UNKNOWN", "items.0.charge", with("items", List.of(charged("护理费", "1000.00", "NURSING", null)))),
                arguments("CHARGE_UNKNOWN", "items.0.charge", with("items", List.of(charged("药品", "1000.00", null, "900.00")))),
                arguments(
                        "CHARGE_UNKNOWN",
                        "items.0.charge",
                        with("items", List.of(charged("挂号费", "1000.00", "REGISTRATION_FEE", "900.00")))),
                arguments(
                        "REFERENCE_PRICE_INVALID",
                        "items.0.referencePrice",
                        with("items", List.of(charged("药品", "1000.00", "MEDICINE", "九百")))),
                arguments(
                        "REFERENCE_PRICE_INVALID",
                        "items.0.referencePrice",
                        with("items", List.of(charged("药品", "1000.00", "MEDICINE", "0.00")))),
                arguments(
                        "REFERENCE_PRICE_MISSING",
                        "items.0.referencePrice",
                        with("items", List.of(charged("药品", "1000.00", "PHARMACY_MEDICINE", null)))),
                arguments("ITEMS_DO_NOT_ADD_UP", "amounts.inScope", with("items", List.of(item("药品", "A", "999.00", null)))),
                arguments("NOTHING_LEFT_TO_ASSIST", "", amount("basicPaid", "1000.00")));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("bills_that_are_refused")
    void what_is_wrong_with_a_bill_is_said_at_its_field_before_and_at_the_settlement(
            String code, String field, Consumer<Map<String, Object>> spoilt) {
        Map<String, Object> bill = bill(admitted(), day(0), "1000.00", "0.00", "0.00");
        spoilt.accept(bill);

        refused(PRE_SETTLEMENTS, bill, code, field);
        refused(SETTLEMENTS, bill, code, field);
    }

    @Test
    void an_invoice_is_needed_to_settle_and_not_to_ask() {
        Map<String, Object> bill = bill(admitted(), day(0), "1000.00", "0", "0");
        bill.put("invoiceNumber", "发票一");

        refused(SETTLEMENTS, bill, "INVOICE_INVALID", "invoiceNumber");
        system.preSettle(bill).must(200);
    }

    @Test
    void excluded_cost_beyond_what_the_insurances_left_is_refused() {
        ResidentId resident = entitled("440703", Category.SUBSISTENCE_ALLOWANCE);
        hospital = hospital("440703", 2, LocalDate.of(2000, 1, 1));
        system = systemOf(hospital);
        String admission = system.admit(patient("jiangmen", resident, name, "INPATIENT", "2020-11-02")).must(201).text("admission");
        Map<String, Object> bill = bill(admission, "2020-11-09", "1000.00", "800.00", "0");
        bill.put("items", List.of(item("疗养", "A", "500.00", "E05"), item("药品", "A", "500.00", null)));

        refused(SETTLEMENTS, bill, "EXCLUSION_OVER_IN_SCOPE", "exclusions[0].inScope");
    }

    @Test
    void requests_that_cannot_be_read_are_answered_with_400_and_nothing_of_theirs() {
        String admission = admitted();
        String good = Office.write(bill(admission, day(0), "1000.00", "0", "0"));
        List<String> unreadable = List.of(
                "",
                "{",
                "null",
                "[]",
                good + " ".repeat(1 << 20),
                good.replace("\"amounts\":{", "\"items\":{},\"amounts\":{"),
                good.replace("\"amounts\":{", "\"items\":[null],\"amounts\":{"),
                good.replace("\"amounts\":{", "\"diseases\":[null],\"amounts\":{"),
                good.replace("\"amounts\":{", "\"diagnosis\":\"肺\\u0000炎\",\"amounts\":{"));
        String before = rows();
        for (String body : unreadable) {
            Answer answer = system.postText(SETTLEMENTS, key(), body);
            assertThat(answer.status() + " " + answer.code()).as(body).isEqualTo("400 REQUEST_UNREADABLE");
            assertThat(answer.body()).doesNotContain(admission);
        }
        assertThat(rows()).isEqualTo(before);
        system.postText(SETTLEMENTS, key(), good).must(201);
    }

    // --- who ---

    @Test
    void a_person_whose_entitlement_has_ended_is_not_entitled() {
        ResidentId before = InventedResidents.next("210402");
        enter(before, Category.SUBSISTENCE_ALLOWANCE, new DateRange(LocalDate.of(2015, 1, 1), TODAY.minusDays(10)));
        ResidentId between = InventedResidents.next("210402");
        enter(between, Category.SUBSISTENCE_ALLOWANCE, new DateRange(LocalDate.of(2015, 1, 1), TODAY.minusDays(2)));
        ResidentId never = InventedResidents.next("210402");
        InventedResidents.registered(parties, never, name);

        refused(ADMISSIONS, patient("fushun", before, name, "INPATIENT", day(-3)), "NOT_ENTITLED", "");
        refused(ADMISSIONS, patient("fushun", never, name, "INPATIENT", day(-3)), "NOT_ENTITLED", "");
        String admission = system.admit(patient("fushun", between, name, "INPATIENT", day(-3))).must(201).text("admission");
        refused(SETTLEMENTS, bill(admission, day(0), "1000.00", "0", "0"), "NOT_ENTITLED", "");
    }

    @Test
    void a_hospital_that_was_not_designated_admits_emergencies_only() {
        hospital = hospital("210402", 2, TODAY.minusDays(1));
        system = systemOf(hospital);
        ResidentId resident = entitled("210402", Category.EXTREME_POVERTY);
        Map<String, Object> patient = patient("fushun", resident, name, "INPATIENT", day(-3));

        refused(ADMISSIONS, patient, "HOSPITAL_NOT_DESIGNATED", "");
        patient.put("emergency", true);
        system.admit(patient).must(201);
    }

    @Test
    void one_patient_lies_in_one_bed() {
        ResidentId resident = entitled("210402", Category.EXTREME_POVERTY);
        Map<String, Object> patient = patient("fushun", resident, name, "INPATIENT", day(-3));
        HospitalSystem elsewhere = system;
        elsewhere.admit(patient).must(201);

        refused(ADMISSIONS, patient, "ADMISSION_NUMBER_USED", "admissionNumber");
        refused(ADMISSIONS, patient("fushun", resident, name, "INPATIENT", day(-2)), "ALREADY_ADMITTED", "");
        hospital = hospital("210402", 2, LocalDate.of(2000, 1, 1));
        system = systemOf(hospital);
        refused(ADMISSIONS, patient("fushun", resident, name, "INPATIENT", day(-2)), "ADMITTED_ELSEWHERE", "");
        // An outpatient's visit is no bed.
        system.admit(patient("fushun", resident, name, "SPECIAL_OUTPATIENT", day(-2))).must(201);
    }

    @Test
    @Clause("X6")
    void another_hospitals_admissions_and_settlements_are_unknown() {
        String admission = admitted();
        String settlement = system.settle(bill(admission, day(0), "1000.00", "0", "0")).must(201).text("settlement");
        String open = admitted();
        hospital = hospital("210402", 2, LocalDate.of(2000, 1, 1));
        system = systemOf(hospital);

        refused(PRE_SETTLEMENTS, bill(open, day(0), "1000.00", "0", "0"), "ADMISSION_UNKNOWN", "admission");
        refused(SETTLEMENTS, bill(open, day(0), "1000.00", "0", "0"), "ADMISSION_UNKNOWN", "admission");
        refused(SETTLEMENTS, bill("none", day(0), "1000.00", "0", "0"), "ADMISSION_UNKNOWN", "admission");
        refused(ADMISSIONS + "/" + open + "/cancellations", Map.of("reason", "错"), "ADMISSION_UNKNOWN", "admission");
        refused(SETTLEMENTS + "/" + settlement + "/reversals", Map.of("reason", "错"), "SETTLEMENT_UNKNOWN", "");
        for (String path : List.of(
                ADMISSIONS + "/" + open, SETTLEMENTS + "/" + settlement, SETTLEMENTS + "/none", ADMISSIONS + "/none")) {
            assertThat(system.get(path).must(404).code()).isEqualTo("NOT_FOUND");
        }
        assertThat(system.post(SETTLEMENTS + "/none/reversals", key(), Map.of("reason", "错")).must(404).code())
                .isEqualTo("NOT_FOUND");
    }

    // --- where it stands ---

    @Test
    void what_is_settled_cancelled_or_struck_is_not_settled_cancelled_or_struck_again() {
        String admission = admitted();
        refused(ADMISSIONS + "/" + admission + "/cancellations", Map.of("reason", " "), "REASON_MISSING", "reason");
        Map<String, Object> bill = bill(admission, day(0), "1000.00", "0", "0");
        String settlement = system.settle(bill).must(201).text("settlement");
        String reversals = SETTLEMENTS + "/" + settlement + "/reversals";

        refused(SETTLEMENTS, bill, "ALREADY_SETTLED", "admission");
        refused(PRE_SETTLEMENTS, bill, "ALREADY_SETTLED", "admission");
        refused(ADMISSIONS + "/" + admission + "/cancellations", Map.of("reason", "错"), "ALREADY_SETTLED", "admission");
        refused(reversals, Map.of("reason", "错".repeat(201)), "REASON_MISSING", "reason");

        // another stay of the same hospital with the same invoice
        Map<String, Object> sameInvoice = bill(admitted(), day(0), "1000.00", "0", "0");
        sameInvoice.put("invoiceNumber", bill.get("invoiceNumber"));
        refused(SETTLEMENTS, sameInvoice, "INVOICE_USED", "invoiceNumber");

        system.reverse(settlement, "费用有误").must(200);
        refused(reversals, Map.of("reason", "再冲"), "ALREADY_REVERSED", "");

        system.cancel(admission, "登记有误").must(200);
        refused(SETTLEMENTS, bill, "ADMISSION_CANCELLED", "admission");
        refused(ADMISSIONS + "/" + admission + "/cancellations", Map.of("reason", "错"), "ADMISSION_CANCELLED", "admission");
    }

    @Test
    void a_settlement_of_an_earlier_day_is_the_offices_to_strike() {
        String settlement = system.settle(bill(admitted(), day(0), "1000.00", "0", "0")).must(201).text("settlement");
        jdbc.sql("update medaid.claim set closed_at = closed_at - interval '1 day' where id = ?::uuid").param(settlement).update();

        refused(SETTLEMENTS + "/" + settlement + "/reversals", Map.of("reason", "错"), "REVERSAL_BY_OFFICE", "");
    }

    @Test
    void eight_who_strike_one_settlement_at_once_strike_it_once() {
        String settlement = system.settle(bill(admitted(), day(0), "1000.00", "0", "0")).must(201).text("settlement");

        List<Answer> answers = together(8, i -> system.reverse(settlement, "费用有误"));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .hasSize(7)
                .allMatch(answer -> answer.status() == 422 && answer.code().equals("ALREADY_REVERSED"));
    }

    @Test
    void what_people_have_to_look_at_is_answered_with_202_and_then_stands_with_the_office() {
        // given an exception that is claimed, a stay outside the city without a referral
        ResidentId resident = entitled("440703", Category.SUBSISTENCE_ALLOWANCE);
        hospital = hospital("440703", 2, LocalDate.of(2000, 1, 1));
        system = systemOf(hospital);
        String admission = system.admit(patient("jiangmen", resident, name, "INPATIENT", "2020-11-02")).must(201).text("admission");
        Map<String, Object> bill = bill(admission, "2020-11-09", "1000.00", "0", "0");
        Map<String, Object> exception = new HashMap<>(item("清创", "A", "1000.00", "E03"));
        exception.put("exclusionException", true);
        bill.put("items", List.of(exception));

        // when / then
        assertThat(system.preSettle(bill).must(200).code()).isEqualTo("EXCEPTION_CLAIMED");
        assertThat(system.preSettle(bill).text("status")).isEqualTo("NEEDS_OFFICE");
        Answer left = leftToOffice(bill, "EXCEPTION_CLAIMED");
        refused(SETTLEMENTS, bill, "WITH_OFFICE", "admission");
        refused(PRE_SETTLEMENTS, bill, "WITH_OFFICE", "admission");
        refused(ADMISSIONS + "/" + admission + "/cancellations", Map.of("reason", "错"), "WITH_OFFICE", "admission");
        refused(SETTLEMENTS + "/" + left.text("settlement") + "/reversals", Map.of("reason", "错"), "NOT_SETTLED", "");

        ResidentId poor = entitled("440703", Category.POVERTY_ALLEVIATION);
        String elsewhere = system.admit(patient("jiangmen", poor, name, "INPATIENT", "2020-11-02")).must(201).text("admission");
        leftToOffice(bill(elsewhere, "2020-11-09", "0.00", "0", "12000.00"), "REVIEW_REQUIRED");

        ResidentId away = entitled("440703", Category.POVERTY_ALLEVIATION);
        hospital = hospital("440103", 3, LocalDate.of(2000, 1, 1));
        system = systemOf(hospital);
        String without = system.admit(patient("jiangmen", away, name, "INPATIENT", "2020-11-02")).must(201).text("admission");
        leftToOffice(bill(without, "2020-11-09", "1000.00", "0", "0"), "REFERRAL_NOT_FILED");
    }

    private Answer leftToOffice(Map<String, Object> bill, String code) {
        String key = key();
        Answer left = system.post(SETTLEMENTS, key, bill).must(202);
        assertThat(left.code()).isEqualTo(code);
        assertThat(left.text("caseNumber")).isNotBlank();
        assertThat(system.post(SETTLEMENTS, key, bill).body()).isEqualTo(left.body());
        return left;
    }

    // --- what hospitals owe of themselves ---

    static Stream<Arguments> charges_that_should_not_have_been_made() {
        return Stream.of(
                arguments("REGISTRATION_FEE_CHARGED", "12.00", charged("普通门诊挂号费", "12.00", null, null)),
                arguments("REGISTRATION_FEE_CHARGED", "12.00", charged("建档", "12.00", "REGISTRATION_FEE", null)),
                arguments("CONSULTATION_FEE_CHARGED", "30.50", charged("住院诊查费", "30.50", null, null)),
                arguments("CONSULTATION_FEE_CHARGED", "30.50", charged("查房", "30.50", "CONSULTATION_FEE", null)),
                arguments("MEDICINE_ABOVE_PURCHASE_PRICE", "0.01", charged("阿莫西林", "86.00", "MEDICINE", "85.99")),
                // 9 折 of 10.05 yuan is 9.045, to pay 9.05.
                arguments("PHARMACY_DISCOUNT_MISSING", "1.00", charged("降压药", "10.05", "PHARMACY_MEDICINE", "10.05")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("charges_that_should_not_have_been_made")
    @Clause("M10")
    void what_a_hospital_owes_of_itself_is_taken_off_the_bill_and_named(String code, String owed, Map<String, Object> charged) {
        // given a bill with the charge, and the same without
        ResidentId resident = entitled("440703", Category.POVERTY_ALLEVIATION);
        hospital = hospital("440703", 2, LocalDate.of(2000, 1, 1));
        system = systemOf(hospital);
        String amount = (String) charged.get("amount");
        String admission = system.admit(patient("jiangmen", resident, name, "INPATIENT", "2020-11-02")).must(201).text("admission");
        Map<String, Object> bill =
                bill(admission, "2020-11-09", new BigDecimal(amount).add(new BigDecimal("1000.00")).toPlainString(), "0", "0");
        bill.put("items", List.of(item("床位费", "A", "1000.00", null), charged));
        BigDecimal due = new BigDecimal(amount).add(new BigDecimal("1000.00")).subtract(new BigDecimal(owed));

        // when
        Answer preview = system.preSettle(bill).must(200);
        Answer settled = system.settle(bill).must(201);

        // then
        for (Answer answer : List.of(preview, settled)) {
            assertThat(answer.text("providerDiscount")).isEqualTo(owed);
            assertThat(answer.json().at("/providerDiscounts/0/code").asText()).isEqualTo(code);
            assertThat(answer.json().at("/providerDiscounts/0/line").asInt()).isEqualTo(2);
            assertThat(answer.json().at("/providerDiscounts/0/legalBasis/article").asText()).isEqualTo("六(三)");
            BigDecimal borne = BigDecimal.ZERO;
            for (JsonNode payer : answer.json().get("payers")) {
                borne = borne.add(new BigDecimal(payer.get("amount").asText()));
            }
            assertThat(borne).isEqualByComparingTo(due);
        }
        assertThat(system.get(SETTLEMENTS + "/" + settled.text("settlement")).must(200).text("providerDiscount")).isEqualTo(owed);
    }

    @Test
    @Clause("M10")
    void a_refused_bill_names_what_its_hospital_owes_all_the_same() {
        ResidentId resident = entitled("440703", Category.POVERTY_ALLEVIATION);
        hospital = hospital("440703", 2, LocalDate.of(2000, 1, 1));
        system = systemOf(hospital);
        String admission =
                system.admit(patient("jiangmen", resident, name, "OUTPATIENT", "2020-11-02")).must(201).text("admission");
        Map<String, Object> bill = bill(admission, "2020-11-02", "112.00", "0", "0");
        bill.put("items", List.of(item("检查费", "A", "100.00", null), item("挂号费", "A", "12.00", null)));

        Answer refused = refused(SETTLEMENTS, bill, "CARE_TYPE_NOT_COVERED", "");

        assertThat(refused.json().at("/errors/1/code").asText()).isEqualTo("REGISTRATION_FEE_CHARGED");
        assertThat(refused.json().at("/errors/1/field").asText()).isEqualTo("items.1.amount");
    }

    @Test
    @Clause("M10")
    void who_is_not_promised_a_discount_pays_what_others_pay() {
        // given another category, another hospital's city, a day after the plan, a person of another city
        ResidentId other = entitled("440703", Category.SUBSISTENCE_ALLOWANCE);
        ResidentId poor = entitled("440703", Category.POVERTY_ALLEVIATION);
        ResidentId fushun = entitled("210402", Category.EXTREME_POVERTY);
        String inCity = hospital("440703", 2, LocalDate.of(2000, 1, 1));

        // when / then
        nothingOwed(inCity, "jiangmen", other, "2020-11-09");
        nothingOwed(inCity, "jiangmen", poor, "2021-01-01");
        nothingOwed(hospital("210402", 2, LocalDate.of(2000, 1, 1)), "fushun", fushun, "2020-11-09");
        // The same person in the plan's last days: that it can be owed at all.
        assertThat(withFee(inCity, "jiangmen", poor, "2020-12-31").text("providerDiscount")).isEqualTo("12.00");
    }

    private void nothingOwed(String hospital, String office, ResidentId resident, String discharged) {
        Answer answer = withFee(hospital, office, resident, discharged);
        assertThat(answer.text("providerDiscount")).isEqualTo("0.00");
        assertThat(answer.json().get("providerDiscounts")).isEmpty();
    }

    private Answer withFee(String hospital, String office, ResidentId resident, String discharged) {
        system = systemOf(hospital);
        String admission = system.admit(patient(office, resident, name, "INPATIENT", "2020-11-02")).must(201).text("admission");
        Map<String, Object> bill = bill(admission, discharged, "1012.00", "0", "0");
        bill.put("items", List.of(item("床位费", "A", "1000.00", null), item("挂号费", "A", "12.00", null)));
        return system.settle(bill).must(201);
    }

    // --- what the rules say ---

    @Test
    void a_ceiling_that_is_used_up_is_told_apart_from_a_bill_without_anything_to_assist() {
        ResidentId resident = entitled("210402", Category.SUBSISTENCE_ALLOWANCE);
        Map<String, Object> all = outpatient(resident, "2000.00");
        all.put("diseases", List.of("HAEMOPHILIA"));
        assertThat(system.settle(all).must(201).text("deductedAtCounter")).isEqualTo("1000.00");

        Map<String, Object> more = outpatient(resident, "100.00");
        more.put("diseases", List.of("HAEMOPHILIA"));
        refused(PRE_SETTLEMENTS, more, "CEILING_USED_UP", "");
        refused(SETTLEMENTS, more, "CEILING_USED_UP", "");
        refused(SETTLEMENTS, outpatient(resident, "100.00"), "DISEASE_NOT_LISTED", "");
    }

    @Test
    void care_that_the_offices_rules_do_not_know_and_days_before_them_are_refused() {
        ResidentId margin = entitled("210402", Category.SUBSISTENCE_MARGIN);
        refused(SETTLEMENTS, outpatient(margin, "100.00"), "CARE_TYPE_NOT_COVERED", "");

        ResidentId early = InventedResidents.next("210402");
        enter(early, Category.EXTREME_POVERTY, new DateRange(LocalDate.of(2005, 1, 1), null));
        String admission = system.admit(patient("fushun", early, name, "INPATIENT", "2010-03-01")).must(201).text("admission");
        refused(SETTLEMENTS, bill(admission, "2010-03-09", "1000.00", "0", "0"), "NO_POLICY_IN_FORCE", "");
    }

    @Test
    void while_the_office_has_suspended_the_hospital_nothing_is_registered_or_settled() {
        String admission = admitted();
        assertThat(oneStopOffice.suspend(hospital, "违规收费，整改期间暂停", manager)).isEmpty();

        Answer refused = refused(SETTLEMENTS, bill(admission, day(0), "1000.00", "0", "0"), "SUSPENDED", "");
        assertThat(refused.text("detail")).contains("违规收费，整改期间暂停");
        refused(PRE_SETTLEMENTS, bill(admission, day(0), "1000.00", "0", "0"), "SUSPENDED", "");
        refused(
                ADMISSIONS,
                patient("fushun", entitled("210402", Category.EXTREME_POVERTY), name, "INPATIENT", day(-3)),
                "SUSPENDED",
                "");

        assertThat(oneStopOffice.resume(hospital, manager)).isEmpty();
        system.settle(bill(admission, day(0), "1000.00", "0", "0")).must(201);
    }

    // --- the way in ---

    @Test
    void every_request_carries_a_key_and_a_key_stands_for_one_request() {
        String before = rows();
        for (String key : List.of("short", "with blank", "x".repeat(101))) {
            assertThat(system.post(ADMISSIONS, key, Map.of()).must(422).code()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
        }
        assertThat(system.post(ADMISSIONS, null, Map.of()).must(422).code()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
        String key = key();
        system.post(ADMISSIONS, key, Map.of()).must(422);
        assertThat(system.post(ADMISSIONS, key, Map.of("office", "fushun")).must(422).code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(system.post(SETTLEMENTS, key, Map.of()).must(422).code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void a_request_that_waits_too_long_may_be_sent_again_and_settles_once() {
        String admission = admitted();
        Map<String, Object> bill = bill(admission, day(0), "1000.00", "0", "0");
        String key = key();

        // given somebody holds the admission for longer than a counter can wait
        transactions.executeWithoutResult(status -> {
            jdbc.sql("select 1 from medaid.one_stop_admission where id = ?::uuid for update").param(admission).query(Integer.class).single();
            Answer late = withPatience(Duration.ofSeconds(2), () -> system.post(SETTLEMENTS, key, bill)).must(503);
            assertThat(late.code()).isEqualTo("TRY_AGAIN");
            assertThat(system.post(SETTLEMENTS, key, bill).must(409).code()).isEqualTo("REQUEST_IN_FLIGHT");
        });

        // then
        Answer again = system.post(SETTLEMENTS, key, bill);
        while (again.status() == 409) {
            again = system.post(SETTLEMENTS, key, bill);
        }
        assertThat(again.status()).isEqualTo(201);
        assertThat(count("select count(*) from medaid.claim where hospital_code = ?")).isEqualTo(1);
    }

    @Test
    void a_hospital_run_wild_waits_whatever_it_asks() {
        String admission = admitted();
        List<Answer> posts = together(16, 400, i -> system.post(ADMISSIONS, null, Map.of()));
        List<Answer> gets = together(16, 400, i -> system.get(ADMISSIONS + "/" + admission));

        for (List<Answer> answers : List.of(posts, gets)) {
            assertThat(answers).filteredOn(answer -> answer.status() == 429).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.code()).isEqualTo("RATE_LIMITED");
                assertThat(Integer.parseInt(answer.response().headers().firstValue("Retry-After").orElseThrow())).isPositive();
            });
        }
        assertThat(systemOf(hospital("210402", 2, LocalDate.of(2000, 1, 1))).get(ADMISSIONS + "/" + admission).status()).isEqualTo(404);
    }

    @Test
    void a_credential_is_good_until_it_is_locked_or_its_overlap_is_over() {
        String path = ADMISSIONS + "/" + UUID.randomUUID();
        HospitalSystem first = system;
        HospitalCredentials.Issued second = credentials.issue(hospital, Duration.ofDays(7), "test");
        assertThat(first.get(path).status()).isEqualTo(404);
        assertThat(new HospitalSystem(port, second.secret()).get(path).status()).isEqualTo(404);

        HospitalCredentials.Issued third = credentials.issue(hospital, Duration.ZERO, "test");
        for (HospitalSystem ended : List.of(first, new HospitalSystem(port, second.secret()))) {
            Answer refused = ended.get(path).must(401);
            assertThat(refused.code()).isEqualTo("UNAUTHENTICATED");
        }

        assertThat(credentials.lock(third.id(), "密钥遗失", "test")).isTrue();
        assertThat(new HospitalSystem(port, third.secret()).get(path).must(401).code()).isEqualTo("UNAUTHENTICATED");
        assertThat(new HospitalSystem(port, "yzs_unknown").post(SETTLEMENTS, key(), Map.of()).must(401).code())
                .isEqualTo("UNAUTHENTICATED");
    }

    @Test
    @Clause("X6")
    void a_hospitals_system_is_let_in_to_its_counter_only_and_nobody_else_is() {
        for (String path : List.of("/api/v1/claims", "/api/v1/referrals/" + UUID.randomUUID(), "/api/docs/openapi")) {
            assertThat(system.get(path).must(403).code()).as(path).isEqualTo("FORBIDDEN");
        }
        String settlement = system.settle(bill(admitted(), day(0), "1000.00", "0", "0")).must(201).text("settlement");
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");
        assertThat(clerk.postJson(SETTLEMENTS, "{}").statusCode()).isEqualTo(403);
        assertThat(clerk.getJson(SETTLEMENTS + "/" + settlement).statusCode()).isEqualTo(404);
        assertThat(new Browser(port).getJson(SETTLEMENTS + "/" + settlement).statusCode()).isEqualTo(401);
    }

    // --- what all of them have in common ---

    /** Sends it twice with one key: the same bytes, and nothing has changed. */
    private Answer refused(String path, Object body, String code, String field) {
        String before = rows();
        String key = key();
        Answer answer = system.post(path, key, body);
        assertThat(answer.status() + " " + answer.code()).as(answer.body()).isEqualTo("422 " + code);
        assertThat(answer.text("field")).isEqualTo(field);
        assertThat(answer.text("detail")).isNotBlank();
        assertThat(answer.response().headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        Answer again = system.post(path, key, body);
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(rows()).isEqualTo(before);
        return answer;
    }

    /** What there is of this test's hospital and its patients. */
    private String rows() {
        return List.of(
                        count("select count(*) from medaid.one_stop_admission where hospital_code = ?"),
                        count("select count(*) from medaid.claim where hospital_code = ?"),
                        count("""
                                select count(*) from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                                 where a.holder = ?
                                """),
                        count("""
                                select count(*) from medaid.ledger_reservation where person_id in
                                  (select person_id from medaid.one_stop_admission where hospital_code = ?)
                                """),
                        count("""
                                select count(*) from medaid.accumulator_entry where person_id in
                                  (select person_id from medaid.one_stop_admission where hospital_code = ?)
                                """),
                        count("""
                                select count(*) from medaid.audit_entry where user_id = 'api-' || lower(?)
                                """))
                .toString();
    }

    /** Half a minute of waiting would show no more than two seconds do. */
    private Answer withPatience(Duration longest, Supplier<Answer> request) {
        Object target = AopTestUtils.getUltimateTargetObject(oneStop);
        Object usual = ReflectionTestUtils.getField(target, "longestWait");
        ReflectionTestUtils.setField(target, "longestWait", longest);
        try {
            return request.get();
        } finally {
            ReflectionTestUtils.setField(target, "longestWait", usual);
        }
    }

    private long count(String sql) {
        return jdbc.sql(sql).param(hospital).query(Long.class).single();
    }

    private List<Answer> together(int count, IntFunction<Answer> act) {
        return together(count, count, act);
    }

    private List<Answer> together(int threads, int count, IntFunction<Answer> act) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<CompletableFuture<Answer>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(CompletableFuture.supplyAsync(() -> act.apply(number), pool));
            }
            return futures.stream().map(CompletableFuture::join).toList();
        } finally {
            pool.shutdown();
        }
    }

    private Map<String, Object> outpatient(ResidentId resident, String inScope) {
        String admission = system.admit(patient("fushun", resident, name, "SPECIAL_OUTPATIENT", day(-1))).must(201).text("admission");
        return bill(admission, day(-1), inScope, "0", "0");
    }

    private String admitted() {
        return system.admit(patient("fushun", entitled("210402", Category.EXTREME_POVERTY), name, "INPATIENT", day(-4)))
                .must(201)
                .text("admission");
    }

    private HospitalSystem systemOf(String code) {
        return new HospitalSystem(port, credentials.issue(code, Duration.ZERO, "test").secret());
    }

    private String hospital(String division, int level, LocalDate designatedFrom) {
        String code = "R" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
        parties.enterHospital(new Hospital(
                code, "试验医院" + code, level, new DivisionCode(division), List.of(new DateRange(designatedFrom, null)), true));
        return code;
    }

    private ResidentId entitled(String division, Category category) {
        ResidentId resident = InventedResidents.next(division);
        enter(resident, category, new DateRange(LocalDate.of(2015, 1, 1), null));
        return resident;
    }

    private void enter(ResidentId resident, Category category, DateRange period) {
        PersonId person = InventedResidents.registered(parties, resident, name);
        PoolingArea area = PoolingArea.of(new DivisionCode(resident.value().substring(0, 6))).orElseThrow();
        roster.enter(area, new EnterCategory(person, category, period, "名册", "test"));
    }

    private static String day(int offset) {
        return TODAY.plusDays(offset).toString();
    }

    private static Consumer<Map<String, Object>> with(String field, Object value) {
        return typed -> typed.put(field, value);
    }

    private static Consumer<Map<String, Object>> amount(String field, String value) {
        return typed -> {
            Map<String, Object> amounts = new HashMap<>((Map<String, ?>) typed.get("amounts"));
            amounts.put(field, value);
            typed.put("amounts", amounts);
        };
    }

    private static Map<String, Object> charged(String name, String amount, String charge, String referencePrice) {
        Map<String, Object> item = item(name, "A", amount, null);
        item.put("charge", charge);
        item.put("referencePrice", referencePrice);
        return item;
    }

    private static Map<String, Object> item(String name, String catalogueClass, String amount, String exclusion) {
        Map<String, Object> item = new HashMap<>(
                Map.of("name", name, "catalogueClass", catalogueClass, "selfPaid", false, "amount", amount));
        if (exclusion != null) {
            item.put("exclusionCode", exclusion);
        }
        return item;
    }
}
