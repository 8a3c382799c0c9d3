package org.medaid.workbench.figures.unassisted;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Town;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * People who were entitled on the day and yet received nothing: found among the bills that the insurance has settled, handed
 * to townships, each closed with an outcome. What a rule excludes stays on the list with the rule, for everybody to check.
 */
@Service
@Transactional
@Clause("S2")
public class UnassistedDesk {

    private static final int MOST_SHOWN = 1_000;
    private static final int LONGEST_REASON = 500;

    private static final String SELECT =
            """
            select u.*, b.hospital_code, b.invoice_number, b.care_type, b.discharged_on, b.total, b.in_scope - b.paid as burden,
                   p.name, p.resident_id, p.division, t.name as town_name, o.outcome, o.reason, o.closed_by, o.closed_at
              from medaid.unassisted_bill u
              join medaid.insurance_bill b on b.id = u.bill_id
              join medaid.person p on p.id = u.person_id
              left join medaid.town t on t.code = u.town_code
              left join medaid.unassisted_outcome o on o.bill_id = u.bill_id
             where u.area = :area
            """;

    /**
     * One bill of somebody who was entitled.
     *
     * @param burden what the person bore within the insurance's scope
     * @param rule why nobody has to look into it; null where somebody has
     * @param town the township it was handed to; null while it was to none
     */
    public record Unassisted(
            UUID id,
            String name,
            String residentId,
            String division,
            String hospital,
            LocalDate dischargedOn,
            Money burden,
            ExclusionRule rule,
            String town,
            UnassistedOutcome outcome,
            String reason,
            String closedBy) {

        public boolean isOpen() {
            return rule == null && outcome == null;
        }

        /** Without name and number, so that a person never reaches a log by accident. */
        @Override
        public String toString() {
            return "Unassisted[" + id + "]";
        }
    }

    /** How a month's list stands. */
    public record MonthState(YearMonth month, long open, long closed, long excluded) {}

    private record Bill(UUID id, PersonId person, String hospital, LocalDate day, Money burden, String claimState) {}

    private final JdbcClient jdbc;
    private final Roster roster;
    private final Parties parties;
    private final ProcedureParameters parameters;
    private final AuditTrail audit;
    private final BusinessClock clock;

    UnassistedDesk(
            JdbcClient jdbc,
            Roster roster,
            Parties parties,
            ProcedureParameters parameters,
            AuditTrail audit,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.roster = roster;
        this.parties = parties;
        this.parameters = parameters;
        this.audit = audit;
        this.clock = clock;
    }

    /** The agency's clerks work the list, the townships' what was handed to them; managers and auditors read it. */
    public static boolean mayRead(CurrentUser user) {
        return user.area().isPresent()
                && Stream.of(Groups.AGENCY_CLERK, Groups.TOWNSHIP_CLERK, Groups.AGENCY_MANAGER, Groups.AUDITOR)
                        .anyMatch(user::isIn);
    }

    public static boolean mayDraw(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.AGENCY_CLERK);
    }

    public static boolean mayClose(CurrentUser user) {
        return mayDraw(user) || onlyHandedOver(user);
    }

    /** Whether the user sees only what was handed to a township. */
    public static boolean onlyHandedOver(CurrentUser user) {
        return user.area().isPresent()
                && user.isIn(Groups.TOWNSHIP_CLERK)
                && Stream.of(Groups.AGENCY_CLERK, Groups.AGENCY_MANAGER, Groups.AUDITOR).noneMatch(user::isIn);
    }

    /**
     * Draws up a month's list, or looks at it once more: what has been assisted since is excluded then. What was closed stays
     * as it was closed.
     *
     * @param month in which the patient was discharged
     * @return how many bills of entitled people the list has now; empty without the right
     */
    public Optional<Integer> draw(CurrentUser user, YearMonth month) {
        if (!mayDraw(user)) {
            return Optional.empty();
        }
        PoolingArea area = user.office();
        List<Bill> bills = jdbc.sql(
                        """
                        select b.id, p.id as person_id, b.hospital_code, b.discharged_on, b.in_scope - b.paid as burden,
                               (select case when bool_or(c.state = 'SETTLED') then 'ASSISTED'
                                            when bool_or(c.state not in ('SETTLED', 'REFUSED', 'WITHDRAWN', 'REVERSED')) then 'IN_PROGRESS'
                                            when bool_or(c.state = 'REFUSED') then 'REFUSED' end
                                  from medaid.claim c
                                 where c.area = b.area and c.person_id = p.id and c.hospital_code = b.hospital_code
                                   and (c.invoice_number = b.invoice_number
                                        or c.admitted_on = b.admitted_on and c.discharged_on = b.discharged_on)) as claim_state
                          from medaid.insurance_bill b
                          join medaid.person p on p.area = b.area and p.resident_id = b.resident_id::char(18)
                         where b.area = :area and b.discharged_on between :from and :to
                           and not exists (select 1 from medaid.unassisted_outcome o where o.bill_id = b.id)
                        """)
                .param("area", area.tenantId())
                .param("from", month.atDay(1))
                .param("to", month.atEndOfMonth())
                .query((rs, row) -> new Bill(
                        rs.getObject("id", UUID.class),
                        new PersonId(rs.getObject("person_id", UUID.class)),
                        rs.getString("hospital_code"),
                        rs.getObject("discharged_on", LocalDate.class),
                        Money.of(rs.getBigDecimal("burden")),
                        rs.getString("claim_state")))
                .list();
        Map<PersonId, List<CategoryPeriod>> held =
                roster.heldBy(bills.stream().map(Bill::person).distinct().toList());
        Money least = Money.parse(parameters.value(area, UnassistedParameter.LEAST_BURDEN));
        Map<String, Optional<Hospital>> hospitals = new HashMap<>();
        for (Bill bill : bills) {
            if (Roster.on(held.getOrDefault(bill.person(), List.of()), bill.day()).isEmpty()) {
                continue;
            }
            ExclusionRule rule = rule(bill, least, hospitals.computeIfAbsent(bill.hospital(), parties::hospital));
            jdbc.sql(
                            """
                            insert into medaid.unassisted_bill (bill_id, area, month, person_id, rule, listed_at)
                            values (:bill, :area, :month, :person, :rule, :at)
                            on conflict (bill_id) do update set rule = excluded.rule
                            """)
                    .param("bill", bill.id())
                    .param("area", area.tenantId())
                    .param("month", month.atDay(1))
                    .param("person", bill.person().value())
                    .param("rule", rule == null ? null : rule.name())
                    .param("at", now())
                    .update();
        }
        audit.record(AuditEntry.of(user.id(), area, "UNASSISTED_LIST_DRAWN", "MONTH", month));
        return Optional.of(jdbc.sql("select count(*)::int from medaid.unassisted_bill where area = ? and month = ?")
                .params(area.tenantId(), month.atDay(1))
                .query(Integer.class)
                .single());
    }

    /** The first rule that fits; null where somebody has to look into it. */
    private static ExclusionRule rule(Bill bill, Money least, Optional<Hospital> hospital) {
        if (bill.claimState() != null) {
            return ExclusionRule.valueOf(bill.claimState());
        }
        if (!bill.burden().isPositive()) {
            return ExclusionRule.NO_BURDEN;
        }
        if (least.isMoreThan(bill.burden())) {
            return ExclusionRule.SMALL_BURDEN;
        }
        return hospital.filter(known -> known.designatedOn(bill.day())).isPresent() ? null : ExclusionRule.NON_DESIGNATED;
    }

    /** A month's list, open rows first. Townships see what was handed to them, who works for one of them what was handed to that one. */
    @Transactional(readOnly = true)
    public List<Unassisted> list(CurrentUser user, YearMonth month) {
        if (!mayRead(user)) {
            return List.of();
        }
        return jdbc.sql(SELECT + " and u.month = :month" + (onlyHandedOver(user) ? " and u.rule is null" : "") + within(user)
                        + " order by (u.rule is not null), (o.outcome is not null), burden desc, u.bill_id limit " + MOST_SHOWN)
                .param("area", user.office().tenantId())
                .param("towns", user.towns())
                .param("month", month.atDay(1))
                .query((rs, row) -> unassisted(rs))
                .list();
    }

    /** What of the list is the user's business; the parameter {@code towns} is the user's. */
    private static String within(CurrentUser user) {
        return (onlyHandedOver(user) ? " and u.town_code is not null" : "")
                + (user.towns().isEmpty() ? "" : " and (u.town_code is null or u.town_code in (:towns))");
    }

    /** Every month that has a list, the newest first. */
    @Transactional(readOnly = true)
    public List<MonthState> months(PoolingArea area) {
        return jdbc.sql(
                        """
                        select u.month, count(*) filter (where u.rule is null and o.bill_id is null), count(o.bill_id),
                               count(*) filter (where u.rule is not null and o.bill_id is null)
                          from medaid.unassisted_bill u left join medaid.unassisted_outcome o on o.bill_id = u.bill_id
                         where u.area = ? group by 1 order by 1 desc
                        """)
                .param(area.tenantId())
                .query((rs, row) -> new MonthState(
                        YearMonth.from(rs.getObject(1, LocalDate.class)), rs.getLong(2), rs.getLong(3), rs.getLong(4)))
                .list();
    }

    /** Hands rows that are open to a township of the office, those already handed to another one included. */
    public List<FieldProblem> handOver(CurrentUser user, List<UUID> rows, String townCode) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!mayDraw(user)) {
            return List.of(new FieldProblem("", "NOT_ALLOWED", "您的岗位不能交办。"));
        }
        Optional<Town> town = parties.towns(user.office()).stream()
                .filter(one -> one.code().equals(townCode))
                .findFirst();
        if (town.isEmpty()) {
            problems.add(new FieldProblem("town", "TOWN_MISSING", "请选择乡镇（街道）。"));
        }
        if (rows.isEmpty()) {
            problems.add(new FieldProblem("rows", "ROWS_MISSING", "请勾选要交办的人员。"));
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        int handed = jdbc.sql(
                        """
                        update medaid.unassisted_bill u set town_code = :town, handed_by = :by, handed_at = :at
                         where u.area = :area and u.bill_id in (:rows) and u.rule is null
                           and not exists (select 1 from medaid.unassisted_outcome o where o.bill_id = u.bill_id)
                        """)
                .param("town", townCode)
                .param("by", user.id())
                .param("at", now())
                .param("area", user.office().tenantId())
                .param("rows", rows)
                .update();
        audit.record(AuditEntry.of(user.id(), user.office(), "UNASSISTED_HANDED_OVER", "TOWN", townCode).with("rows", handed));
        return List.of();
    }

    /** Closes a row with its outcome, or says why not. */
    public List<FieldProblem> close(CurrentUser user, UUID id, String typedOutcome, String typedReason) {
        Optional<Unassisted> found = mayClose(user)
                ? jdbc.sql(SELECT + " and u.bill_id = :id" + within(user))
                        .param("area", user.office().tenantId())
                        .param("towns", user.towns())
                        .param("id", id)
                        .query((rs, row) -> unassisted(rs))
                        .optional()
                : Optional.empty();
        if (found.isEmpty()) {
            return List.of(new FieldProblem("outcome", "NOT_ALLOWED", "没有找到这一行，或您的岗位不能办理。"));
        }
        if (found.get().rule() != null) {
            return List.of(new FieldProblem("outcome", "EXCLUDED", "这一行已按规则排除，不需要办结。"));
        }
        Optional<UnassistedOutcome> outcome = UnassistedOutcome.of(typedOutcome);
        if (outcome.isEmpty()) {
            return List.of(new FieldProblem("outcome", "OUTCOME_MISSING", "请选择核查结果。"));
        }
        String reason = typedReason == null ? "" : typedReason.strip();
        if (outcome.get().needsReason() && reason.isEmpty()) {
            return List.of(new FieldProblem("reason", "REASON_MISSING", "请写明理由。"));
        }
        if (reason.length() > LONGEST_REASON) {
            return List.of(new FieldProblem("reason", "REASON_TOO_LONG", "理由不能超过" + LONGEST_REASON + "个字。"));
        }
        int closed = jdbc.sql(
                        """
                        insert into medaid.unassisted_outcome (bill_id, outcome, reason, closed_by, closed_at)
                        values (:id, :outcome, :reason, :by, :at) on conflict (bill_id) do nothing
                        """)
                .param("id", id)
                .param("outcome", outcome.get().name())
                .param("reason", reason.isEmpty() ? null : reason)
                .param("by", user.id())
                .param("at", now())
                .update();
        if (closed == 0) {
            return List.of(new FieldProblem("outcome", "CLOSED_ALREADY", "这一行已由他人办结，请刷新后查看。"));
        }
        audit.record(AuditEntry.of(user.id(), user.office(), "UNASSISTED_CLOSED", "INSURANCE_BILL", id)
                .with("outcome", outcome.get()));
        return List.of();
    }

    private static Unassisted unassisted(ResultSet rs) throws SQLException {
        return new Unassisted(
                rs.getObject("bill_id", UUID.class),
                rs.getString("name"),
                rs.getString("resident_id"),
                rs.getString("division"),
                rs.getString("hospital_code"),
                rs.getObject("discharged_on", LocalDate.class),
                Money.of(rs.getBigDecimal("burden")),
                rs.getString("rule") == null ? null : ExclusionRule.valueOf(rs.getString("rule")),
                rs.getString("town_name"),
                rs.getString("outcome") == null ? null : UnassistedOutcome.valueOf(rs.getString("outcome")),
                rs.getString("reason"),
                rs.getString("closed_by"));
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }
}
