/** What follows once a bill is settled: the books as the office reads and closes them, and payments out of them. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "api", "security", "audit", "party", "ledger", "claim", "procedure", "engine"})
package org.medaid.settlement;
