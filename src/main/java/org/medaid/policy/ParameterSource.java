package org.medaid.policy;

/**
 * Where a stored office parameter comes from.
 *
 * @param documentNumber the office's own document
 * @param demonstration whether it is an invented figure, to be marked so on screen and on paper
 */
public record ParameterSource(String documentNumber, boolean demonstration) {}
