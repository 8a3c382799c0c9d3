package org.medaid.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medaid.kernel.PoolingArea;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The invented users with whom the demonstration can be tried, printed at every start. */
@Component
@ConditionalOnProperty("medaid.demonstration")
class DemonstrationStaff {

    /** Public by design: it opens nothing but invented data. Production creates no user with it. */
    static final String PASSWORD = "Jiuzhu-2026!Demo";

    private static final Logger LOG = LoggerFactory.getLogger(DemonstrationStaff.class);

    private static final List<Role> ROLES = List.of(
            new Role("clerk1", "受理员一", Groups.AGENCY_CLERK),
            new Role("clerk2", "受理员二", Groups.AGENCY_CLERK),
            new Role("checker", "复核员", Groups.AGENCY_CHECKER),
            new Role("chair", "专家组组长", Groups.REVIEW_CHAIR),
            new Role("expert1", "专家一", Groups.REVIEW_EXPERT),
            new Role("expert2", "专家二", Groups.REVIEW_EXPERT),
            new Role("expert3", "专家三", Groups.REVIEW_EXPERT),
            new Role("expert4", "专家四", Groups.REVIEW_EXPERT),
            new Role("policy1", "政策员一", Groups.POLICY_OFFICER),
            new Role("policy2", "政策员二", Groups.POLICY_OFFICER),
            new Role("manager", "负责人", Groups.AGENCY_MANAGER),
            new Role("auditor", "审计员", Groups.AUDITOR),
            new Role("town1", "乡镇受理员一", Groups.TOWNSHIP_CLERK),
            new Role("town2", "乡镇受理员二", Groups.TOWNSHIP_CLERK),
            new Role("surveyor1", "调查员一", Groups.TOWNSHIP_SURVEYOR),
            new Role("surveyor2", "调查员二", Groups.TOWNSHIP_SURVEYOR),
            new Role("surveyor3", "调查员三", Groups.TOWNSHIP_SURVEYOR),
            new Role("village", "村委会经办员", Groups.VILLAGE_COMMITTEE),
            new Role("examiner", "县级审核员", Groups.COUNTY_EXAMINER),
            new Role("approver", "县级审批人", Groups.COUNTY_APPROVER),
            new Role("police", "公安经办员", Groups.DEPARTMENT_PUBLIC_SECURITY),
            new Role("tax", "税务经办员", Groups.DEPARTMENT_TAX),
            new Role("estate", "不动产登记经办员", Groups.DEPARTMENT_REAL_ESTATE),
            new Role("market", "市场监管经办员", Groups.DEPARTMENT_MARKET_SUPERVISION),
            new Role("civil", "民政经办员", Groups.DEPARTMENT_CIVIL_AFFAIRS),
            new Role("union", "总工会经办员", Groups.DEPARTMENT_TRADE_UNION),
            new Role("veterans", "退役军人事务经办员", Groups.DEPARTMENT_VETERANS),
            new Role("poverty", "扶贫经办员", Groups.DEPARTMENT_POVERTY_ALLEVIATION),
            new Role("finance1", "财政经办员一", Groups.DEPARTMENT_FINANCE),
            new Role("finance2", "财政经办员二", Groups.DEPARTMENT_FINANCE),
            new Role("health", "卫生健康经办员", Groups.DEPARTMENT_HEALTH));

    private final StaffDirectory staff;

    DemonstrationStaff(StaffDirectory staff) {
        this.staff = staff;
    }

    /** Creates the offices' users at the first start; at later ones, what an administrator removed stays removed. */
    @Transactional
    public void createOnce() {
        // Asked before anybody is created: a role that a new version brings gets its people, the others stay as they are.
        Set<String> staffed = Stream.concat(ROLES.stream().map(Role::group), Stream.of(Groups.MACHINE_OFFICE))
                .filter(staff::hasMembers)
                .collect(Collectors.toSet());
        for (PoolingArea area : PoolingArea.values()) {
            for (Role role : ROLES) {
                if (staffed.contains(role.group())) {
                    continue;
                }
                create(area.tenantId() + "-" + role.id(), area, role.name(), role.group());
            }
            if (!staffed.contains(Groups.MACHINE_OFFICE)) {
                create("api-" + area.tenantId(), area, "接口", Groups.MACHINE_OFFICE);
            }
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        String rows = staff.everybody().stream()
                .map(user -> "  %-24s %-16s %s"
                        .formatted(user.id(), roles(user), user.area().map(PoolingArea::chineseName).orElse("—")
                                + (user.hospitalCode().isPresent() || !user.towns().isEmpty() ? "　" + user.displayName() : "")))
                .collect(Collectors.joining("\n"));
        LOG.info("""

                演示系统：以下账号和数据均为虚构，口令一律为 {}
                  账号                     角色             单位
                {}
                """, PASSWORD, rows);
    }

    private static String roles(CurrentUser user) {
        return user.groups().stream()
                .filter(group -> Groups.townOf(group).isEmpty())
                .map(group -> Groups.chineseName(group).orElse(group))
                .sorted()
                .collect(Collectors.joining("、"));
    }

    private void create(String id, PoolingArea area, String name, String group) {
        staff.create(new StaffDirectory.NewUser(
                id, area.chineseName(), name, PASSWORD, Set.of(group), Optional.of(area), Optional.empty()));
    }

    private record Role(String id, String name, String group) {}
}
