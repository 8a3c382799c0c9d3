/** What each person has used of each ceiling, locked while it is being decided. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package org.medaid.ledger;
