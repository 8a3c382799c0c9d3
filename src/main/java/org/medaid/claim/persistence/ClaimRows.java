package org.medaid.claim.persistence;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimState;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.BillItem;
import org.medaid.claim.model.Claim;
import org.medaid.claim.model.DecidedExclusion;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Many bills at once, as the counter brings them: written together, never one by one. */
@Component
public class ClaimRows {

    /** A bill that is new, in the state it begins with. */
    public record NewClaim(
            ClaimId id,
            String caseNumber,
            PoolingArea area,
            Claim.Channel channel,
            Bill bill,
            List<DecidedExclusion> exclusions,
            ClaimState state,
            String enteredBy,
            Instant enteredAt) {}

    /** An invoice as printed: its number is unique within its hospital. */
    public record Invoice(String hospital, String number) {}

    private final JdbcClient jdbc;

    ClaimRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As many new numbers of cases, ascending. */
    public List<Long> nextNumbers(int count) {
        return jdbc.sql("select nextval('medaid.claim_number') from generate_series(1, ?)")
                .param(count)
                .query(Long.class)
                .list();
    }

    /** Which of these invoices stand in a bill that is open or settled, with the number of its case. */
    public Map<Invoice, String> used(Collection<Invoice> invoices) {
        Map<Invoice, String> used = new HashMap<>();
        jdbc.sql(
                        """
                        select c.hospital_code, c.invoice_number, c.case_number from medaid.claim c
                         where (c.hospital_code, c.invoice_number) in (select * from unnest(?::text[], ?::text[]))
                           and c.state not in ('REFUSED', 'WITHDRAWN', 'REVERSED')
                        """)
                .params(
                        invoices.stream().map(Invoice::hospital).toArray(String[]::new),
                        invoices.stream().map(Invoice::number).toArray(String[]::new))
                .query(row -> {
                    used.put(new Invoice(row.getString(1), row.getString(2)), row.getString(3));
                });
        return used;
    }

    /** @throws org.springframework.dao.DuplicateKeyException if one of the invoices is in use */
    public void add(List<NewClaim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into medaid.claim
                          (id, case_number, area, channel, person_id, division, hospital_code, care_type, admitted_on, discharged_on,
                           diagnosis, diseases, insured, treated_as_inpatient, emergency, referral_status, referral_tier2_hospital,
                           referral_tier3_hospital, invoice_number, total, in_scope, deductible, basic_paid, critical_illness_paid,
                           supplementary_paid, self_paid, state, entered_by, entered_at, closed_at)
                        select u.id, u.case_number, u.area, u.channel, u.person_id, u.division, u.hospital_code, u.care_type, u.admitted_on,
                               u.discharged_on, u.diagnosis, coalesce(string_to_array(nullif(u.diseases, ''), ','), '{}'), u.insured,
                               u.treated_as_inpatient, u.emergency, u.referral_status, u.tier2, u.tier3, u.invoice_number, u.total,
                               u.in_scope, u.deductible, u.basic_paid, u.critical_illness_paid, u.supplementary_paid, u.self_paid,
                               u.state, u.entered_by, u.entered_at, case when u.state = 'SETTLED' then u.entered_at end
                          from unnest(:ids::uuid[], :numbers::text[], :areas::text[], :channels::text[], :persons::uuid[], :divisions::text[],
                                      :hospitals::text[], :careTypes::text[], :admitted::date[], :discharged::date[], :diagnoses::text[],
                                      :diseases::text[], :insured::boolean[], :treated::boolean[], :emergency::boolean[],
                                      :referrals::text[], :tier2::text[], :tier3::text[], :invoices::text[], :totals::numeric[],
                                      :inScope::numeric[], :deductibles::numeric[], :basic::numeric[], :critical::numeric[],
                                      :supplementary::numeric[], :selfPaid::numeric[], :states::text[], :by::text[], :at::timestamptz[])
                            as u(id, case_number, area, channel, person_id, division, hospital_code, care_type, admitted_on, discharged_on,
                                 diagnosis, diseases, insured, treated_as_inpatient, emergency, referral_status, tier2, tier3,
                                 invoice_number, total, in_scope, deductible, basic_paid, critical_illness_paid, supplementary_paid,
                                 self_paid, state, entered_by, entered_at)
                        """)
                .param("ids", text(claims, claim -> claim.id().toString()))
                .param("numbers", text(claims, NewClaim::caseNumber))
                .param("areas", text(claims, claim -> claim.area().tenantId()))
                .param("channels", text(claims, claim -> claim.channel().name()))
                .param("persons", text(claims, claim -> claim.bill().person().toString()))
                .param("divisions", text(claims, claim -> claim.bill().division().value()))
                .param("hospitals", text(claims, claim -> claim.bill().hospitalCode()))
                .param("careTypes", text(claims, claim -> claim.bill().careType()))
                .param("admitted", claims.stream().map(c -> Date.valueOf(c.bill().admittedOn())).toArray(Date[]::new))
                .param("discharged", claims.stream().map(c -> Date.valueOf(c.bill().dischargedOn())).toArray(Date[]::new))
                .param("diagnoses", text(claims, claim -> claim.bill().diagnosis()))
                .param("diseases", text(claims, claim -> String.join(",", claim.bill().diseases())))
                .param("insured", flags(claims, claim -> claim.bill().insured()))
                .param("treated", flags(claims, claim -> claim.bill().treatedAsInpatient()))
                .param("emergency", flags(claims, claim -> claim.bill().emergency()))
                .param("referrals", text(claims, claim -> claim.bill().referralStatus()))
                .param("tier2", text(claims, claim -> claim.bill().referralTier2Hospital()))
                .param("tier3", text(claims, claim -> claim.bill().referralTier3Hospital()))
                .param("invoices", text(claims, claim -> claim.bill().invoiceNumber()))
                .param("totals", money(claims, claim -> claim.bill().amounts().total()))
                .param("inScope", money(claims, claim -> claim.bill().amounts().inScope()))
                .param("deductibles", money(claims, claim -> claim.bill().amounts().deductible()))
                .param("basic", money(claims, claim -> claim.bill().amounts().basicPaid()))
                .param("critical", money(claims, claim -> claim.bill().amounts().criticalIllnessPaid()))
                .param("supplementary", money(claims, claim -> claim.bill().amounts().supplementaryPaid()))
                .param("selfPaid", money(claims, claim -> claim.bill().amounts().selfPaid()))
                .param("states", text(claims, claim -> claim.state().name()))
                .param("by", text(claims, NewClaim::enteredBy))
                .param("at", text(claims, claim -> claim.enteredAt().toString()))
                .update();
        addItems(claims);
        addExclusions(claims);
    }

    private void addItems(List<NewClaim> claims) {
        record Row(ClaimId claim, BillItem item) {}
        List<Row> rows = new ArrayList<>();
        claims.forEach(claim -> claim.bill().items().forEach(item -> rows.add(new Row(claim.id(), item))));
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into medaid.claim_item
                          (claim_id, line_no, name, catalogue_class, self_paid, amount, exclusion_code, exclusion_exception, charge, reference_price,
                           discount, discount_code)
                        select * from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::boolean[], ?::numeric[], ?::text[], ?::boolean[],
                                             ?::text[], ?::numeric[], ?::numeric[], ?::text[])
                        """)
                .params(
                        text(rows, row -> row.claim().toString()),
                        rows.stream().map(row -> row.item().lineNo()).toArray(Integer[]::new),
                        text(rows, row -> row.item().name()),
                        text(rows, row -> row.item().catalogueClass()),
                        flags(rows, row -> row.item().selfPaid()),
                        money(rows, row -> row.item().amount()),
                        text(rows, row -> row.item().exclusionCode()),
                        flags(rows, row -> row.item().exclusionException()),
                        text(rows, row -> row.item().charge()),
                        rows.stream()
                                .map(row -> row.item().referencePrice() == null ? null : row.item().referencePrice().yuan())
                                .toArray(BigDecimal[]::new),
                        money(rows, row -> row.item().discount()),
                        text(rows, row -> row.item().discountCode()))
                .update();
    }

    private void addExclusions(List<NewClaim> claims) {
        record Row(ClaimId claim, DecidedExclusion exclusion) {}
        List<Row> rows = new ArrayList<>();
        claims.forEach(claim -> claim.exclusions().forEach(decided -> rows.add(new Row(claim.id(), decided))));
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into medaid.claim_exclusion
                          (claim_id, line_no, item_line_no, code, in_scope, self_paid, upheld, reason, decided_by, decided_at)
                        select * from unnest(?::uuid[], ?::int[], ?::int[], ?::text[], ?::numeric[], ?::numeric[], ?::boolean[], ?::text[],
                                             ?::text[], ?::timestamptz[])
                        """)
                .params(
                        text(rows, row -> row.claim().toString()),
                        rows.stream().map(row -> row.exclusion().lineNo()).toArray(Integer[]::new),
                        rows.stream().map(row -> row.exclusion().itemLineNo()).toArray(Integer[]::new),
                        text(rows, row -> row.exclusion().code()),
                        money(rows, row -> row.exclusion().inScope()),
                        money(rows, row -> row.exclusion().selfPaid()),
                        flags(rows, row -> row.exclusion().upheld()),
                        text(rows, row -> row.exclusion().reason()),
                        text(rows, row -> row.exclusion().decidedBy()),
                        text(rows, row -> row.exclusion().decidedAt().toString()))
                .update();
    }

    private static <T> String[] text(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static <T> Boolean[] flags(List<T> rows, Function<T, Boolean> value) {
        return rows.stream().map(value).toArray(Boolean[]::new);
    }

    private static <T> BigDecimal[] money(List<T> rows, Function<T, Money> value) {
        return rows.stream().map(value).map(Money::yuan).toArray(BigDecimal[]::new);
    }
}
