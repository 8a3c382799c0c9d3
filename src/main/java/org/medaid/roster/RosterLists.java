package org.medaid.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.ResidentId;
import org.medaid.policy.Category;
import org.medaid.roster.persistence.RosterListRows;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists out of the roster: who is not insured, and what was changed when. A department gets its own categories only. */
@Service
public class RosterLists {

    private final RosterListRows rows;
    private final AuditTrail audit;
    private final BusinessClock clock;

    RosterLists(RosterListRows rows, AuditTrail audit, BusinessClock clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /** A person on the roster without basic insurance. */
    public record Uninsured(DivisionCode division, ResidentId residentId, String name, List<Category> categories) {

        /** Without name and number. */
        @Override
        public String toString() {
            return "Uninsured[" + division + "]";
        }
    }

    /** How many people of a district are on the roster without insurance. */
    public record District(DivisionCode division, int people) {}

    /**
     * One change of the roster.
     *
     * @param from the first day, for entries; may be null
     * @param to the last day, for ends; may be null
     */
    public record Changed(
            Instant at,
            String by,
            RosterRecord.Kind kind,
            ResidentId residentId,
            String name,
            Category category,
            LocalDate from,
            LocalDate to,
            String sourceDocument) {

        /** Without name and number. */
        @Override
        public String toString() {
            return "Changed[" + kind + ", " + at + "]";
        }
    }

    @Transactional(readOnly = true)
    @Clause({"J2", "H3"})
    public List<District> uninsuredByDistrict(CurrentUser user) {
        Set<Category> categories = EnteringRights.reads(user);
        return categories.isEmpty() ? List.of() : rows.uninsuredByDistrict(user.office(), categories, clock.today());
    }

    /**
     * People who are on the roster today or will be, and have no basic insurance, district by district.
     *
     * @param most how many at most
     */
    @Transactional(readOnly = true)
    @Clause({"J2", "H3"})
    public void uninsured(CurrentUser user, int most, Consumer<Uninsured> each) {
        Set<Category> categories = EnteringRights.reads(user);
        if (!categories.isEmpty()) {
            rows.uninsured(user.office(), categories, clock.today(), most, each);
        }
    }

    /**
     * Who changed what, when, from a first to a last day, both included; the newest first.
     *
     * @param most how many at most
     */
    @Transactional(readOnly = true)
    @Clause("S1")
    public void changes(CurrentUser user, LocalDate first, LocalDate last, int most, Consumer<Changed> each) {
        Set<Category> categories = EnteringRights.reads(user);
        if (!categories.isEmpty()) {
            rows.changes(
                    user.office(),
                    categories,
                    first.atStartOfDay(BusinessClock.ZONE).toInstant(),
                    last.plusDays(1).atStartOfDay(BusinessClock.ZONE).toInstant(),
                    most,
                    each);
        }
    }

    /** Whether the user may take whole lists with names and numbers away: who works with them, not who looks on. */
    public boolean mayExport(CurrentUser user) {
        return !EnteringRights.reads(user).isEmpty()
                && (user.isIn(Groups.AGENCY_CLERK)
                        || user.isIn(Groups.AGENCY_MANAGER)
                        || user.isIn(Groups.AUDITOR)
                        || EnteringRights.department(user).isPresent());
    }

    /** Records that a list with names and numbers was taken away. */
    @Transactional
    public void exported(CurrentUser user, String list) {
        audit.record(AuditEntry.of(user.id(), user.office(), "ROSTER_LIST_EXPORTED", "OFFICE", user.office().tenantId())
                .with("list", list));
    }
}
