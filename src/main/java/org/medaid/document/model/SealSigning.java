package org.medaid.document.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.multipdf.LayerUtility;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.medaid.document.Stamp;
import org.medaid.kernel.BusinessClock;

/** Sets one signature of the kind PAdES baseline-B (ETSI EN 319 142-1) into a PDF, appended to what is there. */
public final class SealSigning {

    /** Why nothing was signed. */
    public enum Problem {
        /** The field is signed. */
        FIELD_SIGNED,
        /** There is no such field, and no place for one. */
        NO_FIELD,
        /** The file cannot be read as a PDF. */
        UNREADABLE
    }

    /** Either of the two. */
    public record Outcome(Optional<byte[]> signed, Optional<Problem> problem) {}

    /** The signature's own bytes beside the certificates, generously. */
    private static final int ROOM = 6000;

    private SealSigning() {}

    /** @throws IllegalStateException if the key does not sign or the stamp's appearance is no PDF */
    public static Outcome sign(byte[] pdf, Stamp stamp, SealKey key, Instant at) {
        PDDocument document;
        try {
            document = Loader.loadPDF(pdf);
        } catch (IOException e) {
            return new Outcome(Optional.empty(), Optional.of(Problem.UNREADABLE));
        }
        try (document;
                PDDocument appearance = Loader.loadPDF(stamp.appearance());
                SignatureOptions options = new SignatureOptions()) {
            Optional<PDSignatureField> field = field(document, stamp.field());
            if (field.isPresent() && field.get().getSignature() != null) {
                return new Outcome(Optional.empty(), Optional.of(Problem.FIELD_SIGNED));
            }
            int page;
            PDRectangle rectangle;
            if (field.isPresent()) {
                PDAnnotationWidget widget = field.get().getWidgets().get(0);
                page = Math.max(0, document.getPages().indexOf(widget.getPage()));
                rectangle = widget.getRectangle();
            } else if (stamp.place().isPresent() && stamp.place().get().page() < document.getNumberOfPages()) {
                Stamp.Place place = stamp.place().get();
                page = place.page();
                rectangle = new PDRectangle(place.x(), place.y(), place.width(), place.height());
            } else {
                return new Outcome(Optional.empty(), Optional.of(Problem.NO_FIELD));
            }
            PDSignature signature = signature(stamp, key, at);
            field.ifPresent(found -> found.getCOSObject().setItem(COSName.V, signature));
            options.setPage(page);
            options.setPreferredSignatureSize(ROOM + size(key.chain()));
            document.addSignature(signature, content -> sign(content, key), options);
            PDSignatureField signed = document.getSignatureFields().stream()
                    .filter(each -> each.getCOSObject().getDictionaryObject(COSName.V) == signature.getCOSObject())
                    .findFirst()
                    .orElseThrow();
            if (field.isEmpty()) {
                signed.setPartialName(stamp.field());
            }
            show(document, signed, rectangle, appearance);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.saveIncremental(out);
            return new Outcome(Optional.of(out.toByteArray()), Optional.empty());
        } catch (IOException e) {
            throw new IllegalStateException("the seal cannot be set", e);
        }
    }

    /** An unsigned file as it can be checked later: itself, or written anew with plain tables. */
    public static byte[] plain(byte[] pdf) {
        try {
            CrossReferences.of(pdf, pdf.length);
            return pdf;
        } catch (CrossReferences.NotPlain e) {
            return writtenAnew(pdf);
        }
    }

    private static byte[] writtenAnew(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        } catch (IOException e) {
            // The signing says that it cannot be read.
            return pdf;
        }
    }

    private static Optional<PDSignatureField> field(PDDocument document, String name) {
        PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
        PDField field = form == null ? null : form.getField(name);
        return field instanceof PDSignatureField ? Optional.of((PDSignatureField) field) : Optional.empty();
    }

    private static PDSignature signature(Stamp stamp, SealKey key, Instant at) {
        PDSignature signature = new PDSignature();
        signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
        signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
        signature.setName(CertificateNames.common(key.certificate().getSubjectX500Principal()));
        signature.setReason(stamp.reason());
        Calendar moment = Calendar.getInstance(TimeZone.getTimeZone(BusinessClock.ZONE));
        moment.setTime(Date.from(at));
        signature.setSignDate(moment);
        return signature;
    }

    /** PDFBox has made an invisible field: now it gets its place and what one sees. */
    private static void show(PDDocument document, PDSignatureField field, PDRectangle rectangle, PDDocument picture)
            throws IOException {
        PDAnnotationWidget widget = field.getWidgets().get(0);
        PDAppearanceStream stream =
                new PDAppearanceStream(new LayerUtility(document).importPageAsForm(picture, 0).getCOSObject());
        PDAppearanceDictionary appearance = new PDAppearanceDictionary();
        appearance.setNormalAppearance(stream);
        widget.setRectangle(rectangle);
        widget.setAppearance(appearance);
        widget.setPrinted(true);
        widget.getCOSObject().setNeedToBeUpdated(true);
        PDPage page = widget.getPage();
        if (page != null) {
            widget.setPage(page);
        }
    }

    private static int size(List<X509Certificate> chain) {
        try {
            int size = 0;
            for (X509Certificate certificate : chain) {
                size += certificate.getEncoded().length;
            }
            return size;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(InputStream content, SealKey key) throws IOException {
        try {
            JcaContentSignerBuilder signing = new JcaContentSignerBuilder(algorithm(key));
            key.provider().ifPresent(signing::setProvider);
            ContentSigner signer = signing.build(key.key());
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                            new JcaDigestCalculatorProviderBuilder().build())
                    .setSignedAttributeGenerator(new SignedAttributes(key.certificate()))
                    .build(signer, key.certificate()));
            generator.addCertificates(new JcaCertStore(withoutRoot(key.chain())));
            return generator.generate(new CMSProcessableByteArray(content.readAllBytes()), false)
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER);
        } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new IOException(e);
        }
    }

    private static String algorithm(SealKey key) {
        String kind = key.certificate().getPublicKey().getAlgorithm();
        return "SHA256with" + (kind.equals("EC") ? "ECDSA" : kind);
    }

    /** Who verifies knows the root, or does not trust it. */
    private static List<X509Certificate> withoutRoot(List<X509Certificate> chain) {
        List<X509Certificate> sent = new ArrayList<>(chain);
        X509Certificate last = chain.get(chain.size() - 1);
        if (chain.size() > 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
            sent.remove(sent.size() - 1);
        }
        return sent;
    }

    /** Content type, digest and the signer's certificate; the time stands in the PDF's signature, as PAdES wants it. */
    private static final class SignedAttributes extends DefaultSignedAttributeTableGenerator {

        private final Attribute certificate;

        SignedAttributes(X509Certificate signer) throws GeneralSecurityException {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(signer.getEncoded());
            IssuerSerial issuer = new IssuerSerial(
                    new GeneralNames(new GeneralName(
                            X500Name.getInstance(signer.getIssuerX500Principal().getEncoded()))),
                    signer.getSerialNumber());
            certificate = new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(new SigningCertificateV2(new ESSCertIDv2(null, digest, issuer))));
        }

        @Override
        @SuppressWarnings("rawtypes")
        public AttributeTable getAttributes(Map parameters) {
            @SuppressWarnings("unchecked")
            AttributeTable standard = super.getAttributes(parameters);
            ASN1EncodableVector kept = new ASN1EncodableVector();
            kept.add(standard.get(PKCSObjectIdentifiers.pkcs_9_at_contentType));
            kept.add(standard.get(PKCSObjectIdentifiers.pkcs_9_at_messageDigest));
            kept.add(certificate);
            return new AttributeTable(kept);
        }
    }
}
