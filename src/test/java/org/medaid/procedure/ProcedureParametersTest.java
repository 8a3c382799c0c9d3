package org.medaid.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.calendar.Workdays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every test works on years of its own, since they share one database. */
@IntegrationTest
class ProcedureParametersTest {

    private static final PoolingArea AREA = PoolingArea.JINING;
    private static final String CODE = "review.minimum-experts";

    @Autowired
    ProcedureParameters parameters;

    @Autowired
    Workdays workdays;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @Test
    void the_systems_initial_value_counts_until_the_office_has_set_its_own() {
        LocalDate first = LocalDate.of(2040, 1, 1);
        assertThat(parameters.value(AREA, key())).isEqualTo("3");
        assertThat(entry("2014-01-01").initial()).isTrue();

        // when entered, it waits
        UUID id = entered("5", "2040-01-01");
        assertThat(parameters.value(AREA, key(), first)).isEqualTo("3");
        assertThat(entry("2040-01-01").status()).isEqualTo("ENTERED");

        // when a second person approves it
        assertThat(parameters.approve(AREA, id, "second")).isInstanceOf(Outcome.Done.class);

        // then it counts from its first day, in this area only, and the one before ends on the eve
        assertThat(parameters.value(AREA, key(), first.minusDays(1))).isEqualTo("3");
        assertThat(parameters.value(AREA, key(), first)).isEqualTo("5");
        assertThat(parameters.value(PoolingArea.HESHAN, key(), first)).isEqualTo("3");
        assertThat(entry("2014-01-01").period().to()).isEqualTo("2039-12-31");
        assertThat(entry("2040-01-01").decidedBy()).isEqualTo("second");
    }

    @Test
    void a_value_that_was_turned_down_never_counts() {
        UUID id = entered("7", "2035-01-01");
        assertThat(codes(parameters.reject(AREA, id, " ", "second"))).containsExactly("REASON_MISSING");
        assertThat(parameters.reject(AREA, id, "文号有误", "second")).isInstanceOf(Outcome.Done.class);

        assertThat(parameters.value(AREA, key(), LocalDate.of(2035, 1, 1))).isEqualTo("3");
        assertThat(entry("2035-01-01").reason()).isEqualTo("文号有误");
        assertThat(entry("2035-01-01").period().to()).isNull();
        assertThat(codes(parameters.approve(AREA, id, "third"))).containsExactly("PARAMETER_DECIDED");
    }

    @Test
    void nobody_decides_upon_what_they_entered_neither_by_the_desk_nor_in_the_table() {
        UUID id = entered("4", "2041-01-01");

        assertThat(codes(parameters.approve(AREA, id, "first"))).containsExactly("SAME_PERSON");
        assertThat(codes(parameters.reject(AREA, id, "理由", "first"))).containsExactly("SAME_PERSON");
        assertThat(codes(parameters.approve(PoolingArea.FUSHUN, id, "second"))).containsExactly("PARAMETER_NOT_FOUND");
        assertThatThrownBy(() -> decide(id, "first"))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("does not decide");
    }

    @Test
    void of_two_values_for_one_first_day_only_one_is_approved() {
        UUID one = entered("4", "2042-01-01");
        UUID other = entered("6", "2042-01-01");
        assertThat(parameters.approve(AREA, one, "second")).isInstanceOf(Outcome.Done.class);

        assertThat(codes(parameters.approve(AREA, other, "second"))).containsExactly("PERIODS_OVERLAP");
        assertThatThrownBy(() -> decide(other, "second")).hasMessageContaining("one day");
        assertThat(problems(enter(CODE, "8", "2042-01-01", "济医保〔2042〕2号"))).first().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("from");
            assertThat(problem.code()).isEqualTo("PERIODS_OVERLAP");
            assertThat(problem.message()).contains("2042-01-01");
        });
    }

    @Test
    void what_is_wrong_is_said_at_the_field() {
        assertThat(codes(enter("nothing", "4", "2043-01-01", "文"))).containsExactly("UNKNOWN_PARAMETER");
        assertThat(fields(enter(CODE, "2", "2043-01-01", "文"))).containsExactly("value");
        assertThat(fields(enter(CODE, "三", "2043-01-01", "文"))).containsExactly("value");
        assertThat(fields(enter(CODE, null, null, " "))).containsExactly("from", "documentNumber", "value");
        assertThat(fields(enter(CODE, "4", "2043-02-30", "文"))).containsExactly("from");
        assertThat(fields(enter(CODE, "4", "+99999-01-01", "文"))).containsExactly("from");
        assertThat(fields(enter("review.aggregation", "MEAN", "2043-01-01", "文"))).containsExactly("value");
    }

    @Test
    void what_was_entered_and_decided_is_never_changed() {
        entered("4", "2044-01-01");
        for (String sql : List.of(
                "update medaid.procedure_parameter set value = '9'",
                "delete from medaid.procedure_parameter",
                "truncate medaid.procedure_parameter_decision")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update()).as(sql).hasMessageContaining("append-only");
        }
    }

    @Test
    void a_key_without_any_value_is_a_mistake_of_the_release() {
        ProcedureParameterKey unknown = new ProcedureParameterKey() {
            @Override
            public ParameterForm form() {
                return ParameterForm.workingDays("nobody.set-this", "无");
            }

            @Override
            public Citation basis(PoolingArea area) {
                return new Citation("文", "一");
            }
        };
        assertThatThrownBy(() -> parameters.value(AREA, unknown)).hasMessageContaining("nobody.set-this");
    }

    @Test
    void a_deadline_is_counted_in_the_offices_working_days_and_ends_with_the_office_hours() {
        ProcedureParameterKey fiveDays = parameters.key("claim.check-working-days").orElseThrow();

        // Wednesday 30 September 2026: then a week off, 8, 9 and the make-up Saturday 10, 12, 13 October.
        assertThat(at("2026-09-30T01:00:00Z").due(AREA, fiveDays)).isEqualTo(Instant.parse("2026-10-13T09:30:00Z"));
        assertThat(at("2026-01-05T01:00:00Z").dueOn(AREA, fiveDays, LocalDate.of(2026, 9, 30)))
                .isEqualTo("2026-10-13");
        // Friday 30 December 2197, a year that nobody has entered: plain weekdays.
        assertThat(at("2197-12-29T01:00:00Z").dueOn(AREA, fiveDays, LocalDate.of(2197, 12, 29))).isEqualTo("2198-01-05");
    }

    @Test
    void policy_officers_of_the_office_enter_and_approve_and_nobody_else() {
        String body = """
                {"parameter": "claim.confirm-working-days", "value": "6", "from": "2048-01-01",
                 "documentNumber": "抚医保〔2048〕1号"}
                """;
        String path = "/api/v1/procedure-parameters";
        assertThat(Browser.signedIn(port, "fushun-clerk1").postJson(path, body).statusCode()).isEqualTo(403);
        assertThat(Browser.signedIn(port, "fushun-clerk1").getJson(path).statusCode()).isEqualTo(403);
        assertThat(Browser.signedIn(port, "fushun-auditor").postJson(path, body).statusCode()).isEqualTo(403);
        assertThat(Browser.signedIn(port, "fushun-auditor").getJson(path).statusCode()).isEqualTo(200);
        Browser officer = Browser.signedIn(port, "fushun-policy1");
        HttpResponse<String> entered = officer.postJson(path, body);
        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(200);
        String id = entered.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(officer.postJson(path, body.replace("\"6\"", "\"0\"")).body()).contains("\"field\":\"value\"");

        assertThat(officer.postJson(path + "/" + id + "/approvals", "{}").body()).contains("SAME_PERSON");
        Browser second = Browser.signedIn(port, "fushun-policy2");
        assertThat(second.postJson(path + "/" + id + "/rejections", "{}").body()).contains("REASON_MISSING");
        assertThat(Browser.signedIn(port, "jining-policy1").postJson(path + "/" + id + "/approvals", "{}").statusCode())
                .isEqualTo(422);
        assertThat(second.postJson(path + "/" + id + "/approvals", "{}").statusCode()).isEqualTo(200);
        assertThat(officer.getJson(path).body()).contains(id, "APPROVED", "抚医保〔2048〕1号", "确认计算单期限");
        assertThat(Browser.signedIn(port, "jining-policy1").getJson(path).body()).doesNotContain(id);
    }

    private Deadlines at(String instant) {
        return new Deadlines(
                workdays, parameters, new BusinessClock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC)));
    }

    private void decide(UUID id, String by) {
        jdbc.sql("insert into medaid.procedure_parameter_decision (parameter_id, approved, decided_by, decided_at)"
                        + " values (?, true, ?, now())")
                .params(id, by)
                .update();
    }

    private ProcedureParameterKey key() {
        return parameters.key(CODE).orElseThrow();
    }

    private ProcedureParameterEntry entry(String from) {
        return parameters.all(AREA).stream()
                .filter(e -> e.parameter().equals(CODE) && e.period().from().equals(LocalDate.parse(from)))
                .findFirst()
                .orElseThrow();
    }

    private UUID entered(String value, String from) {
        return enter(CODE, value, from, "济医保〔" + from.substring(0, 4) + "〕1号")
                .fold(id -> id, problems -> fail(problems.toString()));
    }

    private Outcome<UUID> enter(String code, String value, String from, String document) {
        return parameters.enter(AREA, new EnterProcedureParameter(code, value, from, document), "first");
    }

    private static List<FieldProblem> problems(Outcome<UUID> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return outcome.problems();
    }

    private static List<String> codes(Outcome<UUID> outcome) {
        return problems(outcome).stream().map(FieldProblem::code).toList();
    }

    private static List<String> fields(Outcome<UUID> outcome) {
        return problems(outcome).stream().map(FieldProblem::field).toList();
    }
}
