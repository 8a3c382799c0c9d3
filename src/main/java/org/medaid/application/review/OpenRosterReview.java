package org.medaid.application.review;

/**
 * A clerk wants somebody on the roster looked at again.
 *
 * @param residentId 18 characters
 * @param reason a {@link ReviewReason}
 * @param note what was heard or found
 */
public record OpenRosterReview(String residentId, String reason, String note) {}
