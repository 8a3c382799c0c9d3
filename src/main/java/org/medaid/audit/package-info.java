/** Who did what, when, on which legal basis: append-only, written in the same transaction. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security"})
package org.medaid.audit;
