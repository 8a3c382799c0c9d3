/** People, hospitals and offices, and who is known by which id. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security"})
package org.medaid.party;
