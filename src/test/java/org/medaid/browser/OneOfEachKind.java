package org.medaid.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.ledger.FundLedger;
import org.medaid.notice.NoticeId;
import org.medaid.notice.Notices;
import org.medaid.notice.ObjectionChannel;
import org.medaid.notice.Objections;
import org.medaid.notice.RaiseObjection;
import org.medaid.notice.SampleNotices;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.security.HospitalCredentials;
import org.medaid.security.StaffDirectory;
import org.medaid.settlement.EnterReceipt;
import org.medaid.settlement.FundReceipts;
import org.medaid.settlement.Statements;
import org.medaid.settlement.payment.BankAccountDesk;
import org.medaid.settlement.payment.PaymentBatches;
import org.medaid.settlement.payment.PaymentDesk;
import org.medaid.settlement.payment.Payments;
import org.medaid.settlement.recovery.PaidBills;
import org.medaid.testing.Applications;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.PostedBills;
import org.medaid.testing.SampleFiles;
import org.medaid.testing.Transfers;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One thing of each kind that the pages of Heshan's office show, made as people make it; wired like a test. */
final class OneOfEachKind {

    static final PoolingArea AREA = PoolingArea.HESHAN;
    static final String HOSPITAL = "H4407842";

    private static final String DIVISION = "440784";
    private static final String TOWN = "440784901";
    private static final String NAME = "东方满屏样本";

    /** A quarter for which nobody else's test draws statements. */
    private static final YearMonth QUARTER = YearMonth.of(2016, 1);

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private Documents documents;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private HospitalCredentials credentials;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private FundReceipts receipts;

    @Autowired
    private BankAccountDesk accounts;

    @Autowired
    private PaymentDesk payments;

    @Autowired
    private PaymentBatches batches;

    @Autowired
    private Statements statements;

    @Autowired
    private Notices notices;

    @Autowired
    private Objections objections;

    @Autowired
    private EngineCases cases;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> pages = new ArrayList<>();
    private Office office;

    /** Makes them. The pages' addresses, whoever may read them. */
    List<String> make(int port, Chromium chromium) {
        office = new Office(port, AREA.tenantId());
        settledBill();
        paymentAndRecovery();
        statement();
        oneStop(port);
        application();
        publicNotice();
        referral();
        roster(chromium);
        household(chromium);
        billWithoutAssistance(chromium);
        return pages;
    }

    private void settledBill() {
        WorkbenchCases.Entered bill =
                new WorkbenchCases(parties, roster, jdbc).bill(office, "clerk1", DIVISION, NAME, HOSPITAL);
        office.completed("checker", bill.instance(), "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", bill.instance(), "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(bill.instance(), "ServiceTask_CalculateBenefit");
        office.completed("clerk1", bill.instance(), "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        pages.addAll(List.of(
                "/claims/" + bill.claim(),
                "/claims/" + bill.claim() + "/sheet",
                "/case-timelines/" + bill.number(),
                "/payments/claims/" + bill.claim(),
                "/payments/accounts/PERSON/" + bill.person(),
                "/roster/people/" + bill.person(),
                "/certificates/people/" + bill.person()));
        office.instance(office.start("town1", "RosterReviewProcess", Map.of(
                "residentId", bill.resident().value(), "reason", "INCOME", "note", "子女已就业")));
    }

    private void paymentAndRecovery() {
        Payments with = new Payments(AREA, DIVISION, parties, ledger, accounts, payments, transaction);
        PostedBills.Posted paid = new PaidBills(
                        new PostedBills(jdbc, parties, transaction), accounts, payments, batches, with, clock)
                .paid("1000.00");
        Map<String, Object> line = jdbc.sql("""
                        select order_number, batch_id::text as batch from medaid.payment_line
                         where order_number in (select number from medaid.payment_order where payee = ?)
                        """)
                .param(paid.person().toString())
                .query()
                .singleRow();
        pages.add("/payments/orders/" + line.get("order_number"));
        pages.add("/payments/batches/" + line.get("batch"));
        pages.add("/ledger/entries?fund=MEDICAL_ASSISTANCE_FUND&kind=PERSON_PAYABLE&fundYear=" + clock.today().getYear());
        pages.add("/ledger/receipts/" + Payments.done(receipts.enter(with.finance(1), new EnterReceipt(
                UUID.randomUUID().toString(), "MEDICAL_ASSISTANCE_FUND", "20000.00", clock.today().toString(), voucher()))));
        String instance = office.instance(office.start("clerk1", "RecoveryProcess", Map.of(
                "caseNumber", paid.caseNumber(), "amount", "100.00", "reason", "多付",
                "basisDocument", "江人社发〔2018〕567号", "basisArticle", "五(四)14")));
        office.completed("manager", instance, "UserTask_DecideRecovery", Map.of("decision", "RECOVER"));
        pages.add("/recoveries/" + cases.variable(instance, "recoveryId"));
    }

    private static String voucher() {
        return "W" + UUID.randomUUID().toString().substring(0, 12);
    }

    private void statement() {
        new PostedBills(jdbc, parties, transaction)
                .bill(AREA, DIVISION, HOSPITAL, QUARTER.atDay(5))
                .owes("POVERTY_ALLEVIATION_FUND", "jiangmen.poverty.in-scope", "100.00")
                .owes("POVERTY_ALLEVIATION_FUND", "jiangmen.poverty.self-paid", "80.00")
                .bears(HOSPITAL, "20.00")
                .post();
        for (int month = 0; month < 3; month++) {
            statements.draw(AREA, QUARTER.plusMonths(month));
        }
        pages.add("/hospital-statements/years/" + QUARTER.getYear());
        pages.addAll(jdbc.sql("select '/hospital-statements/' || id from medaid.hospital_statement where payee = ? and period = ?")
                .params(HOSPITAL, QUARTER.atDay(1))
                .query(String.class)
                .list());
    }

    private void oneStop(int port) {
        String code = "P" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
        parties.enterHospital(new Hospital(
                code, "试验医院" + code, 2, new DivisionCode(DIVISION), List.of(DateRange.from(LocalDate.of(2000, 1, 1))), true));
        HospitalSystem system = new HospitalSystem(port, credentials.issue(code, Duration.ZERO, "heshan-manager").secret());
        LocalDate today = clock.today();
        String waiting = admission(system);
        system.preSettle(HospitalSystem.bill(waiting, today.toString(), "3000.00", "1000.00", "0")).must(200);
        pages.add("/one-stop/settlements/"
                + system.settle(HospitalSystem.bill(admission(system), today.toString(), "2000.00", "500.00", "0"))
                        .must(201)
                        .text("settlement"));
    }

    private String admission(HospitalSystem system) {
        ResidentId resident = resident();
        entitled(resident);
        return system.admit(HospitalSystem.patient(
                        AREA.tenantId(), resident, NAME, "INPATIENT", clock.today().minusDays(5).toString()))
                .must(201)
                .text("admission");
    }

    private void application() {
        String instance = office.instance(office.start("town1", "ApplicationProcess", Applications.ofOnePerson(
                TOWN, resident(), NAME, SampleFiles.handedIn(documents, staff.find("heshan-town1").orElseThrow()))));
        pages.add("/applications/" + cases.variable(instance, "applicationId"));
    }

    private void publicNotice() {
        NoticeId notice = notices.publish(SampleNotices.open(AREA, clock, TOWN, "鹤山示范街道"));
        objections.raise(new RaiseObjection(
                notice, ObjectionChannel.WINDOW, Optional.of("邻居"), Optional.empty(), "该户在城里有一套出租的房子。",
                clock.today(), List.of(), Optional.empty(), "heshan-town1"));
        pages.addAll(List.of(
                "/notices/" + notice,
                "/notices/" + notice + "/objections",
                "/notices/" + notice + "/objections/received?reference=YY-2345-6789",
                "/notices/office/" + notice));
    }

    private void referral() {
        ResidentId resident = resident();
        entitled(resident);
        pages.add("/referrals/"
                + cases.variable(
                        new Transfers(office).filed(Transfers.request(resident, NAME, "H4401003", HOSPITAL, "H4407033")),
                        "referralId"));
    }

    private void roster(Chromium chromium) {
        Page page = chromium.of("heshan-poverty");
        page.navigate(chromium.address("/roster/uploads"));
        page.locator("#file").setInputFiles(csv("名单.csv",
                "身份证号,姓名,变动,类别,生效日期,参保地区划代码,是否参保\n440703199001011230,号码错误,新增,精准扶贫重点帮扶对象,,440784,是\n"
                        + resident().value() + "," + NAME + ",新增,精准扶贫重点帮扶对象,,440784,是\n"));
        page.locator("#month").fill("2019-05");
        page.locator("#day").fill("2019-05-20");
        page.locator("#sourceDocument").fill("鹤扶办〔2019〕5号移交名单");
        page.click("#upload button");
        page.waitForURL("**/roster/uploads/*");
        page.getByText("检查完毕").first().waitFor();
        shown(chromium, page);
    }

    private void household(Chromium chromium) {
        ResidentId head = resident();
        entitled(head);
        Page page = chromium.of("heshan-town1");
        page.navigate(chromium.address("/households"));
        page.locator("#residentId").fill(head.value());
        page.locator("#address").fill("鹤山示范街道一村2号");
        page.locator("form.fields button").click();
        page.waitForURL("**/households/*");
        shown(chromium, page);
    }

    private void billWithoutAssistance(Chromium chromium) {
        ResidentId resident = resident();
        entitled(resident);
        Page page = chromium.of("heshan-clerk1");
        page.navigate(chromium.address("/unassisted"));
        page.setInputFiles("input[type=file]", csv("结算.csv",
                "身份证号,姓名,医院编码,结算单号,就医方式,入院日期,出院日期,费用总额,政策范围内费用,医保支付合计\n" + resident.value() + "," + NAME + ","
                        + HOSPITAL + "," + voucher() + ",住院,2019-06-01,2019-06-12,9000.00,8000.00,5000.00\n"
                        + "1,,H4407842,,住院,2019-06-01,2019-06-12,1,2,3\n"));
        page.locator("form[enctype] button").click();
        page.click("text=采用核对无误的行");
        page.fill("form[action='/unassisted/lists'] [name=month]", "2019-06");
        page.click("text=生成或更新名单");
        page.locator("#unassisted input[type=checkbox]").first().check();
        page.selectOption("#handover select", new SelectOption().setIndex(1));
        page.locator("#handover button").click();
        page.locator("[role=status]").waitFor();
        pages.add("/unassisted?month=2019-06");
    }

    private void shown(Chromium chromium, Page page) {
        pages.add(page.url().substring(chromium.address("").length()));
    }

    private static FilePayload csv(String name, String rows) {
        return new FilePayload(name, "text/csv", rows.getBytes(StandardCharsets.UTF_8));
    }

    private static ResidentId resident() {
        return InventedResidents.next(DIVISION);
    }

    private void entitled(ResidentId resident) {
        PersonId person = InventedResidents.registered(parties, resident, NAME);
        roster.enter(AREA, new EnterCategory(
                person, Category.POVERTY_ALLEVIATION, DateRange.from(LocalDate.of(2015, 1, 1)), "示例名单", "heshan-clerk1"));
    }
}
