package org.medaid.security;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.medaid.engine.GrantedPermissions;

/** The engine's grants to groups and to everybody, read once; only what differs is written. */
class Grants {

    private final AuthorizationService authorizations;
    private final Map<Place, Authorization> existing;

    /** Whom a grant is for, null being everybody, and upon what. */
    private record Place(int type, String group, int resourceType, String resourceId) {

        static Place of(Authorization grant) {
            return new Place(
                    grant.getAuthorizationType(), grant.getGroupId(), grant.getResourceType(), grant.getResourceId());
        }
    }

    Grants(AuthorizationService authorizations) {
        this.authorizations = authorizations;
        existing = authorizations.createAuthorizationQuery().list().stream()
                .filter(grant -> grant.getAuthorizationType() != Authorization.AUTH_TYPE_REVOKE)
                .filter(grant -> grant.getAuthorizationType() == Authorization.AUTH_TYPE_GLOBAL || grant.getGroupId() != null)
                .collect(Collectors.toMap(Place::of, Function.identity()));
    }

    /** Lets a group do exactly this with the resource. */
    void toGroup(String group, Resource resource, String resourceId, Permission... permissions) {
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setGroupId(group);
        ensure(grant, resource, resourceId, permissions);
    }

    /** Lets everybody do exactly this with the resource. */
    void toEverybody(Resource resource, String resourceId, Permission... permissions) {
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
        ensure(grant, resource, resourceId, permissions);
    }

    private void ensure(Authorization wanted, Resource resource, String resourceId, Permission... permissions) {
        wanted.setResource(resource);
        wanted.setResourceId(resourceId);
        wanted.setPermissions(permissions);
        Authorization found = existing.putIfAbsent(Place.of(wanted), wanted);
        if (found == null) {
            authorizations.saveAuthorization(wanted);
        } else if (!GrantedPermissions.same(found, wanted)) {
            found.setPermissions(permissions);
            authorizations.saveAuthorization(found);
        }
    }
}
