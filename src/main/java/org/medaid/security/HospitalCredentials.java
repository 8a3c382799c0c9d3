package org.medaid.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the systems of hospitals show to be let in to one-stop settlement: 256 random bits, of which only the hash is kept.
 * A hospital may have two at once for a while, so that a new one can be put in place without closing the counter.
 */
@Service
public class HospitalCredentials {

    /** How long a locked credential may still be believed. */
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(10);

    static final String BEGINNING = "yzs_";
    private static final int MOST_REMEMBERED = 10_000;

    private static final RowMapper<Credential> CREDENTIAL = (row, number) -> new Credential(
            row.getObject("id", UUID.class),
            row.getString("hospital_code"),
            row.getString("issued_by"),
            row.getObject("issued_at", OffsetDateTime.class).toInstant(),
            Optional.ofNullable(row.getObject("valid_until", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
            Optional.ofNullable(row.getString("lock_reason")));

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Optional<Credential>> checked =
            Caffeine.newBuilder().expireAfterWrite(TRUSTED_FOR).maximumSize(MOST_REMEMBERED).build();

    HospitalCredentials(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param validUntil when it ends, once another has been issued in its place
     * @param lockReason why it is locked
     */
    public record Credential(
            UUID id,
            String hospitalCode,
            String issuedBy,
            Instant issuedAt,
            Optional<Instant> validUntil,
            Optional<String> lockReason) {

        public boolean isGoodAt(Instant now) {
            return lockReason.isEmpty() && validUntil.filter(end -> !now.isBefore(end)).isEmpty();
        }
    }

    /** A credential that has just been issued, with its secret: shown once, never again. */
    public record Issued(UUID id, String secret) {}

    /**
     * Issues a credential in place of those that a hospital has, which remain good for a while.
     *
     * @param overlap how long the earlier ones remain good; zero ends them at once
     */
    @Transactional
    public Issued issue(String hospitalCode, Duration overlap, String by) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String secret = BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        return new Issued(enter(hospitalCode, secret, overlap, by), secret);
    }

    private UUID enter(String hospitalCode, String secret, Duration overlap, String by) {
        OffsetDateTime now = clock.now().atOffset(ZoneOffset.UTC);
        jdbc.sql("update medaid.hospital_credential set valid_until = least(valid_until, ?) where hospital_code = ? and locked_at is null")
                .params(now.plus(overlap), hospitalCode)
                .update();
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into medaid.hospital_credential (id, hospital_code, secret_sha256, issued_by, issued_at) values (?, ?, ?, ?, ?)")
                .params(id, hospitalCode, sha256(secret), by, now)
                .update();
        checked.invalidateAll();
        return id;
    }

    /** The demonstration's own credential, whose secret is public by design; a hospital that has had one gets no other. */
    @Transactional
    void enterOnce(String hospitalCode, String secret, String by) {
        if (of(hospitalCode).isEmpty()) {
            enter(hospitalCode, secret, Duration.ZERO, by);
        }
    }

    /**
     * Locks a credential for good, for example because it was lost. Every node of the application refuses it within
     * ten seconds.
     *
     * @return false if there is none, or it is locked already
     */
    @Transactional
    public boolean lock(UUID id, String reason, String by) {
        int locked = jdbc.sql("""
                        update medaid.hospital_credential set locked_by = ?, locked_at = ?, lock_reason = ?
                         where id = ? and locked_at is null
                        """)
                .params(by, clock.now().atOffset(ZoneOffset.UTC), reason.strip(), id)
                .update();
        checked.invalidateAll();
        return locked == 1;
    }

    /** The credentials of a hospital, the newest first. */
    @Transactional(readOnly = true)
    public List<Credential> of(String hospitalCode) {
        return jdbc.sql("select * from medaid.hospital_credential where hospital_code = ? order by issued_at desc")
                .param(hospitalCode)
                .query(CREDENTIAL)
                .list();
    }

    /** A credential, whatever has become of it. */
    @Transactional(readOnly = true)
    public Optional<Credential> find(UUID id) {
        return jdbc.sql("select * from medaid.hospital_credential where id = ?").param(id).query(CREDENTIAL).optional();
    }

    /** The codes of the hospitals that have or had a credential. */
    @Transactional(readOnly = true)
    public List<String> hospitals() {
        return jdbc.sql("select distinct hospital_code from medaid.hospital_credential order by 1")
                .query(String.class)
                .list();
    }

    /** The hospital's system that shows a secret; empty if the secret is unknown, locked or past its time. */
    public Optional<CurrentUser> check(String secret) {
        return checked.get(secret, this::find)
                .filter(credential -> credential.isGoodAt(clock.now()))
                .map(credential -> machine(credential.hospitalCode()));
    }

    private Optional<Credential> find(String secret) {
        return secret.startsWith(BEGINNING)
                ? jdbc.sql("select * from medaid.hospital_credential where secret_sha256 = ?")
                        .param(sha256(secret))
                        .query(CREDENTIAL)
                        .optional()
                : Optional.empty();
    }

    /** How the audit trail names the system of a hospital. */
    private static CurrentUser machine(String hospitalCode) {
        String id = "api-" + hospitalCode.toLowerCase(Locale.ROOT);
        return new CurrentUser(
                id, id, Optional.empty(), Set.of(Groups.MACHINE_HOSPITAL), Optional.of(hospitalCode), Set.of(PoolingArea.values()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
