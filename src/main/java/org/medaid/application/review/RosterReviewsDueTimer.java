package org.medaid.application.review;

import org.medaid.kernel.PoolingArea;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Opens due reviews before the office does, every day. Off where the engine's own jobs are off. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
class RosterReviewsDueTimer {

    /** As many as the townships of a county can take up in a day. */
    private static final int MOST_A_DAY = 200;

    private final RosterReviewsDue due;

    RosterReviewsDueTimer(RosterReviewsDue due) {
        this.due = due;
    }

    @Scheduled(cron = "${medaid.roster-reviews-cron:0 30 6 * * *}", zone = "Asia/Shanghai")
    void openAll() {
        for (PoolingArea area : PoolingArea.values()) {
            due.open(area, MOST_A_DAY);
        }
    }
}
