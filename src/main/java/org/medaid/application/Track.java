package org.medaid.application;

import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.Clause;
import org.medaid.policy.Category;
import org.medaid.security.Groups;

/**
 * The two ways to recognition: a status that a department has certified is checked with that department; everything else
 * is investigated, reviewed and published first.
 */
@Clause("L3")
public enum Track {
    CERTIFIED,
    INVESTIGATED;

    /** Which department certifies a status; categories that are not here are recognised only after the long way. */
    private static final Map<Category, String> CERTIFIERS = Map.of(
            Category.SUBSISTENCE_ALLOWANCE, Groups.DEPARTMENT_CIVIL_AFFAIRS,
            Category.EXTREME_POVERTY, Groups.DEPARTMENT_CIVIL_AFFAIRS,
            Category.SUBSISTENCE_MARGIN, Groups.DEPARTMENT_CIVIL_AFFAIRS,
            Category.ORPHAN, Groups.DEPARTMENT_CIVIL_AFFAIRS,
            Category.RETRENCHED_WORKER_1960S, Groups.DEPARTMENT_CIVIL_AFFAIRS,
            Category.PREFERENTIAL_TREATMENT, Groups.DEPARTMENT_VETERANS,
            Category.HARDSHIP_WORKER, Groups.DEPARTMENT_TRADE_UNION,
            Category.POVERTY_ALLEVIATION, Groups.DEPARTMENT_POVERTY_ALLEVIATION);

    public static Track of(Category category) {
        return CERTIFIERS.containsKey(category) ? CERTIFIED : INVESTIGATED;
    }

    /** The group of the department that certifies the status. */
    public static Optional<String> certifier(Category category) {
        return Optional.ofNullable(CERTIFIERS.get(category));
    }
}
