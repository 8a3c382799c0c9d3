/** What follows once a bill is settled: the books as the office reads and closes them, and what hospitals are owed. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "engine", "security", "calendar", "procedure", "audit", "party", "policy", "document", "ledger", "claim"})
package org.medaid.settlement;
