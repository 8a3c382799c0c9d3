package org.medaid.workbench.persistence;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PersonId;
import org.medaid.workbench.CaseKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a summary says of one case, read from its module's tables. */
@Repository
public class CaseFacts {

    private final JdbcClient jdbc;

    CaseFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param relation the code of the relation to the applicant */
    public record Member(PersonId person, String relation) {}

    /** What somebody recorded about a case, with the code of what was decided. */
    public record Taken(String by, Instant at, Optional<String> decision) {}

    /** A figure in yuan or a number. */
    public record Fact(String label, String value) {}

    /** The members of a household, the applicant first. */
    public List<Member> members(UUID application) {
        return jdbc.sql("select person_id, relation from medaid.application_member where application_id = ? order by line_no")
                .param(application)
                .query((row, number) -> new Member(new PersonId(row.getObject("person_id", UUID.class)), row.getString("relation")))
                .list();
    }

    /** Every recorded act about a case, oldest first. */
    public List<Taken> taken(CaseKind kind, UUID caseId) {
        String records = switch (kind) {
            case CLAIM -> "select by_user, at, outcome as decision from medaid.claim_event where claim_id = ? order by id";
            case APPLICATION ->
                """
                    select by_user, at, coalesce(content ->> 'decision', content ->> 'proposal', content ->> 'opinion',
                           content ->> 'conclusion', content ->> 'answer') as decision
                      from medaid.application_record where application_id = ? order by id
                    """;
            case REFERRAL ->
                "select by_user, at, content ->> 'decision' as decision from medaid.referral_record where referral_id = ? order by id";
            case ROSTER_REVIEW ->
                "select by_user, at, content ->> 'decision' as decision from medaid.roster_review_record where review_id = ? order by id";
            case STATEMENT ->
                "select by_user, at, content ->> 'decision' as decision from medaid.hospital_statement_record where statement_id = ? order by id";
            case PAYMENT -> "select by_user, at, kind as decision from medaid.payment_batch_event where batch_id = ? order by id";
            case RECOVERY -> "select by_user, at, kind as decision from medaid.recovery_event where recovery_id = ? order by id";
        };
        return jdbc.sql(records)
                .param(caseId)
                .query((row, number) -> new Taken(
                        row.getString("by_user"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getString("decision"))))
                .list();
    }

    public boolean hasSheet(UUID claim) {
        return jdbc.sql("select exists (select from medaid.calculation_sheet where claim_id = ?)")
                .param(claim)
                .query(Boolean.class)
                .single();
    }

    /** What a bill comes to, in yuan. */
    public List<Fact> bill(UUID claim) {
        return jdbc.sql("""
                        select label, to_char(value, 'FM999,999,999,990.00') as value
                          from medaid.claim c cross join lateral
                               (values (1, '费用总额', c.total), (2, '政策范围内费用', c.in_scope), (3, '自费费用', c.self_paid),
                                       (4, '保险已支付', c.basic_paid + c.critical_illness_paid + c.supplementary_paid)) as f(place, label, value)
                         where c.id = ? order by place
                        """)
                .param(claim)
                .query((row, number) -> new Fact(row.getString("label"), row.getString("value")))
                .list();
    }

    /** Who bears how much by the latest sheet, in yuan, by the payer's code. */
    public List<Fact> payers(UUID claim) {
        return jdbc.sql("""
                        select l.payer, to_char(sum(l.amount), 'FM999,999,999,990.00') as value
                          from medaid.calculation_sheet_line l
                         where l.sheet_id = (select s.id from medaid.calculation_sheet s where s.claim_id = ? order by s.number desc limit 1)
                         group by l.payer order by l.payer
                        """)
                .param(claim)
                .query((row, number) -> new Fact(row.getString("payer"), row.getString("value")))
                .list();
    }

    /** What a case comes to for the funds, in yuan: a bill by its latest sheet, a statement as far as its figures stand; else nothing. */
    public BigDecimal amount(CaseKind kind, UUID id) {
        String amount = switch (kind) {
            case CLAIM ->
                """
                    select coalesce(sum(l.amount), 0) from medaid.calculation_sheet_line l
                     where l.sheet_id = (select s.id from medaid.calculation_sheet s where s.claim_id = ? order by s.number desc limit 1)
                    """;
            case STATEMENT -> "select coalesce(payable, owed) from medaid.hospital_statement where id = ?";
            default -> null;
        };
        return amount == null ? BigDecimal.ZERO : jdbc.sql(amount).param(id).query(BigDecimal.class).single();
    }

    public List<Fact> paymentBatch(UUID batch) {
        return jdbc.sql("""
                        select label, value from medaid.payment_batch b cross join lateral
                               (values (1, '付款笔数', b.order_count::text), (2, '合计', to_char(b.total, 'FM999,999,999,990.00'))) as f(place, label, value)
                         where b.id = ? order by place
                        """)
                .param(batch)
                .query((row, number) -> new Fact(row.getString("label"), row.getString("value")))
                .list();
    }

    public List<Fact> statement(UUID statement) {
        return jdbc.sql("""
                        select label, value from medaid.hospital_statement s cross join lateral
                               (values (1, '明细笔数', s.line_count::text), (2, '基金应付', to_char(s.owed, 'FM999,999,999,990.00')),
                                       (3, '本期应付', to_char(s.payable, 'FM999,999,999,990.00'))) as f(place, label, value)
                         where s.id = ? and value is not null order by place
                        """)
                .param(statement)
                .query((row, number) -> new Fact(row.getString("label"), row.getString("value")))
                .list();
    }

    public List<Fact> recovery(UUID recovery) {
        return jdbc.sql("""
                        select label, to_char(value, 'FM999,999,999,990.00') as value from medaid.recovery r cross join lateral
                               (values (1, '应追回', r.amount), (2, '已追回', medaid.recovery_come_in(r.id, true))) as f(place, label, value)
                         where r.id = ? order by place
                        """)
                .param(recovery)
                .query((row, number) -> new Fact(row.getString("label"), row.getString("value")))
                .list();
    }
}
