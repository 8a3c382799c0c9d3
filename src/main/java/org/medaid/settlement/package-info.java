/** What follows once a bill is settled: the books as the office reads and closes them. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security", "audit", "party", "roster", "policy", "ledger", "claim"})
package org.medaid.settlement;
