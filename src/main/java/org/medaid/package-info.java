/** The medical assistance case system: modules are the direct sub-packages, checked by {@code ModularityTest}. */
package org.medaid;
