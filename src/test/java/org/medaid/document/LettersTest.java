package org.medaid.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.medaid.audit.AuditTrail;
import org.medaid.document.LetterAnswer.Issued;
import org.medaid.document.LetterAnswer.MissingGlyphs;
import org.medaid.document.Rendering.Rendered;
import org.medaid.document.Rendering.WithoutGlyphs;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.SignedInForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class LettersTest {

    private static final CurrentUser CLERK = SignedInForTests.staff(PoolingArea.JIANGMEN, Groups.AGENCY_CLERK);

    @Autowired
    Letters letters;

    @Autowired
    Documents documents;

    @Autowired
    AuditTrail audit;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @ParameterizedTest
    @EnumSource(LetterKind.class)
    void every_kind_is_printed_on_A4_with_its_fonts_embedded(LetterKind kind) throws IOException {
        byte[] pdf = rendered(SampleLetters.of(kind));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            picture(document, kind.name());
            PDPage page = document.getPage(0);
            assertThat(page.getMediaBox().getWidth()).isBetween(594f, 596f);
            assertThat(page.getMediaBox().getHeight()).isBetween(841f, 843f);
            for (PDPage each : document.getPages()) {
                for (var font : each.getResources().getFontNames()) {
                    assertThat(each.getResources().getFont(font).isEmbedded()).isTrue();
                }
            }
            assertThat(text(document)).contains("演示（虚构）");
        }
        assertThat(pdf.length).isLessThan(400_000);
    }

    @Test
    @Clause("P3")
    void an_inquiry_names_the_members_what_is_asked_the_consent_and_the_last_day() throws IOException {
        assertThat(text(LetterKind.INQUIRY))
                .contains("江门市公安局：", "虚构𬭎", "虚构㛃", SampleLetters.NUMBER, "1．名下机动车的数量", "签署授权书", "2026年3月20日前",
                        "连政办发〔2017〕22号");
    }

    @Test
    @Clause("P5")
    void a_notice_for_the_board_has_masked_names_the_days_the_way_to_object_and_a_code_to_the_page() throws IOException {
        String text = text(LetterKind.NOTICE);

        assertThat(text).contains("虚*𬭎", "未成年人1人", "2026年3月9日至2026年3月15日", "镇公共服务中心窗口", "JM-G-2026-0001");
        try (PDDocument document = Loader.loadPDF(rendered(SampleLetters.of(LetterKind.NOTICE)))) {
            assertThat(QrCodes.on(new PDFRenderer(document).renderImageWithDPI(0, 200)))
                    .isEqualTo("http://localhost:8080/notices/1f0f7a5e-0000-4000-8000-000000000000");
        }
    }

    @Test
    @Clause("P6")
    void a_refusal_gives_its_reasons_with_articles_and_the_way_to_appeal() throws IOException {
        assertThat(text(LetterKind.REFUSAL))
                .contains("家庭人均可支配收入高于规定标准", "连政办发〔2017〕22号二(二)", "60日内向江门市人民政府申请行政复议", "6个月内", "行政诉讼",
                        "虚构·买买提");
    }

    @Test
    @Clause("P6")
    void an_approval_says_who_is_what_from_when_on_which_article() throws IOException {
        assertThat(text(LetterKind.APPROVAL)).contains("虚构䶮", "低收入家庭成员", "2026年4月1日", "江人社发〔2018〕567号");
    }

    @Test
    void what_is_missing_is_told_once_and_whole() throws IOException {
        assertThat(text(LetterKind.MISSING_DOCUMENTS)).contains("虚构𠅤", "近12个月银行流水", "出院小结", "2026年3月31日");
    }

    @Test
    void a_stop_says_the_last_day_the_reason_and_the_way_to_appeal() throws IOException {
        assertThat(text(LetterKind.STOP)).contains("2026年4月30日终止", "六(一)", "60日内");
    }

    @Test
    @Clause("P8")
    void a_certificate_is_laid_out_as_annex_1_with_photo_number_and_a_code_to_verify() throws IOException {
        byte[] pdf = rendered(SampleLetters.of(LetterKind.CERTIFICATE));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(text(document)).contains("江门市医疗保障", "精准扶贫就医证", "编号", "发证单位（民政）", "发证单位（社保）", "虚构𬭎",
                    "就医证", "如有遗失本证，应及时向发证单位报失并申请补发");
            assertThat(QrCodes.on(new PDFRenderer(document).renderImageWithDPI(0, 200))).contains("/verify?c=");
            assertThat(pictures(document)).isEqualTo(2);
        }
    }

    @Test
    @Clause("X1")
    void a_household_has_one_file_and_each_member_a_card_of_its_own() throws IOException {
        byte[] pdf = rendered(SampleLetters.of(LetterKind.HOUSEHOLD_FILE));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(3);
            assertThat(text(document).split("健康卡姓名", -1)).hasSize(3);
            assertThat(text(document)).contains("虚构𬭎", "虚构㛃", "慢性肾功能不全（需透析）", "江门市虚构医院（二级）", "虚构医生");
        }
    }

    @Test
    @Clause("R7")
    void a_card_for_treatment_before_payment_says_who_where_from_when_to_when_and_on_which_article() throws IOException {
        assertThat(text(LetterKind.DEPOSIT_WAIVER))
                .contains("先诊疗后付费", "虚构𬭎", "320703**********29", "最低生活保障对象", "2026年3月9日", "2026年12月31日", "连云港市虚构人民医院",
                        "连政办发〔2017〕22号六(二)", "免收住院押金");
        LetterContent.DepositWaiver card = (LetterContent.DepositWaiver) SampleLetters.of(LetterKind.DEPOSIT_WAIVER);
        assertThatThrownBy(() -> new LetterContent.DepositWaiver(
                        card.name(), SampleLetters.NUMBER, card.categoryName(), card.from(), card.to(), card.hospitalName(), card.basis()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Clause("M1")
    void a_statement_carries_its_own_number_and_masked_names() throws IOException {
        byte[] pdf = ((Rendering.Rendered) letters.render(
                        PoolingArea.JIANGMEN, SampleLetters.of(LetterKind.HOSPITAL_STATEMENT), "JM-YJ-202603-000001"))
                .pdf();

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(text(document)).contains("JM-YJ-202603-000001", "江门市虚构人民医院", "2026年3月", "100.00", "虚*𬭎", "五(五)");
        }
    }

    @Test
    void rare_characters_of_names_are_printed_from_extensions_A_B_and_E() {
        assertThat(letters.missingGlyphs("𬭎㛃䶮𠅤𪚥〇·〔2026〕①□")).isEmpty();
    }

    @Test
    @Clause("C18")
    void a_claim_for_money_back_says_how_much_why_until_when_where_to_and_how_to_appeal_and_never_asks_for_cash()
            throws IOException {
        assertThat(text(LetterKind.RECOVERY_NOTICE))
                .contains("1200.00元", "所附票据查明不实", "五(四)", "2026年4月30日", "江门市虚构专户", "不收取现金", "24个月", "50%", "60日内")
                .contains("440703**********29");
        LetterContent.RecoveryNotice sound = (LetterContent.RecoveryNotice) SampleLetters.of(LetterKind.RECOVERY_NOTICE);
        assertThatThrownBy(() -> new LetterContent.RecoveryNotice(
                        sound.name(), "440703196503120029", sound.recoveryNumber(), sound.caseNumber(), sound.amount(), sound.reason(),
                        sound.payBy(), sound.payInto(), sound.mostMonths(), sound.offsetPercent(), sound.contact(), sound.appeal()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_character_without_a_glyph_is_reported_and_nothing_is_numbered() {
        // Of a block that no font may ever fill for everybody: the private one.
        String hole = Character.toString(0xF1234);
        LetterContent.Stop sound = (LetterContent.Stop) SampleLetters.of(LetterKind.STOP);
        LetterContent.Stop holed = new LetterContent.Stop(
                "虚" + hole + "构" + hole,
                sound.residentId(),
                sound.categoryName(),
                sound.lastDay(),
                sound.reason(),
                sound.appeal());
        Subject subject = subject("glyphs");

        assertThat(letters.missingGlyphs("虚构" + hole + hole)).containsExactly(hole);
        assertThat(letters.render(PoolingArea.JIANGMEN, holed)).isEqualTo(new WithoutGlyphs(List.of(hole)));
        assertThat(letters.issue(PoolingArea.JIANGMEN, LetterKind.STOP, subject, holed, CLERK.id()))
                .isInstanceOfSatisfying(MissingGlyphs.class, missing -> assertThat(missing.message()).contains(hole));
        assertThat(letters.of(PoolingArea.JIANGMEN, subject)).isEmpty();
    }

    @Test
    void an_issued_letter_is_numbered_kept_as_a_document_of_its_subject_and_recorded() throws IOException {
        Subject subject = subject("issued");

        Issued issued = issue(PoolingArea.LIANYUNGANG, LetterKind.APPROVAL, subject);

        assertThat(issued.number()).matches("连医救认〔" + clock.today().getYear() + "〕第\\d{4}号");
        CurrentUser clerk = SignedInForTests.staff(PoolingArea.LIANYUNGANG, Groups.AGENCY_CLERK);
        DocumentContent kept = documents.read(clerk, issued.document()).orElseThrow();
        assertThat(kept.document().attachedTo()).contains(subject);
        assertThat(kept.document().fileName()).contains("认定决定书").endsWith(".pdf");
        try (PDDocument document = Loader.loadPDF(kept.bytes())) {
            assertThat(text(document)).contains(issued.number());
        }
        assertThat(audit.of("LETTER", issued.id().toString())).singleElement().satisfies(act -> assertThat(act.entry().action())
                .isEqualTo("LETTER_ISSUED"));
        assertThat(letters.of(PoolingArea.LIANYUNGANG, subject)).containsExactly(issued);
        assertThat(letters.of(PoolingArea.FUSHUN, subject)).isEmpty();
        assertThat(letters.numbered(PoolingArea.LIANYUNGANG, issued.number())).contains(issued);
    }

    @Test
    void numbers_of_a_kind_follow_each_other_without_a_gap_also_when_an_issue_is_rolled_back() {
        int first = inYear(issue(PoolingArea.FUSHUN, LetterKind.STOP, subject("a")));
        int otherKind = inYear(issue(PoolingArea.FUSHUN, LetterKind.REFUSAL, subject("other")));
        transaction.executeWithoutResult(status -> {
            issue(PoolingArea.FUSHUN, LetterKind.STOP, subject("b"));
            status.setRollbackOnly();
        });
        int other = inYear(issue(PoolingArea.FUSHUN, LetterKind.REFUSAL, subject("c")));
        int second = inYear(issue(PoolingArea.FUSHUN, LetterKind.STOP, subject("d")));

        assertThat(second).isEqualTo(first + 1);
        assertThat(other).isEqualTo(otherKind + 1);
    }

    @Test
    void issues_at_the_same_moment_get_different_numbers_in_a_row() throws Exception {
        var pool = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Integer>> issues = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Subject subject = subject("parallel-" + i);
                issues.add(() -> inYear(issue(PoolingArea.HESHAN, LetterKind.STOP, subject)));
            }
            List<Integer> numbers = new ArrayList<>();
            for (Future<Integer> done : pool.invokeAll(issues)) {
                numbers.add(done.get());
            }
            // Other tests of the same application may have issued before.
            int first = Collections.min(numbers);
            assertThat(numbers)
                    .containsExactlyInAnyOrder(first, first + 1, first + 2, first + 3, first + 4, first + 5);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void the_table_itself_refuses_a_gap_and_a_change() {
        Issued issued = issue(PoolingArea.JINING, LetterKind.STOP, subject("table"));

        assertThatThrownBy(() -> jdbc.sql("""
                        insert into medaid.letter select gen_random_uuid(), area, kind, year, number_in_year + 2, 'x', subject_type,
                            subject_id, document_id, issued_by, issued_at from medaid.letter where id = :id
                        """).param("id", issued.id().value()).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("leaves a gap");
        assertThatThrownBy(() -> jdbc.sql("delete from medaid.letter where id = :id")
                        .param("id", issued.id().value())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    @Test
    void content_is_not_issued_as_another_kind() {
        assertThatThrownBy(() -> letters.issue(
                        PoolingArea.JINING,
                        LetterKind.APPROVAL,
                        subject("wrong"),
                        SampleLetters.of(LetterKind.STOP),
                        CLERK.id()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void markup_in_a_name_is_printed_as_it_is_written() throws IOException {
        LetterContent.Stop sound = (LetterContent.Stop) SampleLetters.of(LetterKind.STOP);
        byte[] pdf = rendered(new LetterContent.Stop(
                "<b>虚构</b>&amp;", sound.residentId(), sound.categoryName(), LocalDate.of(2026, 4, 30), sound.reason(), sound.appeal()));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(text(document)).contains("<b>虚构</b>&amp;");
        }
    }

    private Issued issue(PoolingArea area, LetterKind kind, Subject subject) {
        return (Issued) letters.issue(area, kind, subject, SampleLetters.of(kind), CLERK.id());
    }

    private int inYear(Issued issued) {
        return Integer.parseInt(issued.number().replaceAll(".*第(\\d+)号", "$1"));
    }

    private static Subject subject(String name) {
        return new Subject("APPLICATION", "letters-test-" + name);
    }

    private byte[] rendered(LetterContent content) {
        return ((Rendered) letters.render(PoolingArea.JIANGMEN, content)).pdf();
    }

    private String text(LetterKind kind) throws IOException {
        try (PDDocument document = Loader.loadPDF(rendered(SampleLetters.of(kind)))) {
            return text(document);
        }
    }

    /** Without blanks and line breaks, which the layout sets as it likes. */
    private static String text(PDDocument document) throws IOException {
        return new PDFTextStripper().getText(document).replaceAll("\\s+", "");
    }

    private static int pictures(PDDocument document) throws IOException {
        int found = 0;
        for (var name : document.getPage(0).getResources().getXObjectNames()) {
            found += document.getPage(0).getResources().isImageXObject(name) ? 1 : 0;
        }
        return found;
    }

    private static void picture(PDDocument document, String name) throws IOException {
        File folder = new File("target/screenshots/letters");
        folder.mkdirs();
        for (int page = 0; page < Math.min(2, document.getNumberOfPages()); page++) {
            ImageIO.write(
                    new PDFRenderer(document).renderImageWithDPI(page, 60), "png", new File(folder, name + "-" + page + ".png"));
        }
    }
}
