package org.medaid.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.TypedBill;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an act changes in the office's figures, compared with what stood there before: other tests work in the same office. */
@IntegrationTest
@Clause({"M8", "X5"})
class FiguresOfCasesTest {

    private static final String NAME = "欧阳总览样本";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Autowired
    private OfficeFigureRows figures;

    @Autowired
    private JdbcClient jdbc;

    private Office office;

    @BeforeEach
    void open() {
        office = new Office(port, "fushun");
    }

    @Test
    void a_bill_moves_through_the_figures_with_its_case_and_folding_changes_nothing() {
        // given
        long toCheck = number("steps", 4, "核对费用单据");
        long toConfirm = number("steps", 4, "确认待遇计算单");
        long checkers = number("overdue", 1, "复核");
        List<Long> week = thisWeek();
        double spent = money("funds", 2, "医疗救助基金");
        double left = money("funds", 3, "医疗救助基金");
        long bills = number("hospitals", 1, hospital());
        double selfPaid = money("hospitals", 3, hospital());

        // when
        String instance = office.instance(office.enter("clerk1", bill("2020-03-01", "2020-03-12")));

        // then
        assertThat(number("steps", 4, "核对费用单据")).isEqualTo(toCheck + 1);
        assertThat(number("overdue", 1, "复核")).isEqualTo(checkers + 1);
        assertThat(thisWeek()).containsExactly(week.get(0) + 1, week.get(1));

        // when
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");

        // then
        assertThat(number("steps", 4, "核对费用单据")).isEqualTo(toCheck);
        assertThat(number("steps", 4, "确认待遇计算单")).isEqualTo(toConfirm + 1);

        // when
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));

        // then
        assertThat(number("steps", 4, "确认待遇计算单")).isEqualTo(toConfirm);
        assertThat(thisWeek()).containsExactly(week.get(0) + 1, week.get(1) + 1);
        assertThat(money("funds", 2, "医疗救助基金")).isEqualTo(spent + 1800);
        assertThat(money("funds", 3, "医疗救助基金")).isEqualTo(left - 1800);
        assertThat(number("hospitals", 1, hospital())).isEqualTo(bills + 1);
        assertThat(money("hospitals", 3, hospital())).isEqualTo(selfPaid + 500);

        // and what is folded stays what it was
        JsonNode before = office.get("manager", "/api/v1/office-figures").get("tables");
        figures.fold();
        figures.fold();
        assertThat(jdbc.sql("select count(*) from medaid.office_figure_delta where area = 'fushun'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(office.get("manager", "/api/v1/office-figures").get("tables")).isEqualTo(before);
    }

    @Test
    void a_refused_bill_counts_under_its_reason_and_a_late_step_under_its_group() {
        // given
        long refused = number("refusals", 2, "核对单据时不予受理");
        long late = number("overdue", 2, "复核");
        String instance = office.instance(office.enter("clerk1", bill("2020-05-01", "2020-05-12")));

        // when
        jdbc.sql("update medaid.case_step set due_at = now() - interval '3 days' where instance_id = ? and ended_at is null")
                .param(instance)
                .update();

        // then
        assertThat(number("overdue", 2, "复核")).isEqualTo(late + 1);
        assertThat(number("overdue", 3, "复核")).isGreaterThanOrEqualTo(3);
        assertThat(table("overdue").get("warnings").get(0).asText()).contains("已超过办理期限，请督办");

        // when
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "REFUSED", "reason", "发票系伪造"));

        // then
        assertThat(number("overdue", 2, "复核")).isEqualTo(late);
        assertThat(number("refusals", 2, "核对单据时不予受理")).isEqualTo(refused + 1);
    }

    @Test
    @Clause("X6")
    void managers_and_auditors_read_their_own_county_the_health_authority_the_hospitals_and_nobody_else_anything() {
        for (String who : List.of("fushun-manager", "fushun-auditor")) {
            Browser browser = Browser.signedIn(port, who);
            assertThat(browser.get("/office").statusCode()).as(who).isEqualTo(200);
            assertThat(browser.getJson("/api/v1/office-figures").body()).as(who).contains("抚顺市", "\"funds\"", "\"steps\"");
        }
        Browser health = Browser.signedIn(port, "fushun-health");
        assertThat(health.get("/office").statusCode()).isEqualTo(200);
        assertThat(health.getJson("/api/v1/office-figures").body()).contains("\"hospitals\"").doesNotContain("\"funds\"", "\"steps\"");
        for (String who :
                List.of("fushun-clerk1", "fushun-checker", "fushun-finance1", "fushun-expert1", "h2104022-office", "admin")) {
            Browser browser = Browser.signedIn(port, who);
            assertThat(browser.get("/office").statusCode()).as(who).isEqualTo(403);
            assertThat(browser.getJson("/api/v1/office-figures").statusCode()).as(who).isEqualTo(403);
        }
        assertThat(Browser.signedIn(port, "jining-manager").getJson("/api/v1/office-figures").body())
                .contains("济宁市")
                .doesNotContain("抚顺市", NAME);
    }

    private String hospital() {
        return parties.hospital("H2104022").orElseThrow().name();
    }

    private JsonNode table(String id) {
        for (JsonNode table : office.get("manager", "/api/v1/office-figures").get("tables")) {
            if (table.get("id").asText().equals(id)) {
                return table;
            }
        }
        throw new AssertionError("no table " + id);
    }

    /** A cell of the one row that shows a text; 0 where no row does. */
    private String cell(String id, int column, String text) {
        for (JsonNode row : table(id).get("rows")) {
            for (JsonNode cell : row.get("cells")) {
                if (cell.asText().equals(text)) {
                    return row.get("cells").get(column).asText();
                }
            }
        }
        return "0";
    }

    private long number(String id, int column, String text) {
        String cell = cell(id, column, text);
        return cell.equals("—") ? 0 : Long.parseLong(cell);
    }

    private double money(String id, int column, String text) {
        return Double.parseDouble(cell(id, column, text));
    }

    /** Received and finished. */
    private List<Long> thisWeek() {
        List<Long> counts = new ArrayList<>();
        JsonNode rows = table("throughput").get("rows");
        JsonNode last = rows.get(rows.size() - 1).get("cells");
        counts.add(last.get(1).asLong());
        counts.add(last.get(2).asLong());
        return counts;
    }

    private Map<String, Object> bill(String from, String to) {
        PersonId person = TypedBill.entitled(parties, roster, PoolingArea.FUSHUN, InventedResidents.next("210402"), NAME);
        return TypedBill.of(person, "H2104022", from, to, UUID.randomUUID().toString());
    }
}
