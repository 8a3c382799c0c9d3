package org.medaid.security.web;

import java.util.Collection;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A user whose password was checked. The authorities are the ids of the user's groups. */
final class StaffAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient StaffPrincipal principal;

    StaffAuthentication(StaffPrincipal principal) {
        super(authorities(principal));
        this.principal = principal;
        super.setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return null;
    }

    @Override
    public StaffPrincipal getPrincipal() {
        return principal;
    }

    private static Collection<GrantedAuthority> authorities(StaffPrincipal principal) {
        return principal.user().groups().stream()
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }
}
