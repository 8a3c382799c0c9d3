package org.medaid.roster;

/**
 * One person's entry or exit as typed or sent.
 *
 * @param category a {@link org.medaid.policy.Category}
 * @param day the day a category with monthly lists was handed over; for all others the first day of who enters, the last of
 *     who leaves; today if left out
 * @param division where the person is insured; only for people not registered yet
 * @param insured {@code true} or {@code false}; only for people not registered yet
 */
public record RosterChange(
        String residentId,
        String name,
        String category,
        String day,
        String division,
        String insured,
        String sourceDocument) {

    /** Without name and number, so that a person never reaches a log by accident. */
    @Override
    public String toString() {
        return "RosterChange[" + category + "]";
    }
}
