package org.medaid.application;

/** A household's application was approved, in the transaction of this event. */
public record ApplicationApproved(ApplicationId application) {}
