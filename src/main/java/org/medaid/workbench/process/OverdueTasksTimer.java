package org.medaid.workbench.process;

import org.medaid.calendar.Workdays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.WorkingDayCalendar;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks at the due dates every hour of a working day. Off where the engine's own jobs are off. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
class OverdueTasksTimer {

    private final OverdueTasks tasks;
    private final Workdays workdays;
    private final BusinessClock clock;

    OverdueTasksTimer(OverdueTasks tasks, Workdays workdays, BusinessClock clock) {
        this.tasks = tasks;
        this.workdays = workdays;
        this.clock = clock;
    }

    /** Before each hour from eight to six. */
    @Scheduled(cron = "${medaid.overdue-tasks-cron:0 50 7-17 * * *}", zone = "Asia/Shanghai")
    void watchAll() {
        for (PoolingArea area : PoolingArea.values()) {
            if (isOpen(area)) {
                tasks.watch(area);
            }
        }
    }

    private boolean isOpen(PoolingArea area) {
        try {
            return workdays.calendar(area).isWorkingDay(clock.today());
        } catch (WorkingDayCalendar.UnknownYear e) {
            return true;
        }
    }
}
