package org.medaid.settlement.payment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Money;
import org.medaid.settlement.OrderState;

/**
 * The bank's answer as a file: comma-separated text in UTF-8 or GB18030, whose first line names the columns, in any order.
 *
 * @param rows what the bank says, line by line
 * @param problems what is wrong with the file, every wrong row named; with any of them the file counts as a whole for nothing
 */
record BankAnswer(List<Row> rows, List<FieldProblem> problems) {

    /** More than any batch has. */
    static final int MOST_BYTES = 10 * 1024 * 1024;

    static final String FIELD = "file";

    static final String REFERENCE = "支付单号";
    static final String AMOUNT = "金额";
    static final String RESULT = "结果";
    static final String REASON = "原因";
    static final String BANK_REFERENCE = "银行流水号";
    static final String DATE = "日期";

    /** The columns of the template. */
    static final List<String> TITLES = List.of(REFERENCE, AMOUNT, RESULT, REASON, BANK_REFERENCE, DATE);

    private static final int LONGEST_REASON = 200;
    private static final int LONGEST_BANK_REFERENCE = 64;

    private static final Map<String, OrderState> RESULTS = Map.of(
            "PAID", OrderState.PAID,
            "成功", OrderState.PAID,
            "RETURNED", OrderState.RETURNED,
            "退回", OrderState.RETURNED,
            "UNKNOWN", OrderState.UNKNOWN,
            "未知", OrderState.UNKNOWN);

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.BASIC_ISO_DATE, DateTimeFormatter.ofPattern("uuuu/M/d"));

    /**
     * What the bank says to one attempt.
     *
     * @param number the line of the file, 0 where somebody typed it
     * @param result {@code PAID}, {@code RETURNED} or {@code UNKNOWN}
     * @param reason null where there is none
     */
    record Row(
            long number,
            String reference,
            Money amount,
            OrderState result,
            String reason,
            String bankReference,
            LocalDate paidOn) {}

    static BankAnswer read(byte[] content, LocalDate today) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<String> text = content.length > MOST_BYTES ? Optional.empty() : decoded(content);
        if (text.isEmpty()) {
            return refused("FILE_UNREADABLE", "文件无法识别：只接受UTF-8或GBK编码的.csv文件，不超过10兆字节。");
        }
        List<Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text.get())) {
            Map<String, Integer> columns = new LinkedHashMap<>();
            boolean header = true;
            for (CsvRecord record : reader) {
                if (header) {
                    for (int i = 0; i < record.getFieldCount(); i++) {
                        columns.putIfAbsent(record.getField(i).strip(), i);
                    }
                    List<String> missing = new ArrayList<>(TITLES);
                    missing.removeAll(columns.keySet());
                    if (!missing.isEmpty()) {
                        return refused("COLUMN_MISSING", "文件第一行缺少栏目：" + String.join("、", missing) + "。");
                    }
                    header = false;
                } else {
                    row(record, columns, today, problems).ifPresent(row -> {
                        if (!seen.add(row.reference())) {
                            problems.add(at(row.number(), "ROW_TWICE", row.reference() + "在文件中出现两次。"));
                        }
                        rows.add(row);
                    });
                }
            }
        } catch (CsvParseException e) {
            return refused("FILE_UNREADABLE", "文件不是完整的.csv表格，请重新导出后上传。");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (rows.isEmpty() && problems.isEmpty()) {
            return refused("FILE_EMPTY", "文件中没有付款结果。");
        }
        return new BankAnswer(List.copyOf(rows), List.copyOf(problems));
    }

    /** What is wrong with a row of the file. */
    static FieldProblem at(long row, String code, String message) {
        return new FieldProblem(FIELD, code, "第" + row + "行：" + message);
    }

    private static Optional<Row> row(
            CsvRecord record, Map<String, Integer> columns, LocalDate today, List<FieldProblem> problems) {
        long number = record.getStartingLineNumber();
        int before = problems.size();
        String reference = cell(record, columns, REFERENCE);
        OrderState result = RESULTS.get(cell(record, columns, RESULT));
        String reason = cell(record, columns, REASON);
        String bankReference = cell(record, columns, BANK_REFERENCE);
        Money amount = null;
        try {
            amount = Money.parse(cell(record, columns, AMOUNT));
        } catch (IllegalArgumentException e) {
            problems.add(at(number, "AMOUNT_INVALID", "金额不正确。"));
        }
        if (!reference.matches("[!-~]{1,40}")) {
            problems.add(at(number, "REFERENCE_INVALID", "支付单号不正确。"));
        }
        if (result == null) {
            problems.add(at(number, "RESULT_INVALID", "结果应为成功、退回或未知（PAID、RETURNED、UNKNOWN）。"));
        }
        if (!isPlain(reason, LONGEST_REASON) || result == OrderState.RETURNED && reason.isEmpty()) {
            problems.add(at(number, "REASON_MISSING", "退回的须有原因，不超过" + LONGEST_REASON + "个字。"));
        }
        LocalDate paidOn = null;
        if (result == OrderState.PAID) {
            paidOn = date(cell(record, columns, DATE)).orElse(null);
            if (paidOn == null || paidOn.isAfter(today)) {
                problems.add(at(number, "DATE_INVALID", "付款日期应写作 2026-01-31 的形式，且不晚于今天。"));
            }
            if (!bankReference.matches("[!-~]{1," + LONGEST_BANK_REFERENCE + "}")) {
                problems.add(at(number, "BANK_REFERENCE_MISSING", "付款成功的须有银行流水号。"));
            }
        } else if (!isPlain(bankReference, LONGEST_BANK_REFERENCE)) {
            problems.add(at(number, "BANK_REFERENCE_INVALID", "银行流水号不正确。"));
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Row(
                        number,
                        reference,
                        amount,
                        result,
                        reason.isEmpty() ? null : reason,
                        bankReference.isEmpty() ? null : bankReference,
                        paidOn));
    }

    private static String cell(CsvRecord record, Map<String, Integer> columns, String title) {
        int column = columns.get(title);
        return column < record.getFieldCount() ? record.getField(column).strip() : "";
    }

    private static boolean isPlain(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    static Optional<LocalDate> date(String text) {
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(LocalDate.parse(text, format));
            } catch (DateTimeException e) {
                // The next one may fit.
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(byte[] content) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                String text = charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(content))
                        .toString();
                if (text.indexOf('\0') >= 0) {
                    return Optional.empty();
                }
                return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
            } catch (CharacterCodingException e) {
                // The next one may fit.
            }
        }
        return Optional.empty();
    }

    private static BankAnswer refused(String code, String message) {
        return new BankAnswer(List.of(), List.of(new FieldProblem(FIELD, code, message)));
    }
}
