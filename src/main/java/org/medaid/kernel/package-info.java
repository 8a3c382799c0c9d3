/** Value types that every module speaks: money, ratios, dates, divisions, identity numbers, citations. No framework. */
@org.springframework.modulith.ApplicationModule(
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package org.medaid.kernel;
