package org.medaid.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medaid.document.SealAnswer.Refused;
import org.medaid.document.SealAnswer.Sealed;
import org.medaid.document.SealReport.Change;
import org.medaid.document.SealReport.ChangeCode;
import org.medaid.document.SealReport.Code;
import org.medaid.document.SealReport.Examined;
import org.medaid.document.SealReport.Seal;
import org.medaid.document.SealReport.Unreadable;
import org.medaid.document.model.SealKeysForTests;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
@Clause("R5")
class SealsTest {

    private static final long SEED = 20260310;

    private static byte[] threeStamps;

    @Autowired
    ReferralForms forms;

    @Autowired
    Seals seals;

    @Autowired
    Letters letters;

    @Autowired
    BusinessClock clock;

    @Test
    void one_changed_byte_is_found_wherever_it_is() {
        byte[] sound = threeStamps();
        assertThat(isWhole(sound)).isTrue();
        Set<Integer> places = new TreeSet<>();
        Random random = new Random(SEED);
        for (int i = 0; i < 80; i++) {
            places.add(random.nextInt(sound.length));
        }
        Map<Integer, Integer> unnoticed = new TreeMap<>();
        for (int place : places) {
            for (int flip : new int[] {1, 0x20}) {
                if (isWhole(flipped(sound, place, flip))) {
                    unnoticed.put(place, flip);
                }
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    /** Where the last stamp does not cover itself: every part of it counts, the digits' case and the filling zeros too. */
    @Test
    void one_changed_byte_in_the_last_signature_itself_is_found() throws IOException {
        byte[] sound = threeStamps();
        int[] range = lastRange(sound);
        Set<Integer> places = new TreeSet<>();
        Random random = new Random(SEED + 1);
        // The message has about 1500 of the gap's digits.
        for (int i = 0; i < 60; i++) {
            places.add(range[1] + random.nextInt(1500));
            places.add(range[1] + random.nextInt(range[2] - range[1]));
        }
        places.add(range[1]);
        places.add(range[2] - 1);
        Map<Integer, String> unnoticed = new TreeMap<>();
        for (int place : places) {
            char digit = (char) sound[place];
            for (char other : new char[] {(char) (digit ^ 0x20), (char) (digit ^ 1), '0'}) {
                if (other != digit && isWhole(with(sound, place, other))) {
                    unnoticed.put(place, digit + "→" + other);
                }
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void what_is_appended_after_the_last_stamp_is_found() throws IOException {
        byte[] annotated = incremented(threeStamps(), document -> {
            PDAnnotationText note = new PDAnnotationText();
            note.setContents("补充意见");
            document.getPage(0).getAnnotations().add(note);
        });
        byte[] blank = Arrays.copyOf(threeStamps(), threeStamps().length + 1);

        assertThat(examined(annotated).unchanged()).isFalse();
        assertThat(examined(annotated).changes()).extracting(Change::code).contains(ChangeCode.AFTER_LAST_SEAL);
        assertThat(examined(annotated).changes()).extracting(Change::message).contains("文件在最后一次盖章后被改动。");
        // The stamps themselves are as they were.
        assertThat(examined(annotated).seals()).hasSize(3).allMatch(Seal::intact);
        assertThat(examined(blank).changes()).extracting(Change::code).containsExactly(ChangeCode.AFTER_LAST_SEAL);
    }

    @Test
    void what_is_changed_between_two_stamps_is_found_also_if_the_later_one_covers_it() throws IOException {
        byte[] first = SampleForms.sealed(forms.stampTier2(
                SampleForms.blank(forms, true), SampleForms.hospital("鹤山市虚构人民医院"), SampleForms.TIER_2));
        byte[] rewritten = incremented(first, document -> {
            try (PDPageContentStream content =
                    new PDPageContentStream(document, document.getPage(0), AppendMode.APPEND, true)) {
                content.addRect(100, 100, 200, 200);
                content.fill();
            }
        });
        byte[] annotated = incremented(first, document -> {
            PDAnnotationText note = new PDAnnotationText();
            note.setContents("补充意见");
            document.getPage(0).getAnnotations().add(note);
        });
        byte[] titled = incremented(first, document -> document.getDocumentInformation().setTitle("另一份文件"));
        byte[] moved = incremented(first, document -> document.getDocumentCatalog()
                .getAcroForm(null)
                .getField("office")
                .getWidgets()
                .get(0)
                .setRectangle(new PDRectangle(10, 10, 300, 100)));

        Map<String, byte[]> all = Map.of("rewritten", rewritten, "annotated", annotated, "titled", titled, "moved", moved);
        all.forEach((how, changed) -> {
            // Our own desk would refuse to stamp it; somebody else stamps without looking.
            byte[] stamped = SealKeysForTests.stampWithoutLooking(
                    changed, officeStamp(), SealKeysForTests.demonstration(Path.of("target/seals/stranger")), clock.now());
            assertThat(examined(stamped).seals()).hasSize(2).allMatch(Seal::intact);
            assertThat(examined(stamped).changes()).as(how).extracting(Change::code).contains(ChangeCode.BETWEEN_SEALS);
        });
        byte[] sound = SealKeysForTests.stampWithoutLooking(
                first, officeStamp(), SealKeysForTests.demonstration(Path.of("target/seals/stranger")), clock.now());
        assertThat(examined(sound).unchanged()).isTrue();
    }

    @Test
    void a_stamp_of_an_unknown_authority_is_not_trusted(@TempDir Path folder) {
        Seals stranger = new Seals(SealKeysForTests.demonstration(folder), clock);
        byte[] stamped = ((Sealed) stranger.stamp(SampleForms.blank(forms, true), officeStamp())).pdf();

        Examined report = examined(stamped);
        assertThat(report.unchanged()).isTrue();
        assertThat(report.trusted()).isFalse();
        assertThat(report.seals()).singleElement().satisfies(seal -> {
            assertThat(seal.trusted()).isFalse();
            assertThat(seal.demonstration()).isTrue();
            assertThat(seal.valid()).isTrue();
        });
        assertThat(((Examined) stranger.check(stamped)).trusted()).isTrue();
    }

    @Test
    void two_that_stamp_at_once_where_no_seal_was_made_yet_share_one_authority(@TempDir Path folder) throws Exception {
        byte[] blank = SampleForms.blank(forms, true);
        Stamp hospital =
                new Stamp(SampleForms.TIER_2, "鹤山市虚构人民医院医务科", "tier2", "测试", Optional.empty(), SampleFiles.pdf());
        CyclicBarrier start = new CyclicBarrier(2);
        List<Callable<SealAnswer>> both = new ArrayList<>();
        for (Stamp stamp : List.of(hospital, officeStamp())) {
            Seals application = new Seals(SealKeysForTests.demonstration(folder), clock);
            both.add(() -> {
                start.await();
                return application.stamp(blank, stamp);
            });
        }
        var pool = Executors.newFixedThreadPool(2);
        try {
            for (Future<SealAnswer> done : pool.invokeAll(both)) {
                SealReport report = new Seals(SealKeysForTests.demonstration(folder), clock).check(SampleForms.sealed(done.get()));
                assertThat(((Examined) report).unchanged() && ((Examined) report).trusted()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void without_a_certificate_nothing_is_stamped(@TempDir Path folder) {
        Seals production = new Seals(SealKeysForTests.production("", "", folder), clock);

        SealAnswer answer = production.stamp(SampleForms.blank(forms, true), officeStamp());

        assertThat(answer).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(SealAnswer.Code.SEAL_MISSING);
            assertThat(refused.message()).contains(SampleForms.OFFICE, "请联系系统管理员");
        });
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_certificate_out_of_its_time_does_not_stamp() {
        BusinessClock late = new BusinessClock(Clock.fixed(Instant.parse("2051-01-01T00:00:00Z"), ZoneOffset.UTC));
        Seals then = new Seals(SealKeysForTests.demonstration(Path.of("target/seals/late")), late);

        assertThat(((Refused) then.stamp(SampleForms.blank(forms, true), officeStamp())).code())
                .isEqualTo(SealAnswer.Code.SEAL_NOT_VALID);
    }

    @Test
    void any_PDF_is_stamped_where_the_stamp_says_and_a_stamp_over_another_is_found() {
        Stamp first = new Stamp(
                SampleForms.OFFICE, "鹤山市医疗保障经办机构", "seal-1", "测试", Optional.of(new Stamp.Place(0, 20, 20, 120, 60)), SampleFiles.pdf());
        Stamp beside = new Stamp(
                SampleForms.OFFICE, "鹤山市医疗保障经办机构", "seal-2", "测试", Optional.of(new Stamp.Place(0, 160, 20, 100, 60)), SampleFiles.pdf());
        Stamp over = new Stamp(
                SampleForms.OFFICE, "鹤山市医疗保障经办机构", "seal-3", "测试", Optional.of(new Stamp.Place(0, 100, 50, 100, 60)), SampleFiles.pdf());
        Stamp nowhere = new Stamp(SampleForms.OFFICE, "鹤山市医疗保障经办机构", "seal-4", "测试", Optional.empty(), SampleFiles.pdf());

        byte[] two = SampleForms.sealed(seals.stamp(SampleForms.sealed(seals.stamp(SampleFiles.pdf(), first)), beside));
        assertThat(examined(two).unchanged()).isTrue();
        assertThat(examined(two).seals()).extracting(Seal::field).containsExactly("seal-1", "seal-2");
        byte[] covered = SealKeysForTests.stampWithoutLooking(
                two, over, SealKeysForTests.demonstration(Path.of("target/seals/stranger")), clock.now());
        assertThat(examined(covered).changes()).extracting(Change::code).containsExactly(ChangeCode.OVERLAP);
        assertThat(((Refused) seals.stamp(two, over)).code()).isEqualTo(SealAnswer.Code.FORM_NOT_SOUND);
        assertThat(((Refused) seals.stamp(two, nowhere)).code()).isEqualTo(SealAnswer.Code.BOX_MISSING);
    }

    @Test
    void a_letter_is_stamped_although_it_was_printed_with_compressed_tables() {
        byte[] letter = ((Rendering.Rendered) letters.render(PoolingArea.HESHAN, SampleLetters.of(LetterKind.STOP))).pdf();
        Stamp stamp = new Stamp(
                SampleForms.OFFICE, "鹤山市医疗保障经办机构", "seal", "测试", Optional.of(new Stamp.Place(0, 380, 200, 100, 100)), SampleFiles.pdf());

        assertThat(examined(SampleForms.sealed(seals.stamp(letter, stamp))).trusted()).isTrue();
    }

    @Test
    void files_that_cannot_be_examined_get_an_answer_and_no_exception() throws IOException {
        assertThat(unreadable(new byte[0])).isEqualTo(Code.EMPTY);
        assertThat(unreadable("你好".getBytes(StandardCharsets.UTF_8))).isEqualTo(Code.NOT_A_PDF);
        assertThat(unreadable(SampleFiles.jpeg())).isEqualTo(Code.NOT_A_PDF);
        assertThat(unreadable(new byte[Seals.LARGEST_BYTES + 1])).isEqualTo(Code.TOO_LARGE);
        assertThat(unreadable(SampleFiles.pdf())).isEqualTo(Code.NOT_SEALED);
        assertThat(unreadable(SampleForms.blank(forms, true))).isEqualTo(Code.NOT_SEALED);
        assertThat(unreadable(encrypted())).isEqualTo(Code.ENCRYPTED);
        byte[] nested = ("%PDF-1.7\n1 0 obj\n" + "[".repeat(200_000) + "\n/ByteRange [0 1 2 3]\nxref\n0 2\n0000000000 65535 f\r\n"
                        + "0000000009 00000 n\r\ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n200043\n%%EOF\n")
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(unreadable(nested)).isEqualTo(Code.BROKEN);
    }

    @Test
    void a_file_that_breaks_off_anywhere_gets_an_answer() {
        byte[] sound = threeStamps();
        Random random = new Random(SEED + 2);
        for (int i = 0; i < 60; i++) {
            byte[] broken = Arrays.copyOf(sound, random.nextInt(sound.length));
            assertThat(seals.check(broken)).as("%d bytes", broken.length).isNotNull();
            assertThat(isWhole(broken) && examined(broken).seals().size() == 3).isFalse();
        }
    }

    private byte[] threeStamps() {
        if (threeStamps == null) {
            threeStamps = SampleForms.threeStamps(forms);
        }
        return threeStamps;
    }

    private static Stamp officeStamp() {
        return new Stamp(SampleForms.OFFICE, "鹤山市医疗保障经办机构", "office", "测试", Optional.empty(), SampleFiles.pdf());
    }

    private interface Edit {
        void in(PDDocument document) throws IOException;
    }

    private static byte[] incremented(byte[] pdf, Edit edit) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            edit.in(document);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.saveIncremental(out);
            assertThat(out.size()).isGreaterThan(pdf.length);
            return out.toByteArray();
        }
    }

    private static byte[] encrypted() throws IOException {
        try (PDDocument document = Loader.loadPDF(SampleFiles.pdf())) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static int[] lastRange(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getSignatureFields().stream()
                    .filter(field -> field.getPartialName().equals("office"))
                    .map(PDSignatureField::getSignature)
                    .map(signature -> signature.getCOSObject().getCOSArray(COSName.BYTERANGE).toCOSNumberIntegerList().stream()
                            .mapToInt(Integer::intValue)
                            .toArray())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private boolean isWhole(byte[] pdf) {
        SealReport report = seals.check(pdf);
        return report instanceof Examined && ((Examined) report).unchanged() && ((Examined) report).seals().size() == 3;
    }

    private Examined examined(byte[] pdf) {
        SealReport report = seals.check(pdf);
        assertThat(report).isInstanceOf(Examined.class);
        return (Examined) report;
    }

    private Code unreadable(byte[] pdf) {
        return ((Unreadable) seals.check(pdf)).code();
    }

    private static byte[] flipped(byte[] pdf, int place, int bits) {
        byte[] changed = pdf.clone();
        changed[place] ^= (byte) bits;
        return changed;
    }

    private static byte[] with(byte[] pdf, int place, char other) {
        byte[] changed = pdf.clone();
        changed[place] = (byte) other;
        return changed;
    }
}
