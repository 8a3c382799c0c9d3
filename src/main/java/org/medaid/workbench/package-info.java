/** What people see around the tasks: pages, lists and the demonstration county. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "engine", "party", "policy", "ledger", "roster", "application", "claim", "document", "audit", "security", "calendar", "procedure"})
package org.medaid.workbench;
