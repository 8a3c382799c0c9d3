package org.medaid.engine;

import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.UPDATE;
import static org.camunda.bpm.engine.authorization.Resources.FILTER;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;

/**
 * The rights that come with new things.
 *
 * <p>The engine's own choice lets users delete themselves, and lets a filter's owner put any query into it. Here users
 * may read and change their own entry (for the password), and read the filter made for them.
 */
final class LeastRights extends DefaultAuthorizationProvider {

    @Override
    public AuthorizationEntity[] newUser(User user) {
        return new AuthorizationEntity[] {
            createGrantAuthorization(user.getId(), null, USER, user.getId(), READ, UPDATE)
        };
    }

    @Override
    public AuthorizationEntity[] newFilter(Filter filter) {
        if (filter.getOwner() == null) {
            return null;
        }
        return new AuthorizationEntity[] {
            createGrantAuthorization(filter.getOwner(), null, FILTER, filter.getId(), READ)
        };
    }
}
