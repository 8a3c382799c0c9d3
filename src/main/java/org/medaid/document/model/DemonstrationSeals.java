package org.medaid.document.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The invented authority of the demonstration and the seals it gives out, each when it is first needed.
 *
 * <p>One file, which appears whole or not at all and which its owner alone may read. Whoever adds to it holds the file's
 * lock: several applications may share the folder.
 */
final class DemonstrationSeals {

    /** Protects nothing: the file is for its owner alone, and what it signs means nothing. */
    static final char[] PASSWORD = "demonstration".toCharArray();

    /** In the subject of every certificate made here. */
    static final String ORGANISATION = "示范（虚构，无效力）";

    private static final String AUTHORITY = "authority";
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 120;
    private static final int LONGEST_NAME = 56;
    /** Early and late enough for every invented case. */
    private static final Date FROM = Date.from(Instant.parse("2018-01-01T00:00:00Z"));
    private static final Date UNTIL = Date.from(Instant.parse("2049-12-31T23:59:59Z"));

    /** A file's lock keeps other processes out, this one the other threads. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path folder;
    private final Path file;

    DemonstrationSeals(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("demonstration.p12");
    }

    /** Whether a certificate was made for the demonstration, here or elsewhere. */
    static boolean made(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().contains(ORGANISATION);
    }

    /** What was made so far, if anything. */
    Optional<KeyStore> kept() throws GeneralSecurityException, IOException {
        return Files.exists(file) ? Optional.of(load()) : Optional.empty();
    }

    /** The store with the holder's seal in it. */
    KeyStore holding(String holder, String name) throws GeneralSecurityException, IOException {
        Optional<KeyStore> kept = kept();
        if (kept.isPresent() && kept.get().isKeyEntry(holder)) {
            return kept.get();
        }
        synchronized (ONE_AT_A_TIME) {
            makeFolder();
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                KeyStore store = Files.exists(file) ? load() : withAuthority();
                if (lock.isValid() && !store.isKeyEntry(holder)) {
                    add(store, holder, name);
                    write(store);
                }
                return store;
            }
        }
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, PASSWORD);
        }
        return store;
    }

    private static KeyStore withAuthority() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        KeyPair pair = pair();
        X500Name name = name("示范印章根证书", AUTHORITY);
        X509Certificate certificate =
                certificate(name, name, pair, pair.getPrivate(), true, Optional.empty());
        store.setKeyEntry(AUTHORITY, pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
        return store;
    }

    private static void add(KeyStore store, String holder, String name) throws GeneralSecurityException, IOException {
        KeyPair pair = pair();
        X509Certificate issuer = (X509Certificate) store.getCertificate(AUTHORITY);
        X509Certificate certificate = certificate(
                X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
                name(shortened(name) + "（示范）", holder),
                pair,
                (PrivateKey) store.getKey(AUTHORITY, PASSWORD),
                false,
                Optional.of(issuer));
        store.setKeyEntry(holder, pair.getPrivate(), PASSWORD, new Certificate[] {certificate, issuer});
    }

    /** A common name has at most 64 characters. */
    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    private static X500Name name(String common, String holder) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "CN")
                .addRDN(BCStyle.O, ORGANISATION)
                .addRDN(BCStyle.SERIALNUMBER, holder)
                .addRDN(BCStyle.CN, common)
                .build();
    }

    private static X509Certificate certificate(
            X500Name issuer,
            X500Name subject,
            KeyPair pair,
            PrivateKey signer,
            boolean authority,
            Optional<X509Certificate> issuerCertificate)
            throws GeneralSecurityException {
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            issuer, new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0), FROM, UNTIL, subject, pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, authority ? new BasicConstraints(0) : new BasicConstraints(false))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(
                                    authority
                                            ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                                            : KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
            if (issuerCertificate.isPresent()) {
                builder.addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        extensions.createAuthorityKeyIdentifier(issuerCertificate.get()));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer)));
        } catch (OperatorCreationException | CertIOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private void makeFolder() throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** A temporary file is made for its owner alone. */
    private void write(KeyStore store) throws GeneralSecurityException, IOException {
        Path unfinished = Files.createTempFile(folder, "demonstration", ".unfinished");
        try {
            try (OutputStream stream = Files.newOutputStream(unfinished, StandardOpenOption.SYNC)) {
                store.store(stream, PASSWORD);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
