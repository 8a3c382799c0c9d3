package org.medaid.roster.web;

import org.medaid.audit.AuditEntry;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.springframework.stereotype.Component;

/** The names of colleagues behind their sign-in names. */
@Component("rosterStaffNames")
class StaffNames {

    private final StaffDirectory directory;

    StaffNames(StaffDirectory directory) {
        this.directory = directory;
    }

    String of(String userId) {
        return userId.equals(AuditEntry.SYSTEM)
                ? "系统"
                : directory.find(userId).map(CurrentUser::displayName).orElse(userId);
    }
}
