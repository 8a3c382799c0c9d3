package org.medaid.policy.persistence;

import java.util.List;
import org.medaid.kernel.PoolingArea;

/** Approved office parameters without a database. */
public final class FixedParameterRows extends ParameterRows {

    private final List<Row> rows;

    public FixedParameterRows(List<Row> rows) {
        super(null);
        this.rows = List.copyOf(rows);
    }

    @Override
    public List<Row> approved(PoolingArea area) {
        return rows.stream().filter(row -> row.area() == area).toList();
    }
}
