/** Files that belong to a case, kept outside the engine, the letters an office issues, and electronic seals. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "security", "audit"})
package org.medaid.document;
