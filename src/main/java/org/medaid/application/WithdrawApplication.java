package org.medaid.application;

/** The family takes its application back. */
public record WithdrawApplication(String reason) {}
