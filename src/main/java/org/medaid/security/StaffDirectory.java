package org.medaid.security;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who works for which office and hospital, in which groups. The entries are the engine's, so that Admin shows them. */
@Component
@Clause("X6")
public class StaffDirectory {

    /** Where the engine keeps a user's hospital; no interface writes it but this class. */
    private static final String HOSPITAL = "hospital";

    private final IdentityService identity;
    private final EngineIdentity engine;
    private final boolean demonstration;

    StaffDirectory(
            IdentityService identity,
            EngineIdentity engine,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.identity = identity;
        this.engine = engine;
        this.demonstration = demonstration;
    }

    /** The user of this sign-in name as of now, whoever asks; empty if there is none. */
    public Optional<CurrentUser> find(String userId) {
        return engine.asSystem(() -> Optional.ofNullable(
                        identity.createUserQuery().userId(userId).singleResult())
                .map(this::describe));
    }

    /** The members of a group who work for an office, by sign-in name. */
    public List<CurrentUser> members(String group, PoolingArea area) {
        return engine.asSystem(() ->
                identity
                        .createUserQuery()
                        .memberOfGroup(group)
                        .memberOfTenant(area.tenantId())
                        .orderByUserId()
                        .asc()
                        .list()
                        .stream()
                        .map(this::describe)
                        .toList());
    }

    /**
     * Creates a hospital's two demonstration users, a person of its medical affairs office ({@code h2104023-office}) and
     * its machine caller ({@code api-h2104023}), unless they exist.
     *
     * @param hospitalCode the hospital's code, for example {@code H2104023}
     * @param area the office whose cases they see, of their own hospital
     * @throws IllegalStateException outside the demonstration: real users are entered by an administrator
     */
    @Transactional
    public void createHospitalUsers(String hospitalCode, String hospitalName, PoolingArea area) {
        if (!demonstration) {
            throw new IllegalStateException("demonstration users exist only in the demonstration");
        }
        String code = hospitalCode.toLowerCase(java.util.Locale.ROOT);
        create(new NewUser(
                code + "-office",
                hospitalName,
                "医务科",
                DemonstrationStaff.PASSWORD,
                Set.of(Groups.HOSPITAL_MEDICAL_AFFAIRS),
                Optional.of(area),
                Optional.of(hospitalCode)));
        create(new NewUser(
                "api-" + code,
                hospitalName,
                "接口",
                DemonstrationStaff.PASSWORD,
                Set.of(Groups.MACHINE_HOSPITAL),
                Optional.of(area),
                Optional.of(hospitalCode)));
    }

    /** Every user of the application's own groups, by sign-in name. */
    List<CurrentUser> everybody() {
        return engine.asSystem(() -> identity.createUserQuery().orderByUserId().asc().list().stream()
                .map(this::describe)
                .toList());
    }

    boolean hasMembers(String group) {
        return engine.asSystem(() -> identity.createUserQuery().memberOfGroup(group).count() > 0);
    }

    /** Creates a user unless one of this name exists, whose password and groups then stay as they are. */
    void create(NewUser user) {
        engine.asSystem(() -> {
            if (identity.createUserQuery().userId(user.id()).count() > 0) {
                return;
            }
            User entry = identity.newUser(user.id());
            entry.setLastName(user.familyName());
            entry.setFirstName(user.givenName());
            entry.setPassword(user.password());
            identity.saveUser(entry);
            user.groups().forEach(group -> identity.createMembership(user.id(), group));
            user.area().ifPresent(area -> identity.createTenantUserMembership(area.tenantId(), user.id()));
            user.hospitalCode().ifPresent(code -> identity.setUserInfo(user.id(), HOSPITAL, code));
        });
    }

    private CurrentUser describe(User user) {
        Set<String> groups = identity.createGroupQuery().groupMember(user.getId()).list().stream()
                .map(Group::getId)
                .collect(Collectors.toUnmodifiableSet());
        Collection<PoolingArea> areas = new HashSet<>();
        for (Tenant tenant : identity.createTenantQuery()
                .userMember(user.getId())
                .includingGroupsOfUser(true)
                .list()) {
            PoolingArea.ofTenant(tenant.getId()).ifPresent(areas::add);
        }
        return new CurrentUser(
                user.getId(),
                Stream.of(user.getLastName(), user.getFirstName())
                        .filter(name -> name != null && !name.isBlank())
                        .collect(Collectors.joining()),
                areas.size() == 1 ? Optional.of(areas.iterator().next()) : Optional.empty(),
                groups,
                Optional.ofNullable(identity.getUserInfo(user.getId(), HOSPITAL)));
    }

    /**
     * A user to be created.
     *
     * @param familyName shown before the given name, as Chinese names are
     * @param area the office the user works for; none for administrators
     */
    record NewUser(
            String id,
            String familyName,
            String givenName,
            String password,
            Set<String> groups,
            Optional<PoolingArea> area,
            Optional<String> hospitalCode) {}
}
