package org.medaid.roster;

import java.time.LocalDate;

/**
 * End a period, or correct its end.
 *
 * @param lastDay the last day in the category
 * @param sourceDocument the list or decision that says so, by its number or name; at most 200 characters
 * @param enteredBy the sign-in name of who enters it
 */
public record EndCategory(CategoryPeriodId period, LocalDate lastDay, String sourceDocument, String enteredBy) {}
