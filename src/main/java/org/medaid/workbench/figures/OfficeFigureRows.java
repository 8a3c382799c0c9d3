package org.medaid.workbench.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The office's sums, as they stand at this moment: what was folded and what was added since. */
@Component
class OfficeFigureRows {

    /** What is summed up; the codes stand in the database, whose comment on the view says what each column holds. */
    enum Sum {
        OPEN_STEP,
        STEP_DONE,
        OPENED,
        FINISHED,
        HOSPITAL,
        FUND
    }

    /** What is told apart; everything else is added up by the database, so that no more is read than is shown. */
    enum Each {
        DAY_OF_ALL("on_day", "a", "b", "c"),
        WEEK("date_trunc('week', on_day)::date", "''", "''", "''"),
        A_AND_B("date '9999-12-31'", "a", "b", "''"),
        A_AND_C("date '9999-12-31'", "a", "''", "c");

        private final String columns;

        Each(String day, String a, String b, String c) {
            this.columns = String.join(", ", day + " as on_day", a + " as a", b + " as b", c + " as c");
        }
    }

    /** @param day of what is not told apart by day, the database's last one */
    record Row(LocalDate day, String a, String b, String c, long n, BigDecimal amount) {}

    /**
     * What waits.
     *
     * @param group empty where one person alone was asked
     * @param late how many of them are past their last day
     * @param earliest the last day of the one that has been late the longest; null where none is late
     */
    record Open(String process, String step, String group, long all, long late, LocalDate earliest) {}

    private final JdbcClient jdbc;

    OfficeFigureRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param from the first day that counts
     * @param to the last one
     */
    List<Row> of(PoolingArea area, Sum sum, Each each, LocalDate from, LocalDate to) {
        return jdbc.sql(
                        """
                        select on_day, a, b, c, sum(n)::bigint, sum(amount)
                          from (select %s, n, amount from medaid.office_figure_now
                                 where area = ? and figure = ? and on_day between ? and ?) as counted
                         group by on_day, a, b, c having sum(n) <> 0 or sum(amount) <> 0
                        """.formatted(each.columns))
                .params(area.tenantId(), sum.name(), from, to)
                .query((rs, row) -> new Row(
                        rs.getObject(1, LocalDate.class),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getLong(5),
                        rs.getBigDecimal(6)))
                .list();
    }

    /** The open steps of all cases. */
    List<Open> open(PoolingArea area, LocalDate today) {
        return jdbc.sql(
                        """
                        select a, b, c, sum(n)::bigint, coalesce(sum(n) filter (where on_day < :today), 0)::bigint,
                               min(on_day) filter (where on_day < :today)
                          from (select on_day, a, b, c, sum(n) as n from medaid.office_figure_now
                                 where area = :area and figure = 'OPEN_STEP'
                                 group by on_day, a, b, c having sum(n) <> 0) as counted
                         group by a, b, c
                        """)
                .param("area", area.tenantId())
                .param("today", today)
                .query((rs, row) -> new Open(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getLong(4),
                        rs.getLong(5),
                        rs.getObject(6, LocalDate.class)))
                .list();
    }

    /** People with large costs who are in no category and whom nobody has looked into yet, by year. */
    List<Row> openLargeCosts(PoolingArea area) {
        return jdbc.sql(
                        """
                        select make_date(c.benefit_year, 1, 1), count(*) filter (where o.cost_id is null), count(*), max(c.amount)
                          from medaid.large_cost c left join medaid.large_cost_outcome o on o.cost_id = c.id
                         where c.area = ? and c.withdrawn_at is null
                         group by c.benefit_year order by 1 desc
                        """)
                .param(area.tenantId())
                .query((rs, row) -> new Row(
                        rs.getObject(1, LocalDate.class), "", "", String.valueOf(rs.getLong(3)), rs.getLong(2), rs.getBigDecimal(4)))
                .list();
    }

    /** Folds what was added since the last time into the sums. */
    @Transactional
    public void fold() {
        jdbc.sql("select medaid.office_figure_fold()").query(Long.class).single();
    }
}
