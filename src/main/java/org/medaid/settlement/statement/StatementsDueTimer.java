package org.medaid.settlement.statement;

import java.time.LocalDate;
import java.time.YearMonth;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameters;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Draws the statements on the day the office has set, early in the morning. Off where the engine's own jobs are off. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
class StatementsDueTimer {

    /** An application that stood still catches up. */
    private static final int MONTHS_BACK = 12;

    private final StatementDraws draws;
    private final ProcedureParameters parameters;
    private final BusinessClock clock;

    StatementsDueTimer(StatementDraws draws, ProcedureParameters parameters, BusinessClock clock) {
        this.draws = draws;
        this.parameters = parameters;
        this.clock = clock;
    }

    @Scheduled(cron = "${medaid.statements-cron:0 10 5 * * *}", zone = "Asia/Shanghai")
    void drawAll() {
        for (PoolingArea area : PoolingArea.values()) {
            YearMonth last = lastDue(clock.today(), parameters.days(area, StatementParameter.DAY));
            for (int back = MONTHS_BACK - 1; back >= 0; back--) {
                draws.draw(area, last.minusMonths(back));
            }
            draws.begin(area);
        }
    }

    /** The last month whose day has come. @param day of the following month */
    static YearMonth lastDue(LocalDate today, int day) {
        return YearMonth.from(today).minusMonths(today.getDayOfMonth() >= day ? 1 : 2);
    }
}
