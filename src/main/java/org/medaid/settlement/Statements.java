package org.medaid.settlement;

import java.time.YearMonth;
import org.medaid.api.Outcome;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.settlement.statement.StatementDraws;
import org.springframework.stereotype.Service;

/** The statements on which an office settles with its hospitals (江人社发〔2018〕567号 五(五), 连政办发〔2017〕22号 六(一)). */
@Service
@Clause("M1")
public class Statements {

    private final StatementDraws draws;

    Statements(StatementDraws draws) {
        this.draws = draws;
    }

    /**
     * Draws the statements of every hospital of an office for a month that is over, and of the quarter that ends with it. Asked again, also at the same moment or after it was interrupted, it draws what is missing and nothing twice.
     *
     * @return how many lines were added, or why not
     */
    public Outcome<Integer> draw(PoolingArea area, YearMonth month) {
        return draws.draw(area, month);
    }

    /**
     * Starts the process of every statement that has none.
     *
     * @return how many were started
     */
    public int begin(PoolingArea area) {
        return draws.begin(area);
    }
}
