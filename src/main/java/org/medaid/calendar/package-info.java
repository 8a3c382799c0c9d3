/** Which days the offices work, by the State Council's yearly arrangement and an office's amendments to it. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security", "audit"})
package org.medaid.calendar;
