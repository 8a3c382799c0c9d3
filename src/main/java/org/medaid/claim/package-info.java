/** A medical bill: its exclusions, its expert review and its determination. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "party", "policy", "ledger", "roster", "document", "audit"})
package org.medaid.claim;
