package org.medaid.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Every test works on decades of its own, since they share one database. */
@IntegrationTest
class OfficeParametersTest {

    private static final String KEY_RATIO = "lianyungang.key.ratio";
    private static final String BRACKETS = "lianyungang.extended.brackets";

    @Autowired
    OfficeParameters parameters;

    @Autowired
    ParameterBook book;

    @Autowired
    PolicyDesk desk;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @LocalServerPort
    int port;

    @Test
    @Clause("C9")
    void a_figure_counts_from_its_first_day_once_a_second_person_has_approved_it() throws Exception {
        LocalDate first = LocalDate.of(2040, 1, 1);
        UUID entered = entered("jining.other.ratio", "\"0.60\"", "2040-01-01", null, PoolingArea.JINING);
        assertThat(ratioOn(first)).isEqualTo("0.50");

        assertThat(parameters.approve(PoolingArea.JINING, entered, "second")).isInstanceOf(Outcome.Done.class);

        assertThat(ratioOn(first.minusDays(1))).isEqualTo("0.50");
        assertThat(ratioOn(first)).isEqualTo("0.60");
        assertThat(book.inForce(PoolingArea.JINING, first).source(ParameterKey.JINING_OTHER_RATIO))
                .isEqualTo(new ParameterSource("济医保〔2040〕1号", false));
        assertThat(book.inForce(PoolingArea.LIANYUNGANG, first).isSet(ParameterKey.JINING_OTHER_RATIO))
                .isFalse();
    }

    @Test
    void nobody_approves_what_they_entered_neither_by_the_desk_nor_in_the_table() throws Exception {
        UUID id = entered("jining.other.ratio", "\"0.55\"", "2041-01-01", null, PoolingArea.JINING);

        assertThat(problems(parameters.approve(PoolingArea.JINING, id, "first"))).first()
                .extracting(FieldProblem::code).isEqualTo("SAME_PERSON");
        assertThatThrownBy(() -> jdbc.sql(
                                "insert into medaid.office_parameter_decision (parameter_id, approved, decided_by, decided_at)"
                                        + " values (?, true, 'first', now())")
                        .param(id)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(problems(parameters.approve(PoolingArea.FUSHUN, id, "second"))).first()
                .extracting(FieldProblem::code).isEqualTo("PARAMETER_NOT_FOUND");
    }

    @Test
    void what_was_entered_and_decided_is_never_changed() throws Exception {
        entered("jining.other.ratio", "\"0.55\"", "2042-01-01", null, PoolingArea.JINING);
        for (String sql : List.of(
                "update medaid.office_parameter set value = '\"0.9\"'",
                "delete from medaid.office_parameter_decision",
                "truncate medaid.office_parameter_end")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update()).as(sql).hasMessageContaining("append-only");
        }
    }

    @Test
    @Clause({"C5", "C6"})
    void what_an_article_forbids_is_refused_with_the_entry_named() throws Exception {
        assertRefused(KEY_RATIO, "\"0.65\"", "value", "KEY_RATIO_TOO_LOW");
        assertRefused(BRACKETS, "[{\"upTo\": \"10\", \"ratio\": \"0.5\"}, {\"ratio\": \"0.4\"}]",
                "value[1].ratio", "BRACKETS_FALL");
        assertRefused(BRACKETS, "[{\"upTo\": \"10\", \"ratio\": \"0.5\"}, {\"upTo\": \"9\", \"ratio\": \"0.5\"}, {\"ratio\": \"0.5\"}]",
                "value[1].upTo", "BRACKETS_NOT_RISING");
        assertRefused(BRACKETS, "[{\"upTo\": \"10\", \"ratio\": \"0.5\"}]", "value[0].upTo", "LAST_BRACKET_NOT_OPEN");
        assertRefused(BRACKETS, "[{\"ratio\": \"0.7\"}]", "value.lianyungang.extended.brackets[0].ratio",
                "BRACKET_REACHES_KEY_RATIO");
        assertRefused("lianyungang.extended.annual-ceiling", "\"-1\"", "value", "NEGATIVE_AMOUNT");
        assertRefused("jining.other.ratio", "\"0.5\"", "parameter", "UNKNOWN_PARAMETER");
        assertRefused("nothing", "\"0.5\"", "parameter", "UNKNOWN_PARAMETER");
        assertThat(problems(parameters.enter(
                        PoolingArea.HESHAN,
                        new EnterParameter(
                                "jiangmen.medical-assistance",
                                json("{\"ORPHAN\": {\"ratio\": \"1\", \"annualCeiling\": \"1\"}}"),
                                "2040-01-01", null, "鹤医保〔2040〕1号"),
                        "first")))
                .anySatisfy(problem -> {
                    assertThat(problem.field()).isEqualTo("value.ILLNESS_IMPOVERISHED");
                    assertThat(problem.message()).contains("因病致贫家庭重病患者", "江人社发〔2018〕567号");
                });
    }

    @Test
    @Clause("C6")
    void a_contradiction_on_a_later_day_of_the_period_is_found() throws Exception {
        // given a key ratio of 80 % for one year, and 72 % from then on
        approved(KEY_RATIO, "\"0.80\"", "2050-01-01", "2050-12-31");
        approved(KEY_RATIO, "\"0.72\"", "2051-01-01", "2059-12-31");
        approved(KEY_RATIO, "\"0.70\"", "2060-01-01", null);

        // when, then: brackets that fit the first year only
        String brackets = "[{\"ratio\": \"0.75\"}]";
        assertThat(problems(enter(BRACKETS, brackets, "2050-06-01", null, PoolingArea.LIANYUNGANG))).first()
                .extracting(FieldProblem::code).isEqualTo("BRACKET_REACHES_KEY_RATIO");
        assertThat(enter(BRACKETS, brackets, "2050-06-01", "2050-12-31", PoolingArea.LIANYUNGANG))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void periods_neither_overlap_nor_leave_a_gap() throws Exception {
        String key = "jining.other.annual-ceiling";
        approved(key, "\"9000\"", "2060-01-01", "2060-12-31", PoolingArea.JINING);

        assertThat(problems(enter(key, "\"1\"", "2060-12-31", null, PoolingArea.JINING))).first().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PERIODS_OVERLAP");
            assertThat(problem.message()).contains("2060-01-01", "2060-12-31");
        });
        assertThat(problems(enter(key, "\"1\"", "2061-01-02", null, PoolingArea.JINING))).first()
                .extracting(FieldProblem::code).isEqualTo("PERIOD_GAP");
        assertThat(enter(key, "\"1\"", "2061-01-01", null, PoolingArea.JINING)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void two_figures_entered_for_the_same_days_are_not_both_approved() throws Exception {
        String key = "jining.other.annual-deductible";
        UUID one = entered(key, "\"1000\"", "2070-01-01", null, PoolingArea.JINING);
        UUID other = entered(key, "\"2000\"", "2070-01-01", null, PoolingArea.JINING);

        assertThat(parameters.approve(PoolingArea.JINING, one, "second")).isInstanceOf(Outcome.Done.class);
        assertThat(problems(parameters.approve(PoolingArea.JINING, other, "second"))).first()
                .extracting(FieldProblem::code).isEqualTo("PERIODS_OVERLAP");
        assertThat(problems(parameters.approve(PoolingArea.JINING, one, "third"))).first()
                .extracting(FieldProblem::code).isEqualTo("PARAMETER_DECIDED");
    }

    @Test
    void an_approval_that_is_rolled_back_does_not_count() throws Exception {
        UUID id = entered("lianyungang.extended.annual-ceiling", "\"12345\"", "2045-01-01", null);
        transactions.executeWithoutResult(transaction -> {
            parameters.approve(PoolingArea.LIANYUNGANG, id, "second");
            transaction.setRollbackOnly();
        });

        assertThat(book.inForce(PoolingArea.LIANYUNGANG, LocalDate.of(2045, 1, 1))
                        .scalar(ParameterKey.LIANYUNGANG_EXTENDED_CEILING))
                .isEqualTo(5_000_000);
    }

    @Test
    @Clause({"C9", "C19"})
    void a_bill_is_computed_with_the_stored_figures_and_again_with_the_same_whatever_was_stored_since() throws Exception {
        // given a bill under the demonstration's figures
        CalculationRequest request = Bill.in("370826").categories("ILLNESS_IMPOVERISHED").on("2022-05-05").inScope("4000")
                .withoutParameters().request();
        Determination first = calculated(desk.determine(request));
        CalculationAnswer answer = first.answer();
        assertThat(answer.officeParameters()).anySatisfy(used -> {
            assertThat(used.key()).isEqualTo("jining.other.ratio");
            assertThat(used.demonstration()).isTrue();
            assertThat(used.documentNumber()).isNotBlank();
        });

        // when it is stored as JSON and read again
        JsonNode stored = Cases.JSON.valueToTree(first.officeParameters().written());
        OfficeParameterValues values = OfficeParameterValues.read(stored, "officeParameters").values();

        // then
        assertThat(calculated(desk.recompute(request, first.rules(), values)).answer()).isEqualTo(answer);
    }

    @Test
    void policy_officers_of_the_area_enter_and_approve_and_nobody_else() {
        String body = """
                {"parameter": "lianyungang.basic-insurance-annual-ceiling", "value": "260000",
                 "from": "2048-01-01", "documentNumber": "连医保〔2048〕1号"}
                """;
        assertThat(Browser.signedIn(port, "lianyungang-clerk1").postJson("/api/v1/office-parameters", body).statusCode())
                .isEqualTo(403);
        Browser officer = Browser.signedIn(port, "lianyungang-policy1");
        HttpResponse<String> entered = officer.postJson("/api/v1/office-parameters", body);
        assertThat(entered.statusCode()).isEqualTo(200);
        String id = entered.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");

        assertThat(officer.postJson("/api/v1/office-parameters/" + id + "/approvals", "{}").statusCode()).isEqualTo(422);
        assertThat(Browser.signedIn(port, "jining-policy1")
                        .postJson("/api/v1/office-parameters/" + id + "/approvals", "{}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(Browser.signedIn(port, "lianyungang-policy2")
                        .postJson("/api/v1/office-parameters/" + id + "/approvals", "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(officer.getJson("/api/v1/office-parameters").body()).contains(id, "APPROVED", "连医保〔2048〕1号");
        assertThat(Browser.signedIn(port, "jining-policy1").getJson("/api/v1/office-parameters").body())
                .doesNotContain(id);
    }

    private String ratioOn(LocalDate day) {
        return String.valueOf(
                book.inForce(PoolingArea.JINING, day).written(ParameterKey.JINING_OTHER_RATIO));
    }

    private void assertRefused(String key, String value, String field, String code) throws Exception {
        assertThat(problems(enter(key, value, "2049-01-01", null, PoolingArea.LIANYUNGANG)))
                .anySatisfy(problem -> {
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.message()).matches("(?s).*\\p{IsHan}.*");
                });
    }

    private void approved(String key, String value, String from, String to) throws Exception {
        approved(key, value, from, to, PoolingArea.LIANYUNGANG);
    }

    private void approved(String key, String value, String from, String to, PoolingArea area) throws Exception {
        assertThat(parameters.approve(area, entered(key, value, from, to, area), "second"))
                .isInstanceOf(Outcome.Done.class);
    }

    private UUID entered(String key, String value, String from, String to) throws Exception {
        return entered(key, value, from, to, PoolingArea.LIANYUNGANG);
    }

    private UUID entered(String key, String value, String from, String to, PoolingArea area) throws Exception {
        return enter(key, value, from, to, area).fold(id -> id, problems -> fail(problems.toString()));
    }

    private Outcome<UUID> enter(String key, String value, String from, String to, PoolingArea area) throws Exception {
        String document = (area == PoolingArea.JINING ? "济" : "连") + "医保〔" + from.substring(0, 4) + "〕1号";
        return parameters.enter(area, new EnterParameter(key, json(value), from, to, document), "first");
    }

    private static JsonNode json(String text) throws Exception {
        return Cases.JSON.readTree(text);
    }

    private static List<FieldProblem> problems(Outcome<UUID> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return outcome.problems();
    }

    private static Determination calculated(CalculationResult result) {
        return ((CalculationResult.Calculated) result).determination();
    }
}
