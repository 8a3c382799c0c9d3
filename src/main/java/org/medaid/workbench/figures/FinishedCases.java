package org.medaid.workbench.figures;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.workbench.CaseKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The cases that have reached their end, one-stop settlements among them, newest first. */
@Component
@Transactional(readOnly = true)
public class FinishedCases {

    public static final int PAGE_SIZE = 50;

    public record Finished(
            CaseKind kind,
            UUID id,
            String number,
            Instant openedAt,
            Instant closedAt,
            String outcome,
            String reason,
            boolean oneStop,
            String hospital,
            String careType,
            String category,
            Money total,
            Money granted) {

        public Duration took() {
            return Duration.between(openedAt, closedAt);
        }
    }

    /**
     * @param people how many persons they are about; nobody is counted twice
     * @param total what the bills come to
     * @param granted what funds and hospitals bear of them
     * @param borne what the asked payer bears of them; all of it without one
     */
    public record Sums(long cases, long people, Money total, Money granted, Money borne) {}

    /**
     * @param next where the following page begins; empty on the last
     */
    public record Page(List<Finished> cases, Optional<String> next) {}

    private final FinishedCasesCaughtUp finishedCases;
    private final JdbcClient jdbc;

    FinishedCases(JdbcClient jdbc, FinishedCasesCaughtUp finishedCases) {
        this.finishedCases = finishedCases;
        this.jdbc = jdbc;
    }

    /** @param after what {@link Page#next()} said; anything else is the first page */
    public Page page(CaseFilter filter, String after) {
        finishedCases.now();
        Optional<Key> key = Key.parse(after);
        Map<String, Object> parameters = filter.parameters();
        key.ifPresent(start -> {
            parameters.put("afterAt", start.at());
            parameters.put("afterId", start.id());
        });
        List<Finished> found = jdbc.sql("select f.* from medaid.finished_case f where " + filter.where()
                        + (key.isPresent() ? " and (f.closed_at, f.case_id) < (:afterAt, :afterId)" : "")
                        + " order by f.closed_at desc, f.case_id desc limit " + (PAGE_SIZE + 1))
                .params(parameters)
                .query((rs, row) -> finished(rs))
                .list();
        if (found.size() <= PAGE_SIZE) {
            return new Page(found, Optional.empty());
        }
        Finished last = found.get(PAGE_SIZE - 1);
        return new Page(found.subList(0, PAGE_SIZE), Optional.of(last.closedAt() + "_" + last.id()));
    }

    public Sums sums(CaseFilter filter) {
        finishedCases.now();
        // Without a payer the shares come to what is granted: nobody needs to look them up.
        String borne = filter.values().containsKey("payer")
                ? "(select sum(h.amount) from medaid.finished_case_share h where h.case_id = f.case_id"
                        + " and case when h.payer like 'HOSPITAL:%' then 'HOSPITALS_OWN' else h.payer end = :payer)"
                : "f.granted";
        return jdbc.sql("select count(*), count(distinct f.person_id), coalesce(sum(f.total), 0), coalesce(sum(f.granted), 0),"
                        + " coalesce(sum(" + borne + "), 0) from medaid.finished_case f where " + filter.where())
                .params(filter.parameters())
                .query((rs, row) -> new Sums(
                        rs.getLong(1),
                        rs.getLong(2),
                        Money.of(rs.getBigDecimal(3)),
                        Money.of(rs.getBigDecimal(4)),
                        Money.of(rs.getBigDecimal(5))))
                .single();
    }

    public Optional<Finished> byNumber(PoolingArea area, String number) {
        finishedCases.now();
        return jdbc.sql("select f.* from medaid.finished_case f where f.area = ? and f.number = ? limit 1")
                .params(area.tenantId(), number)
                .query((rs, row) -> finished(rs))
                .optional();
    }

    private static Finished finished(ResultSet rs) throws SQLException {
        return new Finished(
                CaseKind.valueOf(rs.getString("kind")),
                rs.getObject("case_id", UUID.class),
                rs.getString("number"),
                rs.getObject("opened_at", OffsetDateTime.class).toInstant(),
                rs.getObject("closed_at", OffsetDateTime.class).toInstant(),
                rs.getString("outcome"),
                rs.getString("reason"),
                rs.getBoolean("one_stop"),
                rs.getString("hospital_code"),
                rs.getString("care_type"),
                rs.getString("category"),
                Money.of(rs.getBigDecimal("total")),
                Money.of(rs.getBigDecimal("granted")));
    }

    private record Key(OffsetDateTime at, UUID id) {

        static Optional<Key> parse(String text) {
            String[] parts = text == null ? new String[0] : text.split("_", 2);
            try {
                return parts.length < 2
                        ? Optional.empty()
                        : Optional.of(new Key(Instant.parse(parts[0]).atOffset(ZoneOffset.UTC), UUID.fromString(parts[1])));
            } catch (IllegalArgumentException | java.time.DateTimeException noKey) {
                return Optional.empty();
            }
        }
    }
}
