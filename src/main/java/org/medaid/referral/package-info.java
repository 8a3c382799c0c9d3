/** Permission to be treated elsewhere: summaries, opinions, stamps, filing. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "engine", "security", "calendar", "procedure", "party", "policy", "roster", "document", "audit"})
package org.medaid.referral;
