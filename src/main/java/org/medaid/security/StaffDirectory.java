package org.medaid.security;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    /**
     * Where the engine keeps a user's hospital; no interface writes it but this class. Who is entered by an administrator has
     * none, and belongs to the hospital whose groups the administrator has chosen.
     */
    private static final String HOSPITAL = "hospital";
    /** To which of several offices a user belongs. */
    private static final String OFFICE = "office";

    /** The kind of the groups of townships. */
    private static final String TOWN = "TOWN";

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

    /** What these users are called, by sign-in name; whoever is gone is left out. */
    public Map<String, String> displayNames(Collection<String> userIds) {
        return userIds.isEmpty()
                ? Map.of()
                : engine.asSystem(() -> identity.createUserQuery().userIdIn(userIds.toArray(String[]::new)).list().stream()
                        .collect(Collectors.toMap(User::getId, StaffDirectory::displayName)));
    }

    private static String displayName(User user) {
        return Stream.of(user.getLastName(), user.getFirstName())
                .filter(name -> name != null && !name.isBlank())
                .collect(Collectors.joining());
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
     * Creates a hospital's demonstration users, one of each role ({@code h2104023-doctor}, {@code -head}, {@code -office})
     * and its machine caller ({@code api-h2104023}), unless they exist.
     *
     * @param hospitalCode the hospital's code, for example {@code H2104023}
     * @param area the office of the hospital's own area
     * @param offices every office whose patients the hospital refers
     * @throws IllegalStateException outside the demonstration: real users are entered by an administrator
     */
    @Transactional
    public void createHospitalUsers(
            String hospitalCode, String hospitalName, PoolingArea area, Set<PoolingArea> offices) {
        requireDemonstration();
        String code = hospitalCode.toLowerCase(java.util.Locale.ROOT);
        openHospitalGroups(hospitalCode, hospitalName);
        for (HospitalRole role : HospitalRole.values()) {
            create(new NewUser(
                    code + "-" + role.signInEnding(),
                    hospitalName,
                    role.chineseName(),
                    DemonstrationStaff.PASSWORD,
                    Set.of(role.group(), role.groupAt(hospitalCode)),
                    Optional.of(area),
                    offices,
                    Optional.of(hospitalCode)));
        }
        create(new NewUser(
                "api-" + code,
                hospitalName,
                "接口",
                DemonstrationStaff.PASSWORD,
                Set.of(Groups.MACHINE_HOSPITAL),
                Optional.of(area),
                offices,
                Optional.of(hospitalCode)));
    }

    /**
     * Creates a township's demonstration clerk unless there is one of this name.
     *
     * @throws IllegalStateException outside the demonstration: real users are entered by an administrator
     */
    @Transactional
    public void createTownshipClerk(String id, String townCode, String townName, PoolingArea area) {
        requireDemonstration();
        openTownGroups(Map.of(townCode, townName));
        create(new NewUser(
                id,
                townName,
                "受理员",
                DemonstrationStaff.PASSWORD,
                Set.of(Groups.TOWNSHIP_CLERK, Groups.ofTown(townCode)),
                Optional.of(area),
                Optional.empty()));
    }

    private void requireDemonstration() {
        if (!demonstration) {
            throw new IllegalStateException("demonstration users exist only in the demonstration");
        }
    }

    /**
     * Makes the groups of townships, so that an administrator only puts people into them, and gives them the townships' present
     * names.
     *
     * @param names of the townships by code
     */
    @Transactional
    public void openTownGroups(Map<String, String> names) {
        engine.asSystem(() -> {
            Map<String, Group> known = identity.createGroupQuery().groupType(TOWN).list().stream()
                    .collect(Collectors.toMap(Group::getId, Function.identity()));
            names.forEach((code, name) -> {
                Group group = known.get(Groups.ofTown(code));
                if (group == null) {
                    group = identity.newGroup(Groups.ofTown(code));
                    group.setType(TOWN);
                }
                if (!("乡镇：" + name).equals(group.getName())) {
                    group.setName("乡镇：" + name);
                    identity.saveGroup(group);
                }
            });
        });
    }

    /** Makes the groups of a hospital's roles, so that an administrator only puts people into them; twice is once. */
    @Transactional
    public void openHospitalGroups(String hospitalCode, String hospitalName) {
        engine.asSystem(() -> {
            for (HospitalRole role : HospitalRole.values()) {
                String id = role.groupAt(hospitalCode);
                if (identity.createGroupQuery().groupId(id).count() == 0) {
                    Group group = identity.newGroup(id);
                    group.setType("WORKFLOW");
                    group.setName(hospitalName + role.chineseName());
                    identity.saveGroup(group);
                }
            }
        });
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
            user.offices().forEach(area -> identity.createTenantUserMembership(area.tenantId(), user.id()));
            user.area().ifPresent(area -> identity.setUserInfo(user.id(), OFFICE, area.tenantId()));
            user.hospitalCode().ifPresent(code -> identity.setUserInfo(user.id(), HOSPITAL, code));
        });
    }

    private CurrentUser describe(User user) {
        Set<String> groups = identity.createGroupQuery().groupMember(user.getId()).list().stream()
                .map(Group::getId)
                .collect(Collectors.toUnmodifiableSet());
        Set<PoolingArea> areas = EnumSet.noneOf(PoolingArea.class);
        for (Tenant tenant : identity.createTenantQuery()
                .userMember(user.getId())
                .includingGroupsOfUser(true)
                .list()) {
            PoolingArea.ofTenant(tenant.getId()).ifPresent(areas::add);
        }
        Optional<String> hospital = Optional.ofNullable(identity.getUserInfo(user.getId(), HOSPITAL))
                .or(() -> HospitalRole.hospitalOf(groups));
        return new CurrentUser(
                user.getId(),
                displayName(user),
                home(user, areas, hospital.isPresent()),
                groups,
                hospital,
                Set.copyOf(areas));
    }

    private Optional<PoolingArea> home(User user, Set<PoolingArea> areas, boolean ofHospital) {
        Optional<PoolingArea> first = areas.stream().findFirst();
        if (areas.size() < 2) {
            return first;
        }
        // An office's user of two offices without a home would see one by chance. A hospital's user sees by hospital.
        return Optional.ofNullable(identity.getUserInfo(user.getId(), OFFICE))
                .flatMap(PoolingArea::ofTenant)
                .filter(areas::contains)
                .or(() -> ofHospital ? first : Optional.empty());
    }

    /**
     * A user to be created.
     *
     * @param familyName shown before the given name, as Chinese names are
     * @param area the office the user works for; none for administrators
     * @param offices every office whose cases the user takes part in
     */
    record NewUser(
            String id,
            String familyName,
            String givenName,
            String password,
            Set<String> groups,
            Optional<PoolingArea> area,
            Set<PoolingArea> offices,
            Optional<String> hospitalCode) {

        /** A user who works for one office. */
        NewUser(
                String id,
                String familyName,
                String givenName,
                String password,
                Set<String> groups,
                Optional<PoolingArea> area,
                Optional<String> hospitalCode) {
            this(id, familyName, givenName, password, groups, area, area.map(Set::of).orElse(Set.of()), hospitalCode);
        }
    }
}
