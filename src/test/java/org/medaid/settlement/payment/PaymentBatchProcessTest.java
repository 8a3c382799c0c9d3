package org.medaid.settlement.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
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
import org.medaid.roster.Roster;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.PaymentOrders;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.EngineTables;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Payments form by form as Tasklist sends them, and over their pages. Only this test draws up batches of Lianyungang and
 * Fushun, and each of its tests leaves nothing payable behind.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Clause({"M9", "C17"})
class PaymentBatchProcessTest {

    private static final PoolingArea AREA = PoolingArea.LIANYUNGANG;
    private static final Map<String, Object> ASKED = Map.of("payees", "PERSON", "fund", "");
    private static final Map<String, Object> YES = Map.of("decision", "APPROVED");
    private static final Map<String, Object> BACK = Map.of("decision", "SENT_BACK", "reason", "扫描用付款文字");
    private static final Map<String, Object> ANSWERED = Map.of("decision", "ANSWERED");

    @LocalServerPort
    private int port;

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private PaymentOrders orders;

    @Autowired
    private BankAccountDesk accounts;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Office office;
    private Payments with;

    @BeforeEach
    void begin() {
        office = new Office(port, AREA.tenantId());
        with = new Payments(AREA, "320706", parties, ledger, accounts, desk, transaction);
    }

    @Test
    void a_batch_goes_from_the_clerk_over_the_manager_and_finance_to_the_bank_and_is_paid() {
        // given
        String card = Payments.card();
        PersonId person = with.person();
        with.account(person, card);
        BusinessDocument sheet = with.owed(person, "1800.00");

        // when
        String instance = drawnUp();
        String batch = batch(instance);
        HttpResponse<String> again = office.start("clerk2", "PaymentBatchProcess", ASKED);
        String managerSees = office.as("manager").getJson("/api/v1/payment-batches/" + batch).body();
        office.completed("manager", instance, "UserTask_ApproveBatch", YES);
        HttpResponse<String> managerAgain = office.complete("manager", instance, "UserTask_ApproveBatchForFinance", YES);
        office.completed("finance1", instance, "UserTask_ApproveBatchForFinance", YES);
        HttpResponse<String> tooEarly = office.complete("finance1", instance, "UserTask_PayBatch", ANSWERED);
        HttpResponse<String> byManager = office.as("manager").getJson("/api/v1/payment-batches/" + batch + "/file");
        HttpResponse<String> elsewhere = new Office(port, "jining").as("finance1").getJson("/api/v1/payment-batches/" + batch + "/file");
        HttpResponse<String> file = office.as("finance1").getJson("/api/v1/payment-batches/" + batch + "/file");
        HttpResponse<String> sameFile = office.as("finance2").getJson("/api/v1/payment-batches/" + batch + "/file");
        HttpResponse<String> wrong = upload("finance1", batch, "支付单号,金额,结果,原因,银行流水号,日期\r\nLYG-0-1,1.00,成功,,B,2026-01-01\r\n");
        HttpResponse<String> taken = upload("finance1", batch, answer(instance, "成功", ""));
        HttpResponse<String> twice = upload("finance2", batch, answer(instance, "成功", ""));
        office.completed("finance2", instance, "UserTask_PayBatch", ANSWERED);

        // then
        assertThat(again.body()).contains("NOTHING_TO_PAY");
        assertThat(managerSees).contains("欧****本", card.substring(15)).doesNotContain(card, Payments.NAME);
        assertThat(managerAgain.statusCode()).isEqualTo(403);
        assertThat(tooEarly.body()).contains("ANSWER_MISSING");
        assertThat(byManager.statusCode()).isEqualTo(403);
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(file.body()).contains(card, Payments.NAME, "1800.00", "校验值").isEqualTo(sameFile.body());
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("LYG-FP-");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("REFERENCE_UNKNOWN", "LINE_MISSING", "第2行");
        assertThat(taken.body()).contains("\"paid\":1");
        assertThat(twice.body()).contains("\"repeated\":true");
        assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_BatchPaid");
        assertThat(orders.of(sheet).get(0).state()).isEqualTo(OrderState.PAID);
        EngineTables.assertNoneHolds(jdbc, card, Payments.NAME, "扫描用付款文字");

        // and the pages tell it, whole numbers to who pays alone
        String page = office.as("auditor").get("/payments/batches/" + batch).body();
        assertThat(page).contains("已付清", "1800.00", "欧****本").doesNotContain(card, Payments.NAME);
        assertThat(office.as("finance1").get("/payments/batches/" + batch).body()).contains(card, Payments.NAME);
        assertThat(office.as("auditor").get("/payments").body()).contains("已付款", "付款批次");
        assertThat(office.as("auditor").get("/payments/orders/" + orders.of(sheet).get(0).number()).body())
                .contains("已付款", "待付款", "付款中")
                .doesNotContain(card);
        assertThat(office.as("expert1").get("/payments").statusCode()).isEqualTo(403);
        assertThat(new Office(port, "jining").as("auditor").get("/payments/batches/" + batch).statusCode()).isEqualTo(404);
    }

    @Test
    void what_the_bank_gives_back_is_open_again_and_paid_into_a_corrected_account() {
        // given
        PersonId one = with.payee();
        PersonId other = with.payee();
        BusinessDocument paid = with.owed(one, "10.00");
        BusinessDocument returned = with.owed(other, "20.00");
        String instance = sent();

        // when
        Map<String, String> said = new LinkedHashMap<>();
        said.put(reference(paid), "10.00,成功,,B1," + clock.today());
        said.put(reference(returned), "20.00,未知,,,");
        upload("finance1", batch(instance), Payments.answer(said));
        HttpResponse<String> unknown = office.complete("finance1", instance, "UserTask_PayBatch", ANSWERED);
        HttpResponse<String> late = office.complete("finance1", instance, "UserTask_PayBatch", BACK);
        String page = office.as("finance2").get("/payments/batches/" + batch(instance)).body();
        HttpResponse<String> cleared = office.as("finance2")
                .postJson(
                        "/api/v1/payment-batches/" + batch(instance) + "/lines/" + reference(returned) + "/clearings",
                        "{\"result\": \"RETURNED\", \"reason\": \"银行查复：账户已销户\"}");
        office.completed("finance1", instance, "UserTask_PayBatch", ANSWERED);

        // then
        assertThat(unknown.body()).contains("ANSWER_MISSING");
        assertThat(late.body()).contains("ALREADY_SENT");
        assertThat(page).contains("结果未知", "如何查明");
        assertThat(cleared.statusCode()).as(cleared.body()).isEqualTo(200);
        assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_BatchPartlyReturned");
        assertThat(orders.of(returned).get(0).state()).isEqualTo(OrderState.OPEN);
        assertThat(office.as("clerk1").get("/payments/accounts").body()).contains("银行退回，须更正账户");

        // and with another account
        with.account(other, Payments.card());
        String next = sent();
        upload("finance1", batch(next), answer(next, "成功", ""));
        office.completed("finance1", next, "UserTask_PayBatch", ANSWERED);
        assertThat(cases.ended(next, "EndEvent_")).isEqualTo("EndEvent_BatchPaid");
        assertThat(orders.of(returned).get(0).attempt()).isEqualTo(2);
    }

    @Test
    @Clause("X6")
    void manager_and_finance_send_a_batch_back_and_its_orders_are_free_again() {
        // given
        BusinessDocument sheet = with.owed(with.payee(), "10.00");

        // when
        String byManager = drawnUp();
        HttpResponse<String> silent = office.complete("manager", byManager, "UserTask_ApproveBatch", Map.of("decision", "SENT_BACK"));
        HttpResponse<String> checked = office.as("manager")
                .postJson("/api/v1/payment-batches/" + batch(byManager) + "/form-checks/approve-payment-batch", "{}");
        HttpResponse<String> byFinanceTooEarly = office.as("finance1")
                .postJson("/api/v1/payment-batches/" + batch(byManager) + "/form-checks/approve-payment-batch", "{}");
        office.completed("manager", byManager, "UserTask_ApproveBatch", BACK);
        String byFinance = drawnUp();
        office.completed("manager", byFinance, "UserTask_ApproveBatch", YES);
        office.completed("finance1", byFinance, "UserTask_ApproveBatchForFinance", BACK);
        String unsent = drawnUp();
        office.completed("manager", unsent, "UserTask_ApproveBatch", YES);
        office.completed("finance1", unsent, "UserTask_ApproveBatchForFinance", YES);
        office.completed("finance1", unsent, "UserTask_PayBatch", BACK);

        // then
        assertThat(silent.body()).contains("REASON_MISSING");
        assertThat(checked.body()).contains("CHOICE_MISSING");
        assertThat(byFinanceTooEarly.body()).contains("FORBIDDEN");
        for (String instance : new String[] {byManager, byFinance, unsent}) {
            assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_BatchRejected");
        }
        assertThat(orders.of(sheet).get(0).state()).isEqualTo(OrderState.OPEN);
        assertThat(office.as("clerk1").get("/payments/batches/" + batch(unsent)).body()).contains("已退回经办", "扫描用付款文字");
        assertThat(office.as("finance1").getJson("/api/v1/payment-batches/" + batch(unsent) + "/file").statusCode())
                .isEqualTo(422);
        assertThat(office.start("checker", "PaymentBatchProcess", ASKED).statusCode()).isEqualTo(404);

        String last = sent();
        upload("finance1", batch(last), answer(last, "成功", ""));
        office.completed("finance1", last, "UserTask_PayBatch", ANSWERED);
    }

    @Test
    void a_bills_page_leads_to_its_payment_and_the_account_is_entered_and_checked_there() {
        // given a settled bill
        Office fushun = new Office(port, "fushun");
        PersonId person = Payments.beneficiary(parties, roster);
        String claim = Payments.settled(fushun, cases, person);
        String path = "/payments/accounts/PERSON/" + person;
        String card = Payments.card();
        assertThat(fushun.as("clerk1").get("/claims/" + claim).body()).contains("/payments/claims/" + claim);
        assertThat(fushun.as("clerk1").get("/payments/claims/" + claim).body())
                .contains("1800.00", "待付款", "没有已复核的收款账户", path);
        assertThat(fushun.as("clerk1").get("/payments/accounts").body()).contains(path, "没有已复核的账户");

        // when
        Map<String, String> entry = Map.of(
                "numberKind", "CARD", "number", card, "bankName", "示范银行", "holderName", "别人", "guardianRelation", "", "guardianReason", "");
        String refused = posted(fushun, "clerk1", path, entry);
        Map<String, String> right = new LinkedHashMap<>(entry);
        right.put("holderName", Payments.NAME);
        String entered = posted(fushun, "clerk1", path, right);
        String account = jdbc.sql("select id::text from medaid.bank_account where payee = ?")
                .param(person.toString())
                .query(String.class)
                .single();
        String byAuditor = fushun.as("auditor").postForm(path + "/" + account + "/checks", Map.of("decision", "ACCEPTED", "number", card))
                .statusCode() + "";
        String mistyped = posted(fushun, "checker", path, path + "/" + account + "/checks", Map.of("decision", "ACCEPTED", "number", card + "1"));
        String checked = posted(fushun, "checker", path, path + "/" + account + "/checks", Map.of("decision", "ACCEPTED", "number", card));
        String instance = fushun.instance(fushun.start("clerk1", "PaymentBatchProcess", ASKED));
        fushun.completed("manager", instance, "UserTask_ApproveBatch", YES);
        fushun.completed("finance1", instance, "UserTask_ApproveBatchForFinance", YES);
        fushun.as("finance1").getJson("/api/v1/payment-batches/" + batch(instance) + "/file");
        upload(fushun, "finance1", batch(instance), answer(instance, "成功", ""));
        fushun.completed("finance1", instance, "UserTask_PayBatch", ANSWERED);

        // then
        assertThat(refused).contains("户名与救助对象的登记姓名不一致").contains(card);
        assertThat(entered).contains("已登记，请另一名工作人员复核", "待复核").doesNotContain(card);
        assertThat(byAuditor).isEqualTo("403");
        assertThat(mistyped).contains("重录的账号与登记的不一致");
        assertThat(checked).contains("（现用）", "复核通过").doesNotContain(card);
        assertThat(fushun.as("clerk1").get("/payments/claims/" + claim).body())
                .contains("已付款", card.substring(15))
                .doesNotContain(card);
        String number = fushun.get("clerk1", "/api/v1/claims/" + claim).get("caseNumber").asText();
        assertThat(fushun.as("finance1").get("/payments/batches/" + batch(instance)).body()).contains(number);
    }

    @Test
    void what_was_owed_before_the_books_is_paid_only_once_the_manager_has_found_out_that_it_was_not() {
        // given an opening entry for a sheet
        Office fushun = new Office(port, "fushun");
        PersonId person = Payments.beneficiary(parties, roster);
        Payments there = new Payments(PoolingArea.FUSHUN, "210402", parties, ledger, accounts, desk, transaction);
        there.account(person, Payments.card());
        String claim = cases.variable(Payments.calculated(fushun, cases, person), "claimId");
        BusinessDocument sheet = new BusinessDocument(
                "SHEET",
                jdbc.sql("select id::text from medaid.calculation_sheet where claim_id = ?::uuid")
                        .param(claim)
                        .query(String.class)
                        .single());
        transaction.executeWithoutResult(status -> ledger.post(new Posting.Movements()
                .owed(Fund.MEDICAL_ASSISTANCE_FUND, AccountKind.PERSON_PAYABLE, person.toString(), Money.parse("70.00"))
                .of(PoolingArea.FUSHUN, TransferKind.OPENING, sheet, "test")));
        String path = "/payments/claims/" + claim;

        // when
        HttpResponse<String> byItself = fushun.start("clerk1", "PaymentBatchProcess", ASKED);
        String before = fushun.as("manager").get(path).body();
        int byClerk = fushun.as("clerk1").postForm(path + "/orders", Map.of("reason", "x")).statusCode();
        String silent = posted(fushun, "manager", path, path + "/orders", Map.of("reason", " "));
        String ordered = posted(fushun, "manager", path, path + "/orders", Map.of("reason", "查旧账，未付"));
        String twice = posted(fushun, "manager", path, path + "/orders", Map.of("reason", "查旧账，未付"));

        // then
        assertThat(byItself.body()).contains("NOTHING_TO_PAY");
        assertThat(before).contains("期初欠款，待核实是否已付", "列入付款", "70.00");
        assertThat(byClerk).isEqualTo(403);
        assertThat(silent).contains("请写明如何核实尚未支付");
        assertThat(ordered).contains("已列入付款", "待付款");
        assertThat(twice).contains("没有待核实的期初欠款");
        assertThat(orders.of(sheet)).hasSize(1);
        String instance = fushun.instance(fushun.start("clerk1", "PaymentBatchProcess", ASKED));
        fushun.completed("manager", instance, "UserTask_ApproveBatch", YES);
        fushun.completed("finance1", instance, "UserTask_ApproveBatchForFinance", YES);
        fushun.as("finance1").getJson("/api/v1/payment-batches/" + batch(instance) + "/file");
        upload(fushun, "finance1", batch(instance), answer(instance, "成功", ""));
        fushun.completed("finance1", instance, "UserTask_PayBatch", ANSWERED);
        assertThat(orders.of(sheet).get(0).state()).isEqualTo(OrderState.PAID);
    }

    @AfterAll
    void every_flow_node_has_been_reached() {
        cases.assertEveryNodeReached("PaymentBatchProcess");
    }

    private String drawnUp() {
        return office.instance(office.start("clerk1", "PaymentBatchProcess", ASKED));
    }

    private String sent() {
        String instance = drawnUp();
        office.completed("manager", instance, "UserTask_ApproveBatch", YES);
        office.completed("finance1", instance, "UserTask_ApproveBatchForFinance", YES);
        assertThat(office.as("finance1").getJson("/api/v1/payment-batches/" + batch(instance) + "/file").statusCode())
                .isEqualTo(200);
        return instance;
    }

    private String batch(String instance) {
        return cases.variable(instance, "paymentBatchId");
    }

    private String reference(BusinessDocument document) {
        return orders.of(document).get(0).number() + "-" + orders.of(document).get(0).attempt();
    }

    private String answer(String instance, String word, String reason) {
        Map<String, String> said = new LinkedHashMap<>();
        jdbc.sql("select reference, amount::text, position from medaid.payment_line where batch_id = ?::uuid order by position")
                .param(batch(instance))
                .query((rs, row) -> said.put(
                        rs.getString(1), rs.getString(2) + "," + word + "," + reason + ",B" + rs.getInt(3) + "," + clock.today()))
                .list();
        return Payments.answer(said);
    }

    private HttpResponse<String> upload(String who, String batch, String content) {
        return upload(office, who, batch, content);
    }

    private static HttpResponse<String> upload(Office office, String who, String batch, String content) {
        String path = "/api/v1/payment-batches/" + batch + "/bank-answers";
        Browser browser = office.as(who);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"回单.csv\"\r\nContent-Type: text/csv\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content.getBytes(StandardCharsets.UTF_8));
        body.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        return browser.send(browser.tokens(HttpRequest.newBuilder(browser.uri(path)), path)
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Sends a page's form to its own address and reads the page it leads to. */
    private static String posted(Office office, String who, String path, Map<String, String> fields) {
        return posted(office, who, path, path, fields);
    }

    private static String posted(Office office, String who, String page, String path, Map<String, String> fields) {
        HttpResponse<String> answer = office.as(who).postForm(path, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return office.as(who).get(page).body();
    }
}
