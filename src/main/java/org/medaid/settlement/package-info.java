/** What follows once a bill is settled: one-stop settlement at hospitals' counters, and the books as the office reads and closes them. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security", "audit", "party", "roster", "policy", "ledger", "claim", "document", "procedure"})
package org.medaid.settlement;
