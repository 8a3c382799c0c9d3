package org.medaid.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.persistence.FixedParameterRows;
import org.medaid.policy.persistence.ParameterRows.Row;

/** The desk as the application has it, but for the select that reads the office parameters once. */
public final class DeskWithoutDatabase {

    private static final LocalDate BEFORE_ALL_BILLS = LocalDate.of(2000, 1, 1);

    private DeskWithoutDatabase() {}

    /** A desk with the parameters of the tests' bills approved in every area that has them. */
    public static PolicyDesk over(RuleBook rules) {
        OfficeParameterValues values = Bill.in("440784").request().officeParameters();
        List<Row> rows = new ArrayList<>();
        for (PoolingArea area : PoolingArea.values()) {
            for (ParameterKey key : ParameterKey.values()) {
                if (key.areas().contains(area) && values.isSet(key)) {
                    rows.add(new Row(
                            UUID.randomUUID(),
                            area,
                            key.code(),
                            json(values.written(key)),
                            new DateRange(BEFORE_ALL_BILLS, null),
                            "基准〔2000〕1号",
                            true,
                            "enterer",
                            "APPROVED",
                            "approver",
                            Instant.EPOCH,
                            null));
                }
            }
        }
        return new PolicyDesk(rules, new StoredParameters(new FixedParameterRows(rows), Cases.JSON));
    }

    private static String json(Object value) {
        try {
            return Cases.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is written in requests is JSON", e);
        }
    }
}
