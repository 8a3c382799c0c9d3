package org.medaid.workbench.figures.web;

import java.math.BigDecimal;
import java.util.List;
import org.medaid.kernel.Money;
import org.medaid.workbench.figures.FigureTable;

/** Figures as scripts and pages take them: money and shares as text that is exact, counts as numbers. */
final class FigureViews {

    record ColumnView(String name, boolean number) {}

    record RowView(List<Object> cells, String link) {}

    record ChartView(String kind, List<Integer> category, List<Integer> series, boolean stacked) {}

    record TableView(
            String id,
            String title,
            String definition,
            List<ColumnView> columns,
            List<RowView> rows,
            ChartView chart,
            List<String> warnings) {}

    private FigureViews() {}

    static TableView of(FigureTable table) {
        return new TableView(
                table.id(),
                table.title(),
                table.definition(),
                table.columns().stream()
                        .map(column -> new ColumnView(column.name(), column.kind() != FigureTable.Kind.TEXT))
                        .toList(),
                table.rows().stream()
                        .map(row -> new RowView(row.cells().stream().map(FigureViews::cell).toList(), row.link()))
                        .toList(),
                table.chart() == null
                        ? null
                        : new ChartView(
                                table.chart().kind(),
                                table.chart().category(),
                                table.chart().series(),
                                table.chart().stacked()),
                table.warnings());
    }

    /** What a cell shows; what there is nothing to say about is a dash. */
    static Object cell(Object cell) {
        if (cell == null) {
            return "—";
        }
        if (cell instanceof Money || cell instanceof BigDecimal) {
            return cell instanceof BigDecimal share ? share.toPlainString() : cell.toString();
        }
        return cell;
    }
}
