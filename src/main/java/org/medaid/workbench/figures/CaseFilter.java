package org.medaid.workbench.figures;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;

/**
 * Which finished cases of an office are meant. A report counts by the very filter that the list behind its figure uses, so
 * that they cannot differ.
 *
 * @param from the first day on which a case may have been closed; {@code to} is the last. Null is without bound
 * @param values column → value that it has to have; {@code payer} is who bears something of the bill
 */
public record CaseFilter(PoolingArea area, LocalDate from, LocalDate to, Map<String, String> values) {

    /** Parameter → column, in the order in which they are shown. */
    private static final Map<String, String> COLUMNS = columns();

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("kind", "f.kind");
        columns.put("outcome", "f.outcome");
        columns.put("reason", "f.reason");
        columns.put("hospital", "f.hospital_code");
        columns.put("careType", "f.care_type");
        columns.put("category", "f.category");
        columns.put("payer", "payer");
        return columns;
    }

    public CaseFilter {
        values = Map.copyOf(values);
    }

    /** What an address asks for; what it cannot mean is left out. */
    public static CaseFilter of(PoolingArea area, Map<String, String> asked) {
        Map<String, String> values = new HashMap<>();
        COLUMNS.keySet().forEach(name -> {
            String value = asked.getOrDefault(name, "").strip();
            if (value.matches("[0-9A-Za-z_:.-]{1,60}")) {
                values.put(name, value);
            }
        });
        return new CaseFilter(area, day(asked.get("from")), day(asked.get("to")), values);
    }

    private static LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text.strip());
            return day.getYear() >= 2000 && day.getYear() <= 2200 ? day : null;
        } catch (DateTimeException none) {
            return null;
        }
    }

    public static CaseFilter between(PoolingArea area, LocalDate from, LocalDate to) {
        return new CaseFilter(area, from, to, Map.of());
    }

    /** The same, narrower. */
    public CaseFilter with(String name, String value) {
        Map<String, String> narrower = new HashMap<>(values);
        narrower.put(name, value);
        return new CaseFilter(area, from, to, narrower);
    }

    /** The same, but not further back than a day where it said no first day: a list without bound counts all there ever was. */
    public CaseFilter notBefore(LocalDate first) {
        return from == null ? new CaseFilter(area, first, to, values) : this;
    }

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** The conditions on {@code finished_case f}. */
    String where() {
        List<String> conditions = new ArrayList<>();
        conditions.add("f.area = :area");
        if (from != null) {
            conditions.add("f.closed_at >= :from");
        }
        if (to != null) {
            conditions.add("f.closed_at < :next");
        }
        COLUMNS.forEach((name, column) -> {
            if (values.containsKey(name)) {
                conditions.add(
                        name.equals("payer")
                                ? "exists (select 1 from medaid.finished_case_share h where h.case_id = f.case_id and "
                                        + "case when h.payer like 'HOSPITAL:%' then 'HOSPITALS_OWN' else h.payer end = :payer)"
                                : column + " = :" + name);
            }
        });
        return String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>(values);
        parameters.put("area", area.tenantId());
        if (from != null) {
            parameters.put("from", from.atStartOfDay(BusinessClock.ZONE).toOffsetDateTime());
        }
        if (to != null) {
            parameters.put("next", to.plusDays(1).atStartOfDay(BusinessClock.ZONE).toOffsetDateTime());
        }
        return parameters;
    }

    /** The address of the list of these cases. */
    public String address() {
        return "/finished-cases?" + query();
    }

    public String query() {
        List<String> parts = new ArrayList<>();
        COLUMNS.keySet().stream()
                .filter(values::containsKey)
                .forEach(name -> parts.add(name + "=" + URLEncoder.encode(values.get(name), StandardCharsets.UTF_8)));
        if (from != null) {
            parts.add("from=" + from);
        }
        if (to != null) {
            parts.add("to=" + to);
        }
        return String.join("&", parts);
    }
}
