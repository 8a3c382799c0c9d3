package org.medaid.workbench.figures;

import org.medaid.kernel.PoolingArea;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks at the incidents each minute. Off where the engine's own jobs are off. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
class IncidentNoticesTimer {

    private final IncidentNotices notices;

    IncidentNoticesTimer(IncidentNotices notices) {
        this.notices = notices;
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 60_000)
    void tellAll() {
        for (PoolingArea area : PoolingArea.values()) {
            notices.tell(area);
        }
    }
}
