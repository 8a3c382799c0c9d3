package org.medaid.claim;

/** The chair closes a review; the figures follow from the opinions, the chair only adds a note. */
public record CloseReview(String note) {}
