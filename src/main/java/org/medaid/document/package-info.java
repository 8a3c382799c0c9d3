/** Files that belong to a case, kept outside the engine. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "audit"})
package org.medaid.document;
