package org.medaid.security.web;

import java.security.Principal;
import java.time.Instant;
import org.medaid.security.CurrentUser;

/**
 * The signed-in user of a session or a machine's request.
 *
 * @param user the rights as read from the directory
 * @param readAt when they were read; too old ones are read again
 */
record StaffPrincipal(CurrentUser user, Instant readAt) implements Principal {

    @Override
    public String getName() {
        return user.id();
    }

    /** The name only: what is printed somewhere must not list a person's rights. */
    @Override
    public String toString() {
        return user.id();
    }
}
