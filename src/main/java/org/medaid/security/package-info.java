/** Sign-in, groups, tenants and rights. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api", "engine"})
package org.medaid.security;
