package org.medaid.settlement.persistence;

import java.util.ArrayList;
import java.util.List;
import org.medaid.kernel.PoolingArea;
import org.medaid.settlement.BooksCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the tables of several modules side by side, which only this and {@link QuarterQueries} do: a check that asked the
 * modules themselves would find only what they believe.
 */
@Component
public class BooksCheckQueries {

    private static final int SHOWN = 50;

    /** Postings of bills that have not been taken back. */
    private static final String STANDING =
            """
            select t.id, t.area, t.document_id from medaid.ledger_transfer t
             where t.area = :area and t.document_type = 'SHEET' and t.kind in ('SETTLEMENT', 'OPENING') and t.reverses_id is null
               and not exists (select 1 from medaid.ledger_transfer r where r.reverses_id = t.id)
            """;

    /** What each sheet makes a fund or a hospital owe; insurance and the person's own part are not in the office's books. */
    static final String SHARES =
            """
            select s.id as sheet_id, s.claim_id, case when p.key like 'HOSPITAL:%' then 'HOSPITALS_OWN' else p.key end as fund,
                   sum(p.value::numeric) as amount
              from medaid.calculation_sheet s
              join medaid.claim c on c.id = s.claim_id and c.area = :area
             cross join lateral jsonb_each_text(case when jsonb_typeof(s.result -> 'payers') = 'object' then s.result -> 'payers' else '{}' end) p
             where p.key not in ('BASIC_INSURANCE', 'CRITICAL_ILLNESS_INSURANCE', 'SUPPLEMENTARY_INSURANCE', 'PERSON')
             group by 1, 2, 3
            """;

    static final String NEWEST =
            " not exists (select 1 from medaid.calculation_sheet n where n.claim_id = s.claim_id and n.number > s.number) ";

    private final JdbcClient jdbc;

    BooksCheckQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public BooksCheck.Finding ask(BooksCheck check, PoolingArea area, int benefitYear) {
        List<String> first = new ArrayList<>();
        long[] found = {0};
        jdbc.sql("select f.finding, count(*) over () from (" + sql(check) + ") f order by 1 limit " + SHOWN)
                .param("area", area.tenantId())
                .param("year", benefitYear)
                .query(row -> {
                    first.add(row.getString(1));
                    found[0] = row.getLong(2);
                });
        return new BooksCheck.Finding(check, found[0], List.copyOf(first));
    }

    private static String sql(BooksCheck check) {
        return switch (check) {
            case TRANSFERS_BALANCED ->
                """
                select '凭证第' || t.id || '号：借贷相差' || sum(e.amount) || '元' as finding
                  from medaid.ledger_transfer t join medaid.ledger_entry e on e.transfer_id = t.id
                  join medaid.ledger_account a on a.id = e.account_id
                 where t.area = :area group by t.id, a.fund, a.fund_year having sum(e.amount) <> 0
                """;
            case TRANSFERS_COMPLETE ->
                """
                select '凭证第' || t.id || '号：记账时' || t.entry_count || '条分录、借方' || t.total || '元，现有' || count(e.id) || '条、借方'
                         || coalesce(sum(e.amount) filter (where e.amount > 0), 0) || '元' as finding
                  from medaid.ledger_transfer t left join medaid.ledger_entry e on e.transfer_id = t.id
                 where t.area = :area group by t.id
                having count(e.id) <> t.entry_count or coalesce(sum(e.amount) filter (where e.amount > 0), 0) <> t.total
                """;
            case REVERSALS_MIRROR ->
                """
                select '冲销凭证第' || r.id || '号与被冲销的第' || t.id || '号不符' as finding
                  from medaid.ledger_transfer r join medaid.ledger_transfer t on t.id = r.reverses_id
                 where r.area = :area and (r.area, r.kind, r.document_type, r.document_id, r.total) is distinct from
                                          (t.area, t.kind, t.document_type, t.document_id, t.total)
                """;
            case CLOSED_MONTHS_AS_CLOSED ->
                """
                select to_char(c.month, 'YYYY-MM') || '：结账时' || c.transfers || '笔、借方' || c.debit || '元，现有' || s.transfers || '笔、借方'
                         || s.debit || '元' as finding
                  from medaid.ledger_closing c cross join lateral medaid.ledger_month_sums(c.area, c.month) s
                 where c.area = :area and (s.transfers, s.debit, s.credit) is distinct from (c.transfers::bigint, c.debit, c.credit)
                """;
            case CLOSED_YEARS_AT_ZERO ->
                """
                select a.fund_year || '年的一个账户（编号' || a.id || '）还有余额' || sum(e.amount) || '元' as finding
                  from medaid.ledger_account a join medaid.ledger_entry e on e.account_id = a.id
                 where a.area = :area and a.fund_year <= (select max(c.year) from medaid.ledger_year_closing c where c.area = :area)
                 group by a.id having sum(e.amount) <> 0
                """;
            case POSTINGS_HAVE_DOCUMENTS ->
                """
                select '凭证第' || t.id || '号没有业务单据' as finding
                  from medaid.ledger_transfer t
                 where t.area = :area
                   and (t.document_type = 'SHEET'
                          and not exists (select 1 from medaid.calculation_sheet s join medaid.claim c on c.id = s.claim_id
                                           where s.id::text = t.document_id and c.area = t.area)
                     or t.document_type = 'FUND_RECEIPT'
                          and not exists (select 1 from medaid.fund_receipt r where r.id::text = t.document_id and r.area = t.area)
                     or t.document_type = 'PAYMENT_ORDER'
                          and not exists (select 1 from medaid.payment_order o where o.number = t.document_id and o.area = t.area)
                     or t.document_type = 'HOSPITAL_STATEMENT'
                          and not exists (select 1 from medaid.hospital_statement h where h.id::text = t.document_id and h.area = t.area)
                     or t.document_type in ('RECOVERY', 'RECOVERY_REFUND')
                          and not exists (select 1 from medaid.recovery r where r.id::text = t.document_id and r.area = t.area)
                     or t.document_type = 'RECOVERY_RECEIPT'
                          and not exists (select 1 from medaid.recovery_receipt r where r.id::text = t.document_id and r.area = t.area)
                     or t.document_type = 'RECOVERY_OFFSET'
                          and not exists (select 1 from medaid.recovery_offset f join medaid.recovery r on r.id = f.recovery_id
                                           where f.id::text = t.document_id and f.state = 'POSTED' and r.area = t.area)
                     or t.document_type = 'YEAR_CLOSING'
                          and not exists (select 1 from medaid.ledger_year_closing c where c.area = t.area and c.year = t.closes_year))
                """;
            case RECEIPTS_POSTED ->
                """
                select '银行回单' || r.voucher_number || '：登记' || case when r.reversed_at is null then r.amount else 0 end || '元，账上'
                         || coalesce(t.standing, 0) || '元' as finding
                  from medaid.fund_receipt r
                  left join (select t.document_id, sum(case when t.reverses_id is null then t.total else -t.total end) as standing
                               from medaid.ledger_transfer t where t.area = :area and t.document_type = 'FUND_RECEIPT' group by 1) t
                         on t.document_id = r.id::text
                 where r.area = :area
                   and coalesce(t.standing, 0) <> (case when r.reversed_at is null then r.amount else 0 end)
                """;
            case SETTLED_BILLS_POSTED ->
                "with share as (" + SHARES + "), standing as (" + STANDING
                        + """
                        )
                        select '业务' || c.case_number || '：核算单应记账' || sum(h.amount) || '元，账上没有' as finding
                          from medaid.claim c
                          join medaid.calculation_sheet s on s.claim_id = c.id
                          join share h on h.sheet_id = s.id
                         where c.area = :area and c.state = 'SETTLED'
                           and not exists (select 1 from standing t where t.document_id = s.id::text)
                           and
                        """
                        + NEWEST
                        + " group by c.case_number";
            case ONLY_SETTLED_BILLS_POSTED ->
                "with standing as (" + STANDING
                        + """
                        )
                        select '业务' || c.case_number || '：没有结算，或者核算单已作废，账上仍有凭证第' || t.id || '号' as finding
                          from standing t
                          join medaid.calculation_sheet s on s.id::text = t.document_id
                          join medaid.claim c on c.id = s.claim_id
                         where c.state <> 'SETTLED' or not (
                        """
                        + NEWEST
                        + ")";
            case POSTED_AS_GRANTED ->
                "with share as (" + SHARES + "), standing as (" + STANDING
                        + """
                        ), posted as (
                            select t.document_id, a.fund, sum(e.amount) as amount
                              from standing t join medaid.ledger_entry e on e.transfer_id = t.id
                              join medaid.ledger_account a on a.id = e.account_id
                             where a.kind in ('FUND', 'HOSPITAL_SHARE') group by 1, 2),
                        granted as (select h.* from share h where exists (select 1 from standing t where t.document_id = h.sheet_id::text))
                        select '业务' || c.case_number || '：核算单' || coalesce(g.amount, 0) || '元，账上' || coalesce(p.amount, 0) || '元' as finding
                          from granted g
                          full join posted p on p.document_id = g.sheet_id::text and p.fund = g.fund
                          join medaid.calculation_sheet s on s.id::text = coalesce(g.sheet_id::text, p.document_id)
                          join medaid.claim c on c.id = s.claim_id
                         where coalesce(g.amount, 0) <> coalesce(p.amount, 0)
                        """;
            // A ceiling is used when the sheet is calculated: a sheet that waits for its confirmation has nothing posted yet.
            // Burdens and self-paid cost are added up too, but nobody is granted them.
            case USED_AS_GRANTED ->
                "with standing as (" + STANDING
                        + """
                        ), both_sides as (
                            select e.person_id, e.accumulator, c.case_number, e.amount as used, 0 as granted
                              from medaid.accumulator_entry e
                              join medaid.calculation_sheet s on s.id::text = e.document_id
                              join medaid.claim c on c.id = s.claim_id
                             where e.document_type = 'SHEET' and e.benefit_year = :year and c.area = :area and c.state <> 'CALCULATED'
                               and e.accumulator not like '%burden' and e.accumulator not like '%self-paid%'
                            union all
                            select c.person_id, l.line ->> 'code', c.case_number, 0, (l.line ->> 'amount')::numeric
                              from standing t
                              join medaid.calculation_sheet s on s.id::text = t.document_id
                              join medaid.claim c on c.id = s.claim_id
                             cross join lateral jsonb_array_elements(s.result -> 'lines') l(line)
                             where extract(year from c.discharged_on) = :year and s.result -> 'accumulated' ->> (l.line ->> 'code') is not null)
                        select '业务' || string_agg(distinct b.case_number, '、') || '：限额已用' || sum(b.used) || '元，账上' || sum(b.granted) || '元'
                                 as finding
                          from both_sides b group by b.person_id, b.accumulator having sum(b.used) <> sum(b.granted)
                        """;
            case CEILINGS_KEPT ->
                """
                select '业务' || string_agg(distinct c.case_number, '、') || '：限额' || coalesce(max(e.ceiling)::text, '（无）') || '，已用'
                         || sum(e.amount) || '元' as finding
                  from medaid.accumulator_entry e
                  join medaid.calculation_sheet s on s.id::text = e.document_id
                  join medaid.claim c on c.id = s.claim_id
                 where e.document_type = 'SHEET' and e.benefit_year = :year and c.area = :area
                 group by e.person_id, e.accumulator having sum(e.amount) < 0 or sum(e.amount) > max(e.ceiling)
                """;
        };
    }
}
