package org.medaid.calendar;

/**
 * What an office says about a day, as the policy officer typed it.
 *
 * @param day ISO date
 * @param kind {@code DAY_OFF} or {@code WORKING_DAY}
 * @param source the document that the change rests on
 */
public record AmendDay(String day, String kind, String source) {}
