package org.medaid.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** From a bill that goes through the office to the funds' books. */
@IntegrationTest
@Clause({"C17", "M5"})
class SheetPostingsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private Sheets sheets;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final int year = LocalDate.now(BusinessClock.ZONE).getYear();

    @Test
    void a_settled_bill_stands_in_the_books_once_and_a_sheet_that_went_back_never_did() {
        // given a sheet that went back and the one after it
        Office office = new Office(port, "fushun");
        PersonId person = person("210402", Category.SUBSISTENCE_ALLOWANCE);
        String instance = office.instance(
                office.enter("clerk1", ClaimSettlementProcessTest.bill(person, "H2104022", "9000.00", "0.00")));
        toSheet(office, instance);
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "RETURNED", "reason", "总额录错"));
        office.completed(
                "clerk1",
                instance,
                "UserTask_CorrectBill",
                ClaimSettlementProcessTest.bill(person, "H2104022", "3000.00", "500.00"));
        toSheet(office, instance);
        assertThat(owed(PoolingArea.FUSHUN, Fund.MEDICAL_ASSISTANCE_FUND, person)).isEqualTo(Money.ZERO);

        // when
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));

        // then
        assertThat(cases.ended(instance, "EndEvent_Claim")).isEqualTo("EndEvent_ClaimSettled");
        assertThat(owed(PoolingArea.FUSHUN, Fund.MEDICAL_ASSISTANCE_FUND, person))
                .isEqualTo(Money.parse("-1800.00"));
        List<Sheets.Sheet> both = sheets.of(claim(instance));
        assertThat(both).hasSize(2);
        assertThat(transfers(both.get(0))).isZero();
        assertThat(transfers(both.get(1))).isEqualTo(1);
        assertThat(ledger.trialBalance(PoolingArea.FUSHUN, YearMonth.now(BusinessClock.ZONE)).balance())
                .isEqualTo(Money.ZERO);
    }

    @Test
    @Clause("C12")
    void each_fund_is_charged_in_its_own_books_and_the_hospitals_share_in_none_of_them() {
        // given a bill of which the experts found 4,000 unreasonable
        Office office = new Office(port, "heshan");
        PersonId person = person("440784", Category.POVERTY_ALLEVIATION);
        String instance = office.instance(
                office.enter("clerk1", ClaimSettlementProcessTest.bill(person, "H4407842", "0.00", "12000.00")));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed(
                "chair",
                instance,
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2", "heshan-expert3"), "items", List.of(0)));
        for (String expert : List.of("expert1", "expert2", "expert3")) {
            office.completed(
                    expert,
                    instance,
                    "UserTask_GiveOpinion",
                    Map.of(
                            "opinions",
                            List.of(Map.of(
                                    "lineNo", 0, "reasonable", "8000.00", "unreasonable", "4000.00", "reason", "超出诊疗需要"))));
        }
        office.completed("chair", instance, "UserTask_CloseReview", Map.of());
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        Map<String, String> payers = payers(instance);
        Money before = ledger.balance(
                PoolingArea.HESHAN, Fund.HOSPITALS_OWN, year, AccountKind.HOSPITAL_SHARE, "H4407842");

        // when
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));

        // then
        assertThat(owed(PoolingArea.HESHAN, Fund.POVERTY_ALLEVIATION_FUND, person))
                .isEqualTo(Money.parse(payers.get("POVERTY_ALLEVIATION_FUND")).negate());
        Money share = Money.parse(payers.get("HOSPITAL:H4407842"));
        assertThat(share).isGreaterThan(Money.ZERO);
        assertThat(owed(PoolingArea.HESHAN, Fund.HOSPITALS_OWN, person)).isEqualTo(share.negate());
        assertThat(ledger.balance(
                        PoolingArea.HESHAN, Fund.HOSPITALS_OWN, year, AccountKind.HOSPITAL_SHARE, "H4407842"))
                .isEqualTo(before.plus(share));
        assertThat(owed(PoolingArea.HESHAN, Fund.MEDICAL_ASSISTANCE_FUND, person)).isEqualTo(Money.ZERO);
    }

    @Test
    void a_refused_bill_is_not_posted() {
        // given
        Office office = new Office(port, "fushun");
        PersonId person = person("210402", Category.SUBSISTENCE_MARGIN);
        Map<String, Object> outpatient =
                new HashMap<>(ClaimSettlementProcessTest.bill(person, "H2104022", "800.00", "0.00"));
        outpatient.put("careType", "OUTPATIENT");
        outpatient.put("admittedOn", "2020-03-12");
        String instance = office.instance(office.enter("clerk1", outpatient));
        toSheet(office, instance);

        // when
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));

        // then
        assertThat(cases.ended(instance, "EndEvent_Claim")).isEqualTo("EndEvent_ClaimRefused");
        assertThat(transfers(sheets.latest(claim(instance)).orElseThrow())).isZero();
    }

    @Test
    void a_bill_is_not_settled_when_its_posting_fails() {
        // given the books hold something else for this very sheet
        Office office = new Office(port, "fushun");
        PersonId person = person("210402", Category.SUBSISTENCE_ALLOWANCE);
        String instance = office.instance(
                office.enter("clerk1", ClaimSettlementProcessTest.bill(person, "H2104022", "3000.00", "500.00")));
        toSheet(office, instance);
        BusinessDocument sheet = document(sheets.latest(claim(instance)).orElseThrow());
        transaction.executeWithoutResult(status -> ledger.post(new Posting.Movements()
                .owed(
                        Fund.CIVIL_AFFAIRS,
                        AccountKind.PERSON_PAYABLE,
                        UUID.randomUUID().toString(),
                        Money.parse("1.00"))
                .of(PoolingArea.FUSHUN, TransferKind.SETTLEMENT, sheet, "test")));

        // when
        int status = office.complete("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"))
                .statusCode();

        // then
        assertThat(status).isEqualTo(500);
        assertThat(jdbc.sql("select state from medaid.claim where id = ?")
                        .param(claim(instance).value())
                        .query(String.class)
                        .single())
                .isEqualTo("CALCULATED");
        assertThat(office.task("clerk1", instance, "UserTask_ConfirmSheet")).isNotNull();
    }

    private Money owed(PoolingArea area, Fund fund, PersonId person) {
        return ledger.balance(area, fund, year, AccountKind.PERSON_PAYABLE, person.toString());
    }

    private long transfers(Sheets.Sheet sheet) {
        return jdbc.sql("select count(*) from medaid.ledger_transfer where document_type = 'SHEET' and document_id = ?")
                .param(sheet.id().toString())
                .query(Long.class)
                .single();
    }

    private static BusinessDocument document(Sheets.Sheet sheet) {
        return new BusinessDocument("SHEET", sheet.id().toString());
    }

    private Map<String, String> payers(String instance) {
        Map<String, String> payers = new HashMap<>();
        new Office(port, "heshan")
                .get("clerk1", "/api/v1/claims/" + claim(instance) + "/sheet")
                .at("/answer/payers")
                .fields()
                .forEachRemaining(payer -> payers.put(payer.getKey(), payer.getValue().asText()));
        return payers;
    }

    private ClaimId claim(String instance) {
        return ClaimId.parse(cases.variable(instance, "claimId"));
    }

    private void toSheet(Office office, String instance) {
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
    }

    private PersonId person(String division, Category category) {
        PersonId person = InventedResidents.registered(parties, InventedResidents.next(division), "张账簿");
        roster.enter(
                PoolingArea.of(new DivisionCode(division)).orElseThrow(),
                new EnterCategory(person, category, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
        return person;
    }
}
