package org.medaid.engine;

import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;

/** Compares the engine's authorizations whole, with what was added by hand and with kinds of rights it may get later. */
public final class GrantedPermissions {

    private GrantedPermissions() {}

    /** Whether both permit the same. */
    public static boolean same(Authorization one, Authorization other) {
        // The interface only answers for one named right at a time; the entity keeps all of them as bits.
        return ((AuthorizationEntity) one).getPermissions() == ((AuthorizationEntity) other).getPermissions();
    }
}
