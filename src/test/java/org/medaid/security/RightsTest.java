package org.medaid.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
@Clause("X6")
class RightsTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";

    @LocalServerPort
    int port;

    @Autowired
    EngineIdentity engine;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    HistoryService history;

    @Autowired
    FilterService filters;

    @Autowired
    IdentityService identity;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    Rights rights;

    @Autowired
    StaffDirectory staff;

    private Deployment deployment;
    private Authorization clerksStart;
    private ProcessInstance inFushun;
    private ProcessInstance inJining;

    @BeforeEach
    void one_case_in_each_of_two_counties() {
        deployment = repository
                .createDeployment()
                .addClasspathResource("security/SeparationProbe.bpmn")
                .deploy();
        clerksStart = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        clerksStart.setGroupId(Groups.AGENCY_CLERK);
        clerksStart.setResource(Resources.PROCESS_DEFINITION);
        clerksStart.setResourceId("SeparationProbe");
        // More than clerks have on real processes: what separates the counties here must be the tenant alone.
        clerksStart.setPermissions(new Permissions[] {
            Permissions.READ,
            Permissions.CREATE_INSTANCE,
            Permissions.READ_INSTANCE,
            Permissions.READ_HISTORY,
            Permissions.READ_TASK,
            Permissions.UPDATE_INSTANCE,
            Permissions.UPDATE_TASK
        });
        authorizations.saveAuthorization(clerksStart);
        inFushun = start("fushun");
        inJining = start("jining");
    }

    @AfterEach
    void clean_up() {
        identity.clearAuthentication();
        repository.deleteDeployment(deployment.getId(), true);
        authorizations.deleteAuthorization(clerksStart.getId());
    }

    @Test
    void an_instance_of_a_shared_definition_belongs_to_the_office_of_its_starter() {
        assertThat(inFushun.getTenantId()).isEqualTo("fushun");
        assertThat(task(inFushun).getTenantId()).isEqualTo("fushun");
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(inJining.getId())
                        .singleResult()
                        .getTenantId())
                .isEqualTo("jining");
    }

    @Test
    void nobody_starts_an_instance_for_no_office_or_for_two() {
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("SeparationProbe"))
                .isInstanceOf(BadUserRequestException.class);
        for (List<String> offices : List.of(List.<String>of(), List.of("fushun", "jining"))) {
            engine.actAs("fushun-clerk1", List.of(Groups.AGENCY_CLERK), offices);
            assertThatThrownBy(() -> runtime.startProcessInstanceByKey("SeparationProbe"))
                    .isInstanceOf(BadUserRequestException.class);
            engine.actAsNobody();
        }
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("SeparationProbe")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void a_clerk_sees_the_own_countys_cases_and_no_others_in_any_list() {
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");

        for (String list : List.of("/task", "/process-instance", "/history/process-instance", "/history/task", "/execution",
                "/history/activity-instance", "/history/variable-instance", "/variable-instance", "/history/detail")) {
            HttpResponse<String> answer = clerk.getJson(ENGINE + list);

            assertThat(answer.statusCode()).as(list).isEqualTo(200);
            assertThat(answer.body()).as(list).contains("fushun").doesNotContain("jining").doesNotContain(inJining.getId());
        }
    }

    @Test
    void a_clerk_gets_nothing_of_another_county_by_its_id() {
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");
        String foreignTask = task(inJining).getId();
        String foreign = inJining.getId();

        for (String path : List.of(
                "/task/" + foreignTask,
                "/task/" + foreignTask + "/variables",
                "/task/" + foreignTask + "/form-variables",
                "/task/" + foreignTask + "/identity-links",
                "/process-instance/" + foreign,
                "/process-instance/" + foreign + "/variables",
                "/process-instance/" + foreign + "/activity-instances",
                "/execution/" + foreign,
                "/execution/" + foreign + "/localVariables",
                "/history/process-instance/" + foreign)) {
            HttpResponse<String> answer = clerk.getJson(ENGINE + path);
            assertThat(answer.statusCode()).as(path).isIn(403, 404, 500);
            assertThat(answer.body()).as(path).doesNotContain("\"value\"").doesNotContain("probe-jining");
        }
        for (String query : List.of(
                "/task?processInstanceId=" + foreign,
                "/task?tenantIdIn=jining",
                "/history/task?processInstanceId=" + foreign,
                "/history/process-instance?tenantIdIn=jining",
                "/variable-instance?processInstanceIdIn=" + foreign,
                "/history/variable-instance?processInstanceId=" + foreign)) {
            assertThat(clerk.getJson(ENGINE + query).body()).as(query).isEqualTo("[]");
        }
    }

    @Test
    void a_clerk_changes_nothing_of_another_county() {
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");
        String foreignTask = task(inJining).getId();

        assertThat(clerk.postJson(ENGINE + "/task/" + foreignTask + "/claim", "{\"userId\":\"fushun-clerk1\"}")
                        .statusCode())
                .isIn(403, 500);
        assertThat(clerk.postJson(ENGINE + "/task/" + foreignTask + "/complete", "{}").statusCode()).isIn(403, 500);
        assertThat(clerk.sendJson(
                                "PUT",
                                ENGINE + "/process-instance/" + inJining.getId() + "/variables/probe",
                                "{\"value\":\"x\"}")
                        .statusCode())
                .isIn(403, 500);

        Task unchanged = task(inJining);
        assertThat(unchanged.getAssignee()).isNull();
        assertThat(runtime.getVariable(inJining.getId(), "probe")).isEqualTo("probe-jining");
    }

    @Test
    void a_clerk_claims_and_completes_the_own_countys_task_in_tasklist() {
        authorizations.deleteAuthorization(clerksStart.getId());
        clerksStart = onlyStarting();
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");
        String own = task(inFushun).getId();

        assertThat(clerk.getJson(ENGINE + "/task/" + own).statusCode()).isEqualTo(200);
        assertThat(clerk.postJson(ENGINE + "/task/" + own + "/claim", "{\"userId\":\"fushun-clerk1\"}").statusCode())
                .isEqualTo(204);
        // Being a candidate is the right to work on the task, not to hand it to somebody or to change the case.
        assertThat(clerk.postJson(ENGINE + "/task/" + own + "/assignee", "{\"userId\":\"fushun-clerk2\"}").statusCode())
                .isEqualTo(403);
        assertThat(clerk.sendJson("PUT", ENGINE + "/task/" + own + "/variables/probe", "{\"value\":\"x\"}").statusCode())
                .isEqualTo(403);
        assertThat(clerk.postJson(ENGINE + "/task/" + own + "/complete", "{}").statusCode()).isEqualTo(204);
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(inFushun.getId()).count()).isZero();
    }

    @Test
    void a_clerk_starts_a_case_of_the_own_county_from_tasklist() {
        Browser clerk = Browser.signedIn(port, "heshan-clerk2");

        HttpResponse<String> started =
                clerk.postJson(ENGINE + "/process-definition/key/SeparationProbe/start", "{}");

        assertThat(started.statusCode()).isEqualTo(200);
        assertThat(started.body()).contains("\"tenantId\":\"heshan\"");
    }

    @Test
    void a_machine_and_an_auditor_start_nothing() {
        engine.actAs("fushun-auditor", List.of(Groups.AUDITOR), List.of("fushun"));
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("SeparationProbe"))
                .isInstanceOf(AuthorizationException.class);
        engine.actAs("api-fushun", List.of(Groups.MACHINE_OFFICE), List.of("fushun"));
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("SeparationProbe"))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void an_auditor_reads_the_own_offices_cases_and_changes_none() {
        Browser auditor = Browser.signedIn(port, "fushun-auditor");

        assertThat(auditor.getJson(ENGINE + "/history/process-instance").body())
                .contains(inFushun.getId())
                .doesNotContain(inJining.getId());
        assertThat(auditor.getJson(ENGINE + "/process-instance/" + inFushun.getId()).statusCode()).isEqualTo(200);
        assertThat(auditor.postJson(ENGINE + "/task/" + task(inFushun).getId() + "/complete", "{}").statusCode())
                .isEqualTo(403);
        assertThat(auditor.sendJson("DELETE", ENGINE + "/process-instance/" + inFushun.getId(), "").statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "fushun-clerk1, tasklist, cockpit",
        "fushun-expert1, tasklist, cockpit",
        "fushun-manager, cockpit, admin",
        "fushun-auditor, cockpit, admin",
        "fushun-policy1, cockpit, admin"
    })
    void each_authority_opens_its_own_web_applications_only(String user, String open, String closed) {
        Browser browser = Browser.signedIn(port, user);

        assertThat(browser.get("/camunda/app/" + open + "/default/").statusCode()).isEqualTo(200);
        assertThat(browser.get("/camunda/app/" + closed + "/default/").statusCode()).isEqualTo(403);
    }

    @Test
    void the_administrator_opens_every_web_application() {
        Browser browser = Browser.signedIn(port, "admin");

        for (String app : List.of("welcome", "tasklist", "cockpit", "admin")) {
            assertThat(browser.get("/camunda/app/" + app + "/default/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_clerk_finds_the_filters_of_the_role_and_they_hold_what_they_say() {
        tasks.setAssignee(task(inFushun).getId(), "lianyungang-clerk1");
        Browser clerk = Browser.signedIn(port, "jining-clerk1");

        String found = clerk.getJson(ENGINE + "/filter?resourceType=Task").body();

        assertThat(found)
                .contains("我的任务", "本组待办（窗口受理）", "今日到期（窗口受理）", "已超期（窗口受理）", "按医院（窗口受理）", "全部可见任务")
                .doesNotContain("专家", "复核", "按乡镇");
        assertThat(filters.createTaskFilterQuery().filterOwner("jining-clerk1").count()).isEqualTo(1);
        assertThat(countOf(clerk, "我的任务", "jining-clerk1")).isEqualTo("{\"count\":0}");
        assertThat(countOf(clerk, "本组待办（窗口受理）", null)).isEqualTo("{\"count\":1}");
        clerk.postJson(ENGINE + "/task/" + task(inJining).getId() + "/claim", "{\"userId\":\"jining-clerk1\"}");
        assertThat(countOf(clerk, "我的任务", "jining-clerk1")).isEqualTo("{\"count\":1}");
    }

    @Test
    void a_hospitals_user_finds_the_own_hospitals_tasks_taken_ones_too_and_no_filter_that_stays_empty() {
        // given a task for the doctors of Fushun's hospital, as its referrals have them, and one for another hospital's
        tasks.addCandidateGroup(task(inFushun).getId(), HospitalRole.DOCTOR.groupAt("H2104022"));
        tasks.addCandidateGroup(task(inJining).getId(), HospitalRole.DOCTOR.groupAt("H2104023"));
        Browser doctor = Browser.signedIn(port, "h2104022-doctor");

        // then
        String found = doctor.getJson(ENGINE + "/filter?resourceType=Task").body();
        assertThat(found).contains("我的任务", "本院待办", "全部可见任务").doesNotContain("本组待办");
        assertThat(filters.createTaskFilterQuery().filterNameLike("本组待办（医院%").count()).isZero();
        assertThat(countOf(doctor, "本院待办", "h2104022-doctor")).isEqualTo("{\"count\":1}");

        // when a colleague takes it
        tasks.setAssignee(task(inFushun).getId(), "colleague");

        // then it is still the hospital's
        assertThat(countOf(doctor, "本院待办", "h2104022-doctor")).isEqualTo("{\"count\":1}");
        assertThat(countOf(doctor, "我的任务", "h2104022-doctor")).isEqualTo("{\"count\":0}");
        // and somebody of another role, or of no hospital, has no part in it
        assertThat(countOf(Browser.signedIn(port, "h2104022-head"), "本院待办", "h2104022-head")).isEqualTo("{\"count\":0}");
        Browser clerk = Browser.signedIn(port, "fushun-clerk2");
        assertThat(clerk.getJson(ENGINE + "/filter?resourceType=Task").body()).doesNotContain("本院待办");
    }

    @Test
    void a_hospitals_user_whom_an_administrator_entered_belongs_to_the_hospital_of_the_chosen_groups() {
        // given what an administrator enters in Admin: user, groups, offices
        String id = "entered-by-hand";
        identity.saveUser(identity.newUser(id));
        try {
            identity.createMembership(id, Groups.HOSPITAL_DOCTOR);
            identity.createMembership(id, HospitalRole.DOCTOR.groupAt("H4407842"));
            identity.createTenantUserMembership("heshan", id);
            identity.createTenantUserMembership("jiangmen", id);

            // then
            CurrentUser entered = staff.find(id).orElseThrow();
            assertThat(entered.hospitalCode()).contains("H4407842");
            assertThat(entered.area()).contains(PoolingArea.HESHAN);
            assertThat(entered.offices()).containsExactlyInAnyOrder(PoolingArea.HESHAN, PoolingArea.JIANGMEN);

            // and with groups of two hospitals to none of them: an office's user of two offices has no office either
            identity.createMembership(id, HospitalRole.DOCTOR.groupAt("H4407033"));
            assertThat(staff.find(id).orElseThrow().hospitalCode()).isEmpty();
            assertThat(staff.find(id).orElseThrow().area()).isEmpty();
        } finally {
            identity.deleteUser(id);
        }
    }

    @Test
    void a_filter_of_a_hospital_follows_who_changes_to_another() {
        CurrentUser before = doctorOf("H2104022");
        rights.myTasks(before);
        rights.myTasks(before);
        rights.myTasks(doctorOf("H2104023"));

        List<Filter> own = filters.createTaskFilterQuery()
                .filterOwner("moving-doctor")
                .filterName("本院待办")
                .list();
        assertThat(own).hasSize(1);
        assertThat(own.get(0).getProperties().get("groups")).isEqualTo(List.of("hospital-doctor-H2104023"));
    }

    private static CurrentUser doctorOf(String hospital) {
        return new CurrentUser(
                "moving-doctor",
                "调动医师",
                Optional.of(PoolingArea.FUSHUN),
                Set.of(Groups.HOSPITAL_DOCTOR, HospitalRole.DOCTOR.groupAt(hospital)),
                Optional.of(hospital));
    }

    @Test
    void nobody_but_an_administrator_makes_or_changes_filters() {
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");
        String own = filters.createTaskFilterQuery().filterOwner("fushun-clerk1").singleResult().getId();
        String filter = "{\"resourceType\":\"Task\",\"name\":\"x\",\"query\":{},\"properties\":{}}";

        assertThat(clerk.postJson(ENGINE + "/filter/create", filter).statusCode()).isEqualTo(403);
        assertThat(clerk.sendJson("PUT", ENGINE + "/filter/" + own, filter).statusCode()).isEqualTo(403);
        assertThat(clerk.sendJson("DELETE", ENGINE + "/filter/" + own, "").statusCode()).isEqualTo(403);
    }

    @Test
    void establishing_the_rights_again_takes_away_what_was_added_by_hand() {
        Authorization clerks = authorizations
                .createAuthorizationQuery()
                .groupIdIn(Groups.AGENCY_CLERK)
                .resourceType(Resources.PROCESS_DEFINITION)
                .resourceId("ClaimSettlementProcess")
                .singleResult();
        clerks.addPermission(ProcessDefinitionPermissions.SUSPEND);
        authorizations.saveAuthorization(clerks);

        rights.establish();

        Authorization after = authorizations
                .createAuthorizationQuery()
                .authorizationId(clerks.getId())
                .singleResult();
        assertThat(after.isPermissionGranted(ProcessDefinitionPermissions.SUSPEND)).isFalse();
        assertThat(after.isPermissionGranted(Permissions.CREATE_INSTANCE)).isTrue();
    }

    @Test
    void establishing_the_rights_again_changes_nothing() {
        long before = authorizations.createAuthorizationQuery().count();
        long filtersBefore = filters.createFilterQuery().count();

        rights.establish();

        assertThat(authorizations.createAuthorizationQuery().count()).isEqualTo(before);
        assertThat(filters.createFilterQuery().count()).isEqualTo(filtersBefore);
    }

    private String countOf(Browser browser, String filterName, String owner) {
        var query = filters.createTaskFilterQuery().filterName(filterName);
        String id = (owner == null ? query : query.filterOwner(owner)).singleResult().getId();
        // Only this test's process: other tests' tasks in the same database do not count.
        return browser.postJson(
                        ENGINE + "/filter/" + id + "/count", "{\"processDefinitionKey\":\"SeparationProbe\"}")
                .body();
    }

    private Authorization onlyStarting() {
        Authorization authorization = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        authorization.setGroupId(Groups.AGENCY_CLERK);
        authorization.setResource(Resources.PROCESS_DEFINITION);
        authorization.setResourceId("SeparationProbe");
        authorization.setPermissions(new Permissions[] {Permissions.READ, Permissions.CREATE_INSTANCE});
        return authorizations.saveAuthorization(authorization);
    }

    private ProcessInstance start(String area) {
        engine.actAs(area + "-clerk1", List.of(Groups.AGENCY_CLERK), List.of(area));
        try {
            return runtime.startProcessInstanceByKey(
                    "SeparationProbe", java.util.Map.of("probe", "probe-" + area));
        } finally {
            engine.actAsNobody();
        }
    }

    private Task task(ProcessInstance instance) {
        return tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
    }
}
