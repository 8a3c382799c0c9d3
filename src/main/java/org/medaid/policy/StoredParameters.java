package org.medaid.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.persistence.ParameterRows;
import org.medaid.policy.persistence.ParameterRows.Row;
import org.springframework.stereotype.Component;

/**
 * The approved parameters, put together once for each stretch of days on which nothing changes.
 *
 * <p>A calculation finds its stretch with a few comparisons; an approval drops what was put together.
 */
@Component
class StoredParameters implements ParameterBook {

    /** Another node of the application may approve: at most this long its figures go unnoticed here. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private record Stretch(long fromDay, long toDay, OfficeParameterValues values) {}

    private record Loaded(List<Row> approved, Stretch[] stretches, long at) {}

    private final ParameterRows rows;
    private final ObjectMapper json;
    private volatile Map<PoolingArea, Loaded> loaded = Map.of();

    StoredParameters(ParameterRows rows, ObjectMapper json) {
        this.rows = rows;
        this.json = json;
    }

    @Override
    public OfficeParameterValues inForce(PoolingArea area, LocalDate day) {
        Loaded known = loaded.get(area);
        if (known == null || System.nanoTime() - known.at > FRESH_NANOS) {
            known = load(area);
        }
        long epochDay = day.toEpochDay();
        for (Stretch stretch : known.stretches) {
            if (epochDay >= stretch.fromDay && epochDay <= stretch.toDay) {
                return stretch.values;
            }
        }
        return OfficeParameterValues.NONE;
    }

    /** To be called once an approval is committed. */
    synchronized void changed() {
        loaded = Map.of();
    }

    private synchronized Loaded load(PoolingArea area) {
        List<Row> approved = rows.approved(area);
        Loaded before = loaded.get(area);
        // The same rows keep their values, and with them what callers have put together from them.
        Stretch[] stretches = before != null && before.approved.equals(approved) ? before.stretches : stretches(approved);
        Loaded now = new Loaded(approved, stretches, System.nanoTime());
        Map<PoolingArea, Loaded> copy = new EnumMap<>(PoolingArea.class);
        copy.putAll(loaded);
        copy.put(area, now);
        loaded = copy;
        return now;
    }

    private Stretch[] stretches(List<Row> approved) {
        TreeSet<LocalDate> starts = new TreeSet<>();
        for (Row row : approved) {
            starts.add(row.period().from());
            if (row.period().to() != null) {
                starts.add(row.period().to().plusDays(1));
            }
        }
        List<Stretch> found = new ArrayList<>();
        for (LocalDate start : starts) {
            LocalDate next = starts.higher(start);
            long toDay = next == null ? Long.MAX_VALUE : next.toEpochDay() - 1;
            found.add(new Stretch(start.toEpochDay(), toDay, values(approved, start)));
        }
        return found.toArray(Stretch[]::new);
    }

    /** The values of a day by these rows. */
    OfficeParameterValues values(List<Row> approved, LocalDate day) {
        OfficeParameterValues values = OfficeParameterValues.NONE;
        for (Row row : approved) {
            if (row.period().contains(day)) {
                ParameterKey key = ParameterKey.of(row.parameter())
                        .orElseThrow(() -> new IllegalStateException("unknown stored parameter " + row.parameter()));
                values = values.with(key, read(key, row), new ParameterSource(row.documentNumber(), row.demonstration()));
            }
        }
        return values;
    }

    private Object read(ParameterKey key, Row row) {
        try {
            List<org.medaid.api.FieldProblem> problems = new ArrayList<>();
            Object value = ParameterReading.read(key, json.readTree(row.value()), key.code(), problems);
            if (!problems.isEmpty()) {
                throw new IllegalStateException("stored parameter " + key.code() + ": " + problems.get(0).code());
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored parameter is valid JSON", e);
        }
    }
}
