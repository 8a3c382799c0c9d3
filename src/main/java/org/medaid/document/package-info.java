/** Files that belong to a case, kept outside the engine, and the letters an office issues. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security", "audit"})
package org.medaid.document;
