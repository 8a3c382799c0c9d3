package org.medaid.security;

import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.medaid.engine.EngineIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** There is always an administrator: without one, the engine's set-up page would let anybody become it. */
@Component
class Administrators {

    private static final Logger LOG = LoggerFactory.getLogger(Administrators.class);

    private final IdentityService identity;
    private final EngineIdentity engine;
    private final StaffDirectory staff;
    private final String user;
    private final String password;
    private final boolean demonstration;

    Administrators(
            IdentityService identity,
            EngineIdentity engine,
            StaffDirectory staff,
            @Value("${medaid.admin.user:}") String user,
            @Value("${medaid.admin.password:}") String password,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.identity = identity;
        this.engine = engine;
        this.staff = staff;
        this.user = user;
        this.password = password;
        this.demonstration = demonstration;
    }

    /**
     * Creates the first administrator: the demonstration's, else the one of {@code MEDAID_ADMIN_USER} and
     * {@code MEDAID_ADMIN_PASSWORD}. Where one exists, only unlocks the one named there: after too many wrong passwords
     * nobody else could.
     *
     * @throws IllegalStateException if there is no administrator and none can be created
     */
    @Transactional
    public void ensureThereIsOne() {
        if (staff.hasMembers(Groups.ADMINISTRATOR)) {
            if (!user.isBlank()) {
                engine.asSystem(() -> identity.unlockUser(user));
            }
            return;
        }
        if (demonstration) {
            create("admin", DemonstrationStaff.PASSWORD);
            return;
        }
        if (user.isBlank() || password.isBlank()) {
            throw new IllegalStateException("There is no administrator yet, and MEDAID_ADMIN_USER and"
                    + " MEDAID_ADMIN_PASSWORD are not both set: the application does not start without one.");
        }
        create(user, password);
        LOG.info("The first administrator, {}, has been created. MEDAID_ADMIN_PASSWORD is no longer needed.", user);
    }

    private void create(String id, String initialPassword) {
        staff.create(new StaffDirectory.NewUser(
                id, "系统管理员", "", initialPassword, Set.of(Groups.ADMINISTRATOR), Optional.empty(), Optional.empty()));
        if (!staff.hasMembers(Groups.ADMINISTRATOR)) {
            throw new IllegalStateException(
                    "The user " + id + " exists and is no administrator: name another in MEDAID_ADMIN_USER.");
        }
    }
}
