package org.medaid.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medaid.document.ReferralFormContent.Wording;
import org.medaid.document.Rendering.WithoutGlyphs;
import org.medaid.document.SealAnswer.Code;
import org.medaid.document.SealAnswer.Refused;
import org.medaid.document.SealAnswer.Sealed;
import org.medaid.document.SealReport.Examined;
import org.medaid.document.SealReport.Seal;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
@Clause("R5")
class ReferralFormsTest {

    private static final String HOLE = Character.toString(0xF1234);

    @Autowired
    ReferralForms forms;

    @Autowired
    Seals seals;

    @Autowired
    BusinessClock clock;

    @Test
    void a_blank_form_is_one_A4_page_laid_out_as_annex_2_with_its_fonts_embedded() throws IOException {
        byte[] pdf = SampleForms.blank(forms, true);

        try (PDDocument document = Loader.loadPDF(pdf)) {
            picture(document, "blank");
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            PDPage page = document.getPage(0);
            assertThat(page.getMediaBox().getWidth()).isBetween(594f, 596f);
            assertThat(page.getMediaBox().getHeight()).isBetween(841f, 843f);
            for (var font : page.getResources().getFontNames()) {
                assertThat(page.getResources().getFont(font).isEmbedded()).isTrue();
            }
            assertThat(text(document))
                    .contains("演示（虚构）", "“精准扶贫重点帮扶对象”就医转诊申请表", "编号：HS-Z-2026-0007", "姓名", "虚构𬭎", "性别", "女", "年龄",
                            "61岁", "联系电话", "13800000000", "身份证号码", "440784196503124023", "单位名称", "临床诊断：右上肺占位性病变",
                            "拟转诊医院：广州市虚构肿瘤医院", "本地二级定点医疗机构填写", "本地三级定点医疗机构填写", "病情摘要：", "转院(诊)理由：",
                            "医师签名：", "副主任以上医师或科主任意见：", "医务科意见：", "社会保险经办机构填写", "审批意见：", "经办人：", "复核人：");
            assertThat(document.getSignatureFields())
                    .extracting(PDSignatureField::getPartialName)
                    .containsExactly("tier2", "tier3", "office");
        }
    }

    @Test
    void three_stamps_follow_each_other_and_each_covers_all_that_was_there() throws IOException {
        byte[] blank = SampleForms.blank(forms, true);
        byte[] first = SampleForms.sealed(
                forms.stampTier2(blank, SampleForms.hospital("鹤山市虚构人民医院"), SampleForms.TIER_2));
        byte[] second = SampleForms.sealed(
                forms.stampTier3(first, SampleForms.hospital("江门市虚构中心医院"), SampleForms.TIER_3));
        Sealed last = (Sealed) forms.stampOffice(second, SampleForms.filing(), SampleForms.OFFICE);

        assertThat(first).startsWith(blank);
        assertThat(second).startsWith(first);
        assertThat(last.pdf()).startsWith(second);
        Examined report = examined(last.pdf());
        assertThat(report.changes()).isEmpty();
        assertThat(report.unchanged()).isTrue();
        assertThat(report.trusted()).isTrue();
        assertThat(report.demonstration()).isTrue();
        assertThat(report.seals())
                .extracting(Seal::holder)
                .containsExactly("鹤山市虚构人民医院医务科（示范）", "江门市虚构中心医院医务科（示范）", "鹤山市医疗保障经办机构（示范）");
        assertThat(report.seals()).extracting(Seal::field).containsExactly("tier2", "tier3", "office");
        assertThat(report.seals()).extracting(Seal::reason).allSatisfy(reason -> assertThat(reason).startsWith("就医转诊表："));
        assertThat(report.seals()).allSatisfy(seal -> {
            assertThat(seal.intact()).isTrue();
            assertThat(seal.valid()).isTrue();
            assertThat(Duration.between(seal.signedAt().orElseThrow(), clock.now())).isBetween(Duration.ZERO, Duration.ofMinutes(5));
        });
        assertThat(report.seals().get(2).certificateSerial()).isEqualTo(last.certificateSerial());
        assertThat(examined(first).seals()).hasSize(1);
        assertThat(examined(second).unchanged()).isTrue();
        assertThat(last.pdf().length).isLessThan(1_500_000);
        try (PDDocument document = Loader.loadPDF(last.pdf())) {
            picture(document, "three-stamps");
            assertThat(boxText(document, "tier2")).contains("咳嗽、痰中带血", "虚构主任（副主任医师）", "2026年3月10日", "胸外科");
            assertThat(boxText(document, "office")).contains("同意备案", "经办人：虚构经办", "复核人：虚构复核", "2026年3月11日");
        }
    }

    @Test
    void inside_the_city_the_box_of_tier_3_is_struck_out_and_cannot_be_stamped() throws IOException {
        byte[] first = SampleForms.sealed(forms.stampTier2(
                SampleForms.blank(forms, false), SampleForms.hospital("鹤山市虚构人民医院"), SampleForms.TIER_2));

        assertThat(code(forms.stampTier3(first, SampleForms.hospital("江门市虚构中心医院"), SampleForms.TIER_3)))
                .isEqualTo(Code.BOX_MISSING);
        byte[] filed = SampleForms.sealed(forms.stampOffice(first, SampleForms.filing(), SampleForms.OFFICE));
        assertThat(examined(filed).unchanged()).isTrue();
        try (PDDocument document = Loader.loadPDF(filed)) {
            picture(document, "inside-the-city");
            assertThat(text(document)).contains("／");
        }
    }

    @Test
    void another_area_has_a_title_and_boxes_of_its_own() throws IOException {
        ReferralFormContent annex = SampleForms.content(false);
        ReferralFormContent other = new ReferralFormContent(
                Wording.of("医疗救助对象转诊备案表"),
                "FS-Z-2026-0001",
                annex.name(),
                annex.sexName(),
                annex.age(),
                Optional.empty(),
                annex.residentId(),
                Optional.of("抚顺市虚构机械厂"),
                annex.diagnosis(),
                "沈阳市虚构医院",
                true,
                false);

        try (PDDocument document = Loader.loadPDF(((Rendering.Rendered) forms.blank(other)).pdf())) {
            assertThat(text(document))
                    .contains("医疗救助对象转诊备案表", "医疗保障经办机构填写", "抚顺市虚构机械厂")
                    .doesNotContain("精准扶贫");
        }
    }

    @Test
    void the_longest_texts_are_printed_whole_in_their_places() throws IOException {
        String summary = "病".repeat(499) + "末";
        String text = "理".repeat(299) + "尾";
        HospitalBox box = new HospitalBox(
                "江门市虚构医院".repeat(5) + "第五分院部",
                "科".repeat(20),
                summary,
                text,
                "名".repeat(25),
                LocalDate.of(2026, 12, 31),
                text,
                "任".repeat(25),
                LocalDate.of(2026, 12, 31),
                text,
                Optional.of("印".repeat(25)),
                LocalDate.of(2026, 12, 31));
        ReferralFormContent longest = new ReferralFormContent(
                Wording.ANNEX_2, "9".repeat(40), "名".repeat(50), "女", 100, Optional.of("1".repeat(40)), "4".repeat(18),
                Optional.of("单".repeat(80)), "诊".repeat(200), "院".repeat(80), true, true);

        byte[] pdf = SampleForms.sealed(
                forms.stampTier2(((Rendering.Rendered) forms.blank(longest)).pdf(), box, SampleForms.TIER_2));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            picture(document, "longest");
            assertThat(boxText(document, "tier2")).contains(summary, text, "名".repeat(25), "任".repeat(25), "印".repeat(25));
        }
    }

    @Test
    void texts_that_are_missing_too_long_or_without_glyph_are_refused_and_the_form_stays_as_it_was() {
        byte[] blank = SampleForms.blank(forms, true);

        assertThat(code(forms.stampTier2(blank, withSummary("  "), SampleForms.TIER_2))).isEqualTo(Code.TEXT_MISSING);
        assertThat(code(forms.stampTier2(blank, withSummary("病".repeat(501)), SampleForms.TIER_2)))
                .isEqualTo(Code.TEXT_TOO_LONG);
        assertThat(code(forms.stampTier2(blank, withSummary("病\n".repeat(100) + "末"), SampleForms.TIER_2)))
                .isEqualTo(Code.TEXT_TOO_LONG);
        Refused glyph = (Refused) forms.stampTier2(blank, withSummary("病" + HOLE), SampleForms.TIER_2);
        assertThat(glyph.code()).isEqualTo(Code.GLYPH_MISSING);
        assertThat(glyph.message()).contains(HOLE);
        assertThat(code(forms.stampTier2(blank, SampleForms.hospital("医院" + HOLE), SampleForms.TIER_2)))
                .isEqualTo(Code.GLYPH_MISSING);
        ReferralFormContent sound = SampleForms.content(true);
        assertThat(forms.blank(new ReferralFormContent(
                        sound.wording(), sound.number(), "虚" + HOLE, sound.sexName(), sound.age(), sound.phone(),
                        sound.residentId(), sound.workUnit(), sound.diagnosis(), sound.targetHospital(), true, true)))
                .isEqualTo(new WithoutGlyphs(List.of(HOLE)));
    }

    @Test
    void a_box_is_stamped_once_and_a_changed_form_not_at_all() {
        byte[] first = SampleForms.sealed(forms.stampTier2(
                SampleForms.blank(forms, true), SampleForms.hospital("鹤山市虚构人民医院"), SampleForms.TIER_2));

        assertThat(code(forms.stampTier2(first, SampleForms.hospital("鹤山市虚构人民医院"), SampleForms.TIER_2)))
                .isEqualTo(Code.BOX_STAMPED);
        byte[] changed = first.clone();
        changed[1000] ^= 1;
        assertThat(code(forms.stampTier3(changed, SampleForms.hospital("江门市虚构中心医院"), SampleForms.TIER_3)))
                .isEqualTo(Code.FORM_NOT_SOUND);
        assertThat(code(forms.stampOffice("%PDF-1.7 nothing".getBytes(StandardCharsets.US_ASCII), SampleForms.filing(), SampleForms.OFFICE)))
                .isEqualTo(Code.FORM_NOT_SOUND);
    }

    /** An independent reader, which knows nothing of ours. */
    @Test
    void pdfsig_accepts_every_stamp(@TempDir Path folder) throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "pdfsig"))),
                "pdfsig of poppler-utils is not installed");
        Path file = Files.write(folder.resolve("form.pdf"), SampleForms.threeStamps(forms));

        String said = pdfsig(folder, file);

        assertThat(said.split("Signature is Valid", -1)).as(said).hasSize(4);
        assertThat(said)
                .contains("Signature Type: ETSI.CAdES.detached", "Signing Hash Algorithm: SHA-256", "Total document signed")
                .contains("鹤山市虚构人民医院医务科（示范）");

        byte[] changed = Files.readAllBytes(file);
        changed[1000] ^= 1;
        Files.write(file, changed);
        assertThat(pdfsig(folder, file)).doesNotContain("Signature is Valid");
    }

    private static String pdfsig(Path folder, Path file) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder("pdfsig", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        // Without what the person who runs the tests trusts.
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return Files.readString(out);
    }

    private static HospitalBox withSummary(String summary) {
        HospitalBox box = SampleForms.hospital("鹤山市虚构人民医院");
        return new HospitalBox(
                box.hospitalName(), box.department(), summary, box.reason(), box.doctor(), box.doctorSignedOn(), box.opinion(),
                box.opinionBy(), box.opinionOn(), box.affairsOpinion(), box.stampedBy(), box.stampedOn());
    }

    private Examined examined(byte[] pdf) {
        SealReport report = seals.check(pdf);
        assertThat(report).isInstanceOf(Examined.class);
        return (Examined) report;
    }

    private static Code code(SealAnswer answer) {
        return ((Refused) answer).code();
    }

    private static String text(PDDocument document) throws IOException {
        return new PDFTextStripper().getText(document).replaceAll("\\s+", "");
    }

    /** What the field's appearance says, read as a page of its own. */
    private static String boxText(PDDocument document, String field) throws IOException {
        PDSignatureField found = (PDSignatureField)
                document.getDocumentCatalog().getAcroForm(null).getField(field);
        PDFormXObject shown =
                found.getWidgets().get(0).getAppearance().getNormalAppearance().getAppearanceStream();
        try (PDDocument alone = new PDDocument()) {
            PDPage page = new PDPage(shown.getBBox());
            alone.addPage(page);
            try (var content = new org.apache.pdfbox.pdmodel.PDPageContentStream(alone, page)) {
                content.drawForm(shown);
            }
            return text(alone);
        }
    }

    private static void picture(PDDocument document, String name) throws IOException {
        File folder = new File("target/screenshots/referral-forms");
        folder.mkdirs();
        ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, 110), "png", new File(folder, name + ".png"));
    }
}
