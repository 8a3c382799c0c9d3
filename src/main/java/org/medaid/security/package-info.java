/** Sign-in, groups, tenants and rights. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api"})
package org.medaid.security;
