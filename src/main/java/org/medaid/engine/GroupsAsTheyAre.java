package org.medaid.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * Asks for a user's rights with all groups of the user. The engine's own choice first leaves out those groups that have no right at
 * all, for which each command reads every right there is: with 100,000 open tasks, each of which brings rights of its own, that takes
 * longer than the rest of a page together. A group without rights finds none, so the answers are the same.
 */
final class GroupsAsTheyAre extends AuthorizationManager {

    @Override
    public List<String> filterAuthenticatedGroupIds(List<String> groups) {
        return groups == null ? List.of() : groups;
    }

    static final class Factory implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return AuthorizationManager.class;
        }

        @Override
        public Session openSession() {
            return new GroupsAsTheyAre();
        }
    }
}
