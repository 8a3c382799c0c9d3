package org.medaid.workbench.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.claim.ClaimWording;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.workbench.CaseKind;
import org.medaid.workbench.CaseWords;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How a case went: who did what and when, how long it took, and which rule decided. Nobody but staff is named. */
@Component
@Transactional(readOnly = true)
@Clause("C19")
public class CaseTimelines {

    /**
     * One thing that happened, or still has to.
     *
     * @param what the step or event
     * @param group whom the step waited for; null for what the system did
     * @param by the sign-in name of who did it or has it; null while nobody has
     * @param to when it was over; null while it is open, and for what takes no time
     * @param due by when it should be over; null without a deadline
     * @param cancelled whether the case went another way before anybody did it
     * @param rules which rules decided, with their articles; of what a colleague wrote, the words
     */
    public record Entry(
            String what,
            String group,
            String by,
            Instant from,
            Instant to,
            Instant due,
            boolean step,
            boolean cancelled,
            List<String> rules) {

        public boolean isOpen() {
            return step && to == null;
        }

        public boolean isLate(Instant now) {
            return due != null && (to == null ? now : to).isAfter(due);
        }
    }

    /** @param entries in the order in which they began */
    public record Timeline(String number, CaseKind kind, List<Entry> entries) {}

    private final FinishedCasesCaughtUp finishedCases;
    private final JdbcClient jdbc;
    private final GroupNames groups;
    private final CaseWords words;
    private final ObjectMapper json;
    private final BusinessClock clock;

    CaseTimelines(
            JdbcClient jdbc,
            GroupNames groups,
            CaseWords words,
            ObjectMapper json,
            BusinessClock clock,
            FinishedCasesCaughtUp finishedCases) {
        this.finishedCases = finishedCases;
        this.jdbc = jdbc;
        this.groups = groups;
        this.words = words;
        this.json = json;
        this.clock = clock;
    }

    public Instant now() {
        return clock.now();
    }

    /** The case of an engine's instance, if it is one of the office's. */
    public Optional<Timeline> ofInstance(PoolingArea area, String instance) {
        finishedCases.now();
        return jdbc.sql("select case_number from medaid.case_step where area = ? and instance_id = ? and case_number is not null limit 1")
                .params(area.tenantId(), instance)
                .query(String.class)
                .optional()
                .flatMap(number -> ofNumber(area, number));
    }

    /** The case with a number, if it is one of the office's. */
    public Optional<Timeline> ofNumber(PoolingArea area, String number) {
        finishedCases.now();
        Optional<UUID> claim = jdbc.sql("select id from medaid.claim where area = ? and case_number = ?")
                .params(area.tenantId(), number)
                .query(UUID.class)
                .optional();
        List<Entry> entries = new ArrayList<>();
        List<String> processes = new ArrayList<>();
        jdbc.sql("select * from medaid.case_step where area = ? and case_number = ? order by opened_at, task_id")
                .params(area.tenantId(), number)
                .query(rs -> {
                    processes.add(rs.getString("process"));
                    entries.add(new Entry(
                            rs.getString("step_name"),
                            groups.of(rs.getString("group_id")),
                            rs.getString("assignee"),
                            instant(rs.getObject("opened_at", OffsetDateTime.class)),
                            instant(rs.getObject("ended_at", OffsetDateTime.class)),
                            instant(rs.getObject("due_at", OffsetDateTime.class)),
                            true,
                            rs.getObject("ended_at") != null && !rs.getBoolean("completed"),
                            List.of()));
                });
        addHandOvers(area, number, entries);
        addComments(area, number, entries);
        claim.ifPresent(id -> addEvents(id, entries));
        claim.ifPresent(id -> addSheets(id, entries));
        Optional<CaseKind> kind = claim.isPresent()
                ? Optional.of(CaseKind.CLAIM)
                : processes.stream().findFirst().flatMap(CaseKind::ofProcess);
        addEnd(area, number, entries);
        entries.sort(Comparator.comparing(Entry::from));
        return kind.map(known -> new Timeline(number, known, List.copyOf(entries)));
    }

    /** What is no step of a person's: steps are told by the tasks already, and the calculation by its sheet. */
    private void addEvents(UUID claim, List<Entry> entries) {
        jdbc.sql(
                        """
                        select kind, outcome, by_user, at from medaid.claim_event
                         where claim_id = ? and kind in ('BILL_ENTERED', 'REFERRAL_LOOKED_UP', 'BILL_REOPENED', 'WITHDRAWAL_REQUESTED',
                                                         'EXPERTS_REMINDED', 'STEP_REMINDED', 'STEP_ESCALATED')
                         order by id
                        """)
                .param(claim)
                .query(rs -> {
                    entries.add(event(
                            ClaimWording.EVENTS.getOrDefault(rs.getString(1), rs.getString(1)),
                            rs.getString(3),
                            instant(rs.getObject(4, OffsetDateTime.class)),
                            List.of()));
                });
    }

    private void addHandOvers(PoolingArea area, String number, List<Entry> entries) {
        jdbc.sql("select step, from_user, to_user, reason, at from medaid.task_hand_over where area = ? and number = ? order by at")
                .params(area.tenantId(), number)
                .query(rs -> {
                    String to = rs.getString(3);
                    entries.add(event(
                            "转交任务“" + rs.getString(1) + "”给" + words.colleagues(List.of(to)).get(to),
                            rs.getString(2),
                            instant(rs.getObject(5, OffsetDateTime.class)),
                            List.of("原因：" + rs.getString(4))));
                });
    }

    private void addComments(PoolingArea area, String number, List<Entry> entries) {
        jdbc.sql("select step, by_user, text, at from medaid.case_comment where area = ? and number = ? order by at")
                .params(area.tenantId(), number)
                .query(rs -> {
                    entries.add(event(
                            "备注（" + rs.getString(1) + "）",
                            rs.getString(2),
                            instant(rs.getObject(4, OffsetDateTime.class)),
                            List.of(rs.getString(3))));
                });
    }

    private void addSheets(UUID claim, List<Entry> entries) {
        jdbc.sql("select number, result::text, calculated_by, calculated_at from medaid.calculation_sheet where claim_id = ? order by number")
                .param(claim)
                .query(rs -> {
                    entries.add(event(
                            "计算救助金额（第" + rs.getInt(1) + "张计算单）",
                            rs.getString(3),
                            instant(rs.getObject(4, OffsetDateTime.class)),
                            rules(rs.getString(2))));
                });
    }

    private List<String> rules(String result) {
        try {
            JsonNode read = json.readTree(result);
            List<String> rules = new ArrayList<>();
            read.path("lines")
                    .forEach(line -> rules.add(ClaimWording.LINES.getOrDefault(line.path("code").asText(), line.path("code").asText())
                            + "：" + line.path("amount").asText() + "元" + article(line)));
            read.path("reasonBasis")
                    .forEach(reason -> rules.add(Refusals.name(reason.path("code").asText()) + article(reason)));
            String version = read.path("rules").path("version").asText("");
            if (!version.isEmpty()) {
                rules.add("规则表版本：" + version.replaceFirst("^(.{12}).*$", "$1"));
            }
            return rules;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored sheet is readable", e);
        }
    }

    private static String article(JsonNode rule) {
        JsonNode citation = rule.path("citation");
        return citation.isMissingNode() || citation.isNull()
                ? ""
                : "（" + citation.path("document").asText() + " " + citation.path("article").asText() + "）";
    }

    private void addEnd(PoolingArea area, String number, List<Entry> entries) {
        jdbc.sql("select kind, outcome, reason, closed_at, one_stop from medaid.finished_case where area = ? and number = ?")
                .params(area.tenantId(), number)
                .query(rs -> {
                    String reason = rs.getString(3);
                    entries.add(event(
                            "办结：" + CaseKind.valueOf(rs.getString(1)).stateName(rs.getString(2)) + (rs.getBoolean(5) ? "（一站式）" : ""),
                            null,
                            instant(rs.getObject(4, OffsetDateTime.class)),
                            reason.isEmpty() ? List.of() : List.of(Refusals.name(reason))));
                });
    }

    private static Entry event(String what, String by, Instant at, List<String> rules) {
        return new Entry(what, null, by, at, null, null, false, false, rules);
    }

    private static Instant instant(OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
