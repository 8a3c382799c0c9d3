/** What each person has used of each ceiling, and the books of the funds in double entry. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package org.medaid.ledger;
