package org.medaid.workbench.figures.web;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.medaid.kernel.Money;
import org.medaid.workbench.figures.FigureTable;

/** Figures as a spreadsheet: the page's tables one below the other, each with what it counts; amounts as numbers. */
final class ReportWorkbook {

    private static final int COLUMNS = 6;
    private static final int WIDTH = 22;

    private ReportWorkbook() {}

    static void write(OutputStream out, String title, List<FigureTable> tables) throws IOException {
        try (Workbook workbook = new Workbook(out, "medaid", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("统计报表");
            for (int column = 0; column < COLUMNS; column++) {
                sheet.width(column, WIDTH);
            }
            sheet.value(0, 0, title);
            sheet.style(0, 0).bold().fontSize(14).set();
            int row = 2;
            for (FigureTable table : tables) {
                sheet.value(row, 0, table.title());
                sheet.style(row++, 0).bold().set();
                sheet.value(row++, 0, table.definition());
                for (int column = 0; column < table.columns().size(); column++) {
                    sheet.value(row, column, table.columns().get(column).name());
                    sheet.style(row, column).bold().fillColor("EEF2F7").set();
                }
                row++;
                for (FigureTable.Row line : table.rows()) {
                    for (int column = 0; column < line.cells().size(); column++) {
                        cell(sheet, row, column, line.cells().get(column));
                    }
                    row++;
                }
                row++;
            }
        }
    }

    private static void cell(Worksheet sheet, int row, int column, Object cell) {
        if (cell instanceof Money money) {
            sheet.value(row, column, money.yuan());
            sheet.style(row, column).format("0.00").set();
        } else if (cell instanceof BigDecimal days) {
            sheet.value(row, column, days);
            sheet.style(row, column).format("0.0").set();
        } else if (cell instanceof Long count) {
            sheet.value(row, column, count);
        } else {
            // Names of hospitals come from the office's own list; still no cell begins a formula.
            String text = String.valueOf(FigureViews.cell(cell));
            sheet.inlineString(row, column, text.matches("(?s)[=+@\\-\t\r].*") ? "'" + text : text);
        }
    }
}
