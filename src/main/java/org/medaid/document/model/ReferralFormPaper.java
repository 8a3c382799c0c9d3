package org.medaid.document.model;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;

/** The referral form on paper: where its boxes are, and what they hold. All lengths in millimetres. */
public final class ReferralFormPaper {

    /** A box that is stamped. */
    public enum Box {
        TIER2("tier2", 71.4, 85.2),
        TIER3("tier3", 157.4, 85.2),
        OFFICE("office", 243.4, 37.2);

        private final String field;
        private final double top;
        private final double height;

        Box(String field, double top, double height) {
            this.field = field;
            this.top = top;
            this.height = height;
        }

        /** The name of its signature field. */
        public String field() {
            return field;
        }
    }

    /**
     * One text in its place.
     *
     * @param key by which the template asks for its size
     * @param text with what stands before it
     */
    public record Part(String key, String text, double width, double height) {}

    private static final double POINTS_PER_MM = 72 / 25.4;
    private static final double LEFT = 25.4;
    private static final double WIDTH = 169.2;
    /** The height of what stands on one line. */
    private static final double LINE = 5;
    private static final double HALF = 82;
    private static final double FULL = 166.4;
    private static final double SEAL_MIDDLE_X = 145;
    private static final double HOSPITAL_SEAL = 17.5;
    private static final double HOSPITAL_SEAL_MIDDLE_Y = 19.5;
    private static final double OFFICE_SEAL = 17.6;
    private static final double OFFICE_SEAL_MIDDLE_Y = 18.4;

    private ReferralFormPaper() {}

    /** The places of a hospital's box, in the order of {@code summary, reason, doctor, opinion, opinionBy, affairs, stampedBy}. */
    public static List<Part> hospital(List<String> texts) {
        return List.of(
                new Part("summary", texts.get(0), FULL, 25),
                new Part("reason", texts.get(1), FULL, 15),
                new Part("doctor", texts.get(2), FULL, LINE),
                new Part("opinion", texts.get(3), HALF, 31),
                new Part("opinionBy", texts.get(4), HALF - 2, LINE),
                new Part("affairs", texts.get(5), HALF, 31),
                new Part("stampedBy", texts.get(6), HALF - 2, LINE));
    }

    /** The places of the office's box: {@code opinion, signed}. */
    public static List<Part> office(List<String> texts) {
        return List.of(new Part("opinion", texts.get(0), FULL, 29), new Part("signed", texts.get(1), FULL, LINE));
    }

    /** The places of the form's head: {@code name, phone, residentId, workUnit, diagnosis, target}. */
    public static List<Part> head(List<String> texts) {
        return List.of(
                new Part("name", texts.get(0), 32, 8),
                new Part("phone", texts.get(1), 48, 8),
                new Part("residentId", texts.get(2), 54, 8),
                new Part("workUnit", texts.get(3), 74, 8),
                new Part("diagnosis", texts.get(4), 177, 10),
                new Part("target", texts.get(5), 177, LINE));
    }

    /** The size in points for each text, nothing if one does not fit. */
    public static Optional<Map<String, Double>> sizes(List<Part> parts) {
        return sizes(parts, TextFit.SMALLEST);
    }

    /** For the head, which is never refused. */
    public static Map<String, Double> sizesOfHead(List<Part> parts) {
        return sizes(parts, TextFit.SMALLEST_OF_NAMES)
                .orElseThrow(() -> new IllegalStateException("the head's own limits let every text fit"));
    }

    private static Optional<Map<String, Double>> sizes(List<Part> parts, double smallest) {
        Map<String, Double> sizes = new HashMap<>();
        for (Part part : parts) {
            OptionalDouble size = part.height() == LINE
                    ? TextFit.sizeOfLine(part.text(), part.width(), TextFit.SMALLEST_OF_NAMES)
                    : TextFit.size(part.text(), part.width(), part.height(), smallest);
            if (size.isEmpty()) {
                return Optional.empty();
            }
            sizes.put(part.key(), size.getAsDouble());
        }
        return Optional.of(sizes);
    }

    /** The sizes of boxes in which nothing is written. */
    public static Map<String, Double> sizesOfBlank() {
        Map<String, Double> sizes = new HashMap<>();
        List<Part> parts = new ArrayList<>(hospital(List.of("", "", "", "", "", "", "")));
        parts.addAll(office(List.of("", "")));
        parts.forEach(part -> sizes.put(part.key(), TextFit.LARGEST));
        return sizes;
    }

    /** The printed form with a field for each stamp: from now on its page stays as it is. */
    public static byte[] withFields(byte[] printed, List<Box> boxes) {
        try (PDDocument document = Loader.loadPDF(printed)) {
            if (document.getNumberOfPages() != 1) {
                throw new IllegalStateException("the form has one page");
            }
            PDPage page = document.getPage(0);
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            for (Box box : boxes) {
                PDSignatureField field = new PDSignatureField(form);
                field.setPartialName(box.field());
                PDAnnotationWidget widget = field.getWidgets().get(0);
                widget.setRectangle(new PDRectangle(
                        points(LEFT),
                        page.getMediaBox().getHeight() - points(box.top + box.height),
                        points(WIDTH),
                        points(box.height)));
                widget.setPage(page);
                widget.setPrinted(true);
                field.getCOSObject().setItem(COSName.TYPE, COSName.ANNOT);
                page.getAnnotations().add(widget);
                form.getFields().add(field);
            }
            form.setSignaturesExist(true);
            form.setAppendOnly(true);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A printed box with its round seal. */
    public static byte[] withSeal(byte[] printed, Box box, String name, String line, Optional<String> mark) {
        try (PDDocument document = Loader.loadPDF(printed)) {
            if (document.getNumberOfPages() != 1) {
                throw new IllegalStateException("a box has one page");
            }
            boolean office = box == Box.OFFICE;
            PDPage page = document.getPage(0);
            // Not to be seen through: the empty box is beneath.
            try (PDPageContentStream paper = new PDPageContentStream(document, page, AppendMode.PREPEND, true)) {
                paper.setNonStrokingColor(Color.WHITE);
                paper.addRect(0, 0, page.getMediaBox().getWidth(), page.getMediaBox().getHeight());
                paper.fill();
            }
            new RoundSeal(name, line, mark)
                    .draw(
                            document,
                            page,
                            points(SEAL_MIDDLE_X),
                            points(office ? OFFICE_SEAL_MIDDLE_Y : HOSPITAL_SEAL_MIDDLE_Y),
                            points(office ? OFFICE_SEAL : HOSPITAL_SEAL));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float points(double millimetres) {
        return (float) (millimetres * POINTS_PER_MM);
    }
}
