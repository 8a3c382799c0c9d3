package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medaid.testing.HospitalSystem.bill;
import static org.medaid.testing.HospitalSystem.key;
import static org.medaid.testing.HospitalSystem.patient;
import static org.medaid.testing.HospitalSystem.together;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.claim.ClaimId;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Accumulators;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Reservations;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hospital of its own settles at its counter. */
@IntegrationTest
@Clause({"C16", "C19", "M5"})
class OneStopTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private HospitalCredentials credentials;

    @Autowired
    private Accumulators accumulators;

    @Autowired
    private Reservations reservations;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private Sheets sheets;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    private final LocalDate today = LocalDate.now(BusinessClock.ZONE);
    private final String name = "试验甲";
    private String hospital;
    private HospitalSystem system;

    @BeforeEach
    void a_hospital_with_a_credential() {
        hospital = "T" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
        parties.enterHospital(new Hospital(
                hospital, "试验医院" + hospital, 2, new DivisionCode("210402"), List.of(new DateRange(LocalDate.of(2000, 1, 1), null)), true));
        system = new HospitalSystem(port, credentials.issue(hospital, Duration.ZERO, "test").secret());
    }

    @Test
    void a_hospital_admits_asks_for_the_split_and_settles_in_the_same_call() {
        // given
        ResidentId resident = InventedResidents.next("210402");
        PersonId person = entitled(resident, Category.SUBSISTENCE_ALLOWANCE);
        var admitted = system.admit(patient("fushun", resident, name, "INPATIENT", day(-5))).must(201);
        assertThat(admitted.text("patient")).isEqualTo("试*甲");
        assertThat(HospitalSystem.codes(admitted.json().get("categories"))).containsExactly("SUBSISTENCE_ALLOWANCE");
        String admission = admitted.text("admission");

        // when the hospital asks, the ceiling is held
        var preview = system.preSettle(bill(admission, day(0), "4000.00", "1000.00", "200.00")).must(200);

        // then
        assertThat(preview.text("deductedAtCounter")).isEqualTo("1800.00");
        assertThat(preview.text("patientPays")).isEqualTo("1400.00");
        assertThat(used(person)).containsEntry("fushun.inpatient", Money.parse("1800.00"));
        assertThat(reservations.held(PoolingArea.FUSHUN).get(Fund.MEDICAL_ASSISTANCE_FUND).isMoreThan(Money.parse("1799.99")))
                .isTrue();

        // when it settles with another figure
        var settled = system.settle(bill(admission, day(0), "5000.00", "1000.00", "200.00")).must(201);

        // then the split comes back, the held part is free, the funds owe the hospital
        assertThat(settled.text("status")).isEqualTo("SETTLED");
        assertThat(settled.text("deductedAtCounter")).isEqualTo("2400.00");
        assertThat(settled.json().get("lines").get(0).get("citation").get("document").asText()).contains("抚政办发");
        assertThat(used(person)).containsExactly(Map.entry("fushun.inpatient", Money.parse("2400.00")));
        assertThat(owedToHospital()).isEqualTo(Money.parse("-2400.00"));
        assertThat(system.get("/api/v1/admissions/" + admission).must(200).text("state")).isEqualTo("SETTLED");
        var asked = system.get("/api/v1/settlements/" + settled.text("settlement")).must(200);
        assertThat(asked.json().get("payers")).isEqualTo(settled.json().get("payers"));
    }

    @Test
    void the_same_key_and_body_get_the_first_answer_to_the_byte_and_another_body_is_refused() {
        // given
        String admission = admitted("210402", Category.SUBSISTENCE_ALLOWANCE);
        Map<String, Object> bill = bill(admission, day(0), "1000.00", "0", "0");
        String key = key();
        var first = system.post("/api/v1/settlements", key, bill).must(201);

        // when
        var again = system.post("/api/v1/settlements", key, bill);
        var other = system.post("/api/v1/settlements", key, bill(admission, day(0), "999.00", "0", "0"));
        var asSomethingElse = system.post("/api/v1/pre-settlements", key, bill);

        // then
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.response().headers().firstValue("Location"))
                .isEqualTo(first.response().headers().firstValue("Location"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(asSomethingElse.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(owedToHospital()).isEqualTo(Money.parse("-600.00"));
    }

    @Test
    void sixteen_of_the_same_request_at_once_settle_once() {
        // given
        String admission = admitted("210402", Category.SUBSISTENCE_ALLOWANCE);
        String body = Office.write(bill(admission, day(0), "1000.00", "0", "0"));
        String key = key();

        // when
        List<HospitalSystem.Answer> answers = together(16, i -> system.postText("/api/v1/settlements", key, body));

        // then each got the one answer or was told to wait
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(HospitalSystem.Answer::body).distinct())
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).allMatch(a -> a.code().equals("REQUEST_IN_FLIGHT"));
        assertThat(owedToHospital()).isEqualTo(Money.parse("-600.00"));
    }

    @Test
    void thirty_two_bills_of_one_person_at_once_never_pass_the_ceiling() {
        // given a ceiling of 1,000 and 32 visits of 200 each to two hospitals, of which 120 would be granted
        ResidentId resident = InventedResidents.next("210402");
        PersonId person = entitled(resident, Category.SUBSISTENCE_ALLOWANCE);
        String first = hospital;
        List<HospitalSystem> systems = new ArrayList<>(List.of(system));
        a_hospital_with_a_credential();
        systems.add(system);
        List<String> admissions = IntStream.range(0, 32)
                .mapToObj(i -> systems.get(i % 2).admit(patient("fushun", resident, name, "SPECIAL_OUTPATIENT", day(-1)))
                        .must(201)
                        .text("admission"))
                .toList();

        // when
        List<HospitalSystem.Answer> answers = together(32, i -> {
            Map<String, Object> bill = bill(admissions.get(i), day(-1), "200.00", "0", "0");
            bill.put("diseases", List.of("HAEMOPHILIA"));
            return systems.get(i % 2).settle(bill);
        });

        // then 1,000 of the ceiling are granted: eight times 120 and once 40
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(9);
        assertThat(answers.stream().filter(answer -> answer.status() == 422))
                .hasSize(23)
                .allMatch(answer -> answer.code().equals("CEILING_USED_UP"));
        assertThat(used(person)).containsExactly(Map.entry("fushun.special-outpatient", Money.parse("1000.00")));
        Money owedToSecond = owedToHospital();
        hospital = first;
        assertThat(owedToHospital().plus(owedToSecond)).isEqualTo(Money.parse("-1000.00"));
    }

    @Test
    void a_settlement_is_struck_on_its_own_day_and_the_stay_can_be_settled_anew() {
        // given
        String admission = admitted("210402", Category.EXTREME_POVERTY);
        Map<String, Object> bill = bill(admission, day(0), "1000.00", "0", "0");
        String settlement = system.settle(bill).must(201).text("settlement");

        // when
        var struck = system.reverse(settlement, "费用录入有误").must(200);

        // then
        assertThat(struck.text("status")).isEqualTo("REVERSED");
        assertThat(owedToHospital()).isEqualTo(Money.ZERO);
        assertThat(system.reverse(settlement, "再冲一次").code()).isEqualTo("ALREADY_REVERSED");
        var anew = system.settle(bill).must(201);
        assertThat(anew.text("settlement")).isNotEqualTo(settlement);
        assertThat(owedToHospital()).isEqualTo(Money.parse("-600.00"));
        assertThat(system.get("/api/v1/settlements/" + settlement).text("status")).isEqualTo("REVERSED");
    }

    @Test
    void a_settlement_of_an_earlier_day_is_struck_by_the_office_only() {
        // given
        String admission = admitted("210402", Category.EXTREME_POVERTY);
        String settlement =
                system.settle(bill(admission, day(0), "1000.00", "0", "0")).must(201).text("settlement");
        jdbc.sql("update medaid.claim set closed_at = closed_at - interval '1 day' where id = ?::uuid")
                .param(settlement)
                .update();

        // when / then
        assertThat(system.reverse(settlement, "费用录入有误").code()).isEqualTo("REVERSAL_BY_OFFICE");
        assertThat(owedToHospital()).isEqualTo(Money.parse("-600.00"));
    }

    @Test
    @Clause("C12")
    void a_bill_over_the_self_paid_limit_becomes_a_case_of_the_office_and_is_owed_to_the_hospital_in_the_end() {
        // given
        ResidentId resident = InventedResidents.next("440784");
        entitled(resident, Category.POVERTY_ALLEVIATION);
        Office office = new Office(port, "heshan");
        HospitalSystem heshan = new HospitalSystem(port, credentials.issue("H4407842", Duration.ofDays(1), "test").secret());
        String admission = heshan.admit(patient("heshan", resident, name, "INPATIENT", "2020-11-02")).must(201).text("admission");

        // when
        var left = heshan.settle(bill(admission, "2020-11-09", "0.00", "0", "12000.00"));

        // then the hospital has a number and an address to ask at
        assertThat(left.must(202).code()).isEqualTo("REVIEW_REQUIRED");
        String address = left.response().headers().firstValue("Location").orElseThrow();
        assertThat(heshan.get(address).must(200).text("status")).isEqualTo("WITH_OFFICE");
        assertThat(heshan.settle(bill(admission, "2020-11-09", "0.00", "0", "12000.00")).code()).isEqualTo("WITH_OFFICE");
        String instance = cases.byBusinessKey(left.text("caseNumber"));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        assertThat(office.task("chair", instance, "UserTask_DrawUpReview")).isNotNull();
    }

    @Test
    void the_counter_and_the_office_come_to_the_same_sheet_books_and_lists() {
        // given two persons alike, one bill at the counter, the same over the window
        ResidentId atCounter = InventedResidents.next("210402");
        entitled(atCounter, Category.SUBSISTENCE_ALLOWANCE);
        PersonId atWindow = entitled(InventedResidents.next("210402"), Category.SUBSISTENCE_ALLOWANCE);
        String admission = system.admit(patient("fushun", atCounter, name, "INPATIENT", day(-9))).must(201).text("admission");
        Map<String, Object> presented = bill(admission, day(-2), "3000.00", "500.00", "0");
        ClaimId counter = ClaimId.parse(system.settle(presented).must(201).text("settlement"));

        // when
        Office office = new Office(port, "fushun");
        Map<String, Object> typed = new java.util.HashMap<>(presented);
        typed.remove("admission");
        typed.putAll(Map.of(
                "personId", atWindow.toString(), "hospitalCode", hospital, "careType", "INPATIENT", "admittedOn", day(-9),
                "diagnosis", "肺炎", "invoiceNumber", "W" + UUID.randomUUID().toString().substring(0, 12)));
        String instance = office.instance(office.enter("clerk1", typed));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        ClaimId window = ClaimId.parse(cases.variable(instance, "claimId"));

        // then
        Sheets.Sheet one = sheets.latest(counter).orElseThrow();
        Sheets.Sheet other = sheets.latest(window).orElseThrow();
        assertThat(Office.read(one.input())).isEqualTo(Office.read(other.input()));
        assertThat(Office.read(one.result())).isEqualTo(Office.read(other.result()));
        assertThat(entries(one)).containsExactly("FUND 1500.00", "HOSPITAL_PAYABLE -1500.00");
        assertThat(entries(other)).containsExactly("FUND 1500.00", "PERSON_PAYABLE -1500.00");
        String list = office.as("manager").get("/claims").body();
        assertThat(list).contains(counter.toString()).contains(window.toString());
        assertThat(acts(counter)).contains("BILL_ENTERED", "BENEFIT_CALCULATED", "SETTLED_AT_COUNTER");
    }

    @Test
    void what_a_pre_settlement_held_is_free_when_the_admission_is_cancelled_or_the_time_is_up() {
        // given
        ResidentId resident = InventedResidents.next("210402");
        PersonId person = entitled(resident, Category.SUBSISTENCE_ALLOWANCE);
        String admission = system.admit(patient("fushun", resident, name, "INPATIENT", day(-3))).must(201).text("admission");
        system.preSettle(bill(admission, day(0), "2000.00", "0", "0")).must(200);
        system.preSettle(bill(admission, day(0), "3000.00", "0", "0")).must(200);
        assertThat(used(person)).containsEntry("fushun.inpatient", Money.parse("1800.00"));

        // when
        system.cancel(admission, "登记错误").must(200);

        // then
        assertThat(used(person)).isEmpty();
        assertThat(system.settle(bill(admission, day(0), "2000.00", "0", "0")).code()).isEqualTo("ADMISSION_CANCELLED");
    }

    private List<String> entries(Sheets.Sheet sheet) {
        return jdbc.sql(
                        """
                        select a.kind || ' ' || e.amount from medaid.ledger_transfer t join medaid.ledger_entry e on e.transfer_id = t.id
                          join medaid.ledger_account a on a.id = e.account_id where t.document_id = ? order by 1
                        """)
                .param(sheet.id().toString())
                .query(String.class)
                .list();
    }

    private List<String> acts(ClaimId claim) {
        return jdbc.sql("select action from medaid.audit_entry where subject_type = 'CLAIM' and subject_id = ?")
                .param(claim.toString())
                .query(String.class)
                .list();
    }

    private Map<String, Money> used(PersonId person) {
        return accumulators.used(person, today.getYear());
    }

    private Money owedToHospital() {
        return ledger.balance(
                PoolingArea.FUSHUN, Fund.MEDICAL_ASSISTANCE_FUND, today.getYear(), AccountKind.HOSPITAL_PAYABLE, hospital);
    }

    private String admitted(String division, Category category) {
        ResidentId resident = InventedResidents.next(division);
        entitled(resident, category);
        return system.admit(patient("fushun", resident, name, "INPATIENT", day(-4))).must(201).text("admission");
    }

    private PersonId entitled(ResidentId resident, Category category) {
        PersonId person = InventedResidents.registered(parties, resident, name);
        PoolingArea area = PoolingArea.of(new DivisionCode(resident.value().substring(0, 6))).orElseThrow();
        roster.enter(area, new EnterCategory(person, category, new DateRange(LocalDate.of(2015, 1, 1), null), "名册", "test"));
        return person;
    }

    private String day(int offset) {
        return today.plusDays(offset).toString();
    }
}
