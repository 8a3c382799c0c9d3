package org.medaid.settlement.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.medaid.kernel.Money;
import org.medaid.settlement.QuarterReport;

/** A quarter's report as a spreadsheet: the page's tables one below the other, amounts as numbers. */
final class QuarterWorkbook {

    private static final int COLUMNS = 8;
    private static final int WIDTH = 20;

    private QuarterWorkbook() {}

    /** @param closingLines what stands below the tables: who signed */
    static void write(OutputStream out, QuarterReport report, List<String> closingLines) throws IOException {
        try (Workbook workbook = new Workbook(out, "medaid", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("季度对账");
            for (int column = 0; column < COLUMNS; column++) {
                sheet.width(column, WIDTH);
            }
            sheet.value(0, 0, report.area().chineseName() + report.quarter().chineseName() + "医疗救助资金对账表");
            sheet.style(0, 0).bold().fontSize(14).set();
            int row = 2;
            for (QuarterReport.Table table : report.tables()) {
                sheet.value(row, 0, table.title());
                sheet.style(row++, 0).bold().set();
                for (int column = 0; column < table.header().size(); column++) {
                    sheet.value(row, column, table.header().get(column));
                    sheet.style(row, column).bold().fillColor("EEF2F7").set();
                }
                row++;
                for (List<Object> cells : table.rows()) {
                    for (int column = 0; column < cells.size(); column++) {
                        cell(sheet, row, column, cells.get(column));
                    }
                    row++;
                }
                row++;
            }
            for (String line : closingLines) {
                sheet.value(row++, 0, line);
            }
        }
    }

    private static void cell(Worksheet sheet, int row, int column, Object cell) {
        if (cell instanceof Money money) {
            sheet.value(row, column, money.yuan());
            sheet.style(row, column).format("0.00").set();
        } else if (cell instanceof Integer count) {
            sheet.value(row, column, count);
        } else {
            // Names of hospitals come from the office's own list; still no cell begins a formula.
            String text = cell.toString();
            sheet.inlineString(row, column, text.matches("(?s)[=+@\\-\t\r].*") ? "'" + text : text);
        }
    }
}
