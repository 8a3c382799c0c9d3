/** How an office runs its procedures: deadlines and rules it sets itself, dated and approved by a second person. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security", "audit", "calendar"})
package org.medaid.procedure;
