package org.medaid.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * On whose behalf the engine works on this thread.
 *
 * <p>While somebody is named, the engine checks that person's rights and shows only that person's offices; while nobody
 * is named, it checks nothing. Every request therefore names its user before it reaches the engine.
 */
@Component
public class EngineIdentity {

    private final IdentityService identity;

    /** Lazy: the engine itself asks for beans that need this one. */
    EngineIdentity(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    /**
     * Names the user on whose behalf this thread works from now on.
     *
     * @param tenantIds the offices whose cases the user sees, and whose cases the user's new instances become
     */
    public void actAs(String userId, Collection<String> groupIds, Collection<String> tenantIds) {
        identity.setAuthentication(userId, List.copyOf(groupIds), List.copyOf(tenantIds));
    }

    /** The user named on this thread; empty where the system works by itself. */
    public Optional<String> actingUser() {
        return Optional.ofNullable(identity.getCurrentAuthentication()).map(Authentication::getUserId);
    }

    /** Forgets the user: to be called at the end of every piece of work that {@link #actAs named} one. */
    public void actAsNobody() {
        identity.clearAuthentication();
    }

    /**
     * Does a piece of the system's own work that the user on this thread has no right to do, such as looking up a
     * colleague; afterwards the user is named again.
     */
    public <T> T asSystem(Supplier<T> work) {
        var before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return work.get();
        } finally {
            identity.setAuthentication(before);
        }
    }

    /** As {@link #asSystem(Supplier)}, for work without a result. */
    public void asSystem(Runnable work) {
        asSystem(() -> {
            work.run();
            return null;
        });
    }

    /**
     * Does a piece of the system's own work for one office, such as starting a case that nobody asked for: no rights are
     * checked, and new instances become the office's.
     */
    public void asOffice(String tenantId, Runnable work) {
        var before = identity.getCurrentAuthentication();
        identity.setAuthentication(null, List.of(), List.of(tenantId));
        try {
            work.run();
        } finally {
            identity.setAuthentication(before);
        }
    }
}
