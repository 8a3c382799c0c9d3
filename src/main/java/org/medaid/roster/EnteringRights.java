package org.medaid.roster;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;

/** Who may enter, and who may read, which categories of their own area. */
@Clause({"H3", "S1", "X6"})
public final class EnteringRights {

    /**
     * Each department enters whom it certifies itself, as far as the area's documents know the category. Whoever is
     * recognised on application (class one and two, special hardship, illness-impoverished households) has no department:
     * only the agency enters the outcome.
     */
    private static final Map<String, Set<Category>> CERTIFIED_BY = Map.of(
            // 连政办发〔2017〕22号 二: subsistence allowance, extreme poverty and temporary assistance are civil affairs'
            // own procedures; orphans, low-income families and the workers retrenched in the 1960s are on their registers.
            Groups.DEPARTMENT_CIVIL_AFFAIRS,
            EnumSet.of(
                    Category.SUBSISTENCE_ALLOWANCE,
                    Category.EXTREME_POVERTY,
                    Category.SUBSISTENCE_MARGIN,
                    Category.ORPHAN,
                    Category.LOW_INCOME_FAMILY,
                    Category.RETRENCHED_WORKER_1960S,
                    Category.TEMPORARY_ASSISTANCE_SERIOUS_ILLNESS,
                    Category.NON_RESIDENT_TEMPORARY_ASSISTANCE),
            // 连政办发〔2017〕22号 二(一): hardship workers hold the union's certificate.
            Groups.DEPARTMENT_TRADE_UNION,
            EnumSet.of(Category.HARDSHIP_WORKER),
            // 连政办发〔2017〕22号 二(一): persons with preferential treatment, the veterans' department's since 2018.
            Groups.DEPARTMENT_VETERANS,
            EnumSet.of(Category.PREFERENTIAL_TREATMENT),
            // 江人社发〔2018〕567号 三, 六(一): the poverty-alleviation office determines and hands over the list.
            Groups.DEPARTMENT_POVERTY_ALLEVIATION,
            EnumSet.of(Category.POVERTY_ALLEVIATION));

    /** 鹤府〔2020〕19号 三(三): the departments' own systems enter through the office's machine account. */
    private static final List<String> ENTER_ALL = List.of(Groups.AGENCY_CLERK, Groups.MACHINE_OFFICE);

    private static final List<String> READ_ALL = List.of(
            Groups.AGENCY_CLERK, Groups.AGENCY_CHECKER, Groups.AGENCY_MANAGER, Groups.AUDITOR, Groups.MACHINE_OFFICE);

    private EnteringRights() {}

    /** The categories the user may enter and end, in the order of {@link Category}; empty for everybody without an office. */
    public static Set<Category> enters(CurrentUser user) {
        return of(user, ENTER_ALL);
    }

    /** The categories whose records the user may read. */
    public static Set<Category> reads(CurrentUser user) {
        return of(user, READ_ALL);
    }

    /** Whether the user reads the whole office's roster, as opposed to a department's own part. */
    public static boolean readsAll(CurrentUser user) {
        return user.area().isPresent() && READ_ALL.stream().anyMatch(user::isIn);
    }

    /** The department on whose behalf the user acts; empty for the agency's own staff. */
    public static Optional<String> department(CurrentUser user) {
        return readsAll(user)
                ? Optional.empty()
                : CERTIFIED_BY.keySet().stream().filter(user::isIn).sorted().findFirst();
    }

    private static Set<Category> of(CurrentUser user, List<String> all) {
        if (user.area().isEmpty()) {
            return Set.of();
        }
        PoolingArea area = user.office();
        Set<Category> allowed = EnumSet.noneOf(Category.class);
        if (all.stream().anyMatch(user::isIn)) {
            allowed.addAll(RecognisedCategories.of(area));
        }
        CERTIFIED_BY.forEach((department, categories) -> {
            if (user.isIn(department)) {
                allowed.addAll(categories);
            }
        });
        allowed.retainAll(RecognisedCategories.of(area));
        return Collections.unmodifiableSet(allowed);
    }
}
