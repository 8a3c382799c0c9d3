package org.medaid.application.review;

/** The county takes a review back: it was opened by mistake. */
public record WithdrawReview(String reason) {}
