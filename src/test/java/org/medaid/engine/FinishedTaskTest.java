package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.Transfers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A form sent twice, or after a colleague was faster. */
@IntegrationTest
class FinishedTaskTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default/task/";
    private static final String DOCTOR = "h4407842-doctor";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    private Office heshan;
    private String task;

    @BeforeEach
    void a_task_of_a_doctor() {
        heshan = new Office(port, "heshan");
        task = heshan.task(DOCTOR, Transfers.waiting(heshan, parties, roster), "UserTask_WriteSummaryTier2");
    }

    @Test
    void a_form_sent_four_times_at_once_is_taken_once_and_the_others_are_told_that_the_task_is_done() {
        List<CompletableFuture<HttpResponse<String>>> sent = Stream.generate(() -> CompletableFuture.supplyAsync(() -> heshan.submit(DOCTOR, task, Transfers.SUMMARY)))
                .limit(4)
                .toList();
        List<HttpResponse<String>> answers = sent.stream().map(CompletableFuture::join).toList();

        assertThat(answers).filteredOn(answer -> answer.statusCode() < 300).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() >= 300).hasSize(3).allSatisfy(FinishedTaskTest::isGone);
    }

    @Test
    void whatever_is_done_to_a_finished_task_is_answered_alike() {
        assertThat(heshan.submit(DOCTOR, task, Transfers.SUMMARY).statusCode()).isLessThan(300);

        isGone(heshan.submit(DOCTOR, task, Transfers.SUMMARY));
        isGone(heshan.as(DOCTOR).postJson(ENGINE + task + "/claim", "{\"userId\":\"" + DOCTOR + "\"}"));
        isGone(heshan.as(DOCTOR).postJson(ENGINE + task + "/complete", "{}"));
        isGone(heshan.submit(DOCTOR, UUID.randomUUID().toString(), Transfers.SUMMARY));
    }

    private static void isGone(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"TASK_NOT_FOUND\"", "\"message\":\"没有找到这件任务，可能已经办结。\"").doesNotContain(DOCTOR);
    }
}
