/** What every machine interface shares: problems, their codes and the messages at the fields. */
@org.springframework.modulith.ApplicationModule(
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {"kernel"})
package org.medaid.api;
