package org.medaid.referral;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.referral.persistence.ReferralRows;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Referrals that hospitals' systems ask for: the same request sent twice is one referral. */
@Service
@Transactional
public class ReferralRequests {

    private final ReferralRows rows;
    private final ReferralDesk desk;
    private final ReferralCourse course;
    private final BusinessClock clock;

    ReferralRequests(ReferralRows rows, ReferralDesk desk, ReferralCourse course, BusinessClock clock) {
        this.rows = rows;
        this.desk = desk;
        this.course = course;
        this.clock = clock;
    }

    /** @param anew whether this very request opened it */
    public record Answer(ReferralId referral, boolean anew) {}

    /**
     * Opens a referral and sets its process going, once for each key of a hospital.
     *
     * @param body as received; another body under the same key is refused
     */
    public Outcome<Answer> open(String key, byte[] body, OpenReferral command, CurrentUser user) {
        String hospital = user.hospitalCode().orElseThrow();
        String digest = sha256(body);
        rows.lockRequest(hospital, key);
        Optional<ReferralRows.Requested> earlier = rows.requested(hospital, key);
        if (earlier.isPresent()) {
            return earlier.get().bodySha256().equals(digest)
                    ? Outcome.done(new Answer(earlier.get().referral(), false))
                    : Outcome.refused("Idempotency-Key", "IDEMPOTENCY_KEY_REUSED", "该 Idempotency-Key 已用于另一次请求，请更换后重发。");
        }
        Optional<PoolingArea> office = office(command, user);
        if (office.isEmpty()) {
            return Outcome.refused("office", "OFFICE_MISSING", "请指明患者参保地的经办机构。");
        }
        Outcome<ReferralDesk.Opened> opened = desk.open(command, office.get(), user);
        if (!(opened instanceof Outcome.Done<ReferralDesk.Opened> done)) {
            return Outcome.refused(opened.problems());
        }
        ReferralId id = done.value().referral();
        rows.requested(hospital, key, digest, id, clock.now());
        course.opened(done.value(), rows.find(id).orElseThrow());
        return Outcome.done(new Answer(id, true));
    }

    /** The office that a request means: the named one, or the only one there is. */
    public static Optional<PoolingArea> office(OpenReferral command, CurrentUser user) {
        return Typed.blank(command.office())
                ? user.offices().stream().findFirst().filter(only -> user.offices().size() == 1)
                : PoolingArea.ofTenant(command.office());
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
