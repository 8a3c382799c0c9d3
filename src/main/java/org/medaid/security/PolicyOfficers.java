package org.medaid.security;

import java.util.function.Function;
import java.util.stream.Stream;
import org.medaid.api.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * What an office has set for itself: its policy officers change it, its auditors and managers read it too, and everybody
 * else is refused with HTTP 403.
 */
@Component
public class PolicyOfficers {

    private final SignedIn signedIn;

    PolicyOfficers(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    public static boolean mayRead(CurrentUser user) {
        return Stream.of(Groups.POLICY_OFFICER, Groups.AUDITOR, Groups.AGENCY_MANAGER).anyMatch(user::isIn);
    }

    /** Shows something to those who may read it. */
    public ResponseEntity<Object> read(Function<CurrentUser, Object> view) {
        CurrentUser user = signedIn.user();
        return mayRead(user) ? ResponseEntity.ok(view.apply(user)) : forbidden();
    }

    /** Lets a policy officer change something. */
    public ResponseEntity<Object> change(Function<CurrentUser, ResponseEntity<Object>> change) {
        CurrentUser user = signedIn.user();
        return user.isIn(Groups.POLICY_OFFICER) ? change.apply(user) : forbidden();
    }

    private static ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "只有政策管理人员可以办理此事项。", "Policy officers only");
    }
}
