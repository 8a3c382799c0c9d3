package org.medaid.roster.web;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a table to a file that a person will open in a spreadsheet, row by row.
 *
 * <p>Cells may hold what a stranger typed: one that begins like a formula gets an apostrophe in front, so that no program
 * computes it, in whatever format it is saved next.
 */
abstract class TableOutput implements Closeable {

    /** Formats people may ask for. */
    enum Format {
        XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        CSV("csv", "text/csv;charset=UTF-8");

        final String ending;
        final String mediaType;

        Format(String ending, String mediaType) {
            this.ending = ending;
            this.mediaType = mediaType;
        }

        static Format of(String ending) {
            return "csv".equals(ending) ? CSV : XLSX;
        }
    }

    static TableOutput of(Format format, OutputStream out, String title) {
        return format == Format.CSV ? new Csv(out) : new Xlsx(out, title);
    }

    /** Writes a whole table, whose rows come from what {@code rows} calls. */
    static void write(Format format, OutputStream out, String title, List<String> header, Consumer<TableOutput> rows)
            throws IOException {
        try (TableOutput table = of(format, out, title)) {
            table.row(header.toArray(String[]::new));
            rows.accept(table);
        }
    }

    /** @param cells null is an empty cell */
    abstract void row(String... cells);

    static String harmless(String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        return "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static final class Csv extends TableOutput {

        private final BufferedWriter out;

        Csv(OutputStream stream) {
            out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            // Without the mark, spreadsheets take UTF-8 for GBK.
            append("\uFEFF");
        }

        @Override
        void row(String... cells) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.length; i++) {
                String cell = harmless(cells[i]);
                line.append(i == 0 ? "" : ",");
                line.append(
                        cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"');
            }
            append(line.append("\r\n"));
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }

        private void append(CharSequence text) {
            try {
                out.append(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Xlsx extends TableOutput {

        /** A sheet ends at 1,048,576 rows. */
        private static final int ROWS_OF_A_SHEET = 1_000_000;

        private static final int ROWS_IN_MEMORY = 500;

        private final Workbook workbook;
        private final String title;
        private Worksheet sheet;
        private String[] header;
        private int sheets;
        private int row;

        Xlsx(OutputStream out, String title) {
            this.workbook = new Workbook(out, "medaid", "1.0");
            this.title = title;
        }

        @Override
        void row(String... cells) {
            try {
                if (sheet == null || row == ROWS_OF_A_SHEET) {
                    next(cells);
                }
                for (int i = 0; i < cells.length; i++) {
                    String cell = harmless(cells[i]);
                    if (!cell.isEmpty()) {
                        sheet.inlineString(row, i, cell);
                    }
                }
                row++;
                if (row % ROWS_IN_MEMORY == 0) {
                    sheet.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            if (sheet == null) {
                sheet = workbook.newWorksheet(title);
            }
            sheet.finish();
            workbook.close();
        }

        private void next(String[] cells) throws IOException {
            if (sheet != null) {
                sheet.finish();
            }
            sheets++;
            sheet = workbook.newWorksheet(sheets == 1 ? title : title + sheets);
            row = 0;
            for (int i = 0; i < cells.length; i++) {
                sheet.width(i, 22);
                // Text, so that nobody's number is rounded when the file is filled in.
                sheet.style(i).format("@").set();
            }
            if (header == null) {
                header = cells;
            } else {
                String[] again = header;
                for (int i = 0; i < again.length; i++) {
                    sheet.inlineString(0, i, harmless(again[i]));
                }
                row = 1;
            }
        }
    }
}
