package org.medaid.settlement.onestop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which request of which hospital: sent again, it is the same one.
 *
 * @param key chosen by the hospital's system, once for each request
 * @param bodySha256 of what it asks
 */
public record RequestKey(String hospitalCode, String key, Kind kind, byte[] bodySha256) {

    /** What is asked. The same key for something else is another request. */
    public enum Kind {
        ADMISSION,
        CANCELLATION,
        PRE_SETTLEMENT,
        SETTLEMENT,
        REVERSAL
    }

    /**
     * @param about what the path names, for example the settlement that is to be reversed
     * @param body as received
     */
    public static RequestKey of(String hospitalCode, String key, Kind kind, String about, String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(about.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return new RequestKey(hospitalCode, key, kind, digest.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean asksTheSame(Kind otherKind, byte[] otherBody) {
        return kind == otherKind && MessageDigest.isEqual(bodySha256, otherBody);
    }

    /** By this the database keeps two at once apart. */
    String lockName() {
        return "one-stop " + hospitalCode + " " + key;
    }
}
