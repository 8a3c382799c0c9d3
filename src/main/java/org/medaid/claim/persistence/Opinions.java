package org.medaid.claim.persistence;

import java.util.List;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What experts have found, item by item: given once, never changed. */
@Component
public class Opinions {

    public record Opinion(String expert, int lineNo, Money unreasonable, String reason) {}

    private final JdbcClient jdbc;

    Opinions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the expert has answered for the item before */
    public void add(UUID review, Opinion opinion) {
        jdbc.sql(
                        """
                        insert into medaid.review_opinion (review_id, expert, line_no, unreasonable, reason, given_at)
                        values (?, ?, ?, ?, ?, now())
                        """)
                .params(review, opinion.expert(), opinion.lineNo(), opinion.unreasonable().yuan(), opinion.reason())
                .update();
    }

    public List<Opinion> of(UUID review) {
        return jdbc.sql(
                        """
                        select expert, line_no, unreasonable, reason from medaid.review_opinion
                         where review_id = ? order by line_no, expert
                        """)
                .param(review)
                .query((rs, row) -> new Opinion(
                        rs.getString(1), rs.getInt(2), Money.of(rs.getBigDecimal(3)), rs.getString(4)))
                .list();
    }
}
