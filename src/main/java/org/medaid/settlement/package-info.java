/** What follows once a bill is settled: one-stop settlement, the books, payments, what hospitals are owed, and what is claimed back. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel", "api", "engine", "security", "audit", "calendar", "procedure", "party", "roster", "policy", "document", "ledger", "claim"
        })
package org.medaid.settlement;
