package org.medaid.document.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.medaid.document.SealReport;
import org.medaid.document.SealReport.Change;
import org.medaid.document.SealReport.ChangeCode;
import org.medaid.document.SealReport.Code;
import org.medaid.document.SealReport.Examined;
import org.medaid.document.SealReport.Seal;
import org.medaid.document.SealReport.Unreadable;
import org.medaid.document.model.SignatureBytes.Verified;

/**
 * Looks at a file that anybody may have sent: who stamped it, and whether it is as it was stamped.
 *
 * <p>A file of n stamps is n files, each the beginning of the next. Each stamp must cover the whole of its own, with no gap but
 * its signature; from one to the next nothing but stamps may be different; and behind the last there must be nothing.
 */
public final class SealInspection {

    private static final Pattern HEADER = Pattern.compile("%PDF-[12]\\.\\d[\\s%]");
    private static final Pattern ENCRYPTED = Pattern.compile("/Encrypt\\s*(?:<<|\\d+ \\d+ R)");
    private static final Pattern BYTE_RANGE =
            Pattern.compile("/ByteRange\\s*\\[\\s*0\\s+(\\d{1,9})\\s+(\\d{1,9})\\s+(\\d{1,9})\\s*\\]");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-F]*|[0-9a-f]*");
    private static final int MOST_SEALS = 10;

    private final byte[] file;
    private final String text;
    private final Set<X509Certificate> anchors;
    private final List<Change> changes = new ArrayList<>();

    private SealInspection(byte[] file, Set<X509Certificate> anchors) {
        this.file = file;
        this.text = new String(file, StandardCharsets.ISO_8859_1);
        this.anchors = anchors;
    }

    /** @param anchors whose certificates are trusted */
    public static SealReport of(byte[] file, Set<X509Certificate> anchors) {
        if (file.length == 0) {
            return new Unreadable(Code.EMPTY, "没有收到文件内容，请重新选择文件。");
        }
        if (!HEADER.matcher(new String(file, 0, Math.min(9, file.length), StandardCharsets.ISO_8859_1)).matches()) {
            return new Unreadable(Code.NOT_A_PDF, "这不是 PDF 文件，请选择盖有电子印章的 PDF 原件（不是照片或者扫描件）。");
        }
        try {
            return new SealInspection(file, anchors).examine();
        } catch (IOException | CrossReferences.NotPlain | RuntimeException | StackOverflowError e) {
            // Whatever a stranger has built so that its reader stumbles.
            return broken();
        }
    }

    private SealReport examine() throws IOException, CrossReferences.NotPlain {
        if (ENCRYPTED.matcher(text).find()) {
            return new Unreadable(Code.ENCRYPTED, "该文件已加密，无法核验。请上传未加密的原件。");
        }
        int end = lastCovered();
        if (end < 0) {
            return new Unreadable(Code.NOT_SEALED, "该文件没有电子印章。打印件的扫描件不带电子印章，请上传 PDF 原件。");
        }
        List<Signed> signed = signatures(end);
        if (signed.isEmpty()) {
            return new Unreadable(Code.NOT_SEALED, "该文件没有电子印章。打印件的扫描件不带电子印章，请上传 PDF 原件。");
        }
        if (signed.size() > MOST_SEALS) {
            return broken();
        }
        if (signed.get(signed.size() - 1).end() != file.length) {
            changes.add(new Change(ChangeCode.AFTER_LAST_SEAL, "文件在最后一次盖章后被改动。"));
        }
        List<Seal> seals = new ArrayList<>();
        for (int i = 0; i < signed.size(); i++) {
            Signed each = signed.get(i);
            boolean covers = coversWhatItShould(each, i == 0 ? 0 : signed.get(i - 1).end());
            if (!covers) {
                changes.add(new Change(ChangeCode.COVERAGE, "第" + (i + 1) + "个印章没有覆盖它应当覆盖的全部内容。"));
            }
            seals.add(seal(each, covers));
            if (i > 0 && covers && !onlyStamped(signed.get(i - 1).end(), each.end())) {
                changes.add(new Change(
                        ChangeCode.BETWEEN_SEALS, "第" + i + "个和第" + (i + 1) + "个印章之间，除盖章外还有其他内容被改动。"));
            }
            if (signed.subList(0, i).stream().anyMatch(each::liesOver)) {
                changes.add(new Change(ChangeCode.OVERLAP, "第" + (i + 1) + "个印章盖住了在先的印章。"));
            }
        }
        return new Examined(seals, changes);
    }

    /** Where what the last signature says it covers ends, as far as that is inside the file; -1 without signature. */
    private int lastCovered() {
        int end = -1;
        Matcher range = BYTE_RANGE.matcher(text);
        while (range.find()) {
            long candidate = Long.parseLong(range.group(2)) + Long.parseLong(range.group(3));
            if (candidate <= file.length) {
                end = Math.max(end, (int) candidate);
            }
        }
        return end;
    }

    /**
     * One signature as the file says it.
     *
     * @param at where its object begins
     * @param range what it covers: from 0, to the gap; from behind the gap, as many bytes
     */
    private record Signed(
            String field,
            PDSignature signature,
            byte[] contents,
            int at,
            int[] range,
            long page,
            PDRectangle rectangle) {

        int end() {
            return range[2] + range[3];
        }

        boolean liesOver(Signed other) {
            return page == other.page
                    && rectangle.getLowerLeftX() < other.rectangle.getUpperRightX()
                    && other.rectangle.getLowerLeftX() < rectangle.getUpperRightX()
                    && rectangle.getLowerLeftY() < other.rectangle.getUpperRightY()
                    && other.rectangle.getLowerLeftY() < rectangle.getUpperRightY();
        }
    }

    private List<Signed> signatures(int end) throws IOException, CrossReferences.NotPlain {
        CrossReferences references = CrossReferences.of(file, end);
        List<Signed> found = new ArrayList<>();
        try (PDDocument document = parse(end)) {
            PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
            for (PDField field : form == null ? List.<PDField>of() : allOf(form)) {
                COSBase value = field.getCOSObject().getItem(COSName.V);
                if (!(field instanceof PDSignatureField) || value == null) {
                    continue;
                }
                PDSignature signature = ((PDSignatureField) field).getSignature();
                if (!(value instanceof COSObject) || signature == null) {
                    throw new IOException("a signature that is no object");
                }
                CrossReferences.Place place =
                        references.objects().get((int) ((COSObject) value).getKey().getNumber());
                PDAnnotationWidget widget = ((PDSignatureField) field).getWidgets().get(0);
                found.add(new Signed(
                        field.getFullyQualifiedName(),
                        signature,
                        signature.getContents(),
                        place.offset(),
                        range(signature),
                        page(widget),
                        widget.getRectangle() == null ? new PDRectangle() : widget.getRectangle()));
            }
        }
        found.sort(Comparator.comparingInt(Signed::end));
        return found;
    }

    /** By its object, not by its place: a stranger's tree of pages may be endless. */
    private static long page(PDAnnotationWidget widget) {
        COSBase page = widget.getCOSObject().getItem(COSName.P);
        return page instanceof COSObject ? ((COSObject) page).getKey().getNumber() : -1;
    }

    private static List<PDField> allOf(PDAcroForm form) {
        List<PDField> fields = new ArrayList<>();
        form.getFieldTree().forEach(fields::add);
        return fields;
    }

    private int[] range(PDSignature signature) throws IOException {
        COSArray array = signature.getCOSObject().getCOSArray(COSName.BYTERANGE);
        if (array == null || array.size() != 4) {
            throw new IOException("no byte range");
        }
        int[] range = new int[4];
        for (int i = 0; i < range.length; i++) {
            COSBase number = array.getObject(i);
            long value = number instanceof COSNumber ? ((COSNumber) number).longValue() : -1;
            if (value < 0 || value > file.length) {
                throw new IOException("a byte range outside of the file");
            }
            range[i] = (int) value;
        }
        return range;
    }

    /** All from the first byte to the end of its own file, with no gap but its own signature's digits. */
    private boolean coversWhatItShould(Signed signed, int previousEnd) {
        int[] range = signed.range();
        int gap = range[1];
        int gapEnd = range[2];
        if (range[0] != 0 || gap < previousEnd || gapEnd < gap + 2 || signed.end() > file.length) {
            return false;
        }
        if (gap < signed.at() || text.substring(signed.at(), gap).contains("endobj")) {
            return false;
        }
        String digits = text.substring(gap + 1, gapEnd - 1);
        return text.charAt(gap) == '<'
                && text.charAt(gapEnd - 1) == '>'
                && digits.length() % 2 == 0
                && HEXADECIMAL.matcher(digits).matches()
                && Arrays.equals(HexFormat.of().parseHex(digits), signed.contents());
    }

    private Seal seal(Signed signed, boolean covers) {
        Optional<Verified> verified = SignatureBytes.verify(signed.contents(), covered(signed), anchors, signedAt(signed));
        Optional<X509Certificate> certificate = verified.map(Verified::certificate);
        Optional<Instant> signedAt = signedAt(signed);
        return new Seal(
                certificate
                        .map(found -> CertificateNames.common(found.getSubjectX500Principal()))
                        .orElse("（无法读取）"),
                signedAt,
                signed.signature().getReason() == null ? "" : signed.signature().getReason(),
                signed.field(),
                certificate.map(found -> found.getSerialNumber().toString(16)).orElse(""),
                covers && verified.map(Verified::intact).orElse(false),
                verified.map(Verified::trusted).orElse(false),
                certificate.isPresent()
                        && signedAt.isPresent()
                        && !signedAt.get().isBefore(certificate.get().getNotBefore().toInstant())
                        && !signedAt.get().isAfter(certificate.get().getNotAfter().toInstant()),
                certificate.map(DemonstrationSeals::made).orElse(false));
    }

    private static Optional<Instant> signedAt(Signed signed) {
        return Optional.ofNullable(signed.signature().getSignDate()).map(date -> date.toInstant());
    }

    private byte[] covered(Signed signed) {
        int[] range = signed.range();
        byte[] covered = Arrays.copyOf(file, range[1] + range[3]);
        System.arraycopy(file, range[2], covered, range[1], Math.min(range[3], file.length - range[2]));
        return covered;
    }

    private boolean onlyStamped(int before, int after) throws IOException, CrossReferences.NotPlain {
        try (PDDocument earlier = parse(before);
                PDDocument later = parse(after)) {
            return new StampedIncrement(
                            earlier.getDocument(),
                            CrossReferences.of(file, before),
                            later.getDocument(),
                            CrossReferences.of(file, after))
                    .isNothingElse();
        }
    }

    private PDDocument parse(int length) throws IOException {
        return new PDFParser(new RandomAccessReadBuffer(Arrays.copyOf(file, length))).parse(false);
    }

    private static Unreadable broken() {
        return new Unreadable(Code.BROKEN, "该文件已经损坏或者被改动，或者不是由本系统盖章的文件，无法核验。");
    }
}
