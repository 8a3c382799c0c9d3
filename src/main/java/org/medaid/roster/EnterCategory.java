package org.medaid.roster;

import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.policy.Category;

/**
 * Enter a person in a category.
 *
 * @param sourceDocument the list or decision that says so, by its number or name; at most 200 characters
 * @param enteredBy the sign-in name of who enters it
 */
public record EnterCategory(
        PersonId person, Category category, DateRange period, String sourceDocument, String enteredBy) {}
