package org.medaid.notice;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.ObjectionAnswer.Refused;
import org.medaid.notice.model.Csv;
import org.medaid.notice.persistence.StoredNotices;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Objections from the file that comes back from an office without network: the columns of {@link #TEMPLATE}, in UTF-8 or
 * GB 18030. All rows are taken or none; a row that was imported before changes nothing.
 */
@Service
public class ObjectionImport {

    /** The first line of the file. */
    public static final String TEMPLATE = "公示编号,收到日期,姓名,电话,异议内容";

    private static final int COLUMNS = 5;
    private static final int MOST_ROWS = 1000;
    private static final int LARGEST_FILE = 1024 * 1024;

    private final StoredNotices notices;
    private final Objections objections;

    ObjectionImport(StoredNotices notices, Objections objections) {
        this.notices = notices;
        this.objections = objections;
    }

    /**
     * What became of a file.
     *
     * @param taken how many objections are in the system now; 0 if there are problems
     * @param problems at the fields {@code row 2} and so on, numbered as a spreadsheet does; empty if all were taken
     */
    public record Result(int taken, List<FieldProblem> problems) {}

    /** @param by the sign-in name of who imports */
    @Transactional
    public Result take(PoolingArea area, byte[] file, String by) {
        if (file.length > LARGEST_FILE) {
            return failed("file", "FILE_TOO_LARGE", "文件不能超过1MB。");
        }
        Optional<String> text = decoded(file);
        if (text.isEmpty()) {
            return failed("file", "FILE_ENCODING", "文件编码无法识别，请另存为 UTF-8 编码的 CSV 文件。");
        }
        List<List<String>> rows = Csv.rows(text.get());
        if (rows.isEmpty() || !String.join(",", rows.get(0)).replace(" ", "").equals(TEMPLATE)) {
            return failed("file", "FILE_HEADER", "第一行应为：" + TEMPLATE + "。请使用下载的模板。");
        }
        if (rows.size() > MOST_ROWS + 1) {
            return failed("file", "FILE_TOO_LONG", "一次最多导入" + MOST_ROWS + "行，请分成几个文件。");
        }
        List<FieldProblem> problems = new ArrayList<>();
        int taken = 0;
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (row.stream().allMatch(String::isBlank)) {
                continue;
            }
            Optional<FieldProblem> problem = take(area, row, "row " + (i + 1), by);
            problem.ifPresent(problems::add);
            taken++;
        }
        if (!problems.isEmpty()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return new Result(0, problems);
        }
        return new Result(taken, List.of());
    }

    private Optional<FieldProblem> take(PoolingArea area, List<String> row, String place, String by) {
        if (row.size() != COLUMNS) {
            return Optional.of(new FieldProblem(place, "ROW_COLUMNS", "应有" + COLUMNS + "列，实际" + row.size() + "列。"));
        }
        Optional<NoticeView> notice = notices.find(area, row.get(0).strip());
        if (notice.isEmpty()) {
            return Optional.of(new FieldProblem(place, "NOTICE_UNKNOWN", "没有找到公示编号。"));
        }
        LocalDate received;
        try {
            received = LocalDate.parse(row.get(1).strip().replace('/', '-'));
        } catch (DateTimeParseException e) {
            return Optional.of(new FieldProblem(place, "DATE_MALFORMED", "收到日期应写成 2026-03-09 的形式。"));
        }
        ObjectionAnswer answer = objections.raise(new RaiseObjection(
                notice.get().id(),
                ObjectionChannel.IMPORT,
                Optional.of(row.get(2)),
                Optional.of(row.get(3)),
                row.get(4),
                received,
                List.of(),
                Optional.of(notice.get().id() + "\n" + String.join("\n", row)),
                by));
        if (answer instanceof Refused refused) {
            FieldProblem first = refused.problems().get(0);
            return Optional.of(new FieldProblem(place, first.code(), first.message()));
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(byte[] file) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                String text = charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(file))
                        .toString();
                return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
            } catch (CharacterCodingException e) {
                // The next one.
            }
        }
        return Optional.empty();
    }

    private static Result failed(String field, String code, String message) {
        return new Result(0, List.of(new FieldProblem(field, code, message)));
    }
}
