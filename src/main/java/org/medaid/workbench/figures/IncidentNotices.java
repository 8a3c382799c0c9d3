package org.medaid.workbench.figures;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.medaid.workbench.CaseRow;
import org.medaid.workbench.persistence.CaseRows;
import org.medaid.workbench.persistence.SubstitutionRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells who is responsible that a case has come to a stop: whoever worked on it last, reads the whole case and is not on leave,
 * and always the managers of the office. Each incident is told once, and is off the list when the engine has it no more.
 */
@Component
@Clause("X6")
public class IncidentNotices {

    /** Any number no other part of the application locks. */
    private static final int LOCK = 150_001;

    /** More than an office can have without everything standing still. */
    private static final int MOST = 1_000;

    private final Incidents incidents;
    private final CaseRows cases;
    private final SubstitutionRows leave;
    private final StaffDirectory staff;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final BusinessClock clock;

    IncidentNotices(
            Incidents incidents,
            CaseRows cases,
            SubstitutionRows leave,
            StaffDirectory staff,
            AuditTrail audit,
            JdbcClient jdbc,
            BusinessClock clock) {
        this.incidents = incidents;
        this.cases = cases;
        this.leave = leave;
        this.staff = staff;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An incident that somebody was told of and that is still there.
     *
     * @param responsible the sign-in name of who is to see to it; empty for the managers alone
     */
    public record Notice(Incidents.Incident incident, Optional<String> responsible) {}

    /**
     * Looks at an office's incidents once; of two nodes one does, the other waits and finds it done.
     *
     * @return how many were told now
     */
    @Transactional
    public int tell(PoolingArea area) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(?, hashtext(?))) as held")
                .params(LOCK, area.tenantId())
                .query(Integer.class)
                .single();
        List<Incidents.Incident> found = incidents.of(area, MOST);
        int told = 0;
        for (Incidents.Incident incident : found) {
            if (!isKnown(incident)) {
                tell(area, incident);
                told++;
            }
        }
        if (found.size() < MOST) {
            close(area, found);
        }
        return told;
    }

    /** What a user is to see to in the own office, oldest first. */
    @Transactional(readOnly = true)
    public List<Notice> of(CurrentUser user) {
        if (user.area().isEmpty() || user.hospitalCode().isPresent()) {
            return List.of();
        }
        return jdbc.sql("""
                        select * from medaid.incident_notice
                         where area = :area and closed_at is null and (responsible = :user or :manager)
                         order by since, incident_id limit 100
                        """)
                .param("area", user.office().tenantId())
                .param("user", user.id())
                .param("manager", user.isIn(Groups.AGENCY_MANAGER))
                .query((row, number) -> new Notice(
                        new Incidents.Incident(
                                row.getString("incident_id"),
                                row.getString("kind"),
                                row.getString("process"),
                                row.getString("step"),
                                row.getString("number"),
                                row.getString("instance_id"),
                                row.getObject("since", OffsetDateTime.class).toInstant()),
                        Optional.ofNullable(row.getString("responsible"))))
                .list();
    }

    private boolean isKnown(Incidents.Incident incident) {
        return jdbc.sql("select exists (select from medaid.incident_notice where incident_id = ?)")
                .param(incident.id())
                .query(Boolean.class)
                .single();
    }

    private void tell(PoolingArea area, Incidents.Incident incident) {
        Optional<String> responsible = responsible(area, incident.number());
        jdbc.sql("""
                        insert into medaid.incident_notice (incident_id, area, kind, process, step, number, instance_id, responsible, since, told_at)
                        values (:id, :area, :kind, :process, :step, :number, :instance, :responsible, :since, :now)
                        """)
                .param("id", incident.id())
                .param("area", area.tenantId())
                .param("kind", incident.kind())
                .param("process", incident.process())
                .param("step", incident.step())
                .param("number", incident.number())
                .param("instance", incident.instance())
                .param("responsible", responsible.orElse(null), java.sql.Types.VARCHAR)
                .param("since", at(incident.since()))
                .param("now", at(clock.now()))
                .update();
        AuditEntry entry = AuditEntry.of(AuditEntry.SYSTEM, area, "INCIDENT_TOLD", "INCIDENT", incident.id())
                .with("instance", incident.instance());
        audit.record(responsible.map(who -> entry.with("to", who)).orElse(entry));
    }

    private void close(PoolingArea area, List<Incidents.Incident> found) {
        jdbc.sql("""
                        update medaid.incident_notice set closed_at = greatest(:now, told_at)
                         where area = :area and closed_at is null and incident_id <> all(:known::text[])
                        """)
                .param("now", at(clock.now()))
                .param("area", area.tenantId())
                .param("known", found.stream().map(Incidents.Incident::id).toArray(String[]::new))
                .update();
    }

    private Optional<String> responsible(PoolingArea area, String number) {
        Optional<CaseRow> row = number.isEmpty()
                ? Optional.empty()
                : cases.numbered(Set.of(area), number).stream().findFirst();
        Set<String> absent = leave.absentOn(area, clock.today());
        return row.flatMap(known -> jdbc.sql("select user_id from medaid.worked_case where case_id = ? order by last_at desc, user_id")
                .param(known.id())
                .query(String.class)
                .list()
                .stream()
                .filter(user -> !absent.contains(user))
                .filter(user -> staff.find(user).filter(known::isReadBy).isPresent())
                .findFirst());
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
