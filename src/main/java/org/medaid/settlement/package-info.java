/** What follows once a bill is settled: one-stop settlement, the books, payments, and what hospitals are owed. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel", "api", "engine", "security", "audit", "calendar", "procedure", "party", "roster", "policy", "document", "ledger", "claim"
        })
package org.medaid.settlement;
