package org.medaid.roster;

/**
 * What a person says about a file before sending it; everything as typed.
 *
 * @param purpose {@link UploadPurpose}
 * @param kind {@link ListKind}, for lists
 * @param category the only category of the list, or nothing if every row names its own
 * @param month the month of a monthly list, {@code 2020-05}
 * @param day the day a monthly list was handed over, or from which a daily one counts; today if left out
 * @param year the year of costs
 */
public record NewUpload(
        String purpose,
        String kind,
        String category,
        String month,
        String day,
        String year,
        String sourceDocument,
        String fileName) {}
