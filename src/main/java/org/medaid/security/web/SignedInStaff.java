package org.medaid.security.web;

import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.security.StaffDirectory;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The user whom Spring Security knows on this thread. */
@Component
class SignedInStaff implements SignedIn {

    private final StaffDirectory staff;

    SignedInStaff(StaffDirectory staff) {
        this.staff = staff;
    }

    @Override
    public CurrentUser user() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            throw new IllegalStateException("nobody is signed in");
        }
        if (authentication.getPrincipal() instanceof StaffPrincipal principal) {
            return principal.user();
        }
        return staff.find(authentication.getName())
                .orElseThrow(() -> new IllegalStateException("the signed-in user is not in the directory"));
    }
}
