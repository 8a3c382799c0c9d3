package org.medaid.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.medaid.api.DatedEntries;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.persistence.ParameterRows;
import org.medaid.policy.persistence.ParameterRows.Row;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where an office enters its own figures: one person enters, another approves, and only then a figure counts.
 *
 * <p>An approved figure without a last day ends on the eve of its successor. Figures with a last day leave neither an
 * overlap nor a gap.
 */
@Service
@Transactional
@Clause({"C5", "C6", "C9"})
public class OfficeParameters {

    private static final String SUBJECT = "OFFICE_PARAMETER";

    private final ParameterRows rows;
    private final StoredParameters stored;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final ObjectMapper json;

    OfficeParameters(
            ParameterRows rows, StoredParameters stored, AuditTrail audit, BusinessClock clock, ObjectMapper json) {
        this.rows = rows;
        this.stored = stored;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    /** Everything entered for an area, with its state. */
    @Transactional(readOnly = true)
    public List<Row> all(PoolingArea area) {
        return rows.all(area);
    }

    /** The categories that a table of the area's medical assistance has to name. */
    public List<Category> categories() {
        return Arrays.stream(Category.values())
                .filter(ParameterReading.assistedInJiangmen()::contains)
                .toList();
    }

    /** Enters a figure; it counts once somebody else has approved it. */
    public Outcome<UUID> enter(PoolingArea area, EnterParameter command, String by) {
        return enter(area, command, by, false);
    }

    /** Enters an invented figure of the demonstration, marked as such on every sheet that rests on it. */
    public Outcome<UUID> enterDemonstration(PoolingArea area, EnterParameter command, String by) {
        return enter(area, command, by, true);
    }

    private Outcome<UUID> enter(PoolingArea area, EnterParameter command, String by, boolean demonstration) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<ParameterKey> key = ParameterKey.of(String.valueOf(command.parameter()))
                .filter(k -> k.areas().contains(area));
        if (key.isEmpty()) {
            problems.add(new FieldProblem("parameter", "UNKNOWN_PARAMETER", "本统筹区没有这一参数。"));
        }
        LocalDate from = DatedEntries.date(command.from(), "from", true, problems);
        LocalDate to = DatedEntries.date(command.to(), "to", false, problems);
        if (from != null && to != null && to.isBefore(from)) {
            problems.add(new FieldProblem("to", "PERIOD_ENDS_BEFORE_START", "截止日期不能早于起始日期。"));
        }
        DatedEntries.requireDocumentNumber(command.documentNumber(), problems);
        if (command.value() == null || command.value().isNull()) {
            problems.add(new FieldProblem("value", "VALUE_MISSING", "请填写参数值。"));
        } else {
            key.ifPresent(k -> {
                Object value = ParameterReading.read(k, command.value(), "value", problems);
                if (value instanceof OfficeParameterValues.CategoryTable table) {
                    requireEveryCategory(table, k, problems);
                }
            });
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        UUID id = UUID.randomUUID();
        Row row = new Row(
                id,
                area,
                key.get().code(),
                command.value().toString(),
                new DateRange(from, to),
                command.documentNumber().strip(),
                demonstration,
                by,
                DatedEntries.ENTERED,
                null,
                clock.now(),
                null);
        List<FieldProblem> conflicts = conflicts(row);
        if (!conflicts.isEmpty()) {
            return Outcome.refused(conflicts);
        }
        rows.add(row);
        audit.record(AuditEntry.of(by, area, "PARAMETER_ENTERED", SUBJECT, id)
                .restingOn(key.get().citation())
                .with("parameter", key.get().code()));
        return Outcome.done(id);
    }

    /** Approves a figure; never by the person who entered it. */
    public Outcome<UUID> approve(PoolingArea area, UUID id, String by) {
        rows.lock(area);
        Optional<Row> found = rows.find(area, id);
        List<FieldProblem> problems = DatedEntries.undecidable(found, by);
        if (problems.isEmpty()) {
            problems = conflicts(found.get());
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Row row = found.get();
        predecessor(row)
                .filter(p -> p.period().to() == null)
                .ifPresent(p -> rows.end(p.id(), row.period().from().minusDays(1), id));
        rows.decide(id, true, null, by);
        recordDecision(row, "PARAMETER_APPROVED", by);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                stored.changed();
            }
        });
        return Outcome.done(id);
    }

    /** Turns a figure down, with the reason. */
    public Outcome<UUID> reject(PoolingArea area, UUID id, String reason, String by) {
        rows.lock(area);
        Optional<Row> found = rows.find(area, id);
        List<FieldProblem> problems = new ArrayList<>(DatedEntries.undecidable(found, by));
        DatedEntries.requireReason(reason, problems);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        rows.decide(id, false, reason.strip(), by);
        recordDecision(found.get(), "PARAMETER_REJECTED", by);
        return Outcome.done(id);
    }

    /** A category without a figure would be paid nothing, unseen. */
    private static void requireEveryCategory(
            OfficeParameterValues.CategoryTable table, ParameterKey key, List<FieldProblem> problems) {
        for (Category category : Category.values()) {
            if (ParameterReading.assistedInJiangmen().contains(category) && !table.has(category)) {
                problems.add(new FieldProblem(
                        "value." + category.name(),
                        "CATEGORY_MISSING",
                        "缺少" + category.chineseName() + "的比例和年度限额（" + key.citation() + "）。"));
            }
        }
    }

    /** Overlaps, gaps and contradictions with what is approved. */
    private List<FieldProblem> conflicts(Row row) {
        List<FieldProblem> problems = new ArrayList<>();
        LocalDate from = row.period().from();
        for (Row other : sameKey(row)) {
            boolean endsBySuccession = other.period().to() == null && other.period().from().isBefore(from);
            if (!endsBySuccession && other.period().overlaps(row.period())) {
                problems.add(new FieldProblem(
                        "from", "PERIODS_OVERLAP", "与已审批的参数重叠：" + DatedEntries.describe(other) + "。请调整起止日期。"));
            }
        }
        sameKey(row).stream()
                .filter(r -> r.period().from().isAfter(from))
                .findFirst()
                .filter(next -> row.period().to() != null
                        && row.period().to().plusDays(1).isBefore(next.period().from()))
                .ifPresent(next -> problems.add(new FieldProblem(
                        "to", "PERIOD_GAP", "与后一参数之间有空档：" + DatedEntries.describe(next) + "。截止日期应为其起始日的前一天。")));
        predecessor(row)
                .filter(p -> p.period().to() != null && p.period().to().plusDays(1).isBefore(from))
                .ifPresent(p -> problems.add(new FieldProblem(
                        "from", "PERIOD_GAP", "与前一参数之间有空档：" + DatedEntries.describe(p) + "。起始日期应为其截止日的次日。")));
        if (problems.isEmpty()) {
            problems.addAll(contradictions(row));
        }
        return problems;
    }

    /** For example brackets that reach the key ratio, on any day of the figure's period. */
    private List<FieldProblem> contradictions(Row row) {
        List<Row> others = rows.approved(row.area()).stream()
                .filter(other -> !other.parameter().equals(row.parameter()))
                .toList();
        TreeSet<LocalDate> days = new TreeSet<>(List.of(row.period().from()));
        for (Row other : others) {
            days.add(other.period().from());
            if (other.period().to() != null) {
                days.add(other.period().to().plusDays(1));
            }
        }
        for (LocalDate day : days) {
            if (row.period().contains(day)) {
                ObjectNode together = json.valueToTree(stored.values(others, day).written());
                try {
                    together.set(row.parameter(), json.readTree(row.value()));
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("a parameter is valid JSON", e);
                }
                List<FieldProblem> problems = OfficeParameterValues.read(together, "value").problems();
                if (!problems.isEmpty()) {
                    return problems;
                }
            }
        }
        return List.of();
    }

    private List<Row> sameKey(Row row) {
        return rows.approved(row.area()).stream()
                .filter(r -> r.parameter().equals(row.parameter()))
                .toList();
    }

    private Optional<Row> predecessor(Row row) {
        return DatedEntries.before(row.period().from(), sameKey(row));
    }

    private void recordDecision(Row row, String action, String by) {
        audit.record(AuditEntry.of(by, row.area(), action, SUBJECT, row.id())
                .restingOn(ParameterKey.of(row.parameter()).orElseThrow().citation())
                .with("parameter", row.parameter()));
    }
}
