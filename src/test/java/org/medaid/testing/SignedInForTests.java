package org.medaid.testing;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Lets a test act as a user without signing in; everywhere else the application's own answer stands.
 *
 * <p>A bean of every integration test, so that they all share one application.
 */
@Component
@Primary
public class SignedInForTests implements SignedIn {

    private static final ThreadLocal<CurrentUser> ACTING = new ThreadLocal<>();

    private final ObjectProvider<SignedIn> all;

    SignedInForTests(ObjectProvider<SignedIn> all) {
        this.all = all;
    }

    /** A user of an area's office in one group. */
    public static CurrentUser staff(PoolingArea area, String group) {
        return new CurrentUser(
                area.tenantId() + "-" + group, "测试人员", Optional.of(area), Set.of(group), Optional.empty());
    }

    /** A user of a hospital in one group. */
    public static CurrentUser hospitalStaff(PoolingArea area, String hospitalCode, String group) {
        return new CurrentUser(
                hospitalCode.toLowerCase() + "-" + group,
                "测试医院",
                Optional.of(area),
                Set.of(group),
                Optional.of(hospitalCode));
    }

    /** Does something as this user, on this thread. */
    public static <T> T as(CurrentUser user, Supplier<T> action) {
        ACTING.set(user);
        try {
            return action.get();
        } finally {
            ACTING.remove();
        }
    }

    @Override
    public CurrentUser user() {
        CurrentUser acting = ACTING.get();
        if (acting != null) {
            return acting;
        }
        return all.stream()
                .filter(other -> other != this)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody is signed in"))
                .user();
    }
}
