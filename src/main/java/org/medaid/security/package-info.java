/** Sign-in, groups, tenants and rights. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "audit"})
package org.medaid.security;
