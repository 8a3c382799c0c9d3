/** What people see around the tasks: pages, lists and the demonstration county. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "party", "policy", "ledger", "roster", "claim", "document", "audit", "security"})
package org.medaid.workbench;
