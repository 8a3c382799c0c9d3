package org.medaid.settlement.payment;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.medaid.kernel.Money;
import org.medaid.ledger.Fund;

/**
 * The file for the treasury's direct payment: a header with number, count, total and control sum, what each fund pays, then
 * one line for each order in the office's columns.
 *
 * @param content the bytes that are stored and handed out
 * @param digest SHA-256 of the content, in hexadecimal
 * @param controlSum SHA-256 in hexadecimal over the lines below the line of column titles, as UTF-8 with CRLF after each,
 *     followed by the total in yuan with two decimals
 */
record PaymentFile(byte[] content, String digest, String controlSum) {

    /** Without these nobody can pay, or tell afterwards what was paid. */
    static final List<String> REQUIRED =
            List.of(Column.REFERENCE.title, Column.HOLDER.title, Column.ACCOUNT.title, Column.AMOUNT.title);

    private static final String END = "\r\n";

    /** What a line can hold. */
    enum Column {
        POSITION("序号", line -> String.valueOf(line.position())),
        REFERENCE("支付单号", Line::reference),
        HOLDER("收款人", Line::holderName),
        BANK("开户银行", Line::bankName),
        ACCOUNT("收款账号", Line::account),
        AMOUNT("金额", line -> line.amount().toString()),
        FUND("资金", line -> line.fund().chineseName()),
        PURPOSE("用途", line -> "医疗救助" + (line.settlesStatement() ? "结算款" : "金"));

        private final String title;
        private final Function<Line, String> cell;

        Column(String title, Function<Line, String> cell) {
            this.title = title;
            this.cell = cell;
        }

        String title() {
            return title;
        }

        static Column of(String title) {
            return Arrays.stream(values())
                    .filter(column -> column.title.equals(title))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such column"));
        }
    }

    record Line(
            int position,
            String reference,
            String holderName,
            String bankName,
            String account,
            Money amount,
            Fund fund,
            boolean settlesStatement) {}

    /**
     * @param charset {@code UTF-8} with byte-order mark, or {@code GBK}, written as GB18030: the same bytes for every
     *     character GBK has, and bytes for rare names too
     * @param columns titles of {@link Column}, separated by commas
     * @param lines in the order they are to stand in
     */
    static PaymentFile of(String batchNumber, String charset, String columns, List<Line> lines) {
        List<Column> asked = Arrays.stream(columns.split(",")).map(Column::of).toList();
        StringBuilder body = new StringBuilder();
        Money total = Money.ZERO;
        Map<Fund, Money> byFund = new EnumMap<>(Fund.class);
        for (Line line : lines) {
            body.append(row(asked.stream().map(column -> column.cell.apply(line)).toList()));
            total = total.plus(line.amount());
            byFund.merge(line.fund(), line.amount(), Money::plus);
        }
        String controlSum = hex((body + total.toString()).getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        text.append(row(List.of("批次号", batchNumber)));
        text.append(row(List.of("笔数", String.valueOf(lines.size()))));
        text.append(row(List.of("合计金额", total.toString())));
        text.append(row(List.of("校验值", controlSum)));
        byFund.forEach((fund, amount) -> text.append(row(List.of("其中：" + fund.chineseName(), amount.toString()))));
        text.append(row(asked.stream().map(Column::title).toList())).append(body);
        byte[] content = "GBK".equals(charset)
                ? text.toString().getBytes(Charset.forName("GB18030"))
                : ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
        return new PaymentFile(content, hex(content), controlSum);
    }

    /** SHA-256 in hexadecimal. */
    static String hex(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String row(List<String> cells) {
        return String.join(",", cells.stream().map(PaymentFile::cell).toList()) + END;
    }

    /** Names are typed by people: no program may take one for a formula, and none may break out of its cell. */
    static String cell(String text) {
        String harmless = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.matches("[^\",\r\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
