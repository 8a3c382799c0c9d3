package org.medaid.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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

    private static final Comparator<PersonYear> ALWAYS_THE_SAME_ORDER =
            Comparator.comparing((PersonYear year) -> year.person().value()).thenComparing(PersonYear::year);

    private final JdbcClient jdbc;

    Accumulators(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is locked: one benefit year of one person. */
    public record PersonYear(PersonId person, int year) {}

    /**
     * What one business document uses.
     *
     * @param amounts by accumulator, each more than zero
     * @param ceilings by accumulator, where there is one: checked by the database once more
     */
    public record Use(
            PersonYear year, BusinessDocument document, Map<String, Money> amounts, Map<String, Money> ceilings) {}

    /**
     * Locks a person's year until the end of the transaction and reads what has been used.
     *
     * @return amounts by accumulator, zeros left out
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Money> lock(PersonId person, int benefitYear) {
        PersonYear year = new PersonYear(person, benefitYear);
        return lock(List.of(year)).get(year);
    }

    /**
     * Locks the years of several persons until the end of the transaction and reads what has been used. Whoever locks
     * several does it in the same order, so that nobody waits in a circle.
     *
     * @return amounts by accumulator, zeros left out, for each year asked for
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<PersonYear, Map<String, Money>> lock(Collection<PersonYear> years) {
        List<PersonYear> ordered =
                years.stream().distinct().sorted(ALWAYS_THE_SAME_ORDER).toList();
        UUID[] persons = ordered.stream().map(year -> year.person().value()).toArray(UUID[]::new);
        Integer[] numbers = ordered.stream().map(PersonYear::year).toArray(Integer[]::new);
        jdbc.sql(
                        """
                        insert into medaid.accumulator_year (person_id, benefit_year)
                        select * from unnest(?::uuid[], ?::int[]) on conflict do nothing
                        """)
                .params(persons, numbers)
                .update();
        // Without the lock of an existing row the insert would not wait for a concurrent owner.
        jdbc.sql(
                        """
                        select 1 from medaid.accumulator_year y
                         where (y.person_id, y.benefit_year) in (select * from unnest(?::uuid[], ?::int[]))
                         order by y.person_id, y.benefit_year for update
                        """)
                .params(persons, numbers)
                .query(Integer.class)
                .list();
        return read(ordered, persons, numbers);
    }

    /** What has been used so far, without a lock: for previews and displays only. */
    @Transactional(readOnly = true)
    public Map<String, Money> used(PersonId person, int benefitYear) {
        PersonYear year = new PersonYear(person, benefitYear);
        return read(List.of(year), new UUID[] {person.value()}, new Integer[] {benefitYear}).get(year);
    }

    private Map<PersonYear, Map<String, Money>> read(List<PersonYear> years, UUID[] persons, Integer[] numbers) {
        Map<PersonYear, Map<String, Money>> used = new LinkedHashMap<>();
        years.forEach(year -> used.put(year, new TreeMap<>()));
        jdbc.sql(
                        """
                        select person_id, benefit_year, accumulator, sum(amount) from medaid.accumulator_entry
                         where (person_id, benefit_year) in (select * from unnest(?::uuid[], ?::int[]))
                         group by person_id, benefit_year, accumulator having sum(amount) <> 0
                        """)
                .params(persons, numbers)
                .query(row -> {
                    PersonYear year = new PersonYear(new PersonId(row.getObject(1, UUID.class)), row.getInt(2));
                    used.get(year).put(row.getString(3), Money.of(row.getBigDecimal(4)));
                });
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
        add(List.of(new Use(new PersonYear(person, benefitYear), document, amounts, ceilings)));
    }

    /**
     * Adds what several documents use, in their order.
     *
     * @throws org.springframework.dao.DuplicateKeyException if one of them has been added before and not been reversed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(List<Use> uses) {
        Rows rows = new Rows();
        for (Use use : uses) {
            use.amounts().forEach((accumulator, amount) -> rows.add(
                    use.year(), accumulator, amount, use.ceilings().get(accumulator), use.document(), null));
        }
        rows.insert(jdbc);
    }

    /** Takes back everything that a document used and that has not been taken back yet. Nothing to take back is fine. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reverse(BusinessDocument document) {
        reverse(List.of(document));
    }

    /** The same for several documents. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reverse(Collection<BusinessDocument> documents) {
        record Open(long id, PersonYear year, String accumulator, Money amount, BusinessDocument document) {}
        if (documents.isEmpty()) {
            return;
        }
        List<Open> open = jdbc.sql(
                        """
                        select e.id, e.person_id, e.benefit_year, e.accumulator, e.amount, e.document_type, e.document_id
                          from medaid.accumulator_entry e
                         where (e.document_type, e.document_id) in (select * from unnest(?::text[], ?::text[]))
                           and e.reverses_id is null
                           and not exists (select 1 from medaid.accumulator_entry r where r.reverses_id = e.id)
                         order by e.id
                        """)
                .params(
                        documents.stream().map(BusinessDocument::type).toArray(String[]::new),
                        documents.stream().map(BusinessDocument::id).toArray(String[]::new))
                .query((rs, row) -> new Open(
                        rs.getLong(1),
                        new PersonYear(new PersonId(rs.getObject(2, UUID.class)), rs.getInt(3)),
                        rs.getString(4),
                        Money.of(rs.getBigDecimal(5)),
                        new BusinessDocument(rs.getString(6), rs.getString(7))))
                .list();
        if (open.isEmpty()) {
            return;
        }
        lock(open.stream().map(Open::year).toList());
        Rows rows = new Rows();
        open.forEach(entry ->
                rows.add(entry.year(), entry.accumulator(), entry.amount().negate(), null, entry.document(), entry.id()));
        rows.insert(jdbc);
    }

    /** Entries to be inserted together, column by column. */
    private static final class Rows {
        private final List<UUID> persons = new ArrayList<>();
        private final List<Integer> years = new ArrayList<>();
        private final List<String> accumulators = new ArrayList<>();
        private final List<BigDecimal> amounts = new ArrayList<>();
        private final List<BigDecimal> ceilings = new ArrayList<>();
        private final List<String> types = new ArrayList<>();
        private final List<String> documents = new ArrayList<>();
        private final List<Long> reversed = new ArrayList<>();

        void add(
                PersonYear year, String accumulator, Money amount, Money ceiling, BusinessDocument document, Long reverses) {
            persons.add(year.person().value());
            years.add(year.year());
            accumulators.add(accumulator);
            amounts.add(amount.yuan());
            ceilings.add(ceiling == null ? null : ceiling.yuan());
            types.add(document.type());
            documents.add(document.id());
            reversed.add(reverses);
        }

        void insert(JdbcClient jdbc) {
            if (persons.isEmpty()) {
                return;
            }
            jdbc.sql(
                            """
                            insert into medaid.accumulator_entry
                              (person_id, benefit_year, accumulator, amount, ceiling, document_type, document_id, reverses_id)
                            select * from unnest(?::uuid[], ?::int[], ?::text[], ?::numeric[], ?::numeric[], ?::text[], ?::text[],
                                                 ?::bigint[])
                            """)
                    .params(
                            persons.toArray(UUID[]::new),
                            years.toArray(Integer[]::new),
                            accumulators.toArray(String[]::new),
                            amounts.toArray(BigDecimal[]::new),
                            ceilings.toArray(BigDecimal[]::new),
                            types.toArray(String[]::new),
                            documents.toArray(String[]::new),
                            reversed.toArray(Long[]::new))
                    .update();
        }
    }
}
