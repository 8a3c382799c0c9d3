package org.medaid.engine;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * The engine's users, of whom the last administrator cannot be removed.
 *
 * <p>As soon as the group of administrators is empty, the engine offers to make anybody who asks an administrator
 * (CVE-2026-77226). Every way to remove a user, the group or a membership ends here.
 */
final class LastAdministratorStays extends DbIdentityServiceProvider {

    /** Any constant; taken so that two administrators who remove each other at the same moment do so one after the other. */
    private static final long REMOVALS_LOCK = 7_226_001L;

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        keepOneBeside(userId);
        return super.deleteUser(userId);
    }

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
            keepOneBeside(userId);
        }
        return super.deleteMembership(userId, groupId);
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
            throw new BadUserRequestException("The group of administrators cannot be removed");
        }
        return super.deleteGroup(groupId);
    }

    private void keepOneBeside(String userId) {
        CommandContext context = Context.getCommandContext();
        waitForOtherRemovals(context);
        List<String> administrators = context.runWithoutAuthorization(
                () -> createUserQuery(context).memberOfGroup(Groups.CAMUNDA_ADMIN).list().stream()
                        .map(User::getId)
                        .toList());
        if (administrators.equals(List.of(userId))) {
            throw new BadUserRequestException("The last administrator cannot be removed");
        }
    }

    private static void waitForOtherRemovals(CommandContext context) {
        try (Statement lock =
                context.getDbSqlSession().getSqlSession().getConnection().createStatement()) {
            lock.execute("select pg_advisory_xact_lock(" + REMOVALS_LOCK + ")");
        } catch (SQLException e) {
            throw new ProcessEngineException("The lock for removals was not granted", e);
        }
    }

    /** Opens one for each command. */
    static final class Factory implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return LastAdministratorStays.class;
        }

        @Override
        public Session openSession() {
            return new LastAdministratorStays();
        }
    }
}
