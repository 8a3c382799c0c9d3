package org.medaid.testing;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Settled bills with their sheets and postings of a day long past, on which no desk can post any more. */
public final class PostedBills {

    private static final String NAME = "上官结算样本";

    private final JdbcClient jdbc;
    private final Parties parties;
    private final TransactionTemplate transaction;

    public PostedBills(JdbcClient jdbc, Parties parties, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.parties = parties;
        this.transaction = transaction;
    }

    /** @param sheet the document of its postings */
    public record Posted(UUID claim, UUID sheet, long transfer, PersonId person, String caseNumber) {}

    private record Account(String fund, String kind, String holder) {}

    /** A bill that is being put together; amounts in yuan. */
    public final class Bill {

        private final PoolingArea area;
        private final String hospital;
        private final LocalDate day;
        private final PersonId person;
        private final Map<Account, Money> entries = new LinkedHashMap<>();
        private final List<String> lines = new ArrayList<>();
        private String categories = "";
        private boolean oneStop = true;

        private Bill(PoolingArea area, String division, String hospital, LocalDate day) {
            this.area = area;
            this.hospital = hospital;
            this.day = day;
            this.person = InventedResidents.registered(parties, InventedResidents.next(division), NAME);
        }

        /** The person has paid at the counter and is owed everything. */
        public Bill overTheWindow() {
            oneStop = false;
            return this;
        }

        public Bill category(String category) {
            categories = "\"" + category + "\"";
            return this;
        }

        /** A fund owes an amount by a line of the sheet. */
        public Bill owes(String fund, String code, String amount) {
            lines.add("{\"code\": \"" + code + "\", \"payer\": \"" + fund + "\", \"amount\": \"" + amount + "\"}");
            move(new Account(fund, "FUND", fund), creditor(fund), amount);
            return this;
        }

        public Bill owes(String fund, String amount) {
            return owes(fund, "line", amount);
        }

        /** A hospital bears an amount. */
        public Bill bears(String bearer, String amount) {
            lines.add("{\"code\": \"jiangmen.hospital.self-paid\", \"payer\": \"HOSPITAL:" + bearer + "\", \"amount\": \"" + amount + "\"}");
            move(new Account("HOSPITALS_OWN", "HOSPITAL_SHARE", bearer), creditor("HOSPITALS_OWN"), amount);
            return this;
        }

        private Account creditor(String fund) {
            return oneStop
                    ? new Account(fund, "HOSPITAL_PAYABLE", hospital)
                    : new Account(fund, "PERSON_PAYABLE", person.toString());
        }

        private void move(Account debtor, Account creditor, String amount) {
            entries.merge(debtor, Money.parse(amount), Money::plus);
            entries.merge(creditor, Money.parse(amount).negate(), Money::plus);
        }

        public Posted post() {
            return transaction.execute(status -> {
                UUID claim = UUID.randomUUID();
                UUID sheet = UUID.randomUUID();
                String number = "T-" + claim.toString().substring(0, 8);
                OffsetDateTime at = day.atTime(12, 0).atZone(BusinessClock.ZONE).toOffsetDateTime();
                String division = jdbc.sql("select division from medaid.person where id = ?")
                        .param(person.value())
                        .query(String.class)
                        .single();
                jdbc.sql("""
                                insert into medaid.claim (id, case_number, area, person_id, division, hospital_code, care_type, admitted_on,
                                    discharged_on, diagnosis, insured, treated_as_inpatient, emergency, referral_status, invoice_number,
                                    total, in_scope, deductible, basic_paid, critical_illness_paid, supplementary_paid, self_paid,
                                    state, entered_by, entered_at, closed_at, channel)
                                values (?, ?, ?, ?, ?, ?, 'INPATIENT', ?, ?, '样本', true, false, false, 'NONE', ?, 1000, 1000, 0, 0, 0, 0, 0,
                                    'SETTLED', 'test', ?, ?, ?)
                                """)
                        .params(claim, number, area.tenantId(), person.value(), division, hospital, day, day,
                                "INV" + claim.toString().substring(0, 8), at, at, oneStop ? "ONE_STOP" : "WINDOW")
                        .update();
                jdbc.sql("""
                                insert into medaid.calculation_sheet (id, claim_id, number, input, rules, result, status, calculated_by, calculated_at)
                                values (?, ?, 1, ?::jsonb, '{}', ?::jsonb, 'CALCULATED', 'test', ?)
                                """)
                        .params(sheet, claim, "{\"categories\": [" + categories + "]}", "{\"lines\": [" + String.join(", ", lines) + "]}", at)
                        .update();
                return new Posted(claim, sheet, transfer(area, sheet, day, entries, null), person, number);
            });
        }
    }

    public Bill bill(PoolingArea area, String division, String hospital, LocalDate day) {
        return new Bill(area, division, hospital, day);
    }

    /** Takes a bill's posting back on a later day. */
    public long reverse(PoolingArea area, Posted posted, LocalDate day) {
        return transaction.execute(status -> {
            Map<Account, Money> mirror = new LinkedHashMap<>();
            jdbc.sql("""
                            select a.fund, a.kind, a.holder, -e.amount from medaid.ledger_entry e
                              join medaid.ledger_account a on a.id = e.account_id where e.transfer_id = ?
                            """)
                    .param(posted.transfer())
                    .query(row -> {
                        mirror.put(
                                new Account(row.getString(1), row.getString(2), row.getString(3)),
                                Money.of(row.getBigDecimal(4)));
                    });
            return transfer(area, posted.sheet(), day, mirror, posted.transfer());
        });
    }

    /** In some tests an office has closed the months before; what is posted here was there when it did. */
    private long transfer(PoolingArea area, UUID sheet, LocalDate day, Map<Account, Money> entries, Long reverses) {
        jdbc.sql("alter table medaid.ledger_transfer disable trigger ledger_transfer_guard").update();
        long transfer = post(area, sheet, day, entries, reverses);
        // Ends what waits for the commit: a table whose triggers still have to fire is not altered.
        jdbc.sql("set constraints all immediate").update();
        jdbc.sql("alter table medaid.ledger_transfer enable trigger ledger_transfer_guard").update();
        return transfer;
    }

    private long post(PoolingArea area, UUID sheet, LocalDate day, Map<Account, Money> entries, Long reverses) {
        Money debits = entries.values().stream().map(Money::orZeroIfNegative).reduce(Money.ZERO, Money::plus);
        long transfer = jdbc.sql("""
                        insert into medaid.ledger_transfer (area, kind, document_type, document_id, posted_on, period, entry_count, total,
                            reverses_id, reason, posted_by, posted_at)
                        values (?, 'SETTLEMENT', 'SHEET', ?, ?, ?, ?, ?, ?, ?, 'test', ?) returning id
                        """)
                .params(java.util.Arrays.asList(
                        area.tenantId(), sheet.toString(), day, day.withDayOfMonth(1), entries.size(), debits.yuan(),
                        reverses, reverses == null ? null : "冲销",
                        day.atTime(12, 0).atZone(BusinessClock.ZONE).toOffsetDateTime()))
                .query(Long.class)
                .single();
        entries.forEach((account, amount) -> {
            jdbc.sql("insert into medaid.ledger_account (area, fund, fund_year, kind, holder) values (?, ?, ?, ?, ?) on conflict do nothing")
                    .params(area.tenantId(), account.fund(), day.getYear(), account.kind(), account.holder())
                    .update();
            jdbc.sql("""
                            insert into medaid.ledger_entry (transfer_id, account_id, amount)
                            select ?, id, ? from medaid.ledger_account where area = ? and fund = ? and fund_year = ? and kind = ? and holder = ?
                            """)
                    .params(transfer, amount.yuan(), area.tenantId(), account.fund(), day.getYear(), account.kind(), account.holder())
                    .update();
        });
        return transfer;
    }
}
