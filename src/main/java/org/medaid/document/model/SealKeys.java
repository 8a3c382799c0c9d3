package org.medaid.document.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The seals' certificates with their keys, one for each holder, named by the holder's id.
 *
 * <p>They come from the office's own PKCS#12 file, or through PKCS#11 from a device that keeps the keys for itself. Only the
 * demonstration makes certificates; where it does not run, a holder without one cannot stamp.
 */
@Component
public class SealKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SealKeys.class);
    private static final Pattern HOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

    private final String file;
    private final String pkcs11;
    private final char[] password;
    /** Nothing where no seals are made. */
    private final Optional<Path> demonstrationFolder;

    private Store opened;

    /** @param provider where the keys are kept, if they cannot leave there */
    private record Store(KeyStore keys, Optional<Provider> provider) {}

    SealKeys(
            @Value("${medaid.seal.keystore:}") String file,
            @Value("${medaid.seal.pkcs11:}") String pkcs11,
            @Value("${medaid.seal.password:}") String password,
            @Value("${medaid.seal.demonstration-folder:.medaid/seals}") Path demonstrationFolder,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.file = file.strip();
        this.pkcs11 = pkcs11.strip();
        this.password = password.toCharArray();
        boolean own = !this.file.isEmpty() || !this.pkcs11.isEmpty();
        this.demonstrationFolder = demonstration && !own ? Optional.of(demonstrationFolder) : Optional.empty();
        if (!demonstration && !own) {
            LOG.warn("No electronic seals: neither medaid.seal.keystore nor medaid.seal.pkcs11 is set, nobody can stamp");
        }
    }

    /**
     * The holder's key, if there is one.
     *
     * @param holder letters, digits and hyphens
     * @param holderName what the demonstration writes into a certificate that it makes
     */
    public synchronized Optional<SealKey> of(String holder, String holderName) {
        if (!HOLDER.matcher(holder).matches()) {
            return Optional.empty();
        }
        try {
            if (demonstrationFolder.isPresent()) {
                KeyStore made = new DemonstrationSeals(demonstrationFolder.get()).holding(holder, holderName);
                return key(new Store(made, Optional.empty()), holder, DemonstrationSeals.PASSWORD);
            }
            Optional<Store> store = open();
            return store.isEmpty() ? Optional.empty() : key(store.get(), holder, password);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // Without the message, which may name what only the office should know.
            LOG.error("The seal of {} cannot be read: {}", holder, e.getClass().getName());
            opened = null;
            return Optional.empty();
        }
    }

    /** Whose certificates are trusted: the authorities in the store, and the ends of the holders' chains. */
    public synchronized Set<X509Certificate> anchors() {
        try {
            Optional<KeyStore> keys = demonstrationFolder.isPresent()
                    ? new DemonstrationSeals(demonstrationFolder.get()).kept()
                    : open().map(Store::keys);
            return keys.isEmpty() ? Set.of() : anchors(keys.get());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            LOG.error("The seals' authorities cannot be read: {}", e.getClass().getName());
            opened = null;
            return Set.of();
        }
    }

    private static Set<X509Certificate> anchors(KeyStore keys) throws GeneralSecurityException {
        Set<X509Certificate> anchors = new HashSet<>();
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isCertificateEntry(alias)) {
                anchors.add((X509Certificate) keys.getCertificate(alias));
            } else {
                Certificate[] chain = keys.getCertificateChain(alias);
                // A holder's certificate alone vouches for itself only.
                if (chain != null && chain.length > 1) {
                    anchors.add((X509Certificate) chain[chain.length - 1]);
                }
            }
        }
        return anchors;
    }

    private static Optional<SealKey> key(Store store, String holder, char[] password) throws GeneralSecurityException {
        Key key = store.keys().isKeyEntry(holder) ? store.keys().getKey(holder, password) : null;
        Certificate[] chain = store.keys().getCertificateChain(holder);
        if (!(key instanceof PrivateKey) || chain == null || chain.length == 0) {
            return Optional.empty();
        }
        List<X509Certificate> certificates =
                Arrays.stream(chain).map(X509Certificate.class::cast).toList();
        return Optional.of(new SealKey((PrivateKey) key, certificates, store.provider()));
    }

    /** Opened once: an office that changes its file starts the application anew. */
    private Optional<Store> open() throws GeneralSecurityException, IOException {
        if (opened == null && !pkcs11.isEmpty()) {
            Provider device = Security.getProvider("SunPKCS11").configure(pkcs11);
            KeyStore keys = KeyStore.getInstance("PKCS11", device);
            keys.load(null, password);
            opened = new Store(keys, Optional.of(device));
        } else if (opened == null && !file.isEmpty()) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream stream = Files.newInputStream(Path.of(file))) {
                keys.load(stream, password);
            }
            opened = new Store(keys, Optional.empty());
        }
        return Optional.ofNullable(opened);
    }
}
