package org.medaid.notice;

import java.util.UUID;

/** Somebody objected to a published household. Published in the transaction that stores the objection. */
public record ObjectionRaised(UUID applicationId, ObjectionId objection) {}
