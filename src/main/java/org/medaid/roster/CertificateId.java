package org.medaid.roster;

import java.util.UUID;

/** Stands for one certificate on paper. */
public record CertificateId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
