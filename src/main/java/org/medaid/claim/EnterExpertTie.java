package org.medaid.claim;

/**
 * A tie as the policy officer typed it.
 *
 * @param expert the expert's sign-in name
 * @param hospitalCode the hospital the expert must not judge
 * @param reason for example that the expert practises there
 */
public record EnterExpertTie(String expert, String hospitalCode, String reason) {}
