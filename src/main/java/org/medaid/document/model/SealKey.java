package org.medaid.document.model;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * What a holder stamps with.
 *
 * @param chain the holder's certificate first; not empty
 * @param provider where the key is kept, if it cannot leave there
 */
public record SealKey(PrivateKey key, List<X509Certificate> chain, Optional<Provider> provider) {

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** In hexadecimal digits. */
    public String serial() {
        return certificate().getSerialNumber().toString(16);
    }

    public boolean isValidAt(Instant moment) {
        Date date = Date.from(moment);
        return !date.before(certificate().getNotBefore()) && !date.after(certificate().getNotAfter());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SealKey[" + serial() + "]";
    }
}
