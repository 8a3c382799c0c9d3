package org.medaid.document.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.document.DocumentType;
import org.medaid.testing.SampleFiles;

class ContentInspectionTest {

    @Test
    void each_accepted_type_is_recognised_by_its_content() {
        assertThat(ContentInspection.typeOf(SampleFiles.pdf())).contains(DocumentType.PDF);
        assertThat(ContentInspection.typeOf(SampleFiles.jpeg())).contains(DocumentType.JPEG);
        assertThat(ContentInspection.typeOf(SampleFiles.png())).contains(DocumentType.PNG);
        assertThat(ContentInspection.typeOf(SampleFiles.pdfOfSize(100_000)))
                .contains(DocumentType.PDF);
    }

    @Test
    void a_progressive_picture_is_recognised_too() {
        // Progressive: the frame header says so; the walk over the segments is the same.
        byte[] progressive = SampleFiles.jpeg();
        progressive[indexOf(progressive, 0xff, 0xc0) + 1] = (byte) 0xc2;

        assertThat(ContentInspection.typeOf(progressive)).contains(DocumentType.JPEG);
    }

    @Test
    void a_pdf_with_a_cross_reference_stream_is_recognised() {
        String pdf = "%PDF-1.7\n1 0 obj\n<</Type/XRef>>stream\nendstream\nendobj\nstartxref\n9\n%%EOF";

        assertThat(ContentInspection.typeOf(pdf.getBytes(StandardCharsets.ISO_8859_1)))
                .contains(DocumentType.PDF);
    }

    @Test
    void a_pdf_that_was_added_to_counts_by_its_last_trailer() {
        String first = new String(SampleFiles.pdf(), StandardCharsets.ISO_8859_1);
        String added = first + "4 0 obj\n<<>>\nendobj\nstartxref\n" + first.length() + "\n%%EOF\n";

        assertThat(ContentInspection.typeOf(added.getBytes(StandardCharsets.ISO_8859_1)))
                .contains(DocumentType.PDF);
    }

    @Test
    void what_a_camera_appends_behind_the_picture_does_no_harm() {
        assertThat(ContentInspection.typeOf(followedBy(SampleFiles.jpeg(), "SEFH camera notes")))
                .contains(DocumentType.JPEG);
        assertThat(ContentInspection.typeOf(followedBy(SampleFiles.png(), "camera notes")))
                .contains(DocumentType.PNG);
    }

    @ParameterizedTest
    @MethodSource("sound")
    void a_file_that_breaks_off_anywhere_is_refused(byte[] file) {
        for (int length = 0; length < file.length - 8; length++) {
            assertThat(ContentInspection.typeOf(SampleFiles.start(file, length)))
                    .as("the first %s of %s bytes", length, file.length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<html><script>alert(1)</script></html>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "GIF89a                ",
        "PK\u0003\u0004 office document",
        "MZ program",
        "%PDF-1.4",
        "%PDF-1.4\nonly the header",
        "%PDF-9.9\nxref\nstartxref\n9\n%%EOF",
        "%PDF-1.4\nno reference here\nstartxref\n9\n%%EOF",
        "%PDF-1.4\nxref\nstartxref\n9999999999\n%%EOF",
        "%PDF-1.4\nxref\nstartxref\n-5\n%%EOF",
        "<html>%PDF-1.4\nxref\nstartxref\n15\n%%EOF",
        ""
    })
    void anything_else_is_refused(String content) {
        assertThat(ContentInspection.typeOf(content.getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }

    @Test
    void a_picture_without_size_is_refused() {
        byte[] flat = SampleFiles.jpeg();
        int frame = indexOf(flat, 0xff, 0xc0);
        flat[frame + 5] = 0;
        flat[frame + 6] = 0;

        assertThat(ContentInspection.typeOf(flat)).isEmpty();
    }

    @Test
    void a_picture_with_a_changed_header_is_refused() {
        byte[] changed = SampleFiles.png();
        changed[19] ^= 1;

        assertThat(ContentInspection.typeOf(changed)).isEmpty();
    }

    @Test
    void random_bytes_behind_a_signature_neither_pass_nor_break_anything() {
        Random random = new Random(20_201_001);
        byte[][] signatures = {
            SampleFiles.start(SampleFiles.jpeg(), 3),
            SampleFiles.start(SampleFiles.png(), 8),
            "%PDF-1.4\n".getBytes(StandardCharsets.ISO_8859_1)
        };
        for (int i = 0; i < 30_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            byte[] signature = signatures[i % signatures.length];
            byte[] file = Arrays.copyOf(signature, signature.length + noise.length);
            System.arraycopy(noise, 0, file, signature.length, noise.length);
            assertThat(ContentInspection.typeOf(file)).isEmpty();
        }
    }

    static Stream<Arguments> sound() {
        return Stream.of(SampleFiles.pdf(), SampleFiles.jpeg(), SampleFiles.png()).map(file -> Arguments.of((Object) file));
    }

    private static byte[] followedBy(byte[] file, String more) {
        byte[] longer = Arrays.copyOf(file, file.length + more.length());
        System.arraycopy(more.getBytes(StandardCharsets.ISO_8859_1), 0, longer, file.length, more.length());
        return longer;
    }

    private static int indexOf(byte[] file, int first, int second) {
        for (int i = 0; i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == first && (file[i + 1] & 0xff) == second) {
                return i;
            }
        }
        throw new IllegalArgumentException("not in the file");
    }
}
