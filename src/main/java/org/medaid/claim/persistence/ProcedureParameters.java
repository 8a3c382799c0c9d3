package org.medaid.claim.persistence;

import org.medaid.claim.ProcedureParameter;
import org.medaid.claim.ReviewRules;
import org.medaid.claim.model.Aggregation;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The offices' own settings for the settlement of bills. */
@Component
public class ProcedureParameters implements ReviewRules {

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    ProcedureParameters(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The value in force today. The migration has entered a first one for every area. */
    public String value(PoolingArea area, ProcedureParameter parameter) {
        return jdbc.sql(
                        """
                        select value from medaid.procedure_parameter
                         where area = ? and parameter = ? and valid_from_on <= ? order by valid_from_on desc limit 1
                        """)
                .params(area.tenantId(), parameter.code(), clock.today())
                .query(String.class)
                .single();
    }

    public int days(PoolingArea area, ProcedureParameter parameter) {
        return Integer.parseInt(value(area, parameter));
    }

    @Override
    public int minimumExperts(PoolingArea area) {
        return days(area, ProcedureParameter.MINIMUM_EXPERTS);
    }

    @Override
    public Aggregation aggregation(PoolingArea area) {
        return Aggregation.valueOf(value(area, ProcedureParameter.AGGREGATION));
    }
}
