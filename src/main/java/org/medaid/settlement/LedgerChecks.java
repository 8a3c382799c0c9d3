package org.medaid.settlement;

import java.util.Arrays;
import java.util.List;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.settlement.persistence.BooksCheckQueries;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checks an office's books against what they rest on: the bills, the used ceilings and the receipts
 * (江人社发〔2018〕567号 七(二), 鲁医保发〔2020〕79号 四(三)). Code and database keep all of it at every posting; this finds what was
 * done past them.
 */
@Service
@Clause({"M5", "C19"})
public class LedgerChecks {

    private final BooksCheckQueries queries;

    LedgerChecks(BooksCheckQueries queries) {
        this.queries = queries;
    }

    /**
     * Every check over an office's whole books.
     *
     * @param benefitYear the calendar year of discharge whose ceilings are checked
     */
    @Transactional(readOnly = true)
    public List<BooksCheck.Finding> run(PoolingArea area, int benefitYear) {
        return Arrays.stream(BooksCheck.values())
                .map(check -> queries.ask(check, area, benefitYear))
                .toList();
    }
}
