package org.medaid.settlement.statement.web;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.medaid.settlement.statement.Statement;
import org.medaid.settlement.statement.web.StatementViews.Figure;
import org.medaid.settlement.statement.web.StatementViews.LineView;

/** A statement as a workbook: one sheet with what is paid and why, one with every line. Amounts are numbers. */
final class StatementTable {

    private static final String MONEY = "#,##0.00";
    private static final List<String> HEADER =
            List.of("行号", "记账日期", "业务编号", "救助对象", "发票号码", "出院（就诊）日期", "内容", "金额（元）", "争议理由", "复核结论");
    private static final int AMOUNT = 7;

    private StatementTable() {}

    /** @param lines the lines after a number, in order; empty at the end */
    static void write(
            OutputStream out,
            Statement statement,
            String stateName,
            String payee,
            List<Figure> figures,
            IntFunction<List<LineView>> lines)
            throws IOException {
        try (Workbook workbook = new Workbook(out, "medaid", "1.0")) {
            Worksheet cover = workbook.newWorksheet("结算单");
            cover.width(0, 34);
            cover.width(1, 26);
            int row = 0;
            for (String[] fact : new String[][] {
                {"种类", statement.kind().chineseName()},
                {"结算单号", statement.number()},
                {"经办机构", statement.area().chineseName()},
                {"医院", payee},
                {"结算期", statement.periodName()},
                {"状态", stateName}
            }) {
                cover.inlineString(row, 0, fact[0]);
                cover.inlineString(row++, 1, fact[1]);
            }
            for (Figure figure : figures) {
                cover.inlineString(row, 0, figure.name());
                cover.value(row, 1, new BigDecimal(figure.amount()));
                cover.style(row++, 1).format(MONEY).set();
            }
            cover.finish();
            write(workbook.newWorksheet("明细"), lines);
        }
    }

    private static void write(Worksheet sheet, IntFunction<List<LineView>> lines) throws IOException {
        sheet.freezePane(0, 1);
        sheet.style(AMOUNT).format(MONEY).set();
        for (int column = 0; column < HEADER.size(); column++) {
            sheet.width(column, column == 0 ? 8 : 22);
            sheet.inlineString(0, column, HEADER.get(column));
        }
        int row = 1;
        int last = 0;
        for (List<LineView> page = lines.apply(last); !page.isEmpty(); page = lines.apply(last)) {
            for (LineView line : page) {
                String[] cells = {
                    null, line.postedOn(), line.caseNumber(), line.maskedName(), line.invoiceNumber(), line.dischargedOn(), line.what(),
                    null, line.dispute(), line.ruling()
                };
                for (int column = 0; column < cells.length; column++) {
                    if (cells[column] != null && !cells[column].isEmpty()) {
                        sheet.inlineString(row, column, harmless(cells[column]));
                    }
                }
                sheet.value(row, 0, line.lineNo());
                sheet.value(row, AMOUNT, new BigDecimal(line.amount()));
                last = line.lineNo();
                row++;
            }
            sheet.flush();
        }
        sheet.finish();
    }

    /** What a stranger typed is never computed, in whatever format it is saved next. */
    private static String harmless(String cell) {
        return "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
