package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medaid.testing.HospitalSystem.bill;
import static org.medaid.testing.HospitalSystem.patient;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.medaid.security.HospitalCredentials;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the patient takes home from the hospital's counter. */
@IntegrationTest
@Clause("C16")
class SettlementSlipTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private HospitalCredentials credentials;

    @Autowired
    private EngineCases cases;

    private final LocalDate today = LocalDate.now(BusinessClock.ZONE);
    private String hospital;
    private HospitalSystem system;

    @BeforeEach
    void a_hospital_with_a_credential() {
        hospital = hospital();
        system = new HospitalSystem(port, credentials.issue(hospital, Duration.ZERO, "test").secret());
    }

    @Test
    void the_slip_says_who_pays_what_and_why_and_is_the_same_file_every_time() throws IOException {
        // given
        ResidentId resident = entitled("210402", "结算单样本", Category.SUBSISTENCE_ALLOWANCE);
        HospitalSystem.Answer settled = settled(system, "fushun", resident, "结算单样本");

        // when
        HttpResponse<byte[]> slip = system.file(settled.text("slip"));
        HttpResponse<byte[]> again = system.file(settled.text("slip"));

        // then
        assertThat(slip.statusCode()).isEqualTo(200);
        assertThat(slip.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(slip.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(again.body()).isEqualTo(slip.body());
        String text = text(slip.body(), "settled");
        assertThat(text)
                .contains("医疗救助一站式结算单", "试验医院" + hospital, "抚顺市医疗救助示范经办机构", settled.text("caseNumber"))
                .contains("结算单样本", resident.masked(), "住院", "5200.00", "演示（虚构）")
                .contains("基本医疗保险", "1000.00", "医疗救助基金", "2400.00", "扣减 2400.00 元", "患者个人支付 1800.00 元")
                .contains("住院救助", "60%", "抚政办发〔2014〕67号")
                .contains(today.getYear() + "年" + today.getMonthValue() + "月" + today.getDayOfMonth() + "日")
                .doesNotContain(resident.value(), "冲账");
    }

    @Test
    void a_slip_of_a_struck_settlement_says_that_it_is_void() throws IOException {
        // given
        ResidentId resident = entitled("210402", "冲账样本", Category.EXTREME_POVERTY);
        HospitalSystem.Answer settled = settled(system, "fushun", resident, "冲账样本");
        byte[] before = system.file(settled.text("slip")).body();

        // when
        system.reverse(settled.text("settlement"), "费用录入有误").must(200);

        // then
        byte[] after = system.file(settled.text("slip")).body();
        assertThat(after).isNotEqualTo(before).isEqualTo(system.file(settled.text("slip")).body());
        assertThat(text(after, "reversed")).contains("已冲账", "作废", "2400.00");
    }

    @Test
    @Clause("X6")
    void nobody_gets_a_slip_but_the_hospital_that_settled_and_the_people_of_the_office() {
        // given
        ResidentId resident = entitled("210402", "权限样本", Category.EXTREME_POVERTY);
        HospitalSystem.Answer settled = settled(system, "fushun", resident, "权限样本");
        HospitalSystem other = new HospitalSystem(port, credentials.issue(hospital(), Duration.ZERO, "test").secret());
        String page = "/one-stop/settlements/" + settled.text("settlement") + "/slip.pdf";

        // when / then
        assertThat(other.get(settled.text("slip")).must(404).code()).isEqualTo("NOT_FOUND");
        assertThat(system.get("/api/v1/settlements/" + UUID.randomUUID() + "/slip.pdf").status()).isEqualTo(404);
        assertThat(system.get("/api/v1/settlements/none/slip.pdf").status()).isEqualTo(404);
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");
        assertThat(clerk.get("/claims/" + settled.text("settlement")).body()).contains(page);
        assertThat(clerk.get(page).statusCode()).isEqualTo(200);
        for (String who : List.of("jining-clerk1", "fushun-expert1", "h2104022-office", "admin")) {
            assertThat(Browser.signedIn(port, who).get(page).statusCode()).as(who).isEqualTo(404);
        }
    }

    @Test
    void a_sheet_that_nobody_has_confirmed_yet_has_no_slip_and_is_not_told_to_the_hospital() throws IOException {
        // given a bill that the office has to look at
        ResidentId resident = entitled("440703", "待确认样本", Category.SUBSISTENCE_ALLOWANCE);
        HospitalSystem jiangmen =
                new HospitalSystem(port, credentials.issue("H4407042", Duration.ofDays(1), "test").secret());
        String admission = jiangmen.admit(patient("jiangmen", resident, "待确认样本", "INPATIENT", "2020-11-02"))
                .must(201)
                .text("admission");
        Map<String, Object> bill = bill(admission, "2020-11-09", "3000.00", "0", "0");
        bill.put("items", List.of(
                Map.of("name", "手术", "catalogueClass", "A", "selfPaid", false, "amount", "2900.00"),
                Map.of("name", "清创", "catalogueClass", "A", "selfPaid", false, "amount", "100.00", "exclusionCode", "E03",
                        "exclusionException", true)));
        HospitalSystem.Answer left = jiangmen.settle(bill).must(202);
        assertThat(left.code()).isEqualTo("EXCEPTION_CLAIMED");
        String address = left.response().headers().firstValue("Location").orElseThrow();
        String instance = cases.byBusinessKey(left.text("caseNumber"));
        Office office = new Office(port, "jiangmen");

        // when it is calculated
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");

        // then
        HospitalSystem.Answer calculated = jiangmen.get(address).must(200);
        assertThat(calculated.text("status")).isEqualTo("WITH_OFFICE");
        assertThat(calculated.json().has("payers")).isFalse();
        assertThat(calculated.json().has("slip")).isFalse();
        assertThat(jiangmen.get(address + "/slip.pdf").status()).isEqualTo(404);

        // when somebody confirms it
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));

        // then
        HospitalSystem.Answer confirmed = jiangmen.get(address).must(200);
        assertThat(confirmed.text("status")).isEqualTo("SETTLED");
        assertThat(confirmed.json().get("payers")).isNotEmpty();
        assertThat(text(jiangmen.file(confirmed.text("slip")).body(), "by-office")).contains("待确认样本", "江人社发〔2018〕567号");
    }

    @Test
    void a_character_that_no_font_has_does_not_keep_a_patient_from_the_slip() throws IOException {
        // given a name from beyond the fonts' planes
        String name = "虚构\uD888\uDE34";
        ResidentId resident = entitled("210402", name, Category.EXTREME_POVERTY);

        // when
        HospitalSystem.Answer settled = settled(system, "fushun", resident, name);

        // then
        assertThat(text(system.file(settled.text("slip")).body(), "rare")).contains("虚构〓", "〓为字库暂缺的字，请手工填写");
    }

    private HospitalSystem.Answer settled(HospitalSystem at, String office, ResidentId resident, String name) {
        String admission = at.admit(patient(office, resident, name, "INPATIENT", today.minusDays(5).toString()))
                .must(201)
                .text("admission");
        return at.settle(bill(admission, today.toString(), "5000.00", "1000.00", "200.00")).must(201);
    }

    /** The printed text; the file stays for the people who read the test's results. */
    private static String text(byte[] pdf, String name) throws IOException {
        Files.createDirectories(Path.of("target", "slips"));
        Files.write(Path.of("target", "slips", name + ".pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (PDPage page : document.getPages()) {
                for (var font : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(font).isEmbedded()).isTrue();
                }
            }
            return new PDFTextStripper().getText(document);
        }
    }

    private String hospital() {
        String code = "S" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
        parties.enterHospital(new Hospital(
                code, "试验医院" + code, 2, new DivisionCode("210402"), List.of(new DateRange(LocalDate.of(2000, 1, 1), null)), true));
        return code;
    }

    private ResidentId entitled(String division, String name, Category category) {
        ResidentId resident = InventedResidents.next(division);
        PersonId person = InventedResidents.registered(parties, resident, name);
        roster.enter(
                PoolingArea.of(new DivisionCode(division)).orElseThrow(),
                new EnterCategory(person, category, new DateRange(LocalDate.of(2015, 1, 1), null), "名册", "test"));
        return resident;
    }
}
