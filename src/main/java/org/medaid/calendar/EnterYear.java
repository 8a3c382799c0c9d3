package org.medaid.calendar;

import java.util.List;

/**
 * A year's arrangement as the policy officer typed it.
 *
 * @param daysOff ISO dates of the holidays; weekend days among them need not be said and are passed over
 * @param workingDays ISO dates of the weekend days on which the offices work
 * @param source the document that announces them
 */
public record EnterYear(Integer year, List<String> daysOff, List<String> workingDays, String source) {

    public EnterYear {
        daysOff = daysOff == null ? List.of() : List.copyOf(daysOff);
        workingDays = workingDays == null ? List.of() : List.copyOf(workingDays);
    }
}
