package org.medaid.settlement.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Fund;

/** The file for the treasury, byte by byte. */
@Clause("M9")
class PaymentFileTest {

    private static final String COLUMNS = "序号,支付单号,收款人,开户银行,收款账号,金额,用途";

    private static final List<PaymentFile.Line> LINES = List.of(
            line(1, "JM-FK-2026-000001-1", "张三", "1800.00", Fund.MEDICAL_ASSISTANCE_FUND),
            line(2, "JM-FK-2026-000002-1", "李𫖯", "0.05", Fund.POVERTY_ALLEVIATION_FUND));

    @Test
    void the_header_states_number_count_total_and_a_control_sum_that_anybody_can_work_out() {
        // when
        PaymentFile file = PaymentFile.of("JM-FP-2026-000001", "UTF-8", COLUMNS, LINES);

        // then
        String text = new String(file.content(), StandardCharsets.UTF_8);
        String[] parts = text.split("序号,[^\r]*\r\n");
        assertThat(text).startsWith("\uFEFF批次号,JM-FP-2026-000001\r\n笔数,2\r\n合计金额,1800.05\r\n校验值,");
        assertThat(parts[0])
                .contains("校验值," + PaymentFile.hex((parts[1] + "1800.05").getBytes(StandardCharsets.UTF_8)))
                .contains("其中：医疗救助基金,1800.00\r\n其中：医疗保障精准扶贫资金,0.05\r\n");
        assertThat(parts[1])
                .isEqualTo("1,JM-FK-2026-000001-1,张三,示范银行,6222020000000000000,1800.00,医疗救助金\r\n"
                        + "2,JM-FK-2026-000002-1,李𫖯,示范银行,6222020000000000000,0.05,医疗救助金\r\n");
        assertThat(file.digest()).isEqualTo(PaymentFile.hex(file.content()));
    }

    @Test
    void an_office_chooses_columns_and_encoding_and_rare_names_survive_both() {
        // when
        PaymentFile file = PaymentFile.of("JM-FP-2026-000001", "GBK", "收款账号,收款人,金额,支付单号,资金", LINES);

        // then
        assertThat(new String(file.content(), Charset.forName("GB18030")))
                .startsWith("批次号,")
                .contains("收款账号,收款人,金额,支付单号,资金\r\n6222020000000000000,张三,1800.00,JM-FK-2026-000001-1,医疗救助基金\r\n")
                .contains("李𫖯");
        assertThat(PaymentParameter.FILE_COLUMNS.problem("收款账号,收款人,金额,支付单号,资金")).isEmpty();
        assertThat(PaymentParameter.FILE_COLUMNS.problem(COLUMNS)).isEmpty();
        assertThat(PaymentParameter.FILE_COLUMNS.problem("收款人,金额,支付单号")).hasValueSatisfying(
                message -> assertThat(message).contains("收款账号"));
        assertThat(PaymentParameter.FILE_COLUMNS.problem(COLUMNS + ",金额")).isPresent();
        assertThat(PaymentParameter.FILE_COLUMNS.problem("身份证号码")).isPresent();
        assertThat(PaymentParameter.FILE_CHARSET.problem("UTF-16")).isPresent();
        for (PoolingArea area : PoolingArea.values()) {
            assertThat(PaymentParameter.FILE_CHARSET.basis(area)).isNotNull();
        }
    }

    @Test
    void no_name_is_taken_for_a_formula_and_none_breaks_out_of_its_cell() {
        assertThat(PaymentFile.cell("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
        assertThat(PaymentFile.cell("+1")).isEqualTo("'+1");
        assertThat(PaymentFile.cell("@a")).isEqualTo("'@a");
        assertThat(PaymentFile.cell("甲,乙\r\n丙")).isEqualTo("\"甲,乙\r\n丙\"");
    }

    @Test
    @Clause("C17")
    void a_card_has_its_check_digit_and_a_passbook_need_not() {
        assertThat(BankAccountNumber.problem(BankAccountNumber.Kind.CARD, "6222020000000000000")).isEmpty();
        for (int digit = 0; digit < 10; digit++) {
            assertThat(BankAccountNumber.luhn("622202000000000000" + digit)).as("digit " + digit).isEqualTo(digit == 0);
        }
        assertThat(BankAccountNumber.problem(BankAccountNumber.Kind.CARD, "6222020000000000007")).isPresent();
        assertThat(BankAccountNumber.problem(BankAccountNumber.Kind.PASSBOOK, "6222020000000000007")).isEmpty();
        assertThat(BankAccountNumber.problem(BankAccountNumber.Kind.CARD, "6222020000000")).isPresent();
        assertThat(BankAccountNumber.problem(BankAccountNumber.Kind.PASSBOOK, "6222020000000")).isEmpty();
        assertThat(BankAccountNumber.problem(BankAccountNumber.Kind.PASSBOOK, "622202000000")).isPresent();
        assertThat(BankAccountNumber.problem(BankAccountNumber.Kind.PASSBOOK, "62220200000000000001")).isPresent();
        assertThat(BankAccountNumber.plain("6222 0200　0000-0000 000")).isEqualTo("6222020000000000000");
        assertThat(BankAccountNumber.masked("6222020000000000000")).isEqualTo("***************0000");
    }

    private static PaymentFile.Line line(int position, String reference, String holder, String amount, Fund fund) {
        return new PaymentFile.Line(
                position, reference, holder, "示范银行", "6222020000000000000", Money.parse(amount), fund, false);
    }
}
