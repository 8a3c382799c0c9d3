package org.medaid.notice.persistence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A secret of this installation, made at the first need and kept: it signs forms and hides names in digests. */
@Repository
public class NoticeKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private volatile byte[] key;

    NoticeKey(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A text's digest that nobody makes without the key.
     *
     * @param purpose keeps the digests of one use from serving another
     */
    public String digest(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private byte[] key() {
        byte[] known = key;
        if (known == null) {
            byte[] fresh = new byte[BYTES];
            new SecureRandom().nextBytes(fresh);
            // Of two that start at once the first one's is kept.
            jdbc.sql("insert into medaid.notice_key (id, secret) values (1, :secret) on conflict do nothing")
                    .param("secret", fresh)
                    .update();
            known = jdbc.sql("select secret from medaid.notice_key where id = 1")
                    .query((row, number) -> row.getBytes(1))
                    .single();
            key = known;
        }
        return known;
    }
}
