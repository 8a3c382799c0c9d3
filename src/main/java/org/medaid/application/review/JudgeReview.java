package org.medaid.application.review;

/**
 * What the county's examiner, or after that its approver, says to an end.
 *
 * @param decision {@code CONFIRMED} or {@code SENT_BACK}, back to the township
 * @param reason needed where it is sent back
 */
public record JudgeReview(String decision, String reason) {}
