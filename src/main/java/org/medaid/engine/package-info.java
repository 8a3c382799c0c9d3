/** Configuration of the process engine and its database, and nothing else. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "api"})
package org.medaid.engine;
