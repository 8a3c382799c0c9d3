package org.medaid.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.medaid.document.DocumentAnswer;
import org.medaid.document.Documents;
import org.medaid.security.CurrentUser;

/** Small sound files of the accepted types. */
public final class SampleFiles {

    private SampleFiles() {}

    /** Hands in a small PDF; its id. */
    public static String handedIn(Documents documents, CurrentUser by) {
        return ((DocumentAnswer.Done) documents.store(by, "材料.pdf", pdf())).document().id().toString();
    }

    public static byte[] pdf() {
        String[] objects = {
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>"
        };
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        StringBuilder table = new StringBuilder("xref\n0 4\n0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            table.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int crossReference = pdf.length();
        pdf.append(table)
                .append("trailer<</Size 4/Root 1 0 R>>\nstartxref\n")
                .append(crossReference)
                .append("\n%%EOF\n");
        return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A sound PDF of exactly this size. */
    public static byte[] pdfOfSize(int bytes) {
        byte[] small = pdf();
        String text = new String(small, StandardCharsets.ISO_8859_1);
        int place = text.indexOf("xref\n0 4");
        StringBuilder large = new StringBuilder(text.substring(0, place));
        String tail = text.substring(place);
        // The number in the trailer grows with the padding, so the padding shrinks by what the number grows.
        int padding = bytes - small.length;
        String moved = tail;
        for (int i = 0; i < 3; i++) {
            moved = tail.replaceFirst("startxref\n\\d+", "startxref\n" + (place + padding));
            padding = bytes - place - moved.length();
        }
        large.append("%").append(" ".repeat(padding - 2)).append("\n").append(moved);
        return large.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] jpeg() {
        return image("jpg", BufferedImage.TYPE_INT_RGB);
    }

    public static byte[] png() {
        return image("png", BufferedImage.TYPE_INT_ARGB);
    }

    /** The first bytes of a file. */
    public static byte[] start(byte[] file, int bytes) {
        return Arrays.copyOf(file, bytes);
    }

    private static byte[] image(String format, int type) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(new BufferedImage(40, 30, type), format, written)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.toByteArray();
    }
}
