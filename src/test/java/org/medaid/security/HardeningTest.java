package org.medaid.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.engine.EngineIdentity;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class HardeningTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";

    @LocalServerPort
    int port;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    IdentityService identity;

    @Autowired
    EngineIdentity engine;

    @Autowired
    SecurityProbe probe;

    private Deployment deployment;

    @AfterEach
    void clean_up() {
        engine.actAsNobody();
        identity.deleteUser("newcomer");
        if (deployment != null) {
            repository.deleteDeployment(deployment.getId(), true);
        }
        repository.createDeploymentQuery().deploymentName("intrusion").list()
                .forEach(intrusion -> repository.deleteDeployment(intrusion.getId(), true));
    }

    @Test
    void a_clerk_deploys_nothing_and_an_administrator_does() {
        HttpResponse<String> clerk = deploy(Browser.signedIn(port, "fushun-clerk1"));
        HttpResponse<String> officer = deploy(Browser.signedIn(port, "fushun-policy1"));
        long afterClerks = repository.createDeploymentQuery().deploymentName("intrusion").count();
        HttpResponse<String> admin = deploy(Browser.signedIn(port, "admin"));

        assertThat(clerk.statusCode()).isEqualTo(403);
        assertThat(officer.statusCode()).isEqualTo(403);
        assertThat(afterClerks).isZero();
        assertThat(admin.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"groovy", "javascript", "juel", "feel", "python"})
    void no_model_runs_a_script(String language) {
        deployment = deploy(Bpmn.createExecutableProcess("ScriptProbe")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .scriptTask()
                .scriptFormat(language)
                .scriptText("1")
                .endEvent()
                .done());
        engine.actAs("fushun-clerk1", List.of("camunda-admin"), List.of("fushun"));

        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("ScriptProbe"))
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("Scripts are switched off");
    }

    @Test
    void a_models_expression_reaches_the_applications_beans() {
        deployment = deploy(expression("${securityProbe.touch()}"));
        engine.actAs("fushun-clerk1", List.of("camunda-admin"), List.of("fushun"));
        probe.touchedSinceLastAsked();

        runtime.startProcessInstanceByKey("ExpressionProbe");

        assertThat(probe.touchedSinceLastAsked()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataSource", "environment", "processEngine", "identityService", "transactionManager"})
    void a_models_expression_reaches_nothing_beneath_them(String bean) {
        deployment = deploy(expression("${" + bean + ".hashCode()}"));
        engine.actAs("fushun-clerk1", List.of("camunda-admin"), List.of("fushun"));

        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("ExpressionProbe"))
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("Cannot resolve identifier '" + bean + "'");
    }

    @Test
    void a_model_reads_no_file_of_the_server() {
        String model = Bpmn.convertToString(expression("${true}"))
                .replaceFirst("\\?>", "?><!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>")
                .replace("isExecutable", "name=\"&f;\" isExecutable");

        assertThatThrownBy(() -> repository.createDeployment().addString("x.bpmn", model).deploy())
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void repeated_wrong_passwords_lock_the_user_for_a_while_and_leave_no_password_in_the_log(CapturedOutput output) {
        newcomer("Richtig-2026!xy");
        Browser browser = new Browser(port);

        for (int i = 0; i < 3; i++) {
            browser.signIn("newcomer", "Falsch-2026!xy" + i);
        }
        HttpResponse<String> rightButLocked = browser.signIn("newcomer", "Richtig-2026!xy");
        identity.unlockUser("newcomer");
        HttpResponse<String> unlocked = browser.signIn("newcomer", "Richtig-2026!xy");

        assertThat(rightButLocked.headers().firstValue("Location").orElseThrow()).endsWith("/login?error");
        assertThat(unlocked.headers().firstValue("Location").orElseThrow()).doesNotContain("error");
        assertThat(output.getAll()).contains("newcomer").doesNotContain("Falsch-2026", "Richtig-2026");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short-1A", "alllowercase-1", "ALLUPPERCASE-1", "NoDigitsHere-", "NoSpecial1234", "Newcomer-1234"})
    void a_weak_password_is_not_accepted(String password) {
        User user = identity.newUser("newcomer");
        user.setPassword(password);

        assertThatThrownBy(() -> identity.saveUser(user)).isInstanceOf(ProcessEngineException.class);
        assertThat(identity.createUserQuery().userId("newcomer").count()).isZero();
    }

    @Test
    void the_web_applications_refuse_a_change_without_their_token() {
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");

        HttpResponse<String> forged = clerk.send(HttpRequest.newBuilder(clerk.uri(ENGINE + "/task"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(forged.statusCode()).isEqualTo(403);
    }

    @Test
    void rights_taken_away_do_not_live_on_in_a_session_of_a_removed_user() {
        newcomer("Wechsel-2026!xy");
        Browser browser = new Browser(port);
        browser.signIn("newcomer", "Wechsel-2026!xy");
        assertThat(browser.getJson("/api/v1/probe").statusCode()).isEqualTo(200);

        identity.deleteUser("newcomer");

        await()
                .atMost(Duration.ofSeconds(25))
                .untilAsserted(() -> assertThat(browser.getJson("/api/v1/probe").statusCode()).isEqualTo(401));
    }

    private void newcomer(String password) {
        User user = identity.newUser("newcomer");
        user.setPassword(password);
        identity.saveUser(user);
    }

    private HttpResponse<String> deploy(Browser browser) {
        String path = ENGINE + "/deployment/create";
        String body = """
                --b\r
                Content-Disposition: form-data; name="deployment-name"\r
                \r
                intrusion\r
                --b\r
                Content-Disposition: form-data; name="data"; filename="x.txt"\r
                Content-Type: text/plain\r
                \r
                text\r
                --b--\r
                """;
        return browser.send(browser.tokens(HttpRequest.newBuilder(browser.uri(path)), path)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Deployment deploy(BpmnModelInstance model) {
        return repository.createDeployment().addModelInstance("probe.bpmn", model).deploy();
    }

    private static BpmnModelInstance expression(String expression) {
        return Bpmn.createExecutableProcess("ExpressionProbe")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask()
                .camundaExpression(expression)
                .endEvent()
                .done();
    }
}
