package org.medaid.document.model;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * The signature itself: a CMS message of one signer.
 *
 * <p>Not every byte of such a message is signed. Those that are not must be exactly what they have to be, so that a message in
 * which one was changed is not taken for whole.
 */
final class SignatureBytes {

    private static final Map<String, String> DIGESTS = Map.of(
            NISTObjectIdentifiers.id_sha256.getId(), "SHA-256",
            NISTObjectIdentifiers.id_sha384.getId(), "SHA-384",
            NISTObjectIdentifiers.id_sha512.getId(), "SHA-512");

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;

    /** What is to be said of a signature whose certificate can be read. */
    record Verified(X509Certificate certificate, boolean intact, boolean trusted) {}

    private SignatureBytes() {}

    /**
     * @param contents the message, filled up with zeros
     * @param anchors whose certificates are trusted
     * @return nothing if no certificate of a signer can be read
     */
    static Optional<Verified> verify(
            byte[] contents, byte[] covered, Set<X509Certificate> anchors, Optional<Instant> signedAt) {
        try {
            byte[] message = message(contents);
            CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(covered), message);
            Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
            if (signers.size() != 1) {
                return Optional.empty();
            }
            SignerInformation signer = signers.iterator().next();
            List<X509Certificate> certificates = new ArrayList<>();
            X509Certificate own = null;
            for (X509CertificateHolder holder : signed.getCertificates().getMatches(null)) {
                X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
                certificates.add(certificate);
                own = signer.getSID().match(holder) ? certificate : own;
            }
            if (own == null) {
                return Optional.empty();
            }
            return Optional.of(new Verified(
                    own,
                    Arrays.equals(message, Arrays.copyOf(contents, message.length))
                            && hasOnlyZeros(contents, message.length)
                            && isRegular(ContentInfo.getInstance(message))
                            && namesItsCertificate(signer, own)
                            && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(own)),
                    isTrusted(own, certificates, anchors, signedAt)));
        } catch (CMSException | IOException | GeneralSecurityException | OperatorCreationException | RuntimeException e) {
            // What cannot be read is not whole.
            return Optional.empty();
        }
    }

    /** The one message at the beginning, as it has to be encoded. */
    private static byte[] message(byte[] contents) throws IOException {
        try (ASN1InputStream stream = new ASN1InputStream(contents)) {
            ASN1Primitive first = stream.readObject();
            if (first == null) {
                throw new IOException("no message");
            }
            return first.getEncoded(ASN1Encoding.DER);
        }
    }

    private static boolean hasOnlyZeros(byte[] contents, int from) {
        for (int i = from; i < contents.length; i++) {
            if (contents[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRegular(ContentInfo message) {
        SignedData data = SignedData.getInstance(message.getContent());
        SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        AlgorithmIdentifier digest = signer.getDigestAlgorithm();
        int version = signer.getSID().isTagged() ? 3 : 1;
        return message.getContentType().equals(CMSObjectIdentifiers.signedData)
                && data.getVersion().hasValue(version)
                && signer.getVersion().hasValue(version)
                && data.getEncapContentInfo().getContentType().equals(CMSObjectIdentifiers.data)
                && data.getEncapContentInfo().getContent() == null
                && data.getCRLs() == null
                && data.getDigestAlgorithms().size() == 1
                && data.getDigestAlgorithms().getObjectAt(0).toASN1Primitive().equals(digest.toASN1Primitive())
                && DIGESTS.containsKey(digest.getAlgorithm().getId())
                && isPlain(digest)
                && isPlain(signer.getDigestEncryptionAlgorithm());
    }

    private static boolean isPlain(AlgorithmIdentifier algorithm) {
        return algorithm.getParameters() == null || algorithm.getParameters().equals(DERNull.INSTANCE);
    }

    /** Without this, another certificate with the same key could be put in its place. */
    private static boolean namesItsCertificate(SignerInformation signer, X509Certificate certificate)
            throws GeneralSecurityException {
        Attribute attribute = signer.getSignedAttributes() == null
                ? null
                : signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (attribute == null) {
            return false;
        }
        ESSCertIDv2[] named = SigningCertificateV2.getInstance(attribute.getAttrValues().getObjectAt(0)).getCerts();
        String digest = DIGESTS.get(named[0].getHashAlgorithm().getAlgorithm().getId());
        return digest != null
                && MessageDigest.isEqual(
                        named[0].getCertHash(), MessageDigest.getInstance(digest).digest(certificate.getEncoded()));
    }

    private static boolean isTrusted(
            X509Certificate certificate,
            List<X509Certificate> sent,
            Set<X509Certificate> anchors,
            Optional<Instant> signedAt) {
        boolean[] usage = certificate.getKeyUsage();
        if (anchors.isEmpty() || usage != null && !usage[DIGITAL_SIGNATURE] && !usage[NON_REPUDIATION]) {
            return false;
        }
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(certificate);
            Set<TrustAnchor> trusted = new HashSet<>();
            anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, target);
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(sent)));
            parameters.setDate(within(certificate, signedAt));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether the certificate itself was valid is said apart from whether its issuer is known. */
    private static Date within(X509Certificate certificate, Optional<Instant> signedAt) {
        Date date = signedAt.map(Date::from).orElse(certificate.getNotBefore());
        return date.before(certificate.getNotBefore()) || date.after(certificate.getNotAfter())
                ? certificate.getNotBefore()
                : date;
    }
}
