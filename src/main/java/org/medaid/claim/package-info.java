/** A medical bill: its exclusions, its expert review and its determination. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "engine", "security", "procedure", "party", "policy", "ledger", "roster", "referral", "document", "audit"})
package org.medaid.claim;
