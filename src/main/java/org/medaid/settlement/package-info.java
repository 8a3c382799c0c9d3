/** What follows once a bill is settled: one-stop settlement, the books as the office reads and closes them, and payments. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "api", "engine", "security", "audit", "procedure", "party", "roster", "policy", "ledger", "claim"})
package org.medaid.settlement;
