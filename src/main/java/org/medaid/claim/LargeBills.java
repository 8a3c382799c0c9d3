package org.medaid.claim;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.roster.LargeCosts;
import org.medaid.roster.Roster;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the office's own bills tell of people who are in no category: most of them were refused for just that reason. */
@Component
@Clause("S2")
class LargeBills implements LargeCosts {

    private final JdbcClient jdbc;
    private final Roster roster;

    LargeBills(JdbcClient jdbc, Roster roster) {
        this.jdbc = jdbc;
        this.roster = roster;
    }

    private record Bill(PersonId person, LocalDate day, Money borne) {}

    @Override
    public List<Borne> of(PoolingArea area, int year, Money threshold) {
        // Only people whose bills could reach the figure at all are looked at bill by bill.
        List<Bill> bills = jdbc.sql("""
                        select c.person_id, c.discharged_on,
                            c.total - c.basic_paid - c.critical_illness_paid - c.supplementary_paid as borne
                        from medaid.claim c
                        where c.area = :area and c.state not in ('WITHDRAWN', 'REVERSED') and extract(year from c.discharged_on) = :year
                            and c.person_id in (
                                select person_id from medaid.claim
                                where area = :area and state not in ('WITHDRAWN', 'REVERSED') and extract(year from discharged_on) = :year
                                group by person_id
                                having sum(total - basic_paid - critical_illness_paid - supplementary_paid) >= :threshold)
                        order by c.person_id
                        """)
                .param("area", area.tenantId())
                .param("year", year)
                .param("threshold", threshold.yuan())
                .query((row, number) -> new Bill(
                        new PersonId(row.getObject(1, UUID.class)),
                        row.getObject(2, LocalDate.class),
                        Money.of(row.getBigDecimal(3))))
                .list();
        return bills.stream()
                .collect(Collectors.groupingBy(Bill::person, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(of -> new Borne(
                        of.getKey(),
                        of.getValue().stream()
                                .filter(bill -> roster.categoriesOn(bill.person(), bill.day()).isEmpty())
                                .map(Bill::borne)
                                .reduce(Money.ZERO, Money::plus)))
                .filter(borne -> !threshold.isMoreThan(borne.amount()))
                .toList();
    }
}
