package org.medaid.procedure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.DatedEntries;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.persistence.ProcedureParameterRows;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What each office has set for its own procedures: one person enters a value, another approves it, and from its first
 * day on it counts until the next one starts. The system's initial values count until the office sets its own.
 */
@Service
@Transactional
public class ProcedureParameters {

    private static final String SUBJECT = "PROCEDURE_PARAMETER";
    private static final int LONGEST_VALUE = 100;

    private final ProcedureParameterRows rows;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final Map<String, ProcedureParameterKey> keys = new LinkedHashMap<>();

    ProcedureParameters(
            ProcedureParameterRows rows,
            AuditTrail audit,
            BusinessClock clock,
            List<ProcedureParameterCatalogue> catalogues) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
        for (ProcedureParameterCatalogue catalogue : catalogues) {
            for (ProcedureParameterKey key : catalogue.keys()) {
                if (keys.put(key.code(), key) != null) {
                    throw new IllegalStateException("two procedure parameters are called " + key.code());
                }
            }
        }
    }

    /** Every key of every module. */
    public List<ProcedureParameterKey> keys() {
        return List.copyOf(keys.values());
    }

    public Optional<ProcedureParameterKey> key(String code) {
        return Optional.ofNullable(keys.get(code));
    }

    /** The value in force today. */
    @Transactional(readOnly = true)
    public String value(PoolingArea area, ProcedureParameterKey key) {
        return value(area, key, clock.today());
    }

    /**
     * The value in force on a day. What waits for approval or was turned down does not count.
     *
     * @throws IllegalStateException if there is none: the migration that brings a key brings an initial value with it
     */
    @Transactional(readOnly = true)
    public String value(PoolingArea area, ProcedureParameterKey key, LocalDate on) {
        return rows.inForce(area, key.code(), on)
                .orElseThrow(() -> new IllegalStateException(key.code() + " has no value in " + area + " on " + on));
    }

    /** The value in force today of a key that is a number of days (or anything else that is counted). */
    @Transactional(readOnly = true)
    public int days(PoolingArea area, ProcedureParameterKey key) {
        return Integer.parseInt(value(area, key));
    }

    /** Everything entered for an area, with its state, key by key and earliest first. */
    @Transactional(readOnly = true)
    public List<ProcedureParameterEntry> all(PoolingArea area) {
        return rows.all(area);
    }

    /** Enters a value; it counts once somebody else has approved it. */
    public Outcome<UUID> enter(PoolingArea area, EnterProcedureParameter command, String by) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<ProcedureParameterKey> key = key(String.valueOf(command.parameter()));
        if (key.isEmpty()) {
            problems.add(new FieldProblem("parameter", "UNKNOWN_PARAMETER", "没有这一参数。"));
        }
        LocalDate from = DatedEntries.date(command.from(), "from", true, problems);
        DatedEntries.requireDocumentNumber(command.documentNumber(), problems);
        String value = command.value() == null ? "" : command.value().strip();
        if (value.isEmpty()) {
            problems.add(new FieldProblem("value", "VALUE_MISSING", "请填写参数值。"));
        } else if (value.length() > LONGEST_VALUE) {
            problems.add(new FieldProblem("value", "VALUE_INVALID", "参数值不超过" + LONGEST_VALUE + "个字。"));
        } else {
            key.flatMap(k -> k.problem(value))
                    .ifPresent(message -> problems.add(new FieldProblem("value", "VALUE_INVALID", message)));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        List<FieldProblem> conflicts = conflicts(area, key.get().code(), from);
        if (!conflicts.isEmpty()) {
            return Outcome.refused(conflicts);
        }
        UUID id = UUID.randomUUID();
        rows.add(new ProcedureParameterEntry(
                id,
                area,
                key.get().code(),
                value,
                DateRange.from(from),
                command.documentNumber().strip(),
                false,
                by,
                clock.now(),
                DatedEntries.ENTERED,
                null,
                null));
        record("PROCEDURE_PARAMETER_ENTERED", area, id, key.get().code(), by);
        return Outcome.done(id);
    }

    /** Approves a value; never by the person who entered it. */
    public Outcome<UUID> approve(PoolingArea area, UUID id, String by) {
        rows.lock(area);
        Optional<ProcedureParameterEntry> found = rows.find(area, id);
        List<FieldProblem> problems = DatedEntries.undecidable(found, by);
        if (problems.isEmpty()) {
            ProcedureParameterEntry row = found.get();
            problems = conflicts(area, row.parameter(), row.period().from());
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        rows.decide(id, true, null, by, clock.now());
        record("PROCEDURE_PARAMETER_APPROVED", area, id, found.get().parameter(), by);
        return Outcome.done(id);
    }

    /** Turns a value down, with the reason. */
    public Outcome<UUID> reject(PoolingArea area, UUID id, String reason, String by) {
        rows.lock(area);
        Optional<ProcedureParameterEntry> found = rows.find(area, id);
        List<FieldProblem> problems = new ArrayList<>(DatedEntries.undecidable(found, by));
        DatedEntries.requireReason(reason, problems);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        rows.decide(id, false, reason.strip(), by, clock.now());
        record("PROCEDURE_PARAMETER_REJECTED", area, id, found.get().parameter(), by);
        return Outcome.done(id);
    }

    /** A value lasts until the next one starts, so only two that start on one day contradict each other. */
    private List<FieldProblem> conflicts(PoolingArea area, String parameter, LocalDate from) {
        return rows.all(area).stream()
                .filter(row -> row.parameter().equals(parameter)
                        && row.status().equals(DatedEntries.APPROVED)
                        && row.period().from().equals(from))
                .map(row -> new FieldProblem(
                        "from", "PERIODS_OVERLAP", "与已审批的参数重叠：" + DatedEntries.describe(row) + "。请调整起始日期。"))
                .toList();
    }

    private void record(String action, PoolingArea area, UUID id, String parameter, String by) {
        AuditEntry entry = AuditEntry.of(by, area, action, SUBJECT, id).with("parameter", parameter);
        audit.record(key(parameter).map(key -> entry.restingOn(key.basis(area))).orElse(entry));
    }
}
