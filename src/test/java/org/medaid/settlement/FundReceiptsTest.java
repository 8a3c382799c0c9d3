package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What comes into a special account, from the bank's voucher to the books. */
@IntegrationTest
@Clause("M5")
class FundReceiptsTest {

    private static final Fund FUND = Fund.HEALTH_AUTHORITY;

    @LocalServerPort
    private int port;

    @Autowired
    private FundReceipts receipts;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private JdbcClient jdbc;

    private final String today = LocalDate.now(BusinessClock.ZONE).toString();
    private final String voucher = "HD-" + UUID.randomUUID().toString().substring(0, 20);

    @Test
    void finance_records_a_receipt_once_however_often_the_button_is_pressed_and_strikes_it_with_a_reason() {
        // given
        Browser finance = Browser.signedIn(port, "heshan-finance1");
        Money before = onSpecialAccount();
        Map<String, String> form = form(finance, "12345.60");

        // when
        HttpResponse<String> first = finance.postForm("/ledger/receipts", form);
        HttpResponse<String> second = finance.postForm("/ledger/receipts", form);
        String list = finance.get("/ledger/receipts").body();
        HttpResponse<String> voucherAgain = finance.postForm("/ledger/receipts", form(finance, "12345.60"));

        // then
        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(second.statusCode()).isEqualTo(302);
        assertThat(list).containsOnlyOnce(voucher).contains("12345.60", "卫生健康部门", "已记账");
        assertThat(voucherAgain.body()).contains("这张银行回单已经登记过", "value=\"12345.60\"");
        assertThat(onSpecialAccount()).isEqualTo(before.plus(Money.parse("12345.60")));
        assertThat(finance.get("/ledger/entries?month=" + today.substring(0, 7) + "&fund=HEALTH_AUTHORITY&fundYear="
                        + today.substring(0, 4) + "&kind=SPECIAL_ACCOUNT")
                .body()).contains("资金到账", "12345.60", "卫生健康部门");

        // and when it was wrong
        String id = form.get("form");
        HttpResponse<String> noReason = finance.postForm("/ledger/receipts/" + id + "/reversals", Map.of("reason", " "));
        HttpResponse<String> struck = finance.postForm("/ledger/receipts/" + id + "/reversals", Map.of("reason", "金额录错"));
        HttpResponse<String> struckAgain = finance.postForm("/ledger/receipts/" + id + "/reversals", Map.of("reason", "金额录错"));
        HttpResponse<String> anew = finance.postForm("/ledger/receipts", form(finance, "12345.06"));

        // then
        assertThat(noReason.body()).contains("请写明冲销的原因");
        assertThat(struck.statusCode()).isEqualTo(302);
        assertThat(struckAgain.body()).contains("这笔到账已经冲销");
        assertThat(anew.statusCode()).isEqualTo(302);
        assertThat(finance.get("/ledger/receipts/" + id).body()).contains("财政经办员一于", "冲销", "金额录错");
        assertThat(onSpecialAccount()).isEqualTo(before.plus(Money.parse("12345.06")));
        assertThat(audit.of("FUND_RECEIPT", id))
                .extracting(act -> act.entry().action())
                .containsExactly("FUND_RECEIPT_RECORDED", "FUND_RECEIPT_STRUCK");
    }

    @Test
    void sixteen_at_once_record_a_voucher_once() throws Exception {
        // given
        Money before = onSpecialAccount();
        var finance = staff.find("heshan-finance1").orElseThrow();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CyclicBarrier start = new CyclicBarrier(16);

        // when
        List<Future<Outcome<UUID>>> running = IntStream.range(0, 16)
                .mapToObj(i -> threads.submit(() -> {
                    start.await();
                    return receipts.enter(
                            finance,
                            new EnterReceipt(UUID.randomUUID().toString(), FUND.name(), "7.00", today, voucher));
                }))
                .toList();
        long done = 0;
        for (Future<Outcome<UUID>> one : running) {
            done += one.get(1, TimeUnit.MINUTES).problems().isEmpty() ? 1 : 0;
        }
        threads.shutdown();

        // then
        assertThat(done).isEqualTo(1);
        assertThat(onSpecialAccount()).isEqualTo(before.plus(Money.parse("7.00")));
    }

    @Test
    void what_is_wrong_is_said_at_the_field_and_nothing_is_recorded() {
        // given
        Browser finance = Browser.signedIn(port, "heshan-finance1");
        Map<String, String> empty = Map.of("form", UUID.randomUUID().toString());
        Map<String, String> wrong = Map.of(
                "form", UUID.randomUUID().toString(),
                "fund", "HOSPITALS_OWN",
                "amount", "1.234",
                "receivedOn", LocalDate.now(BusinessClock.ZONE).plusDays(1).toString(),
                "voucherNumber", "回单 1");

        // when
        String nothing = finance.postForm("/ledger/receipts", empty).body();
        String everything = finance.postForm("/ledger/receipts", wrong).body();
        String noForm = finance.postForm("/ledger/receipts", Map.of()).body();

        // then
        assertThat(nothing).contains("请选择到账的资金", "请填写大于零的金额", "请填写到账日期", "请填写银行回单号");
        assertThat(everything).contains("请选择到账的资金", "请填写大于零的金额", "到账日期不能晚于今天", "请填写银行回单号", "value=\"1.234\"");
        assertThat(noForm).contains("页面已失效");
        assertThat(finance.postForm("/ledger/receipts/none/reversals", Map.of("reason", "x")).statusCode()).isEqualTo(404);
    }

    @Test
    @Clause("X6")
    void only_the_offices_finance_department_records_and_others_read_their_own_office() {
        // given
        Browser finance = Browser.signedIn(port, "heshan-finance1");
        Map<String, String> form = form(finance, "5.00");
        finance.postForm("/ledger/receipts", form);

        // then
        for (String who : List.of("heshan-manager", "heshan-auditor", "heshan-policy1")) {
            Browser reader = Browser.signedIn(port, who);
            assertThat(reader.get("/ledger/receipts").body()).as(who).contains(voucher).doesNotContain("登记到账</h2>");
            assertThat(reader.postForm("/ledger/receipts", form).statusCode()).as(who).isEqualTo(403);
        }
        assertThat(Browser.signedIn(port, "heshan-clerk1").get("/ledger/receipts").statusCode()).isEqualTo(403);
        Browser elsewhere = Browser.signedIn(port, "jining-finance1");
        assertThat(elsewhere.get("/ledger/receipts").body()).doesNotContain(voucher);
        assertThat(elsewhere.get("/ledger/receipts/" + form.get("form")).statusCode()).isEqualTo(404);
        assertThat(elsewhere.postForm("/ledger/receipts/" + form.get("form") + "/reversals", Map.of("reason", "x")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_database_keeps_a_receipt_and_its_posting_together() {
        // given
        String insert = """
                insert into medaid.fund_receipt (id, area, fund, amount, received_on, voucher_number, entered_by, entered_at)
                values (gen_random_uuid(), 'heshan', 'HEALTH_AUTHORITY', 5, current_date, '%s', 'test', now())"""
                .formatted(voucher);
        Browser finance = Browser.signedIn(port, "heshan-finance1");
        Map<String, String> form = form(finance, "5.00");
        finance.postForm("/ledger/receipts", form);

        // then
        refused(insert.replace(voucher, voucher + "x"), "ck_fund_receipt_posted");
        refused(insert, "uq_fund_receipt_voucher");
        refused("update medaid.fund_receipt set amount = 6 where voucher_number = '" + voucher + "'", "ck_fund_receipt_only_struck");
        refused(
                "update medaid.fund_receipt set reversed_by = 'test', reversed_at = now(), reversal_reason = 'x' where voucher_number = '"
                        + voucher + "'",
                "ck_fund_receipt_posted");
        refused("delete from medaid.fund_receipt where voucher_number = '" + voucher + "'", "append-only");
        refused(
                """
                with t as (insert into medaid.ledger_transfer (area, kind, document_type, document_id, posted_on, period, entry_count,
                             total, posted_by, posted_at)
                           values ('heshan', 'FUNDING', 'FUND_RECEIPT', 'none', '2026-11-01', '2026-11-01', 2, 1, 'test', now()) returning id)
                insert into medaid.ledger_entry (transfer_id, account_id, amount)
                select t.id, a.id, case a.kind when 'SPECIAL_ACCOUNT' then 1 else -1 end from t, medaid.ledger_account a
                 where a.area = 'heshan' and a.fund = 'HEALTH_AUTHORITY' and a.fund_year = %s
                   and a.kind in ('SPECIAL_ACCOUNT', 'FUND_INCOME')"""
                        .replace("2026-11-01", today.substring(0, 8) + "01")
                        .formatted(today.substring(0, 4)),
                "ck_fund_receipt_posted");
    }

    private void refused(String sql, String why) {
        assertThatThrownBy(() -> jdbc.sql(sql).update())
                .isInstanceOfAny(DataIntegrityViolationException.class, org.springframework.jdbc.UncategorizedSQLException.class)
                .rootCause()
                .satisfies(cause -> assertThat(said((org.postgresql.util.PSQLException) cause)).contains(why));
    }

    private static String said(org.postgresql.util.PSQLException refused) {
        return refused.getServerErrorMessage().getConstraint() + " " + refused.getMessage();
    }

    private Money onSpecialAccount() {
        return ledger.balance(
                PoolingArea.HESHAN,
                FUND,
                LocalDate.now(BusinessClock.ZONE).getYear(),
                AccountKind.SPECIAL_ACCOUNT,
                FUND.name());
    }

    /** A page as it was opened, filled in. */
    private Map<String, String> form(Browser browser, String amount) {
        String id = browser.get("/ledger/receipts").body().replaceAll("(?s).*name=\"form\" value=\"([^\"]+)\".*", "$1");
        return Map.of("form", id, "fund", FUND.name(), "amount", amount, "receivedOn", today, "voucherNumber", voucher);
    }
}
