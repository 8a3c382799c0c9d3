package org.medaid.roster;

import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.policy.Category;

/**
 * A person in a category from a first to a last day, as the roster knows it now.
 *
 * @param period first and last day, the newest end taken into account
 * @param sourceDocument the list or decision that says so, by its number or name
 */
public record CategoryPeriod(
        CategoryPeriodId id, PersonId person, Category category, DateRange period, String sourceDocument) {}
