package org.medaid.claim;

/** The family takes its request back. */
public record WithdrawClaim(String reason) {}
