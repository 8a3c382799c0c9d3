package org.medaid.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditTrail;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.ObjectionAnswer.Raised;
import org.medaid.notice.ObjectionAnswer.Refused;
import org.medaid.notice.RaiseObjection.Attachment;
import org.medaid.security.Groups;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.SampleFiles;
import org.medaid.testing.SignedInForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
@Clause("P5")
class ObjectionsTest {

    private static final String TEXT = "该户有一辆小汽车没有申报。";

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    ObjectionImport imports;

    @Autowired
    Documents documents;

    @Autowired
    AuditTrail audit;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RaisedObjections heard;

    @LocalServerPort
    int port;

    private NoticeView notice;

    @BeforeEach
    void publish() {
        NoticeId id = notices.publish(SampleNotices.open(PoolingArea.FUSHUN, clock, "210402001", "虚构街道"));
        notice = notices.view(id).orElseThrow();
    }

    @Test
    void an_objection_is_stored_with_its_attachments_and_the_application_is_told() {
        Raised raised = (Raised) objections.raise(anonymous(TEXT, List.of(new Attachment("车.jpg", SampleFiles.jpeg()))));

        ObjectionView view = objections.view(raised.id()).orElseThrow();
        assertThat(view.content()).isEqualTo(TEXT);
        assertThat(view.name()).isEmpty();
        assertThat(view.stateName()).isEqualTo("待核查");
        assertThat(raised.reference()).matches("YY-[2-9A-Z]{4}-[2-9A-Z]{4}");
        assertThat(documents.attachedTo(
                        SignedInForTests.staff(PoolingArea.FUSHUN, Groups.AGENCY_CLERK), Objections.subject(raised.id())))
                .hasSize(1);
        assertThat(heard.of(notice)).containsExactly(new ObjectionRaised(notice.applicationId(), raised.id()));
        assertThat(audit.of("OBJECTION", raised.id().toString())).hasSize(1);
        assertThat(objections.of(notice.applicationId())).hasSize(1);
    }

    @Test
    void the_same_form_sent_twice_is_one_objection() {
        RaiseObjection once = with(ObjectionChannel.PUBLIC_PAGE, TEXT, clock.today(), List.of(), Optional.of(UUID.randomUUID().toString()));

        ObjectionAnswer first = objections.raise(once);
        ObjectionAnswer second = objections.raise(once);

        assertThat(second).isEqualTo(first);
        assertThat(heard.of(notice)).hasSize(1);
    }

    @Test
    void an_attachment_that_is_no_picture_or_PDF_refuses_the_whole_and_nothing_is_kept() {
        assertThat(codes(objections.raise(anonymous(TEXT, List.of(
                        new Attachment("a.jpg", SampleFiles.jpeg()), new Attachment("b.pdf", "<html>".getBytes()))))))
                .containsExactly("DOCUMENT_TYPE_NOT_ACCEPTED");

        assertThat(objections.to(notice.id())).isEmpty();
        assertThat(heard.of(notice)).isEmpty();
    }

    @Test
    void what_is_wrong_is_said_at_the_field() {
        Attachment small = new Attachment("a.jpg", SampleFiles.jpeg());

        assertThat(codes(objections.raise(anonymous("好", List.of())))).containsExactly("CONTENT_MISSING");
        assertThat(codes(objections.raise(anonymous("长".repeat(2001), List.of())))).containsExactly("CONTENT_TOO_LONG");
        assertThat(codes(objections.raise(anonymous(TEXT, List.of(small, small, small, small, small, small)))))
                .containsExactly("TOO_MANY_ATTACHMENTS");
        assertThat(codes(objections.raise(anonymous(
                        TEXT, List.of(new Attachment("a.pdf", SampleFiles.pdfOfSize(Objections.LARGEST_ATTACHMENT + 1)))))))
                .containsExactly("ATTACHMENT_TOO_LARGE");
        assertThat(codes(objections.raise(new RaiseObjection(
                        notice.id(), ObjectionChannel.WINDOW, Optional.of(" "), Optional.of("<script>"), TEXT, clock.today(),
                        List.of(), Optional.empty(), "fushun-clerk1"))))
                .containsExactly("PHONE_MALFORMED");
    }

    @Test
    void an_objection_comes_in_on_the_notices_days_only() {
        assertThat(codes(objections.raise(with(
                        ObjectionChannel.WINDOW, TEXT, notice.fromOn().minusDays(1), List.of(), Optional.empty()))))
                .containsExactly("OUTSIDE_NOTICE");
        assertThat(codes(objections.raise(with(
                        ObjectionChannel.WINDOW, TEXT, clock.today().plusDays(1), List.of(), Optional.empty()))))
                .containsExactly("OUTSIDE_NOTICE");

        notices.end(notice.id(), "WITHDRAWN", "fushun-clerk1");

        assertThat(codes(objections.raise(anonymous(TEXT, List.of())))).containsExactly("NOTICE_NOT_CURRENT");
    }

    @Test
    void an_objection_is_answered_once() {
        ObjectionId id = ((Raised) objections.raise(anonymous(TEXT, List.of()))).id();

        assertThat(objections.answer(id, ObjectionOutcome.UPHELD, " ", "fushun-clerk1"))
                .extracting(FieldProblem::code)
                .containsExactly("ANSWER_MISSING");
        assertThat(objections.answer(id, ObjectionOutcome.UNFOUNDED, "车辆属于他人。", "fushun-clerk1")).isEmpty();
        assertThat(objections.answer(id, ObjectionOutcome.UNFOUNDED, "车辆属于他人。", "fushun-clerk1")).isEmpty();
        assertThat(objections.answer(id, ObjectionOutcome.UPHELD, "车辆属于该户。", "fushun-clerk2"))
                .extracting(FieldProblem::code)
                .containsExactly("OBJECTION_ANSWERED");

        ObjectionView view = objections.view(id).orElseThrow();
        assertThat(view.outcome()).contains(ObjectionOutcome.UNFOUNDED);
        assertThat(view.answer()).contains("车辆属于他人。");
        assertThat(audit.of("OBJECTION", id.toString())).hasSize(2);
    }

    @Test
    void an_objection_that_no_case_takes_up_is_answered_by_the_county_on_the_offices_page() {
        ObjectionId taken = ((Raised) objections.raise(anonymous(TEXT, List.of()))).id();
        ObjectionId left = ((Raised) objections.raise(anonymous(TEXT, List.of()))).id();
        objections.leaveToOffice(left);
        objections.leaveToOffice(left);
        Browser clerk = Browser.signedIn(port, "fushun-clerk1");

        assertThat(clerk.get("/notices/office/" + notice.id()).body())
                .contains("/notices/office/objections/" + left + "/answers")
                .doesNotContain("/notices/office/objections/" + taken + "/answers");
        assertThat(answered(clerk, taken, Map.of("outcome", "UPHELD", "answer", "ok"))).isEqualTo(404);
        assertThat(answered(Browser.signedIn(port, "jining-clerk1"), left, Map.of("outcome", "UPHELD", "answer", "ok"))).isEqualTo(404);
        assertThat(answered(clerk, left, Map.of("answer", "ok"))).isEqualTo(302);
        assertThat(objections.view(left).orElseThrow().outcome()).isEmpty();
        assertThat(answered(clerk, left, Map.of("outcome", "UNFOUNDED", "answer", "ok"))).isEqualTo(302);
        assertThat(objections.view(left).orElseThrow().outcome()).contains(ObjectionOutcome.UNFOUNDED);
    }

    private static int answered(Browser browser, ObjectionId objection, Map<String, String> form) {
        return browser.postForm("/notices/office/objections/" + objection + "/answers", form).statusCode();
    }

    @Test
    void a_file_from_an_office_without_network_is_taken_once_in_either_encoding() {
        String file = ObjectionImport.TEMPLATE + "\r\n"
                + notice.reference() + "," + clock.today() + ",,,\"该户有一辆车，\n没有\"\"申报\"\"。\"\r\n"
                + notice.reference() + "," + clock.today() + ",虚构邻居,13800000000,该户在城里有房。\r\n";

        ObjectionImport.Result first = imports.take(PoolingArea.FUSHUN, utf8("\ufeff" + file), "fushun-clerk1");
        ObjectionImport.Result again =
                imports.take(PoolingArea.FUSHUN, file.getBytes(Charset.forName("GB18030")), "fushun-clerk1");

        assertThat(first.problems()).isEmpty();
        assertThat(first.taken()).isEqualTo(2);
        assertThat(again.problems()).isEmpty();
        assertThat(objections.to(notice.id()))
                .extracting(ObjectionView::content)
                .containsExactlyInAnyOrder("该户有一辆车，\n没有\"申报\"。", "该户在城里有房。");
        assertThat(heard.of(notice)).hasSize(2);
    }

    @Test
    void a_file_with_one_wrong_row_is_not_taken_and_the_rows_are_named() {
        String file = ObjectionImport.TEMPLATE + "\n"
                + notice.reference() + "," + clock.today() + ",,,该户有一辆车没有申报。\n"
                + "FS-G-1999-0001," + clock.today() + ",,,该户有一辆车没有申报。\n"
                + notice.reference() + ",昨天,,,该户有一辆车没有申报。\n"
                + notice.reference() + "," + clock.today() + ",,\n";

        ObjectionImport.Result result = imports.take(PoolingArea.FUSHUN, utf8(file), "fushun-clerk1");

        assertThat(result.problems()).extracting(FieldProblem::field, FieldProblem::code)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("row 3", "NOTICE_UNKNOWN"),
                        org.assertj.core.api.Assertions.tuple("row 4", "DATE_MALFORMED"),
                        org.assertj.core.api.Assertions.tuple("row 5", "ROW_COLUMNS"));
        assertThat(objections.to(notice.id())).isEmpty();
        // Another office's notice is as unknown as one that does not exist.
        assertThat(imports.take(PoolingArea.JINING, utf8(ObjectionImport.TEMPLATE + "\n" + notice.reference() + ","
                        + clock.today() + ",,,该户有一辆车没有申报。\n"), "jining-clerk1").problems())
                .extracting(FieldProblem::code)
                .containsExactly("NOTICE_UNKNOWN");
        assertThat(imports.take(PoolingArea.FUSHUN, utf8("a,b\n"), "fushun-clerk1").problems())
                .extracting(FieldProblem::code)
                .containsExactly("FILE_HEADER");
    }

    private RaiseObjection anonymous(String content, List<Attachment> attachments) {
        return with(ObjectionChannel.PUBLIC_PAGE, content, clock.today(), attachments, Optional.empty());
    }

    private RaiseObjection with(
            ObjectionChannel channel, String content, LocalDate on, List<Attachment> attachments, Optional<String> once) {
        return new RaiseObjection(
                notice.id(), channel, Optional.empty(), Optional.empty(), content, on, attachments, once, Objections.VISITOR);
    }

    private static List<String> codes(ObjectionAnswer answer) {
        return ((Refused) answer).problems().stream().map(FieldProblem::code).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
