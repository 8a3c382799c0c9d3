package org.medaid.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.medaid.testing.HospitalSystem.patient;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.security.HospitalCredentials;
import org.medaid.testing.EngineCases;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What hospitals and pharmacies owe of themselves is theirs: no fund bears a fen of it, at the window as at the counter. */
@IntegrationTest
@Clause("M10")
class ProviderDiscountsTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private HospitalCredentials credentials;

    @Autowired
    private Determinations determinations;

    @Autowired
    private Sheets sheets;

    @Autowired
    private DiscountsGiven discountsGiven;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    private final String hospital = "D" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();

    @Test
    void a_bill_with_discounts_owed_is_settled_to_the_fen_like_the_same_bill_without_the_charges() {
        // given
        enterHospital();
        HospitalSystem system = new HospitalSystem(port, credentials.issue(hospital, Duration.ZERO, "test").secret());
        List<Map<String, Object>> clean =
                List.of(item("床位费", false, "3000.00"), item("自费药品", true, "400.00"), item("护理费", false, "85.99"));
        List<Map<String, Object>> charged = List.of(
                item("床位费", false, "3000.00"),
                item("自费药品", true, "466.67", "MEDICINE", "400.00"),
                item("护理费", false, "85.99"),
                item("住院诊查费", false, "77.77"),
                item("急诊挂号费", true, "9.99"));

        // when
        JsonNode without = settle(system, clean, "3085.99", "400.00").json();
        HospitalSystem.Answer with = settle(system, charged, "3163.76", "476.66");

        // then the funds bear the same, and so does the patient
        assertThat(with.json().get("payers")).isEqualTo(without.get("payers"));
        assertThat(with.text("patientPays")).isEqualTo(without.get("patientPays").asText());
        assertThat(with.text("deductedAtCounter")).isEqualTo(without.get("deductedAtCounter").asText());
        assertThat(with.text("providerDiscount")).isEqualTo("154.43");
        assertThat(with.json().findValuesAsText("code"))
                .contains("MEDICINE_ABOVE_PURCHASE_PRICE", "CONSULTATION_FEE_CHARGED", "REGISTRATION_FEE_CHARGED");
        assertThat(posted(with.text("settlement"))).isEqualTo(posted(without.get("settlement").asText()));

        // and the sheet comes out the same when it is calculated again
        Sheets.Sheet sheet = sheets.latest(ClaimId.parse(with.text("settlement"))).orElseThrow();
        assertThat(determinations.recompute(sheet)).isEqualTo(determinations.answer(sheet));
        // and it is said on the slip and in the hospital's line of the office's list
        assertThat(system.file("/api/v1/settlements/" + with.text("settlement") + "/slip.pdf").statusCode()).isEqualTo(200);
        assertThat(discountsGiven.of(PoolingArea.JIANGMEN).stream().filter(line -> line.hospital().equals(hospital)))
                .hasSize(3)
                .allMatch(line -> line.bills() == 1 && line.toGiveBack().isZero())
                .extracting(DiscountsGiven.Line::atCounter)
                .contains(Money.parse("66.67"), Money.parse("77.77"), Money.parse("9.99"));
        String page = new Office(port, "jiangmen").as("manager").get("/hospital-deductions").body();
        assertThat(page).contains("试验医院" + hospital, "免收诊查费", "77.77");
    }

    @Test
    void at_the_window_the_checker_sees_what_the_hospital_has_to_give_back_and_the_sheet_says_so() {
        // given a family that has paid everything
        enterHospital();
        PersonId person = person(InventedResidents.next("440703"));
        Office office = new Office(port, "jiangmen");
        Map<String, Object> bill = ClaimSettlementProcessTest.bill(person, hospital, "3050.00", "0.00");
        bill.put("items", List.of(item("床位费", false, "3000.00"), item("诊察费", false, "20.00"),
                item("降压药", false, "30.00", "PHARMACY_MEDICINE", "30.00")));

        // when
        JsonNode previewed = Office.read(
                office.as("clerk1").postJson("/api/v1/claim-checks/provider-discounts", Office.write(bill)).body());
        String instance = office.instance(office.enter("clerk1", bill));
        String claim = cases.variable(instance, "claimId");
        JsonNode seen = office.get("checker", "/api/v1/claims/" + claim);

        // then
        assertThat(previewed.at("/amounts/inScope").asText()).isEqualTo("3027.00");
        assertThat(seen.get("discountTotal").asText()).isEqualTo("23.00");
        assertThat(seen.at("/discounts/0/sentence").asText()).contains("第2行", "20.00元", "江人社发〔2018〕567号 六(三)");
        assertThat(seen.at("/discounts/1/code").asText()).isEqualTo("PHARMACY_DISCOUNT_MISSING");
        assertThat(seen.get("events").findValuesAsText("kind")).contains("PROVIDER_DISCOUNT_FOUND");

        // and only what is left of a line can be excluded, only what is left of the bill is calculated on
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        Map<String, Object> tooMuch = Map.of("exclusions", List.of(exclusion(3, "E13", "27.01")));
        assertThat(office.complete("checker", instance, "UserTask_DecideExclusions", tooMuch).statusCode()).isNotEqualTo(204);
        office.completed(
                "checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of(exclusion(3, "E13", "27.00"))));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        JsonNode sheet = office.get("clerk1", "/api/v1/claims/" + claim + "/sheet");
        assertThat(sheet.at("/request/amounts/total").asText()).isEqualTo("3027.00");
        assertThat(sheet.at("/request/amounts/deductible").asText()).isEqualTo("500.00");
        assertThat(office.as("clerk1").get("/claims/" + claim + "/sheet").body())
                .contains("医疗机构应减免的费用", "医疗机构减免（不由基金支付）", "23.00", "3050.00");
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        assertThat(discountsGiven.of(PoolingArea.JIANGMEN).stream().filter(line -> line.hospital().equals(hospital)))
                .extracting(DiscountsGiven.Line::toGiveBack)
                .containsExactlyInAnyOrder(Money.parse("20.00"), Money.parse("3.00"));
    }

    @Test
    void what_insurance_has_paid_already_is_not_given_to_the_person_again() {
        enterHospital();
        HospitalSystem system = new HospitalSystem(port, credentials.issue(hospital, Duration.ZERO, "test").secret());
        Map<String, Object> bill = bill(system, List.of(item("床位费", false, "1000.00"), item("诊查费", false, "50.00")), "1050.00", "0.00");
        bill.put("amounts", Map.of(
                "total", "1050.00", "inScope", "1050.00", "deductible", "0", "basicPaid", "1020.00",
                "criticalIllnessPaid", "0", "supplementaryPaid", "0", "selfPaid", "0"));

        HospitalSystem.Answer refused = system.settle(bill).must(422);

        assertThat(refused.code()).isEqualTo("NOTHING_LEFT_TO_ASSIST");
        assertThat(refused.json().get("errors").get(1).toString()).contains("30.00元");
    }

    @Test
    void the_database_takes_no_discount_beyond_what_the_article_gives() {
        enterHospital();
        HospitalSystem system = new HospitalSystem(port, credentials.issue(hospital, Duration.ZERO, "test").secret());
        String claim = settle(system, List.of(item("药品", false, "1000.00", "MEDICINE", "900.00")), "1000.00", "0.00")
                .text("settlement");

        assertThatThrownBy(() -> jdbc.sql("update medaid.claim_item set discount = 100.01 where claim_id = ?::uuid")
                        .param(claim)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("ck_claim_item_discount_as_owed");
    }

    private HospitalSystem.Answer settle(
            HospitalSystem system, List<Map<String, Object>> items, String inScope, String selfPaid) {
        return system.settle(bill(system, items, inScope, selfPaid)).must(201);
    }

    private Map<String, Object> bill(HospitalSystem system, List<Map<String, Object>> items, String inScope, String selfPaid) {
        ResidentId resident = InventedResidents.next("440703");
        person(resident);
        String admission =
                system.admit(patient("jiangmen", resident, "张示例", "INPATIENT", "2020-03-01")).must(201).text("admission");
        Map<String, Object> bill = HospitalSystem.bill(admission, "2020-03-12", inScope, "0", selfPaid);
        bill.put("items", items);
        return bill;
    }

    /** What a sheet put into the books, by fund. */
    private Map<String, String> posted(String claim) {
        Map<String, String> posted = new HashMap<>();
        jdbc.sql("""
                        select a.fund || ' ' || a.kind, sum(e.amount)::text
                          from medaid.ledger_entry e
                          join medaid.ledger_account a on a.id = e.account_id
                          join medaid.ledger_transfer t on t.id = e.transfer_id
                          join medaid.calculation_sheet s on s.id::text = t.document_id
                         where s.claim_id = ?::uuid group by 1
                        """)
                .param(claim)
                .query(row -> {
                    posted.put(row.getString(1), row.getString(2));
                });
        assertThat(posted).isNotEmpty();
        return posted;
    }

    private PersonId person(ResidentId resident) {
        PersonId person = InventedResidents.registered(parties, resident, "张示例");
        roster.enter(
                PoolingArea.JIANGMEN,
                new EnterCategory(person, Category.POVERTY_ALLEVIATION, DateRange.from(LocalDate.of(2018, 1, 1)), "名册", "test"));
        return person;
    }

    private void enterHospital() {
        parties.enterHospital(new Hospital(
                hospital, "试验医院" + hospital, 2, new DivisionCode("440703"), List.of(new DateRange(LONG_AGO, null)), true));
    }

    private static Map<String, Object> exclusion(int line, String code, String inScope) {
        return Map.of("itemLineNo", line, "code", code, "inScope", inScope, "selfPaid", "0", "reason", "药店购药");
    }

    private static Map<String, Object> item(String name, boolean selfPaid, String amount) {
        return item(name, selfPaid, amount, null, null);
    }

    private static Map<String, Object> item(
            String name, boolean selfPaid, String amount, String charge, String referencePrice) {
        Map<String, Object> item = new HashMap<>();
        item.put("name", name);
        item.put("catalogueClass", selfPaid ? "OUTSIDE" : "A");
        item.put("selfPaid", selfPaid);
        item.put("amount", amount);
        item.put("charge", charge);
        item.put("referencePrice", referencePrice);
        return item;
    }
}
