package org.medaid.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.audit.AuditTrail;
import org.medaid.document.DocumentAnswer.Done;
import org.medaid.document.DocumentAnswer.Reason;
import org.medaid.document.DocumentAnswer.Refused;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.SampleFiles;
import org.medaid.testing.SignedInForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class DocumentsTest {

    private static final CurrentUser CLERK = SignedInForTests.staff(PoolingArea.JIANGMEN, Groups.AGENCY_CLERK);
    private static final CurrentUser COLLEAGUE = SignedInForTests.staff(PoolingArea.JIANGMEN, Groups.AGENCY_CHECKER);
    private static final CurrentUser ELSEWHERE = SignedInForTests.staff(PoolingArea.HESHAN, Groups.AGENCY_CLERK);
    private static final CurrentUser HOSPITAL =
            SignedInForTests.hospitalStaff(PoolingArea.JIANGMEN, "T-1", Groups.HOSPITAL_MEDICAL_AFFAIRS);
    private static final CurrentUser SAME_HOSPITAL =
            SignedInForTests.hospitalStaff(PoolingArea.JIANGMEN, "T-1", Groups.MACHINE_HOSPITAL);
    private static final CurrentUser OTHER_HOSPITAL =
            SignedInForTests.hospitalStaff(PoolingArea.JIANGMEN, "T-2", Groups.HOSPITAL_MEDICAL_AFFAIRS);

    @Autowired
    Documents documents;

    @Autowired
    AuditTrail audit;

    @Autowired
    JdbcClient jdbc;

    Subject claim;

    @BeforeEach
    void prepare() {
        claim = new Subject("CLAIM", UUID.randomUUID().toString());
    }

    @Test
    void a_file_comes_back_exactly_as_it_was_sent() {
        byte[] sent = SampleFiles.jpeg();

        Document stored = stored(CLERK, "发票照片.JPG", sent);

        assertThat(stored.type()).isEqualTo(DocumentType.JPEG);
        assertThat(stored.fileName()).isEqualTo("发票照片.JPG");
        assertThat(stored.sizeBytes()).isEqualTo(sent.length);
        assertThat(stored.sha256()).matches("[0-9a-f]{64}");
        assertThat(documents.read(CLERK, stored.id())).hasValueSatisfying(read -> {
            assertThat(read.bytes()).isEqualTo(sent);
            assertThat(read.document().sha256()).isEqualTo(stored.sha256());
        });
    }

    @Test
    void a_file_is_judged_by_its_content_and_not_by_its_name() {
        assertThat(stored(CLERK, "发票.exe", SampleFiles.pdf()).type()).isEqualTo(DocumentType.PDF);
        assertThat(reason(documents.store(CLERK, "发票.pdf", "<script>".getBytes())))
                .isEqualTo(Reason.DOCUMENT_TYPE_NOT_ACCEPTED);
    }

    @Test
    void an_empty_file_is_refused() {
        assertThat(reason(documents.store(CLERK, "发票.pdf", new byte[0]))).isEqualTo(Reason.DOCUMENT_EMPTY);
    }

    @Test
    void twenty_megabytes_are_kept_and_one_byte_more_is_not() {
        assertThat(stored(CLERK, "大.pdf", SampleFiles.pdfOfSize(Documents.LARGEST_BYTES)).sizeBytes())
                .isEqualTo(20 * 1024 * 1024);
        assertThat(reason(documents.store(CLERK, "大.pdf", SampleFiles.pdfOfSize(Documents.LARGEST_BYTES + 1))))
                .isEqualTo(Reason.DOCUMENT_TOO_LARGE);
    }

    @Test
    @Clause("X6")
    void before_it_is_attached_only_its_sender_sees_a_file() {
        DocumentId id = stored(CLERK, "发票.pdf", SampleFiles.pdf()).id();

        assertThat(documents.find(CLERK, id)).isPresent();
        for (CurrentUser other : List.of(COLLEAGUE, ELSEWHERE, HOSPITAL)) {
            assertThat(documents.find(other, id)).isEmpty();
            assertThat(documents.read(other, id)).isEmpty();
            assertThat(reason(documents.attach(other, id, claim))).isEqualTo(Reason.DOCUMENT_NOT_FOUND);
            assertThat(reason(documents.remove(other, id))).isEqualTo(Reason.DOCUMENT_NOT_FOUND);
        }
    }

    @Test
    @Clause("X6")
    void once_attached_a_file_is_seen_by_its_office_and_nobody_elses() {
        DocumentId id = stored(CLERK, "发票.pdf", SampleFiles.pdf()).id();
        attached(CLERK, id);

        assertThat(documents.read(COLLEAGUE, id)).isPresent();
        assertThat(documents.attachedTo(COLLEAGUE, claim)).extracting(Document::id).containsExactly(id);
        for (CurrentUser other : List.of(ELSEWHERE, HOSPITAL)) {
            assertThat(documents.find(other, id)).isEmpty();
            assertThat(documents.read(other, id)).isEmpty();
            assertThat(documents.attachedTo(other, claim)).isEmpty();
        }
    }

    @Test
    @Clause("X6")
    void a_hospitals_file_is_seen_by_the_office_and_by_no_other_hospital() {
        DocumentId id = stored(HOSPITAL, "结算单.pdf", SampleFiles.pdf()).id();
        attached(HOSPITAL, id);

        assertThat(documents.find(COLLEAGUE, id)).isPresent();
        assertThat(documents.find(SAME_HOSPITAL, id)).isPresent();
        assertThat(documents.find(OTHER_HOSPITAL, id)).isEmpty();
    }

    @Test
    void a_file_is_attached_once_and_for_good() {
        DocumentId id = stored(CLERK, "发票.pdf", SampleFiles.pdf()).id();
        attached(CLERK, id);

        assertThat(documents.attach(CLERK, id, claim)).isInstanceOf(Done.class);
        assertThat(reason(documents.attach(CLERK, id, new Subject("CLAIM", "another"))))
                .isEqualTo(Reason.DOCUMENT_ATTACHED);
        assertThat(reason(documents.remove(CLERK, id))).isEqualTo(Reason.DOCUMENT_ATTACHED);
        assertThat(documents.find(CLERK, id).orElseThrow().attachedTo()).contains(claim);
    }

    @Test
    void an_unattached_file_is_removed_by_its_sender() {
        DocumentId id = stored(CLERK, "发票.pdf", SampleFiles.pdf()).id();

        assertThat(documents.remove(CLERK, id)).isInstanceOf(Done.class);
        assertThat(documents.find(CLERK, id)).isEmpty();
        assertThat(reason(documents.remove(CLERK, id))).isEqualTo(Reason.DOCUMENT_NOT_FOUND);
    }

    @Test
    void what_happens_to_a_file_is_audited_without_its_name() {
        DocumentId id = stored(CLERK, "张三发票.pdf", SampleFiles.pdf()).id();
        attached(CLERK, id);
        documents.read(COLLEAGUE, id);

        assertThat(audit.of("DOCUMENT", id.toString()))
                .extracting(act -> act.entry().action() + " " + act.entry().userId())
                .containsExactly(
                        "DOCUMENT_STORED " + CLERK.id(),
                        "DOCUMENT_ATTACHED " + CLERK.id(),
                        "DOCUMENT_READ " + COLLEAGUE.id());
    }

    @Test
    void a_file_in_a_log_line_does_not_show_its_name() {
        assertThat(stored(CLERK, "张三发票.pdf", SampleFiles.pdf()).toString()).doesNotContain("张三");
    }

    @Test
    void the_table_itself_keeps_attached_files_and_their_content() {
        DocumentId id = stored(CLERK, "发票.pdf", SampleFiles.pdf()).id();
        attached(CLERK, id);

        assertThatThrownBy(() -> jdbc.sql("delete from medaid.document where id = :id").param("id", id.value()).update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> jdbc.sql("update medaid.document set content = ''::bytea").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update medaid.document_attachment set subject_id = 'another'",
        "delete from medaid.document_attachment",
        "truncate medaid.document_attachment"
    })
    void the_table_itself_keeps_attachments(String attempt) {
        assertThatThrownBy(() -> jdbc.sql(attempt).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    @Test
    void attaching_and_removing_at_once_leave_one_winner() throws Exception {
        var users = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                DocumentId id = stored(CLERK, "发票.pdf", SampleFiles.pdf()).id();
                List<Callable<DocumentAnswer>> both = List.of(
                        () -> documents.attach(CLERK, id, claim), () -> documents.remove(CLERK, id));
                int done = 0;
                for (Future<DocumentAnswer> answer : users.invokeAll(both)) {
                    done += answer.get() instanceof Done ? 1 : 0;
                }
                assertThat(done).isEqualTo(1);
            }
        } finally {
            users.shutdown();
        }
    }

    private Document stored(CurrentUser sender, String name, byte[] content) {
        return ((Done) documents.store(sender, name, content)).document();
    }

    private void attached(CurrentUser user, DocumentId id) {
        assertThat(documents.attach(user, id, claim)).isInstanceOfSatisfying(Done.class, done ->
                assertThat(done.document().attachedTo()).contains(claim));
    }

    private static Reason reason(DocumentAnswer answer) {
        return ((Refused) answer).reason();
    }
}
