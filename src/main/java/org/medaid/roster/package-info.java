/** Who is a beneficiary, in which category, from when to when, on whose word. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security", "party", "policy", "audit", "document"})
package org.medaid.roster;
