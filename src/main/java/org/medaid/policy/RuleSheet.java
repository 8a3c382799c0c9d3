package org.medaid.policy;

import java.util.List;

/**
 * A table of the rules as it is written, cell by cell, for showing it to people; nothing is calculated with it.
 *
 * @param name what the table is called
 * @param conditions the columns that are asked
 * @param results the columns that are answered
 */
public record RuleSheet(String name, List<Column> conditions, List<Column> results, List<Row> rows) {

    /**
     * @param label as it stands above the column
     * @param name the expression of a condition, the name of a result
     */
    public record Column(String label, String name) {}

    /**
     * @param description what the row is for, empty where nothing is written
     * @param conditions as many cells as there are conditions, empty where everything fits
     * @param results as many cells as there are results
     */
    public record Row(String description, List<String> conditions, List<String> results) {}
}
