package org.medaid.settlement.statement;

import java.time.YearMonth;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.settlement.LaidOutByOthers;
import org.springframework.stereotype.Component;

/** Fushun before one-stop settlement: the insurer and the counties pay the persons (抚政办发〔2014〕67号 五(二)3). */
@Component
@Clause("X4")
class InsurersMonths implements LaidOutByOthers {

    /** From here on the plan is in force; of earlier months nobody has said anything. */
    private static final YearMonth PLAN = YearMonth.of(2014, 11);

    private final ProcedureParameters parameters;

    InsurersMonths(ProcedureParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public boolean in(PoolingArea area, YearMonth month) {
        return area == PoolingArea.FUSHUN
                && !month.isBefore(PLAN)
                && parameters
                        .value(area, StatementParameter.INSURER, month.atEndOfMonth())
                        .equals(StatementParameter.YES);
    }
}
