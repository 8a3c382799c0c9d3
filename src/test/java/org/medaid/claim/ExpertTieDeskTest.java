package org.medaid.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.claim.persistence.ExpertTies;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With Jining's experts, whom no other test asks for a review. */
@IntegrationTest
@Clause("C12")
class ExpertTieDeskTest {

    private static final String HOSPITAL = "H4407842";

    @Autowired
    private ExpertTieDesk desk;

    @Autowired
    private ExpertTies ties;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @Test
    void a_tie_keeps_an_expert_out_until_it_is_ended_and_stays_on_record() {
        // given
        UUID id = enter("jining-expert1", HOSPITAL, "在该院执业").fold(value -> value, problems -> null);
        assertThat(ties.to(HOSPITAL)).containsEntry("jining-expert1", "在该院执业");
        assertThat(codes(enter("jining-expert1", HOSPITAL.toLowerCase(), "再登记一次"))).containsExactly("TIE_ENTERED");

        // when it is ended, by its own office only and with a reason
        assertThat(codes(desk.end(PoolingArea.FUSHUN, id, "已调离", "fushun-policy1"))).containsExactly("TIE_NOT_FOUND");
        assertThat(codes(desk.end(PoolingArea.JINING, id, " ", "jining-policy1"))).containsExactly("REASON_MISSING");
        assertThat(codes(desk.end(PoolingArea.JINING, id, "已调离", "jining-policy1"))).isEmpty();

        // then the expert may judge again, and the record says what was
        assertThat(ties.to(HOSPITAL)).doesNotContainKey("jining-expert1");
        assertThat(desk.all(PoolingArea.JINING)).filteredOn(tie -> tie.id().equals(id)).singleElement().satisfies(tie -> {
            assertThat(tie.endedBy()).isEqualTo("jining-policy1");
            assertThat(tie.endReason()).isEqualTo("已调离");
        });
        assertThat(codes(desk.end(PoolingArea.JINING, id, "再次", "jining-policy1"))).containsExactly("TIE_ENDED");
        assertThatThrownBy(() -> jdbc.sql("update medaid.expert_tie set reason = '别的' where id = ?").param(id).update())
                .hasMessageContaining("ended once");
        assertThatThrownBy(() -> jdbc.sql("delete from medaid.expert_tie where id = ?").param(id).update())
                .hasMessageContaining("append-only");
        // and the same tie can come up anew
        assertThat(codes(enter("jining-expert1", HOSPITAL, "又到该院执业"))).isEmpty();
    }

    @Test
    void what_is_wrong_is_said_at_the_field() {
        assertThat(enter("fushun-expert1", "H0000000", "").problems())
                .extracting(FieldProblem::field)
                .containsExactly("expert", "hospitalCode", "reason");
    }

    @Test
    void only_policy_officers_enter_and_only_who_watches_over_the_office_reads() {
        String path = "/api/v1/expert-ties";
        String tie = "{\"expert\": \"jining-expert2\", \"hospitalCode\": \"" + HOSPITAL + "\", \"reason\": \"亲属在该院执业\"}";
        assertThat(Browser.signedIn(port, "jining-clerk1").getJson(path).statusCode()).isEqualTo(403);
        assertThat(Browser.signedIn(port, "jining-auditor").postJson(path, tie).statusCode()).isEqualTo(403);
        Browser officer = Browser.signedIn(port, "jining-policy1");
        assertThat(officer.postJson(path, tie).statusCode()).isEqualTo(200);
        assertThat(officer.postJson(path, tie).body()).contains("TIE_ENTERED", "\"field\":\"hospitalCode\"");
        assertThat(Browser.signedIn(port, "jining-auditor").getJson(path).body()).contains("亲属在该院执业");
        assertThat(Browser.signedIn(port, "fushun-policy1").getJson(path).body()).doesNotContain("亲属在该院执业");
    }

    private Outcome<UUID> enter(String expert, String hospital, String reason) {
        return desk.enter(PoolingArea.JINING, new EnterExpertTie(expert, hospital, reason), "jining-policy1");
    }

    private static List<String> codes(Outcome<?> outcome) {
        return outcome.problems().stream().map(FieldProblem::code).toList();
    }
}
