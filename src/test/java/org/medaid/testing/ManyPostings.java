package org.medaid.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;

/** As many settled bills in the books as are wanted, spread over hospitals {@code H0001}, {@code H0002}, … */
public final class ManyPostings {

    private ManyPostings() {}

    /** Writes them past the guards, which look at each row and would take an hour; each is sound all the same. */
    public static void write(Connection connection, String area, YearMonth month, int hospitals, int bills)
            throws SQLException {
        String[] tables = {"ledger_account", "ledger_transfer", "ledger_entry"};
        for (String table : tables) {
            execute(connection, "alter table medaid." + table + " disable trigger user");
        }
        execute(connection, """
                insert into medaid.ledger_account (area, fund, fund_year, kind, holder)
                select '%1$s', 'MEDICAL_ASSISTANCE_FUND', %2$d, kind, holder
                  from (select 'FUND' as kind, 'MEDICAL_ASSISTANCE_FUND' as holder
                        union all select 'HOSPITAL_PAYABLE', 'H' || lpad(i::text, 4, '0') from generate_series(1, %3$d) i) accounts
                on conflict do nothing
                """.formatted(area, month.getYear(), hospitals));
        execute(connection, """
                with posted as (
                    insert into medaid.ledger_transfer (area, kind, document_type, document_id, posted_on, period, entry_count, total, posted_by, posted_at)
                    select '%1$s', 'SETTLEMENT', 'SHEET', gen_random_uuid()::text, date '%2$s-05', date '%2$s-01', 2, 1 + i %% 5000 / 100.0,
                           'bench', timestamptz '%2$s-05 12:00+08'
                      from generate_series(1, %3$d) i
                    returning id, total
                )
                insert into medaid.ledger_entry (transfer_id, account_id, amount, line_no)
                select p.id, a.id, case a.kind when 'FUND' then p.total else -p.total end, case a.kind when 'FUND' then 1 else 2 end
                  from posted p
                  join medaid.ledger_account a on a.area = '%1$s' and a.fund_year = %4$d
                   and a.holder in ('MEDICAL_ASSISTANCE_FUND', 'H' || lpad((p.id %% %5$d + 1)::text, 4, '0'))
                 order by p.id
                """.formatted(area, month, bills, month.getYear(), hospitals));
        for (String table : tables) {
            execute(connection, "alter table medaid." + table + " enable trigger user");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
