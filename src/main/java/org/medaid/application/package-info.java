/** A household asks for assistance: survey, visits, inquiries, review, notice, decision. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "engine", "security", "calendar", "procedure", "party", "policy", "roster", "document", "notice", "audit"})
package org.medaid.application;
