package org.medaid.workbench.process;

import org.medaid.workbench.Substitutions;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** A new day: what was due tomorrow is due today, and somebody's leave begins. Off where the engine's own jobs are off. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
class MorningTimer {

    private final TaskFilters filters;
    private final Substitutions substitutions;

    MorningTimer(TaskFilters filters, Substitutions substitutions) {
        this.filters = filters;
        this.substitutions = substitutions;
    }

    /** Once more before the offices open, for a machine that slept through midnight. */
    @Scheduled(cron = "5 0 0,7 * * *", zone = "Asia/Shanghai")
    void newDay() {
        filters.establish();
        substitutions.handOverToday();
    }
}
