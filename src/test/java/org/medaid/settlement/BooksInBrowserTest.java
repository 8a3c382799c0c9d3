package org.medaid.settlement;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages of the books as people use them: a receipt is recorded, the books are checked and a quarter is read. */
@IntegrationTest
@Clause("M5")
class BooksInBrowserTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Test
    void finance_records_a_receipt_and_a_manager_checks_the_books_and_reads_the_quarter() {
        new BillOfFushun(new Office(port, "fushun"), parties, roster, cases, "张账本样本", 2016).settled();
        try (Chromium chromium = new Chromium(port)) {
            // when finance records, first with mistakes
            Page finance = chromium.of("fushun-finance1");
            finance.navigate(chromium.address("/ledger/receipts"));
            finance.fill("#amount", "两万");
            finance.locator("form.fields button").click();
            assertThat(finance.locator("#amount-problem")).containsText("请填写大于零的金额");
            chromium.fullPicture(finance, "ledger-receipts-problems");
            String voucher = "WEB-" + UUID.randomUUID().toString().substring(0, 12);
            finance.selectOption("#fund", "MEDICAL_ASSISTANCE_FUND");
            finance.fill("#amount", "20000.00");
            finance.fill("#receivedOn", LocalDate.now(BusinessClock.ZONE).toString());
            finance.fill("#voucherNumber", voucher);
            finance.locator("form.fields button").click();

            // then
            assertThat(finance.locator("[role=status]")).containsText("已登记并记账");
            assertThat(finance.locator("tbody")).containsText(voucher);
            chromium.fullPicture(finance, "ledger-receipts");
            finance.click("text=" + voucher);
            assertThat(finance.locator("button")).containsText("冲销这笔到账");
            chromium.fullPicture(finance, "ledger-receipt");

            // and the manager goes through the other pages
            Page manager = chromium.of("fushun-manager");
            manager.navigate(chromium.address("/ledger"));
            assertThat(manager.locator("table")).containsText("财政专户存款");
            chromium.fullPicture(manager, "ledger");
            manager.click("text=账务核对");
            manager.click("text=开始核对");
            assertThat(manager.locator("table")).containsText("每张凭证在每项资金内借贷相等");
            chromium.fullPicture(manager, "ledger-checks");
            manager.click("text=季度对账");
            manager.click("text=下季度");
            assertThat(manager.locator("h1")).containsText("医疗救助资金对账表");
            chromium.fullPicture(manager, "ledger-quarter");
            manager.click("text=年终结转");
            assertThat(manager.locator("h1")).containsText("资金账年终结转");
            chromium.fullPicture(manager, "ledger-years");
            manager.navigate(chromium.address("/ledger?month=2015-01"));
            assertThat(manager.locator("h2").first()).containsText("2015年1月");
            chromium.fullPicture(manager, "ledger-closing");
            Assertions.assertThat(chromium.scriptErrors()).isEmpty();
        }
    }
}
