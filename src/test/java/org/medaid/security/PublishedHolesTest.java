package org.medaid.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The published holes of the engine's last community release that have no free fix, and their neighbours. */
@IntegrationTest
class PublishedHolesTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String CALL = "${securityProbe.touch()}";

    @LocalServerPort
    int port;

    @Autowired
    SecurityProbe probe;

    @Autowired
    TaskService tasks;

    @Autowired
    FilterService filters;

    @Autowired
    IdentityService identity;

    @Autowired
    StaffDirectory staff;

    @Autowired
    JdbcTemplate jdbc;

    private Filter filter;

    @BeforeEach
    void a_stored_filter() {
        probe.touchedSinceLastAsked();
        filter = filters.saveFilter(filters.newTaskFilter("试验").setQuery(tasks.createTaskQuery()));
    }

    @AfterEach
    void clean_up() {
        filters.deleteFilter(filter.getId());
        identity.deleteUser("second-admin");
    }

    @Test
    void the_engine_evaluates_no_expression_in_or_queries() {
        assertThatThrownBy(() -> tasks.createTaskQuery().or().taskAssigneeExpression(CALL).endOr().list())
                .isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() -> tasks.createTaskQuery().or().dueBeforeExpression(CALL).endOr().count())
                .isInstanceOf(ProcessEngineException.class);

        assertThat(probe.touchedSinceLastAsked()).isZero();
    }

    @Test
    void the_engine_evaluates_no_expression_in_plain_queries() {
        assertThatThrownBy(() -> tasks.createTaskQuery().taskAssigneeExpression(CALL).list())
                .isInstanceOf(BadUserRequestException.class);

        assertThat(probe.touchedSinceLastAsked()).isZero();
    }

    @Test
    void the_engine_evaluates_no_expression_in_stored_filters_nor_in_what_extends_them() {
        TaskQuery hidden = tasks.createTaskQuery().or().taskAssigneeExpression(CALL).endOr();
        Filter stored = filters.saveFilter(filters.newTaskFilter("试验二").setQuery(hidden));
        try {
            assertThatThrownBy(() -> filters.list(stored.getId())).isInstanceOf(ProcessEngineException.class);
            assertThatThrownBy(() -> filters.count(stored.getId())).isInstanceOf(ProcessEngineException.class);
            assertThatThrownBy(() -> filters.list(filter.getId(), hidden)).isInstanceOf(ProcessEngineException.class);
        } finally {
            filters.deleteFilter(stored.getId());
        }

        assertThat(probe.touchedSinceLastAsked()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /task             | {"orQueries":[{"assigneeExpression":"CALL"}]}
            POST | /task             | {"assigneeExpression":"CALL"}
            POST | /task             | {"orQueries":[{"candidateGroupExpression":"CALL"}]}
            POST | /task             | {"orQueries":[{"\\u0061ssigneeExpressio\\u006e":"CALL"}]}
            POST | /task             | {"orQueries":[{"orQueries":[{"dueBeforeExpression":"CALL"}]}]}
            POST | /task             | {} {"orQueries":[{"assigneeExpression":"CALL"}]}
            POST | /task/count       | {"orQueries":[{"assigneeExpression":"CALL"}]}
            POST | /filter/ID/list   | {"orQueries":[{"assigneeExpression":"CALL"}]}
            POST | /filter/ID/count  | {"orQueries":[{"assigneeExpression":"CALL"}]}
            POST | /filter/ID/singleResult | {"orQueries":[{"assigneeExpression":"CALL"}]}
            POST | /filter/create    | {"resourceType":"Task","name":"x","query":{"orQueries":[{"assigneeExpression":"CALL"}]}}
            PUT  | /filter/ID        | {"resourceType":"Task","name":"x","query":{"assigneeExpression":"CALL"}}
            GET  | /task?assigneeExpression=%24%7BsecurityProbe.touch()%7D |
            GET  | /task/count?%61ssigneeExpression=%24%7BsecurityProbe.touch()%7D |
            """)
    void no_query_with_an_expression_passes_the_web_applications_interface(String method, String path, String body) {
        Browser admin = Browser.signedIn(port, "admin");
        String json = body == null ? "" : body.replace("CALL", CALL);
        String target = ENGINE + path.replace("ID", filter.getId());

        HttpResponse<String> answer =
                method.equals("GET") ? admin.getJson(target) : admin.sendJson(method, target, json);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("不允许使用表达式");
        assertThat(probe.touchedSinceLastAsked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/json; charset=UTF-16", "application/hal+json", "*/*"})
    void another_content_type_is_no_way_around(String type) {
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");
        String path = ENGINE + "/task";
        String json = "{\"orQueries\":[{\"assigneeExpression\":\"" + CALL + "\"}]}";
        HttpRequest.Builder request = clerk.tokens(HttpRequest.newBuilder(clerk.uri(path)), path)
                .POST(HttpRequest.BodyPublishers.ofString(
                        json, type.contains("16") ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }

        assertThat(clerk.send(request).statusCode()).isEqualTo(400);
        assertThat(probe.touchedSinceLastAsked()).isZero();
    }

    @Test
    void queries_without_expressions_still_pass() {
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");

        HttpResponse<String> answer = clerk.postJson(
                ENGINE + "/task", "{\"orQueries\":[{\"assignee\":\"fushun-clerk1\"},{\"nameLike\":\"%审%\"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("[");
    }

    @Test
    void what_is_no_json_and_what_is_too_long_is_refused() {
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");

        assertThat(clerk.postJson(ENGINE + "/task", "{\"name\":").statusCode()).isEqualTo(400);
        assertThat(clerk.postJson(ENGINE + "/task", "\"" + "x".repeat(9 * 1024 * 1024) + "\"").statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/%61pi/engine/engine/default/task",
                "/camunda/api/%65ngine/engine/default/task",
                "/camunda/api/engine/engine/def%61ult/task",
                "/camunda/api/%61dmin/auth/user/default",
                "/camunda/app/%61dmin/default/"
            })
    void a_path_with_encoded_letters_leads_nowhere(String path) {
        assertThat(Browser.signedIn(port, "fushun-clerk1").getJson(path).statusCode()).isEqualTo(400);
    }

    @Test
    void a_fresh_session_has_no_more_rights_than_one_that_opened_tasklist() {
        Browser clerk = new Browser(port);
        clerk.signIn("fushun-clerk1", Browser.PASSWORD);

        assertThat(clerk.getJson(ENGINE + "/user?id=admin").body()).isEqualTo("[]");
        assertThat(clerk.getJson(ENGINE + "/authorization?userIdIn=admin").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fushun-clerk1", "admin"})
    void nobody_sets_up_an_administrator(String user) {
        Browser browser = Browser.signedIn(port, user);

        HttpResponse<String> answer = browser.postJson("/camunda/api/admin/setup/default/user/create", newAdministrator());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(browser.postJson("/camunda/api/admin/%73etup/default/user/create", newAdministrator())
                        .statusCode())
                .isEqualTo(400);
        assertThat(browser.get("/camunda/app/admin/default/setup/").statusCode()).isEqualTo(404);
        assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
    }

    @Test
    void the_set_up_is_closed_even_while_there_is_no_administrator() {
        List<User> administrators =
                identity.createUserQuery().memberOfGroup(Groups.ADMINISTRATOR).list();
        Browser stranger = new Browser(port);
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");
        jdbc.update("delete from engine.act_id_membership where group_id_ = 'camunda-admin'");
        try {
            HttpResponse<String> fromStranger =
                    stranger.postJson("/camunda/api/admin/setup/default/user/create", newAdministrator());
            HttpResponse<String> fromClerk =
                    clerk.postJson("/camunda/api/admin/setup/default/user/create", newAdministrator());

            assertThat(fromStranger.statusCode()).isEqualTo(401);
            assertThat(fromClerk.statusCode()).isEqualTo(404);
            assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
        } finally {
            identity.deleteUser("intruder");
            administrators.forEach(user -> identity.createMembership(user.getId(), Groups.ADMINISTRATOR));
        }
    }

    @Test
    void the_last_administrator_cannot_be_removed_in_any_way() {
        Browser admin = Browser.signedIn(port, "admin");

        assertThat(admin.sendJson("DELETE", ENGINE + "/user/admin", "").statusCode()).isEqualTo(400);
        assertThat(admin.sendJson("DELETE", ENGINE + "/group/camunda-admin", "").statusCode()).isEqualTo(400);
        assertThat(admin.sendJson("DELETE", ENGINE + "/group/camunda-admin/members/admin", "").statusCode())
                .isEqualTo(400);
        assertThatThrownBy(() -> identity.deleteUser("admin")).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> identity.deleteMembership("admin", Groups.ADMINISTRATOR))
                .isInstanceOf(BadUserRequestException.class);

        assertThat(identity.createUserQuery().memberOfGroup(Groups.ADMINISTRATOR).list())
                .extracting(User::getId)
                .containsExactly("admin");
    }

    @Test
    void an_administrator_beside_another_can_be_removed() {
        staff.create(new StaffDirectory.NewUser(
                "second-admin", "第二", "管理员", "Zweit-2026!Admin", Set.of(Groups.ADMINISTRATOR),
                Optional.empty(), Optional.empty()));

        identity.deleteMembership("second-admin", Groups.ADMINISTRATOR);

        assertThat(identity.createUserQuery().memberOfGroup(Groups.ADMINISTRATOR).count()).isEqualTo(1);
    }

    @Test
    void two_administrators_who_remove_each_other_at_once_leave_one() throws Exception {
        for (int round = 0; round < 10; round++) {
            staff.create(new StaffDirectory.NewUser(
                    "second-admin", "第二", "管理员", "Zweit-2026!Admin", Set.of(),
                    Optional.empty(), Optional.empty()));
            identity.createMembership("second-admin", Groups.ADMINISTRATOR);
            var start = new CyclicBarrier(2);
            var pool = Executors.newFixedThreadPool(2);
            try {
                var removals = new ArrayList<Future<?>>();
                for (String user : List.of("admin", "second-admin")) {
                    removals.add(pool.submit(() -> {
                        start.await();
                        try {
                            identity.deleteMembership(user, Groups.ADMINISTRATOR);
                        } catch (BadUserRequestException refused) {
                            // One of the two has to be.
                        }
                        return null;
                    }));
                }
                for (var removal : removals) {
                    removal.get();
                }
                assertThat(identity.createUserQuery().memberOfGroup(Groups.ADMINISTRATOR).count())
                        .isEqualTo(1);
            } finally {
                pool.shutdown();
                if (identity.createUserQuery().memberOfGroup(Groups.ADMINISTRATOR).userId("admin").count() == 0) {
                    identity.createMembership("admin", Groups.ADMINISTRATOR);
                }
                identity.deleteUser("second-admin");
            }
        }
    }

    @Test
    void the_web_applications_own_sign_in_is_closed() {
        Browser browser = Browser.signedIn(port, "fushun-clerk1");
        String path = "/camunda/api/admin/auth/user/default/login/admin";

        HttpResponse<String> answer = browser.send(browser.tokens(HttpRequest.newBuilder(browser.uri(path)), path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=admin&password=Jiuzhu-2026!Demo")));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(browser.getJson("/camunda/api/admin/auth/user/default").body()).contains("fushun-clerk1");
    }

    @Test
    void a_user_neither_removes_nor_promotes_himself() {
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");

        assertThat(clerk.sendJson("DELETE", ENGINE + "/user/fushun-clerk1", "").statusCode()).isEqualTo(403);
        assertThat(clerk.sendJson("PUT", ENGINE + "/group/camunda-admin/members/fushun-clerk1", "").statusCode())
                .isEqualTo(403);
        assertThat(clerk.sendJson("PUT", ENGINE + "/tenant/jining/user-members/fushun-clerk1", "").statusCode())
                .isEqualTo(403);
        assertThat(clerk.postJson(
                                ENGINE + "/authorization/create",
                                "{\"type\":1,\"permissions\":[\"ALL\"],\"userId\":\"fushun-clerk1\",\"resourceType\":8,\"resourceId\":\"*\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(clerk.getJson(ENGINE + "/user").body()).contains("fushun-clerk1").doesNotContain("admin", "clerk2");
    }

    private static String newAdministrator() {
        return "{\"profile\":{\"id\":\"intruder\",\"firstName\":\"a\",\"lastName\":\"b\"},"
                + "\"credentials\":{\"password\":\"Eindring-2026!x\"}}";
    }

}
