/** The rules: which benefit lines apply, what they come to, and the office parameters behind them. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security", "audit", "engine"})
package org.medaid.policy;
