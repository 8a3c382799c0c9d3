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

    record Row(LocalDate day, String a, String b, String c, long n, BigDecimal amount) {}

    private final JdbcClient jdbc;

    OfficeFigureRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param from the first day that counts
     * @param to the last one
     */
    List<Row> of(PoolingArea area, Sum sum, LocalDate from, LocalDate to) {
        return jdbc.sql(
                        """
                        select on_day, a, b, c, sum(n)::bigint, sum(amount) from medaid.office_figure_now
                         where area = ? and figure = ? and on_day between ? and ?
                         group by on_day, a, b, c having sum(n) <> 0 or sum(amount) <> 0
                        """)
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
