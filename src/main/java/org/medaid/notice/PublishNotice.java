package org.medaid.notice;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.medaid.kernel.PoolingArea;

/**
 * Publish the household of an application.
 *
 * @param applicationNumber the office's own number; for the office, not printed on the page
 * @param townCode six to twelve digits; the first six are the county's (GB/T 2260)
 * @param townName the township or street, with the village where wanted
 * @param categoryName what the persons are to be recognised as; no disease
 * @param persons at least one
 * @param fromOn the first day
 * @param toOn the last day, not before the first
 * @param howToObject where and how somebody objects; may name the office's landline or hotline, no mobile telephone
 * @param by the sign-in name of who publishes, or {@code system}
 */
public record PublishNotice(
        PoolingArea area,
        UUID applicationId,
        String applicationNumber,
        String townCode,
        String townName,
        String categoryName,
        List<NamedPerson> persons,
        LocalDate fromOn,
        LocalDate toOn,
        String howToObject,
        String by) {

    public PublishNotice {
        persons = List.copyOf(persons);
    }
}
