package org.medaid.notice.web;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.BusinessClock;
import org.medaid.notice.NoticeId;
import org.medaid.notice.persistence.NoticeKey;
import org.springframework.stereotype.Component;

/**
 * The mark of a form that we ourselves gave out, for one notice, at one moment. Visitors have no session: another site's page
 * cannot make one, and a robot that fills it in at once is told by the moment.
 */
@Component
class FormTokens {

    /** Nobody reads the page and writes five characters in less. */
    static final Duration QUICKEST = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofHours(12);
    private static final String PURPOSE = "form";

    private final NoticeKey key;
    private final BusinessClock clock;

    FormTokens(NoticeKey key, BusinessClock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** What is to be said of a token. */
    enum Verdict {
        GOOD,
        /** Sent sooner than a person can. */
        TOO_QUICK,
        /** Too old, of another notice, or not ours. */
        UNKNOWN
    }

    String give(NoticeId notice) {
        String content = clock.now().toEpochMilli() + "." + UUID.randomUUID();
        return content + "." + sign(notice, content);
    }

    Verdict judge(NoticeId notice, String token) {
        Optional<Instant> given = given(notice, token);
        if (given.isEmpty() || given.get().plus(LONGEST).isBefore(clock.now())) {
            return Verdict.UNKNOWN;
        }
        return given.get().plus(QUICKEST).isAfter(clock.now()) ? Verdict.TOO_QUICK : Verdict.GOOD;
    }

    private Optional<Instant> given(NoticeId notice, String token) {
        int dot = token == null ? -1 : token.lastIndexOf('.');
        if (dot < 0 || !MessageDigest.isEqual(
                sign(notice, token.substring(0, dot)).getBytes(), token.substring(dot + 1).getBytes())) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochMilli(Long.parseLong(token.substring(0, token.indexOf('.')))));
    }

    private String sign(NoticeId notice, String content) {
        return key.digest(PURPOSE, notice + "\n" + content);
    }
}
