package org.medaid.claim;

import java.util.List;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How often and for how much providers did not give of themselves what they owe (江人社发〔2018〕567号 六(三)). */
@Service
@Clause("M10")
public class DiscountsGiven {

    /**
     * One kind of discount at one provider.
     *
     * @param bills on how many bills it was missing
     * @param atCounter yuan that one-stop settlement took off before the patient paid
     * @param toGiveBack yuan that patients had paid before they came to the window: the provider gives them back
     */
    public record Line(String hospital, ProviderDiscount discount, int bills, Money atCounter, Money toGiveBack) {}

    private final JdbcClient jdbc;

    DiscountsGiven(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether an area's people may be owed discounts at all. */
    public static boolean known(PoolingArea area) {
        return ProviderDiscounts.known(area);
    }

    /** What an office found on the bills it has not refused to take, withdrawn or struck, by provider. */
    @Transactional(readOnly = true)
    public List<Line> of(PoolingArea area) {
        return jdbc.sql(
                        """
                        select c.hospital_code, i.discount_code, count(distinct c.id)::int,
                               coalesce(sum(i.discount) filter (where c.channel = 'ONE_STOP'), 0),
                               coalesce(sum(i.discount) filter (where c.channel <> 'ONE_STOP'), 0)
                          from medaid.claim_item i join medaid.claim c on c.id = i.claim_id
                         where c.area = ? and i.discount_code is not null
                           and c.state not in ('WITHDRAWN', 'REVERSED') and c.refusal_code is distinct from 'BILL_REFUSED'
                         group by c.hospital_code, i.discount_code
                         order by c.hospital_code, i.discount_code
                        """)
                .param(area.tenantId())
                .query((row, n) -> new Line(
                        row.getString(1),
                        ProviderDiscount.valueOf(row.getString(2)),
                        row.getInt(3),
                        Money.of(row.getBigDecimal(4)),
                        Money.of(row.getBigDecimal(5))))
                .list();
    }
}
