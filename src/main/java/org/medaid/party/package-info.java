/** People, hospitals and offices, and who is known by which id. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package org.medaid.party;
