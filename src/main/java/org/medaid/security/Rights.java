package org.medaid.security;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ_TASK;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.task.TaskQuery;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which authority may do what. Written into the engine's tables at every start, so that this class is the one place
 * where it can be read.
 *
 * <p>Which county's cases somebody sees is not said here: the engine separates them by tenant. The right to work on a task
 * is not said here either: it comes with being a candidate for it.
 */
@Component
@Clause("X6")
public class Rights {

    /** The process a medical bill runs through. */
    private static final String CLAIM_SETTLEMENT = "ClaimSettlementProcess";

    /** The process of a household's recognition. */
    private static final String APPLICATION = "ApplicationProcess";

    /** The process that asks whether somebody still belongs on the roster. */
    private static final String ROSTER_REVIEW = "RosterReviewProcess";

    /** The process of a patient's transfer to another hospital. */
    private static final String REFERRAL = "ReferralProcess";

    /** The process that pays what the books owe. */
    private static final String PAYMENT_BATCH = "PaymentBatchProcess";

    /** The process that claims back what should not have been paid. */
    private static final String RECOVERY = "RecoveryProcess";

    /** The process of what is owed to a hospital. */
    private static final String HOSPITAL_SETTLEMENT = "HospitalSettlementProcess";

    private static final String MY_TASKS = "我的任务";
    private static final String HOSPITAL_TASKS = "本院待办";
    /** A filter's property that remembers for which groups it was made. */
    private static final String ASKED_GROUPS = "groups";

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final EngineIdentity engine;

    Rights(
            IdentityService identity,
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            EngineIdentity engine) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.engine = engine;
    }

    /** Brings groups, offices and rights into the state described here; does nothing the second time. */
    @Transactional
    void establish() {
        Grants grants = new Grants(authorizations);
        Groups.all().forEach(this::group);
        for (PoolingArea area : PoolingArea.values()) {
            office(area);
        }
        for (Resource resource : Resources.values()) {
            grants.toGroup(Groups.ADMINISTRATOR, resource, ANY, ALL);
        }
        // The names of groups are no secret, and Tasklist shows them at every task.
        grants.toEverybody(Resources.GROUP, ANY, READ);

        for (String group : Groups.STAFF) {
            grants.toGroup(group, Resources.APPLICATION, "tasklist", ACCESS);
        }
        for (String group : List.of(Groups.AGENCY_MANAGER, Groups.AUDITOR, Groups.POLICY_OFFICER)) {
            grants.toGroup(group, Resources.APPLICATION, "cockpit", ACCESS);
        }

        grants.toGroup(Groups.AGENCY_CLERK, Resources.PROCESS_DEFINITION, CLAIM_SETTLEMENT, READ, CREATE_INSTANCE);
        grants.toGroup(Groups.AGENCY_CLERK, Resources.PROCESS_INSTANCE, ANY, CREATE);
        grants.toGroup(Groups.TOWNSHIP_CLERK, Resources.PROCESS_DEFINITION, APPLICATION, READ, CREATE_INSTANCE);
        grants.toGroup(Groups.TOWNSHIP_CLERK, Resources.PROCESS_INSTANCE, ANY, CREATE);
        for (String group : Groups.RECOGNITION) {
            if (!group.equals(Groups.TOWNSHIP_CLERK)) {
                grants.toGroup(group, Resources.PROCESS_DEFINITION, APPLICATION, READ);
            }
        }
        for (String group : List.of(Groups.TOWNSHIP_CLERK, Groups.AGENCY_CLERK)) {
            grants.toGroup(group, Resources.PROCESS_DEFINITION, ROSTER_REVIEW, READ, CREATE_INSTANCE);
        }
        for (String group : List.of(Groups.COUNTY_EXAMINER, Groups.COUNTY_APPROVER)) {
            grants.toGroup(group, Resources.PROCESS_DEFINITION, ROSTER_REVIEW, READ);
        }
        for (String group : List.of(Groups.HOSPITAL_DOCTOR, Groups.AGENCY_CLERK)) {
            grants.toGroup(group, Resources.PROCESS_DEFINITION, REFERRAL, READ, CREATE_INSTANCE);
        }
        grants.toGroup(Groups.HOSPITAL_DOCTOR, Resources.PROCESS_INSTANCE, ANY, CREATE);
        for (String group :
                List.of(Groups.HOSPITAL_DEPARTMENT_HEAD, Groups.HOSPITAL_MEDICAL_AFFAIRS, Groups.AGENCY_CHECKER)) {
            grants.toGroup(group, Resources.PROCESS_DEFINITION, REFERRAL, READ);
        }
        for (String group : List.of(
                Groups.HOSPITAL_MEDICAL_AFFAIRS,
                Groups.AGENCY_CHECKER,
                Groups.DEPARTMENT_HEALTH,
                Groups.DEPARTMENT_FINANCE)) {
            grants.toGroup(group, Resources.PROCESS_DEFINITION, HOSPITAL_SETTLEMENT, READ);
        }
        for (String group : List.of(Groups.AGENCY_CHECKER, Groups.REVIEW_CHAIR, Groups.REVIEW_EXPERT)) {
            grants.toGroup(group, Resources.PROCESS_DEFINITION, CLAIM_SETTLEMENT, READ);
        }

        grants.toGroup(Groups.AGENCY_CLERK, Resources.PROCESS_DEFINITION, PAYMENT_BATCH, READ, CREATE_INSTANCE);
        grants.toGroup(Groups.DEPARTMENT_FINANCE, Resources.PROCESS_DEFINITION, PAYMENT_BATCH, READ);
        grants.toGroup(Groups.AGENCY_CLERK, Resources.PROCESS_DEFINITION, RECOVERY, READ, CREATE_INSTANCE);
        grants.toGroup(Groups.DEPARTMENT_FINANCE, Resources.PROCESS_DEFINITION, RECOVERY, READ);

        for (String group : List.of(Groups.AGENCY_MANAGER, Groups.AUDITOR)) {
            grants.toGroup(group, Resources.PROCESS_DEFINITION, ANY, READ, READ_INSTANCE, READ_TASK, READ_HISTORY);
            grants.toGroup(group, Resources.DECISION_DEFINITION, ANY, READ, READ_HISTORY);
            grants.toGroup(group, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, READ);
            grants.toGroup(group, Resources.DEPLOYMENT, ANY, READ);
        }
        grants.toGroup(Groups.POLICY_OFFICER, Resources.PROCESS_DEFINITION, ANY, READ);
        grants.toGroup(Groups.POLICY_OFFICER, Resources.DECISION_DEFINITION, ANY, READ, READ_HISTORY);
        grants.toGroup(Groups.POLICY_OFFICER, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, READ);
        grants.toGroup(Groups.POLICY_OFFICER, Resources.DEPLOYMENT, ANY, READ);
    }

    /**
     * The user's own filters, made at the first sign-in: 我的任务 and, for a hospital's user, 本院待办. One for all would need
     * an expression that every reader evaluates, and expressions in stored queries are off.
     */
    @Transactional
    public void myTasks(CurrentUser user) {
        engine.asSystem(() -> {
            own(user, filter(MY_TASKS, "分配给我、由我办理的任务", -20, tasks.createTaskQuery().taskAssignee(user.id())));
            List<String> groups = hospitalGroups(user);
            if (!groups.isEmpty()) {
                Filter waiting = filter(
                        HOSPITAL_TASKS,
                        "本院等待办理的转诊和结算单，同事已领取的也在内",
                        -30,
                        tasks.createTaskQuery()
                                .taskCandidateGroupIn(groups)
                                .includeAssignedTasks()
                                .orderByDueDate()
                                .asc());
                // Number and target are not personal. What is has no place in the engine, so that no card shows a patient.
                Map<String, Object> properties = waiting.getProperties();
                properties.put("showUndefinedVariable", false);
                properties.put(
                        "variables",
                        List.of(
                                Map.of("name", "referralNumber", "label", "转诊编号"),
                                Map.of("name", "targetHospital", "label", "拟转诊医院"),
                                Map.of("name", "statementNumber", "label", "结算单号")));
                properties.put(ASKED_GROUPS, groups);
                own(user, waiting);
            }
        });
    }

    private void own(CurrentUser user, Filter wanted) {
        Filter found = filters.createTaskFilterQuery()
                .filterOwner(user.id())
                .filterName(wanted.getName())
                .singleResult();
        if (found == null) {
            filters.saveFilter(wanted.setOwner(user.id()));
        } else if (!Objects.equals(
                wanted.getProperties().get(ASKED_GROUPS), found.getProperties().get(ASKED_GROUPS))) {
            // Somebody who has changed the hospital or the role.
            filters.saveFilter(found.setQuery(wanted.getQuery()).setProperties(wanted.getProperties()));
        }
    }

    /** The groups of the user's roles at the user's own hospital, which alone are asked for a hospital's steps. */
    private static List<String> hospitalGroups(CurrentUser user) {
        return user.hospitalCode().stream()
                .flatMap(code -> Arrays.stream(HospitalRole.values()).map(role -> role.groupAt(code)))
                .filter(user::isIn)
                .toList();
    }

    private Filter filter(String name, String description, int priority, TaskQuery query) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("description", description);
        properties.put("priority", priority);
        properties.put("refresh", true);
        return filters.newTaskFilter(name).setQuery(query).setProperties(properties);
    }

    private void group(String id, String name) {
        Group group = identity.createGroupQuery().groupId(id).singleResult();
        if (group == null) {
            group = identity.newGroup(id);
            group.setType(id.equals(Groups.ADMINISTRATOR) ? "SYSTEM" : "WORKFLOW");
        } else if (name.equals(group.getName())) {
            return;
        }
        group.setName(name);
        identity.saveGroup(group);
    }

    private void office(PoolingArea area) {
        Tenant tenant = identity.createTenantQuery().tenantId(area.tenantId()).singleResult();
        if (tenant == null) {
            tenant = identity.newTenant(area.tenantId());
        } else if (area.chineseName().equals(tenant.getName())) {
            return;
        }
        tenant.setName(area.chineseName());
        identity.saveTenant(tenant);
    }
}
