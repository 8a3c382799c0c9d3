package org.medaid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class AuditTrailTest {

    @Autowired
    AuditTrail trail;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    TransactionTemplate inTransaction;
    String subject;

    @BeforeEach
    void prepare() {
        inTransaction = new TransactionTemplate(transactions);
        subject = UUID.randomUUID().toString();
    }

    @Test
    void an_act_is_found_again_with_its_user_office_basis_and_details() {
        AuditEntry entry = AuditEntry.of("fushun-clerk1", PoolingArea.FUSHUN, "CLAIM_SUBMITTED", "CLAIM", subject)
                .restingOn(new Citation("抚政办发〔2014〕67号", "四(二)"))
                .with("on", LocalDate.of(2020, 5, 1))
                .with("items", 3)
                .with("complete", true)
                .with("categories", List.of("ORPHAN", "EXTREME_POVERTY"));

        inTransaction.executeWithoutResult(status -> trail.record(entry));

        assertThat(trail.of("CLAIM", subject)).singleElement().satisfies(act -> {
            assertThat(act.at()).isNotNull();
            assertThat(act.entry().userId()).isEqualTo("fushun-clerk1");
            assertThat(act.entry().area()).contains(PoolingArea.FUSHUN);
            assertThat(act.entry().basis()).contains(new Citation("抚政办发〔2014〕67号", "四(二)"));
            assertThat(act.entry().details())
                    .isEqualTo(Map.of(
                            "on", "2020-05-01",
                            "items", 3,
                            "complete", true,
                            "categories", List.of("ORPHAN", "EXTREME_POVERTY")));
        });
    }

    @Test
    void acts_on_a_subject_come_oldest_first() {
        inTransaction.executeWithoutResult(status -> {
            trail.record(act("OPENED"));
            trail.record(act("CLOSED"));
        });

        assertThat(trail.of("CLAIM", subject)).extracting(act -> act.entry().action())
                .containsExactly("OPENED", "CLOSED");
    }

    @Test
    void an_act_that_is_rolled_back_leaves_no_record() {
        inTransaction.executeWithoutResult(status -> {
            trail.record(act("OPENED"));
            status.setRollbackOnly();
        });

        assertThat(trail.of("CLAIM", subject)).isEmpty();
    }

    @Test
    void a_record_without_a_transaction_is_a_bug() {
        assertThatThrownBy(() -> trail.record(act("OPENED"))).isInstanceOf(IllegalTransactionStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update medaid.audit_entry set user_id = 'somebody-else'",
        "delete from medaid.audit_entry",
        "truncate medaid.audit_entry"
    })
    void the_trail_is_never_changed(String attempt) {
        inTransaction.executeWithoutResult(status -> trail.record(act("OPENED")));

        assertThatThrownBy(() -> jdbc.sql(attempt).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        assertThat(trail.of("CLAIM", subject)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"张三", "210402196001010019", "number 21040219600101001X", ""})
    void names_and_identity_numbers_are_refused(String personal) {
        assertThatThrownBy(() -> act("OPENED").with("who", personal)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> act("OPENED").with("who", List.of("fine", personal)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AuditEntry(
                        "clerk", Optional.empty(), "OPENED", "CLAIM", personal, Optional.empty(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"who\": \"张三\"}", "{\"who\": \"21040219600101001X\"}"})
    void the_table_itself_refuses_names_and_identity_numbers(String details) {
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into medaid.audit_entry (happened_at, user_id, action, subject_type, subject_id, details)
                                values (now(), 'clerk', 'OPENED', 'CLAIM', 'c1', :details::jsonb)
                                """)
                        .param("details", details)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("ck_audit_entry_");
    }

    @Test
    void a_digest_full_of_digits_is_no_identity_number() {
        String digest = "9".repeat(63) + "a";

        assertThat(act("STORED").with("sha256", digest).details()).containsEntry("sha256", digest);
        inTransaction.executeWithoutResult(status -> trail.record(act("STORED").with("sha256", digest)));
        assertThat(trail.of("CLAIM", subject)).hasSize(1);
    }

    private AuditEntry act(String action) {
        return AuditEntry.of("fushun-clerk1", PoolingArea.FUSHUN, action, "CLAIM", subject);
    }
}
