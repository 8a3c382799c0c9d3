package org.medaid.workbench.figures;

import java.util.List;

/**
 * A figure as the head of an office reads it: a table, what its numbers mean, and how a picture of them is drawn. The same
 * table is shown on screen, drawn and exported, so that no two of them can differ.
 *
 * @param id the same in every office and on every day
 * @param definition what is counted, from when to when, in plain words
 * @param chart null where a picture says nothing more
 * @param warnings what the office has to act on; empty on a good day
 */
public record FigureTable(
        String id,
        String title,
        String definition,
        List<Column> columns,
        List<Row> rows,
        Chart chart,
        List<String> warnings) {

    /** What a column's cells are: a text, a whole number, yuan, a share in percent, days with one decimal. */
    public enum Kind {
        TEXT,
        COUNT,
        MONEY,
        PERCENT,
        DAYS
    }

    public record Column(String name, Kind kind) {}

    /**
     * @param cells text as {@code String}, counts as {@code Long}, money as {@code Money}, shares and days as {@code
     *     BigDecimal}; null where there is nothing to say
     * @param link where the cases behind the row are listed; null where there is no list
     */
    public record Row(List<Object> cells, String link) {

        /** Cells may be empty, which an immutable list does not allow. */
        public static Row of(String link, Object... cells) {
            return new Row(java.util.Arrays.asList(cells), link);
        }
    }

    /**
     * @param kind {@code bar}, {@code rows} (bars lying down) or {@code line}
     * @param category the columns that name a bar or a point
     * @param series the columns that are drawn
     * @param stacked whether the series stand on each other
     */
    public record Chart(String kind, List<Integer> category, List<Integer> series, boolean stacked) {}

    public static Column text(String name) {
        return new Column(name, Kind.TEXT);
    }

    public static Column count(String name) {
        return new Column(name, Kind.COUNT);
    }

    public static Column money(String name) {
        return new Column(name, Kind.MONEY);
    }

    public static Column percent(String name) {
        return new Column(name, Kind.PERCENT);
    }

    public static Column days(String name) {
        return new Column(name, Kind.DAYS);
    }
}
