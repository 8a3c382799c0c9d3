/** The public notice: what may be read by everybody, and what everybody may object. It is told, it does not ask. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "api", "security", "audit", "document", "party"})
package org.medaid.notice;
