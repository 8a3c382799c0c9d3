package org.medaid.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person has used of each ceiling in a benefit year (calendar year of discharge).
 *
 * <p>Whoever decides a bill first locks the person's year, then reads, decides and adds in one transaction: two bills
 * decided at once queue up, and no ceiling is passed. The database refuses what slips through.
 */
@Component
@Clause("C19")
public class Accumulators {

    private final JdbcClient jdbc;

    Accumulators(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks a person's year until the end of the transaction and reads what has been used.
     *
     * @return amounts by accumulator, zeros left out
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Money> lock(PersonId person, int benefitYear) {
        // Without the update of an existing row the insert would not wait for a concurrent owner of the lock.
        jdbc.sql("insert into medaid.accumulator_year (person_id, benefit_year) values (?, ?) on conflict do nothing")
                .params(person.value(), benefitYear)
                .update();
        jdbc.sql("select 1 from medaid.accumulator_year where person_id = ? and benefit_year = ? for update")
                .params(person.value(), benefitYear)
                .query(Integer.class)
                .single();
        return used(person, benefitYear);
    }

    /** What has been used so far, without a lock: for previews and displays only. */
    @Transactional(readOnly = true)
    public Map<String, Money> used(PersonId person, int benefitYear) {
        Map<String, Money> used = new TreeMap<>();
        jdbc.sql(
                        """
                        select accumulator, sum(amount) as used from medaid.accumulator_entry
                         where person_id = ? and benefit_year = ? group by accumulator having sum(amount) <> 0
                        """)
                .params(person.value(), benefitYear)
                .query((rs, row) -> Map.entry(rs.getString(1), Money.of(rs.getBigDecimal(2))))
                .list()
                .forEach(entry -> used.put(entry.getKey(), entry.getValue()));
        return used;
    }

    /**
     * Adds what a business document uses. The person's year must have been locked in this transaction.
     *
     * @param amounts by accumulator, each more than zero
     * @param ceilings by accumulator, where there is one: checked by the database once more
     * @throws org.springframework.dao.DuplicateKeyException if the document has been added before and not been reversed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(
            PersonId person,
            int benefitYear,
            BusinessDocument document,
            Map<String, Money> amounts,
            Map<String, Money> ceilings) {
        amounts.forEach((accumulator, amount) -> {
            Money ceiling = ceilings.get(accumulator);
            insert(person, benefitYear, accumulator, amount, ceiling, document, null);
        });
    }

    /** Takes back everything that a document used and that has not been taken back yet. Nothing to take back is fine. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reverse(BusinessDocument document) {
        List<Entry> open = new ArrayList<>(jdbc.sql(
                        """
                        select e.id, e.person_id, e.benefit_year, e.accumulator, e.amount from medaid.accumulator_entry e
                         where e.document_type = ? and e.document_id = ? and e.reverses_id is null
                           and not exists (select 1 from medaid.accumulator_entry r where r.reverses_id = e.id)
                         order by e.id
                        """)
                .params(document.type(), document.id())
                .query((rs, row) -> new Entry(
                        rs.getLong(1),
                        new PersonId(rs.getObject(2, java.util.UUID.class)),
                        rs.getInt(3),
                        rs.getString(4),
                        Money.of(rs.getBigDecimal(5))))
                .list());
        for (Entry entry : open) {
            lock(entry.person(), entry.benefitYear());
            insert(
                    entry.person(),
                    entry.benefitYear(),
                    entry.accumulator(),
                    entry.amount().negate(),
                    null,
                    document,
                    entry.id());
        }
    }

    private void insert(
            PersonId person,
            int benefitYear,
            String accumulator,
            Money amount,
            Money ceiling,
            BusinessDocument document,
            Long reverses) {
        BigDecimal limit = ceiling == null ? null : ceiling.yuan();
        jdbc.sql(
                        """
                        insert into medaid.accumulator_entry
                          (person_id, benefit_year, accumulator, amount, ceiling, document_type, document_id, reverses_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        person.value(),
                        benefitYear,
                        accumulator,
                        amount.yuan(),
                        limit,
                        document.type(),
                        document.id(),
                        reverses)
                .update();
    }

    private record Entry(long id, PersonId person, int benefitYear, String accumulator, Money amount) {}
}
