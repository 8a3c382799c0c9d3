/** Who is a beneficiary, in which category, from when to when, on whose word. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "party", "policy"})
package org.medaid.roster;
