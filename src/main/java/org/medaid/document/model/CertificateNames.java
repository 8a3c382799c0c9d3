package org.medaid.document.model;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** What a certificate calls its holder. */
final class CertificateNames {

    private CertificateNames() {}

    /** The common name, or the whole name where there is none. */
    static String common(X500Principal name) {
        String written = name.getName(X500Principal.RFC2253);
        try {
            for (Rdn part : new LdapName(written).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String) {
                    return (String) part.getValue();
                }
            }
            return written;
        } catch (InvalidNameException e) {
            return written;
        }
    }
}
